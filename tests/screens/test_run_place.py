import pytest

from screens import marks
from screens.dialogs.viewer import ViewerScreen
from screens.lines.making import Place
from screens.progress import Progress
from tests.screens.conftest import Opened
from tests.screens.memory import API, API_TEXT, NODES, TESTS, MemoryProject
from workbench.running.events import Outcome, OutputLine


async def test_before_the_first_run_the_place_says_what_to_do(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("3")
        assert driver.texts("#tests") == ["No tests have run yet: g writes the backend, r runs its tests."]


async def test_r_runs_all_tests_from_any_place(opened: Opened, project: MemoryProject) -> None:
    async with opened() as driver:
        await driver.press("r")
        assert driver.place == "run"
        assert project.selections == [()]
        assert driver.static("#run-state") == "3 of 3 tests · ✓ 2 passed · ✗ 1 failed · 1.5 s · coverage 91.5 %"


async def test_a_failed_test_stands_open_under_its_file_with_its_message(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("r")
        assert driver.texts("#tests") == ["▸ 3/3 test_notes.py  1 failed", "    test_list_notes  250 ms"]
        assert driver.text("#tests").strip().startswith("test_list_notes")
        assert "E   assert 2 == 1" in driver.texts("#run-test")


async def test_a_file_turns_green_when_all_its_tests_passed(opened: Opened, project: MemoryProject) -> None:
    project.failing = False
    async with opened() as driver:
        await driver.press("r")
        assert driver.lines("#tests").sheet.lines[0].mark is marks.OUTCOMES[Outcome.PASSED]
        await driver.press("l")
        assert len(driver.texts("#tests")) == 4


async def test_results_arrive_while_the_run_goes_on_and_x_stops_it(opened: Opened, project: MemoryProject) -> None:
    project.hold.clear()
    async with opened() as driver:
        await driver.pilot.press("r")
        await driver.until(lambda: driver.texts("#tests") == ["▸ 0/3 test_notes.py"], 4)
        assert driver.app.query_one("#run-bar").display
        await driver.pilot.press("x")
        project.hold.set()
        await driver.settle()
        assert "stopped before its end" in driver.static("#run-state")


async def test_a_second_run_waits_for_the_first(opened: Opened, project: MemoryProject) -> None:
    project.hold.clear()
    async with opened() as driver:
        await driver.pilot.press("r")
        await driver.pilot.pause()
        await driver.pilot.press("r")
        await driver.pilot.pause()
        assert any("going on already" in note for note in driver.notes)
        project.hold.set()
        await driver.settle()
        assert len(project.selections) == 1


async def test_capital_r_runs_the_test_under_the_cursor(opened: Opened, project: MemoryProject) -> None:
    async with opened() as driver:
        await driver.press("r", "R")
        assert project.selections == [(), (NODES[1],)]


async def test_brackets_step_through_log_coverage_and_slowest(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("r", "right_square_bracket")
        assert "collected 3 items" in driver.texts("#run-log")
        await driver.press("right_square_bracket")
        assert [text[21:] for text in driver.texts("#run-coverage")] == [
            " 91.5 %  all of app/",
            " 90.0 %  app/routes/notes.py  misses 5, 9",
            "100.0 %  app/main.py",
        ]
        await driver.press("right_square_bracket")
        assert driver.texts("#run-slowest")[0] == f"    250 ms  {NODES[0]}"


async def test_enter_on_a_test_opens_its_code(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("r", "k", "l", "j", "enter")
        await driver.until(lambda: driver.text("#viewer") == "async def test_create_note() -> None:")


async def test_f_goes_to_the_next_failure(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("r", "k", "f")
        assert driver.lines("#tests").cursor == 1


async def test_without_a_backend_nothing_is_run_and_the_way_to_one_is_told(
    opened: Opened, project: MemoryProject
) -> None:
    project.backend.rmdir()
    async with opened() as driver:
        await driver.press("r")
        assert "Nothing is written yet: g writes the backend, then r runs its tests." in driver.notes
        assert project.selections == []


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_quitting_during_a_run_asks_first(opened: Opened, project: MemoryProject, key: str) -> None:
    project.hold.clear()
    async with opened() as driver:
        await driver.pilot.press("r")
        await driver.pilot.pause()
        await driver.pilot.press(key)
        await driver.pilot.pause()
        assert driver.focus == "yes"
        await driver.pilot.press("escape")
        project.hold.set()
        await driver.settle()
        assert driver.app.is_running


async def test_capital_f_runs_what_failed(opened: Opened, project: MemoryProject) -> None:
    async with opened() as driver:
        await driver.press("3", "F")
        assert "No test has failed." in driver.notes
        await driver.press("r", "F")
        assert project.selections == [(), (NODES[1],)]


async def test_capital_a_runs_the_tests_of_what_changed_since_all_ran(opened: Opened, project: MemoryProject) -> None:
    async with opened() as driver:
        await driver.press("3", "A")
        assert "Not all tests have run yet: r runs them." in driver.notes
        await driver.press("r", "A")
        assert "Nothing changed since all tests ran." in driver.notes
        project.texts[API] = API_TEXT.replace("stores a note", "keeps a note")
        await driver.press("f5", "A")
        assert project.selections == [(), (NODES[0],)]


async def test_enter_on_a_failed_test_shows_the_line_that_failed_as_it_is_on_disk(
    opened: Opened, project: MemoryProject
) -> None:
    file = project.backend / "tests" / "test_notes.py"
    file.parent.mkdir(parents=True)
    file.write_text("# mine\n" + TESTS)
    async with opened() as driver:
        await driver.press("r", "enter")
        assert isinstance(driver.app.screen, ViewerScreen)
        assert driver.lines("#viewer").border_title == "tests/test_notes.py · as it is on disk"
        await driver.until(lambda: driver.text("#viewer") == "async def test_list_notes() -> None:")


async def test_a_place_in_a_message_can_be_gone_to(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("r", "tab", "j", "enter")
        assert isinstance(driver.app.screen, ViewerScreen)
        assert driver.lines("#viewer").border_title == "tests/test_notes.py"


async def test_lines_that_no_test_reached_are_marked_in_the_code(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("r", "right_square_bracket", "right_square_bracket", "tab", "j", "enter")
        lines = driver.lines("#viewer").sheet.lines
        assert [line.number for line in lines if line.mark is marks.MISSED] == [5, 9]


async def test_a_run_that_was_stopped_is_none_that_later_changes_are_measured_by(
    opened: Opened, project: MemoryProject
) -> None:
    async with opened() as driver:
        project.hold.clear()
        await driver.pilot.press("r")
        await driver.until(lambda: driver.app.stage is not None and driver.app.stage.desk.running)
        await driver.pilot.press("x")
        project.hold.set()
        await driver.settle()
        await driver.press("A")
        assert "Not all tests have run yet: r runs them." in driver.notes


async def test_a_backend_that_is_written_need_not_be_written_again(opened: Opened, project: MemoryProject) -> None:
    project.written.append(project.plan())
    async with opened() as driver:
        await driver.press("3")
        assert driver.texts("#tests") == ["No tests have run yet: r runs them."]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("tests/conftest.py:24: in <module>", Place("tests/conftest.py", 24)),
        ('E     File "/home/mira/shop/backend/app/main.py", line 70', Place("app/main.py", 70)),
        ('  File "/usr/lib/python3/site-packages/app/main.py", line 70', None),
        ("app/main.py has 70 lines", None),
    ],
)
def test_what_is_printed_leads_to_the_places_it_names(text: str, place: Place | None) -> None:
    progress = Progress()
    progress.apply([OutputLine(text)])
    assert progress.log[0].target == place
