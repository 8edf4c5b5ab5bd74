"""What one can go to by name: operations, tables, requirements, documents, files and tests."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from screens.lines.making import Place
from screens.lines.searching import Search
from screens.lines.sheet import Line, Sheet, clean
from screens.matching import match_score
from screens.snapshot import Snapshot
from workbench.criteria.verdict import Verdict

_MOST = 100
_SHORTEST = 2


class Kind(StrEnum):
    """What kind of thing a target is; the order is that of the list."""

    OPERATION = "operation"
    TABLE = "table"
    REQUIREMENT = "requirement"
    DOCUMENT = "document"
    FILE = "file"
    TEST = "test"
    CRITERION = "criterion"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to go to: ``name`` is its id, ``at`` its first line where it is text."""

    kind: Kind
    name: str
    text: str
    at: Place | None = None

    @property
    def shown(self) -> str:
        """What the query is matched with."""
        return f"{self.kind:<11}  {self.text}"


def find_targets(snapshot: Snapshot) -> tuple[Target, ...]:
    """Give everything that can be gone to."""
    return tuple(_targets(snapshot))


def _targets(snapshot: Snapshot) -> Iterator[Target]:
    if snapshot.resolution:
        blueprint = snapshot.resolution.blueprint
        for operation in blueprint.operations:
            yield Target(Kind.OPERATION, operation.id, operation.route)
        for entity in blueprint.entities:
            yield Target(Kind.TABLE, f"table:{entity.name}", entity.name)
        for asked in blueprint.requirements:
            place = Place(asked.source.file, asked.source.line)
            yield Target(Kind.REQUIREMENT, asked.id, clean(f"{asked.id}  {asked.text}"), place)
    for file in snapshot.reading.texts:
        yield Target(Kind.DOCUMENT, file, clean(file), Place(file, 1))
    for generated in snapshot.files or ():
        yield Target(Kind.FILE, generated.path, generated.path, Place(generated.path, 1))
    for generated in snapshot.files or ():
        for origin in generated.origins if generated.path.startswith("tests/") else ():
            if origin.symbol.rpartition(".")[2].startswith("test_"):
                node = f"{generated.path}::{origin.symbol.replace('.', '::')}"
                yield Target(Kind.TEST, node, node, Place(generated.path, origin.line))
    yield from (_criterion(verdict) for verdict in snapshot.verdicts or ())


def _criterion(verdict: Verdict) -> Target:
    return Target(Kind.CRITERION, verdict.id, clean(f"{verdict.id} {verdict.title}"))


def find_lines(texts: Mapping[str, str]) -> tuple[tuple[str, int, str], ...]:
    """Give every line of the specifications that is not empty: file, number and text."""
    return tuple(
        (file, number, line)
        for file, text in texts.items()
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    )


def found_sheet(lines: Sequence[tuple[str, int, str]], query: str) -> Sheet:
    """Give the lines that hold a text, in their order; case counts only where the text has capitals."""
    search = Search(query.strip())
    if len(search.text) < _SHORTEST:
        return Sheet()
    found = (entry for entry in lines if search.spans(entry[2]))
    return Sheet(tuple(_found_line(*entry, search) for entry in islice(found, _MOST)))


def _found_line(file: str, number: int, text: str, search: Search) -> Line:
    head = f"{file}:{number}  "
    shown = clean(head + text.strip())
    spans = [(first, last, tone) for first, last, tone in search.spans(shown) if first >= len(head)]
    target = Target(Kind.DOCUMENT, file, shown, Place(file, number))
    return Line(shown, spans=((0, len(head), "muted"), *spans), target=target)


def matching_sheet(targets: Sequence[Target], query: str) -> Sheet:
    """Give the targets that fit, the best first."""
    scored = [(match_score(query, target.shown), target) for target in targets] if query.strip() else []
    best = sorted((entry for entry in scored if entry[0]), key=lambda entry: -entry[0])
    chosen = [target for _, target in best[:_MOST]] if query.strip() else list(targets[:_MOST])
    return Sheet(tuple(Line(one.shown, spans=((0, 11, "muted"),), target=one) for one in chosen))
