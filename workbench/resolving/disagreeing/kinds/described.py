"""What tables and bodies say of single fields, as claims that sentences and each other are held against."""

from collections.abc import Iterator
from dataclasses import dataclass

from generators.blueprint import CREATING, Column, DefaultKind, Entity, EntityPurpose, Source, TypeName
from workbench.reading.facts import FieldFact
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.words import snake

SERVER = frozenset({"id", "created_at", "updated_at", "deleted_at", "user_id", "password_hash"})
NOTHING = frozenset({"", "none", "null", "empty", "[]", "{}", "undefined", "''", '""'})
"""Defaults that are none."""

_NULLS = frozenset({"null", "nullable", "nulls", "allow null", "allows null", "null allowed"})


@dataclass(frozen=True, slots=True)
class Claim:
    """What one place says of one aspect of a column; ``by`` is ``sentence``, ``body`` or ``table``."""

    entity: str
    column: str
    aspect: str
    value: str
    said: Statement
    by: str = "sentence"


def described(desk: Desk) -> Iterator[Claim]:
    """Give what the bodies that make a row, and the tables, say of each field."""
    yield from _from_bodies(desk)
    for entity in desk.context.entities:
        for column in entity.columns if entity.purpose is not EntityPurpose.JOIN else ():
            if column.sources and column.name not in SERVER:
                yield from _of_column(entity, column, _line(desk, column.sources[0]))


def _from_bodies(desk: Desk) -> Iterator[Claim]:
    kinds = {one.route: one for one in desk.context.operations if one.kind in CREATING and one.entity}
    for endpoint in desk.context.endpoints:
        operation = kinds.get(endpoint.route)
        for fact in endpoint.facts if operation else ():
            for field in fact.body or ():
                if operation and operation.entity and snake(field.name) not in SERVER:
                    where = f"{field.name} of {fact.route}"
                    line = field.source or fact.source
                    yield from _of_field(operation.entity, field, where, line, needed_at(desk, line) or line)


def needed_at(desk: Desk, line: Source) -> Source | None:
    """Give the list of a YAML schema that tells which properties are required, for the line of one of them."""
    rows = desk.context.texts.get(line.file, "").split("\n") if line.file.lower().endswith((".yaml", ".yml")) else []
    start = next((at for at in range(min(line.line, len(rows)) - 1, 0, -1) if rows[at].strip() == "properties:"), 0)
    depth = _indent(rows[start]) if start else 0
    for way in (range(start - 1, 0, -1), range(start + 1, len(rows))) if start else ():
        for at in way:
            if rows[at].strip() and _indent(rows[at]) < depth:
                break
            if _indent(rows[at]) == depth and rows[at].strip().startswith("required:"):
                end = next((n for n in range(at + 1, len(rows)) if not rows[n].strip().startswith("- ")), len(rows))
                return Source(line.file, at + 1, max(end, at + 1))
    return None


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())


def _of_field(entity: str, field: FieldFact, where: str, source: Source, needed: Source) -> Iterator[Claim]:
    found: list[tuple[str, str]] = []
    if field.required is not None:
        found.append(("required", "required" if field.required else "optional"))
    if field.has_default and str(field.default).lower() not in NOTHING:
        found.append(("default", str(field.default).lower()))
    if field.max_length is not None:
        found.append(("longest", str(field.max_length)))
    for aspect, value in found:
        line = needed if aspect == "required" else source
        yield Claim(entity, snake(field.name), aspect, value, _pointing(f"{where}: {value}", line), "body")


def _line(desk: Desk, source: Source) -> str:
    """Give the line that describes a column; a row of a table says ``not null`` where its cell below ``Null`` does."""
    lines = desk.context.texts.get(source.file, "").split("\n")
    line = lines[source.line - 1].lower() if 0 < source.line <= len(lines) else ""
    if not line.startswith("|") or "not null" in line:
        return line
    first = source.line - 1
    while first > 0 and lines[first - 1].startswith("|"):
        first -= 1
    for name, cell in zip(_cells(lines[first].lower()), _cells(line), strict=False):
        if (name in _NULLS and cell in ("no", "false", "❌")) or (name == "required" and cell in ("yes", "true", "✅")):
            return f"{line} not null"
    return line


def _cells(row: str) -> list[str]:
    return [cell.strip(" `*?") for cell in row.strip().strip("|").split("|")]


def _of_column(entity: Entity, column: Column, line: str) -> Iterator[Claim]:
    source, default = column.sources[0], column.default
    found: list[tuple[str, str, str]] = []
    if default is not None and default.kind is DefaultKind.LITERAL and str(default.value).lower() not in NOTHING:
        value = str(default.value).lower()
        found.append(("default", value, f"{column.name}: {value} by default"))
    if default is None and column.nullable:
        found.append(("required", "optional", f"{column.name} may be empty"))
    elif default is None and column.references is None and "not null" in line and "default" not in line:
        found.append(("required", "required", f"{column.name} may not be empty"))
    if column.type.name is TypeName.VARCHAR and column.type.length:
        found.append(("longest", str(column.type.length), f"{column.name}: {column.type}"))
    for aspect, value, text in found:
        yield Claim(entity.name, column.name, aspect, value, _pointing(text, source), "table")


def _pointing(text: str, source: Source) -> Statement:
    return Statement(text, source)
