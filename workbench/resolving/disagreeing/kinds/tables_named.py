"""Tables that text calls otherwise than they are described: ``tables guests and stay`` beside a table ``stays``.

Also lists of columns (``| stays | id, room_id, nights |``) that know a column too many, where the table is described.
"""

import re
from collections.abc import Iterator

from generators.blueprint import Entity, EntityPurpose
from workbench.patterns import regex
from workbench.resolving.deciding.ranking import endpoint_rank
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.words import plural, singular, snake

_LISTED = regex(
    r"\b(?:(?:database )?tables?|collections?)\b\s*(?:are|is|:|\(|named|called)?\s*[`\"'(]{0,2}"
    r"(?P<names>[A-Za-z_]+[`\"']?(?:\s*(?:,|and|&|/)+\s*(?:and\s+)?[`\"']?[A-Za-z_]+[`\"']?)*)",
)
_PARTS = regex(r"[\s,&/`\"'()]+(?:and\s+)?|\band\b")
_COLUMNS = regex(
    r"\A\W*`?(?P<table>[A-Za-z_]\w*)`?\s+—\s+(?P<columns>`?[a-z_]\w*`?(?:\s*,\s*`?[a-z_]\w*`?){2,})\s*(?:—.*)?\Z"
)
_NAMING = regex(r"\b(?:(?:database )?tables?|collections?)\b|\A\W*\w+`?\s+—\s")
_ASIDE = regex(
    r"\b(?:rename\w*|migrat\w*|replac\w*|former\w*|join|drop\w*|later|future|lookup|routing|hash)\b", re.IGNORECASE
)
_FEWEST = 2


def find_named_tables(desk: Desk) -> Iterator[Dispute]:
    """Find the tables that a sentence names and that are described by another name or not at all."""
    tables = {one.name: one for one in desk.context.entities if one.sources and one.purpose is not EntityPurpose.JOIN}
    by_stem = {singular(name): one for name, one in tables.items()}
    for statement in desk.said.telling(_NAMING, unless=_ASIDE) if tables else ():
        if match := _COLUMNS.match(statement.text):
            yield from _columns(match, statement, tables)
            continue
        for match in _LISTED.finditer(statement.text):
            names = [snake(part) for part in _PARTS.split(match["names"]) if part]
            for name in names if len(names) >= _FEWEST or "(" in match[0] else ():
                other = by_stem.get(singular(name))
                if other is not None and name != other.name and name in (singular(other.name), plural(other.name)):
                    yield _put(other, name, statement)
            known = [name for name in names if singular(name) in by_stem]
            strange = [name for name in names if singular(name) not in by_stem]
            if len(known) >= _FEWEST and len(strange) == 1 and len(tables) > len(known):
                yield _strange(strange[0], statement, [one for name, one in tables.items() if name not in known])


def _put(entity: Entity, name: str, statement: Statement) -> Dispute:
    there = Statement(entity.name, entity.sources[0])
    sides = (Side(entity.name, entity.name, (there,)), Side(name, name, (statement,)))
    text = f"What is the table called: {entity.name} in {there.source.file}, or {name} in {statement.source.file}?"
    return Dispute(f"{entity.name}.name", "name", text, sides)


def _strange(name: str, statement: Statement, others: list[Entity]) -> Dispute:
    there = tuple(Statement(one.name, one.sources[0]) for one in others[:3])
    shown = " and ".join(one.name for one in others[:3])
    sides = (
        Side("as described", f"there is no table {name}", there),
        Side(name, f"{name} is missing in the description", (statement,)),
    )
    text = (
        f"{statement.source.file} names a table {name}, {there[0].source.file} describes {shown} instead: which holds?"
    )
    return Dispute(f"tables.{name}", "name", text, sides)


def _columns(match: re.Match[str], statement: Statement, tables: dict[str, Entity]) -> Iterator[Dispute]:
    entity = tables.get(snake(match["table"])) or tables.get(plural(snake(match["table"])))
    listed = [snake(part) for part in _PARTS.split(match["columns"]) if part]
    if entity is None or any(one.holds(statement.source) for one in entity.sources):
        return
    known = {column.name for column in entity.columns}
    extra = [name for name in listed if name not in known]
    if not extra or len(extra) * 3 > len(listed):
        return
    there = Statement(", ".join(column.name for column in entity.columns), entity.sources[0])
    shown = ", ".join(extra)
    sides = (
        Side("as described", f"no {shown}", (there,)),
        Side(f"also {shown}", f"also {shown}", (statement,)),
    )
    ordered = tuple(sorted(sides, key=lambda side: (endpoint_rank(side.sources[0]), side is sides[1])))
    here, origin = statement.source.file, there.source.file
    text = f"Has {entity.name} a column {shown}, as {here} lists, or not, as {origin} describes it?"
    yield Dispute(f"{entity.name}.listed", "columns", text, ordered)
