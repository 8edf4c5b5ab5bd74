"""What a run's events add up to, apart from any widget."""

import dataclasses

from screens import marks
from screens.progress import Feed, Progress, coverage_sheet, slowest_sheet, target_sheet, tree_sheet
from workbench.running.events import (
    Collected,
    Coverage,
    FileCoverage,
    Outcome,
    OutputLine,
    Run,
    RunFinished,
    StepStarted,
    TestFinished,
    TestResult,
    TestStarted,
)

FIRST, SECOND, OTHER = "tests/test_a.py::test_one", "tests/test_a.py::test_two", "tests/test_b.py::test_three"


def after(*events: object) -> Progress:
    """Give the progress after these events."""
    progress = Progress()
    progress.apply(events)  # type: ignore[arg-type]
    return progress


def passed(node: str, seconds: float = 0.1) -> TestFinished:
    """Give the event of a passed test."""
    return TestFinished(TestResult(node, Outcome.PASSED, seconds))


def failed(node: str) -> TestFinished:
    """Give the event of a failed test."""
    return TestFinished(TestResult(node, Outcome.FAILED, 0.1, "assert x\nE   assert 1 == 2"))


def texts(progress: Progress, *opened: str) -> list[str]:
    """Give the lines of the tree."""
    return [line.text for line in tree_sheet(progress, opened).lines]


def test_a_feed_gives_events_in_order_and_once() -> None:
    feed = Feed()
    feed.put(StepStarted("tests"))
    feed.put(OutputLine("x"))
    assert feed.take() == [StepStarted("tests"), OutputLine("x")]
    assert feed.take() == []


def test_the_step_is_told_while_it_goes_on() -> None:
    assert after(StepStarted("migrate")).summary() == "Migrating an empty database …"


def test_counts_stand_beside_each_file() -> None:
    progress = after(Collected((FIRST, SECOND, OTHER)), passed(FIRST))
    assert texts(progress) == ["▸ 1/2 test_a.py", "▸ 0/1 test_b.py"]


def test_files_are_waiting_running_green_or_red() -> None:
    progress = after(Collected((FIRST, SECOND, OTHER)))
    assert [line.mark for line in tree_sheet(progress, ()).lines] == [marks.WAITING, marks.WAITING]
    progress.apply([TestStarted(FIRST)])
    assert tree_sheet(progress, ()).lines[0].mark is marks.RUNNING
    progress.apply([passed(FIRST), passed(SECOND), failed(OTHER)])
    shown = [line.mark for line in tree_sheet(progress, ()).lines]
    assert shown[:2] == [marks.OUTCOMES["passed"], marks.OUTCOMES["failed"]]


def test_failures_are_shown_in_closed_files_too() -> None:
    progress = after(Collected((FIRST, SECOND)), passed(FIRST), failed(SECOND))
    assert texts(progress) == ["▸ 2/2 test_a.py  1 failed", "    test_two  100 ms"]
    assert texts(progress, "tests/test_a.py")[1:] == ["    test_one  100 ms", "    test_two  100 ms"]


def test_tests_that_were_never_collected_are_counted_when_they_end() -> None:
    assert after(passed(FIRST)).total == 1


def test_a_test_is_counted_once_however_often_it_is_told() -> None:
    assert after(Collected((FIRST,)), TestStarted(FIRST), passed(FIRST), passed(FIRST)).summary().startswith("1 of 1")


def test_a_finished_run_stands_for_itself() -> None:
    run = Run(1, 2.5, (passed(FIRST).result, failed(SECOND).result), Coverage(88.0, ()), output="one\ntwo")
    progress = Progress.of(run)
    assert progress.summary() == "2 of 2 tests · ✓ 1 passed · ✗ 1 failed · 2.5 s · coverage 88.0 %"
    assert [line.text for line in progress.log] == ["one", "two"]
    assert [result.node for result in progress.failures()] == [SECOND]


def test_a_stopped_run_says_so() -> None:
    stopped = after(Collected((FIRST, SECOND)), passed(FIRST), RunFinished(Run(2, 1.0, complete=False)))
    assert stopped.summary().endswith("stopped before its end")


def test_a_run_without_any_test_says_why() -> None:
    nothing = Run(2, 1.0, complete=False)
    assert after(RunFinished(nothing)).summary() == "The run was stopped before any test."
    told = dataclasses.replace(nothing, problem="The database could not be started.")
    assert after(RunFinished(told)).summary() == told.problem


def test_a_run_of_some_tests_that_came_to_its_end_was_not_stopped() -> None:
    run = Run(0, 1.0, (passed(FIRST).result,), complete=False)
    assert after(Collected((FIRST,)), RunFinished(run)).summary().endswith("a part of the tests")


def test_a_failed_test_shows_its_message_with_the_assertion_marked() -> None:
    lines = target_sheet(after(failed(SECOND)), SECOND).lines
    assert [line.text for line in lines] == [f"failed  {SECOND}", "assert x", "E   assert 1 == 2"]
    assert lines[2].tone == "bad"


def test_a_file_shows_its_counts_and_failures() -> None:
    lines = target_sheet(after(passed(FIRST), failed(SECOND)), "tests/test_a.py").lines
    assert [line.text for line in lines] == [
        "tests/test_a.py",
        "1 passed",
        "1 failed",
        "0.2 s",
        "test_two  assert 1 == 2",
    ]


def test_a_test_that_has_not_ended_says_so() -> None:
    assert target_sheet(after(Collected((FIRST,))), FIRST).lines[1].text == "has not finished yet."


def test_coverage_is_listed_least_covered_first() -> None:
    files = (
        FileCoverage("app/whole.py", 10, ()),
        FileCoverage("app/half.py", 10, (1, 2, 3), 10, 7),
        FileCoverage("app/empty.py", 0, ()),
    )
    lines = coverage_sheet(Coverage(66.7, files)).lines
    assert [line.text.split()[-1] for line in lines] == ["app/", "3", "app/empty.py", "app/whole.py"]
    assert "50.0 %  app/half.py   misses 1, 2, 3" in lines[1].text
    assert lines[1].text.startswith("██████████░░░░░░░░░░")


def test_without_coverage_there_is_nothing_to_list() -> None:
    assert coverage_sheet(None).lines == ()


def test_the_slowest_tests_come_first() -> None:
    lines = slowest_sheet(after(passed(FIRST, 0.2), passed(SECOND, 0.9), passed(OTHER, 0.5)), 2).lines
    assert [line.target for line in lines] == [SECOND, OTHER]


def test_a_thousand_tests_are_drawn_in_one_go() -> None:
    nodes = tuple(f"tests/test_{index % 20}.py::test_{index}" for index in range(1000))
    progress = after(Collected(nodes), *(passed(node) for node in nodes))
    assert progress.total == 1000
    assert len(tree_sheet(progress, progress.files).lines) == 1020
