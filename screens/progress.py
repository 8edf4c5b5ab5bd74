"""The progress of a run: its events gathered into counts and lines, apart from any widget."""

from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from screens import marks
from screens.lines.sheet import Line, Sheet, clean, plain
from screens.marks import Mark
from screens.tests_of import failure_place
from workbench.running.events import (
    Collected,
    Coverage,
    Outcome,
    OutputLine,
    Run,
    RunEvent,
    RunFinished,
    StepStarted,
    TestFinished,
    TestResult,
    TestStarted,
)

_BAD = (Outcome.FAILED, Outcome.ERROR)
_LOG_LINES = 5000
_BAR = 20
_STEPS = {
    "database": "Starting the database …",
    "migrate": "Migrating an empty database …",
    "collect": "Collecting the tests …",
}


class Feed:
    """Carries events from the worker's thread to the screen's, which takes them in batches."""

    def __init__(self) -> None:
        """Begin empty."""
        self._events: deque[RunEvent] = deque()

    def put(self, event: RunEvent) -> None:
        """Add an event; called by the worker."""
        self._events.append(event)

    def take(self) -> list[RunEvent]:
        """Take all that came since; called by the screen."""
        return [self._events.popleft() for _ in range(len(self._events))]


@dataclass(slots=True)
class Progress:
    """Where a run stands: tests by file in order of collection, results by node."""

    step: str = ""
    files: dict[str, list[str]] = field(default_factory=dict)
    results: dict[str, TestResult] = field(default_factory=dict)
    current: str = ""
    log: deque[Line] = field(default_factory=lambda: deque(maxlen=_LOG_LINES))
    """What was printed last, with the places that it names to go to."""
    printed: int = 0
    """How many lines were printed in all."""
    run: Run | None = None

    @classmethod
    def of(cls, run: Run) -> "Progress":
        """Give the progress of a run that is over."""
        progress = cls()
        progress.apply([RunFinished(run)])
        return progress

    def apply(self, events: Iterable[RunEvent]) -> None:
        """Take events into account."""
        for event in events:
            match event:
                case StepStarted(step):
                    self.step = step
                    self._print(f"— {step}")
                case Collected(nodes):
                    for node in nodes:
                        self._add(node)
                case TestStarted(node):
                    self.current = node
                    self._add(node)
                case TestFinished(result):
                    self._add(result.node)
                    self.results[result.node] = result
                case OutputLine(text):
                    self._print(text)
                case RunFinished(run):
                    self._finish(run)

    def _finish(self, run: Run) -> None:
        self.step, self.current, self.run = "", "", run
        for result in run.tests:
            self._add(result.node)
            self.results[result.node] = result
        if not self.printed:
            for text in run.output.splitlines()[-_LOG_LINES:]:
                self._print(text)

    def _print(self, text: str) -> None:
        place = failure_place(text)
        self.log.append(Line(clean(text), "info" if place else "", target=place))
        self.printed += 1

    def _add(self, node: str) -> None:
        tests = self.files.setdefault(node.partition("::")[0], [])
        if node not in self._known:
            self._known.add(node)
            tests.append(node)

    _known: set[str] = field(default_factory=set)

    @property
    def total(self) -> int:
        """How many tests there are."""
        return len(self._known)

    def count(self, *outcomes: Outcome) -> int:
        """Tell how many tests ended so."""
        return sum(result.outcome in outcomes for result in self.results.values())

    def summary(self) -> str:
        """Say in one line where the run stands."""
        failed = self.count(*_BAD)
        if not self.total and self.run:
            return self.run.problem or "The run was stopped before any test."
        if not self.total:
            return _STEPS.get(self.step, f"{self.step} …")
        parts = [f"{len(self.results)} of {self.total} tests", f"✓ {self.count(Outcome.PASSED)} passed"]
        parts += [f"✗ {failed} failed"] if failed else []
        skipped = self.count(Outcome.SKIPPED)
        parts += [f"- {skipped} skipped"] if skipped else []
        if self.run:
            parts.append(f"{self.run.seconds:.1f} s")
            if self.run.coverage:
                parts.append(f"coverage {self.run.coverage.percent:.1f} %")
            if self.run.problem:
                parts.append(f"! {self.run.problem}")
            elif not self.run.complete:
                whole = self.total and len(self.results) == self.total
                parts.append("a part of the tests" if whole else "stopped before its end")
        elif self.step and self.step != "tests":
            parts.append(f"{self.step} …")
        return " · ".join(parts)

    def failures(self) -> list[TestResult]:
        """Give what failed, in the order of the files."""
        ordered = (node for nodes in self.files.values() for node in nodes)
        return [self.results[node] for node in ordered if node in self.results and self.results[node].outcome in _BAD]


