"""A test run, told while it goes on: one moving line on a terminal, a line per step elsewhere."""

import sys

from workbench.cli.console import note, paint
from workbench.running.events import (
    Collected,
    Outcome,
    OutputLine,
    Run,
    RunEvent,
    StepStarted,
    TestFinished,
)
from workbench.wording import plural

_STEPS = {
    "database": "starting PostgreSQL",
    "migrate": "migrating",
    "collect": "collecting tests",
    "tests": "running tests",
    "coverage": "measuring coverage",
}


class Progress:
    """Takes the events of one run and shows them on standard error."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._total = 0
        self._done = 0
        self._failed = 0

    def take(self, event: RunEvent) -> None:
        """Show one event."""
        match event:
            case StepStarted(step=step):
                self._show(_STEPS.get(step, step))
            case Collected(nodes=nodes):
                self._total = len(nodes)
                self._show(plural(self._total, "test"))
            case TestFinished(result=result):
                self._done += 1
                self._failed += result.outcome in (Outcome.FAILED, Outcome.ERROR)
                if self._live:
                    self._show(f"{self._done}/{self._total} {result.node}")
            case OutputLine():
                pass

    def take_fault(self, done: int, faults: int) -> None:
        """Show how far a proof is; without a terminal, every tenth part of it."""
        if self._live or done in (1, faults) or done * 10 // faults > (done - 1) * 10 // faults:
            self._show(f"{done}/{faults} faults tried")

    def end(self) -> None:
        """Clear the moving line."""
        if self._live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def _show(self, text: str) -> None:
        if not self._live:
            note(f"… {text}")
            return
        failed = f" ({self._failed} failed)" if self._failed else ""
        print(f"\r\x1b[K{text}{failed}"[:120], end="", file=sys.stderr, flush=True)


def run_lines(run: Run) -> list[str]:
    """Give the outcome of a run as lines: each failure, then the counts and the coverage."""
    lines = []
    for test in run.tests:
        if test.outcome in (Outcome.FAILED, Outcome.ERROR):
            lines.append(f"{paint(test.outcome.value.upper(), 'red')} {test.node}")
            lines.extend(f"    {line}" for line in test.message.rstrip().split("\n")[-12:] if test.message)
    if not run.tests or run.exit_code not in (0, 1):
        lines.extend(f"    {line}" for line in run.output.rstrip().split("\n")[-20:] if run.output)
    counts = ", ".join(f"{run.count(outcome)} {outcome.value}" for outcome in Outcome if run.count(outcome))
    coverage = f", coverage {run.coverage.percent:.1f} %" if run.coverage else ""
    state = paint("passed", "green") if run.exit_code == 0 else paint("failed", "red")
    lines.append(f"Tests {state}: {counts or 'none ran'}{coverage}, {run.seconds:.1f} s")
    return lines


def run_json(run: Run) -> dict[str, object]:
    """Give the outcome of a run as JSON, the form that ``test --json`` documents."""
    return {
        "format": 1,
        "tests": {outcome.value: run.count(outcome) for outcome in Outcome},
        "coverage": None if run.coverage is None else round(run.coverage.percent, 2),
        "seconds": round(run.seconds, 3),
        "complete": run.complete,
        "failures": [
            {"node": test.node, "outcome": test.outcome.value, "message": test.message}
            for test in run.tests
            if test.outcome in (Outcome.FAILED, Outcome.ERROR)
        ],
    }
