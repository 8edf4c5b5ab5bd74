"""Snapshots: what the screens know of the project at one moment, and how that comes to be.

A snapshot is immutable and grows part by part while a worker loads it; places only ever show one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from screens import marks
from screens.code_index import CodeIndex
from screens.elements import Element, find_elements
from screens.lines.making import code_sheet
from screens.marks import Mark
from screens.reviewing import Digests, digest_elements
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from generators.files import GeneratedFile
    from screens.project import Project
    from workbench.criteria.verdict import Verdict
    from workbench.reading.facts import DocumentFacts, Reading
    from workbench.reconciling.plan import Plan
    from workbench.resolving.deciding.questions import Resolution
    from workbench.running.events import Run

_LONG = 40_000
"""From how many characters on a file is prepared in the worker."""

Margins = Mapping[str, Mapping[int, Mark]]
"""Marks by file and line."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Parts are None until they are known; ``problem`` is the sentence that kept the rest from being known."""

    reading: Reading
    resolution: Resolution | None = None
    files: tuple[GeneratedFile, ...] | None = None
    run: Run | None = None
    verdicts: tuple[Verdict, ...] | None = None
    plan: Plan | None = None
    problem: str = ""
    margins: Margins = field(default_factory=dict)
    elements: tuple[Element, ...] = ()
    """What there is to review; known with the resolution."""
    code: CodeIndex | None = None
    """Known with the files."""
    digests: Digests | None = None
    """What the elements look like now; known with the files."""

    @property
    def missed(self) -> Margins:
        """Marks on the lines that no test of the last run reached, by file of the backend."""
        coverage = self.run.coverage if self.run else None
        return {
            file.path: dict.fromkeys(file.missed, marks.MISSED)
            for file in (coverage.files if coverage else ())
            if file.missed
        }

    @property
    def green(self) -> str:
        """How many criteria are green, in words."""
        verdicts = self.verdicts or ()
        return f"{sum(verdict.state == 'green' for verdict in verdicts)} of {len(verdicts)} green"

    @property
    def worst(self) -> Mark:
        """The mark of the criterion that is furthest from green."""
        states = {verdict.state for verdict in self.verdicts or ()}
        return next((marks.STATES[state] for state in ("red", "amber", "green") if state in states), marks.WAITING)

    def file(self, path: str) -> GeneratedFile | None:
        """Give the generated file of that path, which may be given as seen from the project's folder."""
        for file in self.files or ():
            if path in (file.path, f"backend/{file.path}"):
                return file
        return None


def load(project: Project, before: Snapshot | None = None) -> Iterator[Snapshot]:
    """Give better and better snapshots of the project; what was computed before costs next to nothing. What is
    known from ``before`` stays until something newer takes its place: nobody loses a place while a specification
    is saved. Only verdicts go at once where something else was specified."""
    reading = project.reading()
    if before is None:
        before = Snapshot(reading, margins=find_margins(reading, None))
        yield before
    snapshot = replace(before, problem="")
    generated = False
    try:
        resolution = project.resolution()
        if resolution is not snapshot.resolution or reading != snapshot.reading:
            snapshot = replace(
                snapshot,
                reading=reading,
                resolution=resolution,
                margins=find_margins(reading, resolution),
                elements=find_elements(resolution.blueprint),
                digests=None,
                verdicts=None,
            )
            yield snapshot
        files = project.files()
        generated = True
        if files is not snapshot.files or snapshot.digests is None:
            code = CodeIndex(files)
            digests = digest_elements(snapshot.elements, reading.texts, code)
            snapshot = replace(snapshot, files=files, code=code, digests=digests)
            prepare_long(files)
        snapshot = replace(snapshot, run=project.last_run())
        yield snapshot
        snapshot = replace(snapshot, plan=project.plan())
        yield snapshot
        yield replace(snapshot, verdicts=project.check())
    except WorkbenchError as error:
        if not generated:
            snapshot = replace(snapshot, files=None, code=None, digests=None, plan=None, verdicts=None)
        yield replace(snapshot, problem=str(error))


def prepare_long(files: Sequence[GeneratedFile]) -> None:
    """Prepare what would be felt when it is first shown; the sheets are remembered by their text."""
    for file in files:
        if len(file.text) > _LONG:
            code_sheet(file.path, file.text).prepare()


def find_margins(reading: Reading, resolution: Resolution | None) -> Margins:
    """Mark every line that was understood, asked about, contradictory or left unread; what is missing at a
    document's end marks its last line."""
    found = {document.file: _document_marks(document) for document in reading.documents}
    for question in resolution.questions if resolution else ():
        mark = marks.CONTRADICTORY if len(question.evidence) > 1 else marks.ASKED
        for source in question.evidence:
            found.setdefault(source.file, {}).update(dict.fromkeys(range(source.line, source.end_line + 1), mark))
    for file, lines in found.items():
        text = reading.texts.get(file, "")
        texts, last = text.split("\n"), last_line(text)
        placed = {min(number, last): mark for number, mark in lines.items()}
        found[file] = {number: mark for number, mark in placed.items() if texts[number - 1].strip()}
    return found


def last_line(text: str) -> int:
    """Give the number of the last line that holds something: what is missing at the end is marked there."""
    return text.rstrip().count("\n") + 1


def _document_marks(document: DocumentFacts) -> dict[int, Mark]:
    found: dict[int, Mark] = {}
    groups = ((document.facts, marks.UNDERSTOOD), (document.unread, marks.UNREAD), (document.findings, marks.FINDING))
    for entries, mark in groups:
        for entry in entries:
            found.update(dict.fromkeys(range(entry.source.line, entry.source.end_line + 1), mark))
    return found
