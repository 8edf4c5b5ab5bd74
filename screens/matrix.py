"""The requirements matrix: for each requirement its state, what enforces it, and how its tests ended."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generators.blueprint import Requirement
from screens import marks
from screens.lines.making import Place
from screens.lines.sheet import Line, Sheet, clean
from screens.marks import Mark
from screens.snapshot import Snapshot
from workbench.running.events import Outcome

_SHOWN = 3
_TITLES = ("requirement", "tests")


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement with the elements that enforce it and the tests that prove it."""

    requirement: Requirement
    elements: tuple[str, ...]
    tests: tuple[tuple[str, Place], ...]

    @property
    def spec(self) -> Place:
        """Where it is written."""
        return Place(self.requirement.source.file, self.requirement.source.line)


def find_rows(snapshot: Snapshot) -> tuple[Row, ...]:
    """Give a row for each requirement."""
    blueprint = snapshot.resolution.blueprint if snapshot.resolution else None
    if blueprint is None:
        return ()
    asked = [(operation.id, operation.requirements) for operation in blueprint.operations]
    return tuple(_row(requirement, asked, snapshot) for requirement in blueprint.requirements)


def _row(requirement: Requirement, asked: Iterable[tuple[str, tuple[str, ...]]], snapshot: Snapshot) -> Row:
    served = [name for name, requirements in asked if requirement.id in requirements]
    elements = tuple(dict.fromkeys((*requirement.by, *served)))
    tests: dict[str, Place] = {}
    for wanted in (requirement.id, *requirement.by):
        for file, origins in snapshot.code.find("tests/", wanted) if snapshot.code else ():
            for origin in origins:
                if origin.symbol.rpartition(".")[2].startswith("test_"):
                    node = f"{file.path}::{origin.symbol.replace('.', '::')}"
                    tests[node] = Place(file.path, origin.line)
    return Row(requirement, elements, tuple(tests.items()))


def matrix_sheet(rows: Sequence[Row], snapshot: Snapshot, width: int) -> Sheet:
    """Give one line for each requirement: state, id, tests, text, and what enforces it, which may be of any length
    and therefore comes last. The first columns are as wide as what they hold, up to half of ``width``."""
    ended = {result.node.partition("[")[0]: result.outcome for result in snapshot.run.tests} if snapshot.run else {}
    cells = [(row.requirement.id, _tests(row, ended)) for row in rows]
    first, second = (max(map(len, column)) for column in zip(_TITLES, *cells, strict=True))
    first = max(min(first, width // 2 - second), len(_TITLES[0]))

    def head(name: str, tests: str) -> str:
        return f"{name:<{first}}  {tests:>{second}}  "

    margin = len(head(*_TITLES))
    lines = [_line(row, head(*texts), margin, _mark(row, ended)) for row, texts in zip(rows, cells, strict=True)]
    return Sheet((Line(f"{head(*_TITLES)}text ← what enforces it", "title"), *lines), wrap=True)


def _line(row: Row, head: str, hang: int, mark: Mark) -> Line:
    more = len(row.elements) - _SHOWN
    by = ", ".join(row.elements[:_SHOWN]) + (f" +{more}" if more > 0 else "")
    text = clean(head + row.requirement.text)
    whole = clean(f"{text} ← {by}") if by else text
    name = len(row.requirement.id)
    spans = ((0, name, "keyword"), (name, len(head), "muted"), (len(text), len(whole), "muted"))
    return Line(whole, "", mark, spans=spans, target=row, hang=hang)


def _tests(row: Row, ended: Mapping[str, Outcome]) -> str:
    passed = sum(ended.get(node) is Outcome.PASSED for node, _ in row.tests)
    return f"{passed}/{len(row.tests)}" if row.tests else "–"


def _mark(row: Row, ended: Mapping[str, Outcome]) -> Mark:
    """Give the mark of a row; green only when every test of it ran and passed."""
    status = row.requirement.status.value
    if status != "enforced":
        return marks.REQUIREMENTS[status]
    outcomes = [ended.get(node) for node, _ in row.tests]
    if any(outcome in (Outcome.FAILED, Outcome.ERROR) for outcome in outcomes):
        return marks.STATES["red"]
    proven = outcomes and all(outcome is Outcome.PASSED for outcome in outcomes)
    return marks.STATES["green" if proven else "amber"]
