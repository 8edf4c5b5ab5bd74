"""Which document has more authority about what, where several say something."""

from pathlib import PurePosixPath

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.facts import TableFact

_NOTATION = {
    "sql": 0,
    "prisma": 0,
    "dbml": 0,
    "code": 0,
    "table": 1,
    "bullets": 2,
    "json-schema": 3,
    "python": 4,
    "mermaid": 5,
}
_VAGUE_NOTATION = 6
_DIAGRAM = 9
_NUMBERED = regex(r"^(\d{2,4})-")

Rank = tuple[int, ...]
"""Lower is more authoritative."""


def table_rank(fact: TableFact) -> Rank:
    """Rank a statement about a table: definitions before mirrors in code before pictures, database
    documents before others, later numbered features before earlier ones, later in a document before earlier."""
    notation = _DIAGRAM if fact.notation == "diagram" else _NOTATION.get(fact.notation, _VAGUE_NOTATION)
    place = _place(fact.source, ("database", "db", "data"), "data-model")
    return (int(fact.implied), notation + place, -feature_number(fact.source), -fact.source.line)


def endpoint_rank(source: Source) -> Rank:
    """Rank a statement about an endpoint: documents of the interface before features before the rest."""
    return (_place(source, ("api", "contracts"), "openapi"), -feature_number(source))


def feature_number(source: Source) -> int:
    """Give the number of the numbered feature folder that a document is in, 0 where there is none."""
    for part in PurePosixPath(source.file).parts:
        if match := _NUMBERED.match(part):
            return int(match[1])
    return 0


def _place(source: Source, folders: tuple[str, ...], stem: str) -> int:
    path = PurePosixPath(source.file)
    name = path.stem.lower()
    if "migration" in source.file.lower():
        return 3
    if any(part.lower() in folders for part in path.parts[:-1]) or stem in name:
        return 0
    if "architecture" in name or "overview" in name or "plan" in name or "research" in name:
        return 6
    return 5
