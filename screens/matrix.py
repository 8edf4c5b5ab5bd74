"""The requirements matrix: for each requirement its state, what enforces it, and how its tests ended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generators.blueprint import Requirement
from screens import marks
from screens.lines.making import Place
from screens.lines.sheet import Line, Sheet, clean
from screens.marks import Mark
from screens.snapshot import Snapshot
from workbench.running.events import Outcome

_SHOWN = 2


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


def matrix_sheet(rows: Iterable[Row], snapshot: Snapshot) -> Sheet:
    """Give one line for each requirement: state, elements, tests, text."""
    ended = {result.node.partition("[")[0]: result.outcome for result in snapshot.run.tests} if snapshot.run else {}
    lines = [Line(f"{'requirement':<24} {'enforced by':<28} {'tests':<9} text", "title")]
    for row in rows:
        mark = _mark(row, ended)
        passed = sum(ended.get(node) is Outcome.PASSED for node, _ in row.tests)
        by = ", ".join(row.elements[:_SHOWN]) + (
            f" +{len(row.elements) - _SHOWN}" if len(row.elements) > _SHOWN else ""
        )
        tests = f"{passed}/{len(row.tests)}" if row.tests else "–"
        head = f"{row.requirement.id[:24]:<24} {by[:28] or '–':<28} {tests:<9} "
        text = clean(head + row.requirement.text)
        lines.append(Line(text, "", mark, spans=((0, 24, "keyword"), (25, len(head), "muted")), target=row))
    return Sheet(tuple(lines))


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
