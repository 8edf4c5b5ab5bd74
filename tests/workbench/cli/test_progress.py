"""A run is told in plain lines, and its outcome as text and JSON."""

import io

import pytest

from workbench.cli.progress import Progress, run_json, run_lines
from workbench.running.events import (
    Collected,
    Coverage,
    Outcome,
    OutputLine,
    Run,
    StepStarted,
    TestFinished,
    TestResult,
)

PASSED = TestResult("tests/test_a.py::test_one", Outcome.PASSED, 0.1)
FAILED = TestResult("tests/test_a.py::test_two", Outcome.FAILED, 0.1, "assert 1 == 2\n")


class Terminal(io.StringIO):
    """Standard error as a terminal has it."""

    def isatty(self) -> bool:
        return True


def tell(progress: Progress) -> None:
    for event in (
        StepStarted("database"),
        Collected((PASSED.node, FAILED.node)),
        OutputLine("noise"),
        TestFinished(PASSED),
        TestFinished(FAILED),
    ):
        progress.take(event)
    progress.end()


def test_without_a_terminal_each_step_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    tell(Progress())
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "… starting PostgreSQL\n… 2 tests\n"


def test_on_a_terminal_one_line_moves_and_is_cleared_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    tell(Progress())
    text = terminal.getvalue()
    assert "\n" not in text
    assert "1/2 tests/test_a.py::test_one" in text
    assert "2/2 tests/test_a.py::test_two (1 failed)" in text
    assert text.endswith("\r\x1b[K")


def test_failures_come_first_and_counts_last() -> None:
    run = Run(1, 2.0, (PASSED, FAILED), Coverage(91.25, ()))
    assert run_lines(run) == [
        "FAILED tests/test_a.py::test_two",
        "    assert 1 == 2",
        "Tests failed: 1 passed, 1 failed, coverage 91.2 %, 2.0 s",
    ]


def test_a_run_without_tests_shows_what_was_printed() -> None:
    assert run_lines(Run(4, 0.5, output="one\nno such option\n")) == [
        "    one",
        "    no such option",
        "Tests failed: none ran, 0.5 s",
    ]


def test_the_documented_json() -> None:
    document = run_json(Run(1, 2.0, (PASSED, FAILED), Coverage(91.256, ())))
    assert document == {
        "format": 1,
        "tests": {"passed": 1, "failed": 1, "error": 0, "skipped": 0},
        "coverage": 91.26,
        "seconds": 2.0,
        "complete": True,
        "failures": [{"node": FAILED.node, "outcome": "failed", "message": FAILED.message}],
    }