def tree_sheet(progress: Progress, opened: Collection[str]) -> Sheet:
    """Give the tests by file; files in ``opened`` and failed tests are shown one by one."""
    lines: list[Line] = []
    most = max(map(len, progress.files.values()), default=0)
    for file, nodes in progress.files.items():
        results = [progress.results[node] for node in nodes if node in progress.results]
        failed = sum(result.outcome in _BAD for result in results)
        fold = (marks.OPENED if file in opened else marks.CLOSED).symbol
        counts = f"{len(results):>{len(str(most))}}/{len(nodes):<{len(str(most))}}"
        mark = _file_mark(progress, file, len(nodes), len(results), failed)
        name = file.removeprefix("tests/")
        lines.append(Line(f"{fold} {counts} {name}" + (f"  {failed} failed" if failed else ""), mark=mark, target=file))
        for node in nodes:
            result = progress.results.get(node)
            if file in opened or (result and result.outcome in _BAD):
                lines.append(_test_line(node, result, running=node == progress.current))
    return Sheet(tuple(lines))


def _file_mark(progress: Progress, file: str, total: int, finished: int, failed: int) -> Mark:
    if failed:
        return marks.OUTCOMES[Outcome.FAILED]
    if finished == total:
        return marks.OUTCOMES[Outcome.PASSED]
    going_on = not progress.run and (finished or progress.current.startswith(f"{file}::"))
    return marks.RUNNING if going_on else marks.WAITING


def _test_line(node: str, result: TestResult | None, *, running: bool) -> Line:
    name = clean(node.partition("::")[2])
    if result is None:
        return Line(f"    {name}", "muted", marks.RUNNING if running else marks.WAITING, target=node)
    return Line(f"    {name}  {result.seconds * 1000:.0f} ms", mark=marks.OUTCOMES[result.outcome], target=node)


def coverage_sheet(coverage: Coverage | None) -> Sheet:
    """Give coverage per file as bars, the least covered first."""
    if coverage is None:
        return Sheet()
    lines = [Line(f"{_bar(coverage.percent)} {coverage.percent:5.1f} %  all of app/", "title")]
    rows = []
    for file in coverage.files:
        whole = file.statements + file.branches
        percent = 100.0 * (whole - len(file.missed) - file.missed_branches) / whole if whole else 100.0
        rows.append((percent, file))
    width = max((len(file.path) for _, file in rows), default=0)
    for percent, file in sorted(rows, key=lambda row: (row[0], row[1].path)):
        missed = ", ".join(map(str, file.missed[:12])) + (" …" if len(file.missed) > 12 else "")
        tone = "good" if percent >= 95 else "warn" if percent >= 80 else "bad"
        text = f"{_bar(percent)} {percent:5.1f} %  {file.path:<{width}}  {f'misses {missed}' if missed else ''}"
        lines.append(Line(text.rstrip(), spans=((0, _BAR + 8, tone),), target=file))
    return Sheet(tuple(lines))


def slowest_sheet(progress: Progress, most: int = 50) -> Sheet:
    """Give the tests that took longest."""
    slow = sorted(progress.results.values(), key=lambda result: -result.seconds)[:most]
    return Sheet(tuple(Line(f"{result.seconds * 1000:7.0f} ms  {result.node}", target=result.node) for result in slow))


def target_sheet(progress: Progress, target: str) -> Sheet:
    """Give what is known of a test, or of all tests of a file."""
    if target in progress.files:
        return _file_sheet(progress, target)
    result = progress.results.get(target)
    if result is None:
        return Sheet(plain([target, "has not finished yet."], "muted"))
    mark = marks.OUTCOMES[result.outcome]
    head = Line(f"{mark.word}  {result.node}", mark.tone, mark)
    return Sheet((head, *(_message_line(text) for text in result.message.splitlines())), wrap=True)


def _message_line(text: str) -> Line:
    """Give a line of a failure: what was expected and found like a difference, places to go to."""
    if place := failure_place(text):
        return Line(clean(text), "info", target=place)
    told = text.removeprefix("E").lstrip() if text.startswith("E ") else ""
    tone = {"+": "added", "-": "removed"}.get(told[:1], "bad") if told else ""
    return Line(clean(text), tone)


def _file_sheet(progress: Progress, file: str) -> Sheet:
    results = [progress.results[node] for node in progress.files[file] if node in progress.results]
    lines = [Line(file, "title")]
    for outcome, mark in ((outcome, marks.OUTCOMES[outcome]) for outcome in Outcome):
        count = sum(result.outcome is outcome for result in results)
        if count:
            lines.append(Line(f"{count} {mark.word}", mark=mark))
    lines.append(Line(f"{sum(result.seconds for result in results):.1f} s", "muted"))
    for result in results:
        if result.outcome in _BAD:
            last = next((text for text in reversed(result.message.splitlines()) if text.startswith("E ")), "")
            name = result.node.partition("::")[2]
            lines.append(
                Line(clean(f"{name}  {last[1:].strip()}"), mark=marks.OUTCOMES[result.outcome], target=result.node)
            )
    return Sheet(tuple(lines), wrap=True)


def _bar(percent: float) -> str:
    full = round(_BAR * percent / 100)
    return "█" * full + "░" * (_BAR - full)
