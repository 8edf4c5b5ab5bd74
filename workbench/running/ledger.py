"""What a run has told so far: its event lines gathered, and turned into events for whoever watches."""

import json
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from workbench.patterns import regex
from workbench.running.events import (
    Collected,
    Coverage,
    Exchange,
    FileCoverage,
    ObservedColumn,
    ObservedConstraint,
    Outcome,
    OutputLine,
    Run,
    RunEvent,
    StepStarted,
    StoredRow,
    TestFinished,
    TestResult,
    TestStarted,
)

_REASONS = {
    2: "pytest was interrupted",
    3: "pytest failed internally",
    4: "pytest could not start",
    5: "no test was found",
}
_ERROR_LINE = regex(r"^(?:E|INTERNALERROR>)\s+((?:[\w.]+\.)?\w+(?:Error|Exception|Warning|Exit)\b.*)$")


@dataclass(slots=True)
class Ledger:
    """Gathers the lines of a run and tells ``on_event`` what they mean."""

    on_event: Callable[[RunEvent], None]
    tests: list[TestResult] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    rows: list[StoredRow] = field(default_factory=list)
    coverage: Coverage | None = None
    openapi: str = ""
    warnings_as_errors: bool | None = None
    output: list[str] = field(default_factory=list)
    uncollected: int = 0
    overtime: str = ""

    def take_event(self, line: str) -> None:
        """Take one line of the event file; half a line, as a killed process leaves it, tells nothing."""
        with suppress(ValueError):
            event = json.loads(line)
            take = getattr(self, f"_take_{event.pop('event')}")
            take(event)

    def take_output(self, line: str) -> None:
        """Take one line that the run printed."""
        self.output.append(line)
        self.on_event(OutputLine(line))

    def run(self, *, exit_code: int, seconds: float, schema: dict[str, Any], complete: bool, fingerprint: str) -> Run:
        """Give the finished run."""
        return Run(
            exit_code=exit_code,
            seconds=seconds,
            tests=tuple(self.tests),
            coverage=self.coverage,
            exchanges=tuple(self.exchanges),
            rows=tuple(self.rows),
            columns=tuple(ObservedColumn(**row) for row in schema.get("columns", ())),
            constraints=tuple(ObservedConstraint(**row) for row in schema.get("constraints", ())),
            openapi=self.openapi,
            output="\n".join(self.output),
            fingerprint=fingerprint,
            complete=complete,
            problem=self._problem(exit_code) if complete else "",
            migration_problem=schema.get("problem", ""),
            warnings_as_errors=self.warnings_as_errors,
        )

    def _problem(self, exit_code: int) -> str:
        """Say why the tests did not run as a whole; nothing where they did, with whatever result."""
        if self.overtime:
            return self.overtime
        if self.uncollected:
            modules = f"{self.uncollected} test module{'s' if self.uncollected > 1 else ''}"
            first = next(test for test in self.tests if test.outcome is Outcome.ERROR)
            return f"{modules} could not be imported: {_last_error(first.message.splitlines())}"
        if exit_code in (0, 1):
            return ""
        if exit_code < 0:
            return f"pytest was ended by {signal.Signals(-exit_code).name}"
        reason = _REASONS.get(exit_code, f"pytest ended with exit code {exit_code}")
        return reason if exit_code == 5 else f"{reason}: {_last_error(self.output)}"

    def _take_session(self, event: dict[str, Any]) -> None:
        self.warnings_as_errors = event["warnings_as_errors"]

    def _take_collected(self, event: dict[str, Any]) -> None:
        self.on_event(Collected(tuple(event["nodes"])))
        self.on_event(StepStarted("tests"))

    def _take_started(self, event: dict[str, Any]) -> None:
        self.on_event(TestStarted(event["node"]))

    def _take_finished(self, event: dict[str, Any]) -> None:
        self.uncollected += event.get("collecting", False)
        result = TestResult(event["node"], Outcome(event["outcome"]), event["seconds"], event["message"])
        self.tests.append(result)
        self.on_event(TestFinished(result))

    def _take_exchange(self, event: dict[str, Any]) -> None:
        self.exchanges.append(Exchange(**event))

    def _take_stored(self, event: dict[str, Any]) -> None:
        self.rows.append(StoredRow(event["node"], event["table"], tuple(event["keys"].items())))

    def _take_measured(self, _event: dict[str, Any]) -> None:
        self.on_event(StepStarted("coverage"))

    def _take_openapi(self, event: dict[str, Any]) -> None:
        self.openapi = json.dumps(event["document"], separators=(",", ":"))

    def _take_coverage(self, event: dict[str, Any]) -> None:
        self.coverage = read_coverage(event["report"]) if event["report"] else None


def read_coverage(report: dict[str, Any]) -> Coverage:
    """Read coverage's JSON report."""
    files = (
        FileCoverage(
            path=path.replace("\\", "/"),
            statements=found["summary"]["num_statements"],
            missed=tuple(found["missing_lines"]),
            branches=found["summary"].get("num_branches", 0),
            missed_branches=found["summary"].get("missing_branches", 0),
        )
        for path, found in sorted(report["files"].items())
    )
    return Coverage(report["totals"]["percent_covered"], tuple(files))


def _last_error(lines: list[str]) -> str:
    """Give the line that says best what went wrong: the error itself, where pytest shows one."""
    marked = [match[1] for line in lines if (match := _ERROR_LINE.match(line))]
    printed = [line.strip() for line in lines if line.strip()]
    return (marked or printed or ["it printed nothing"])[-1]
