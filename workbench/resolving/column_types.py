"""The types that several documents state for one column, brought together."""

from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import ColumnType, TypeName
from workbench.patterns import regex
from workbench.reading.facts import FieldFact
from workbench.resolving.types import choice_type, read_type

_BY_FORMAT = {
    "uuid": TypeName.UUID,
    "date-time": TypeName.TIMESTAMP,
    "datetime": TypeName.TIMESTAMP,
    "date": TypeName.DATE,
    "time": TypeName.TIME,
    "int64": TypeName.BIGINT,
    "decimal": TypeName.NUMERIC,
    "binary": TypeName.BYTES,
}
_LISTED = regex(r"[\w+:.-]+(?:\s*\|\s*[\w+:.-]+)+")
_VAGUE_WORDS = frozenset({"string", "str", "number", "object", "any", "text"})
_VAGUE_NOTATIONS = frozenset({"mermaid", "openapi", "diagram", "prose", "python", "json-schema"})
_WHOLE = frozenset({TypeName.SMALLINT, TypeName.INTEGER, TypeName.BIGINT})
_NUMBERS = _WHOLE | {TypeName.FLOAT, TypeName.NUMERIC}
_TEXTS = frozenset({TypeName.VARCHAR, TypeName.TEXT})


def read_field_type(field: FieldFact) -> ColumnType | None:
    """Give the type that a field states by its type text, its format, its choices or its lengths."""
    kind = read_type(field.type).type
    by_format = _BY_FORMAT.get((field.format or "").lower())
    if by_format is not None and (kind is None or kind.name in _TEXTS | _NUMBERS):
        return ColumnType(by_format)
    if kind is None:
        return choice_type(field.choices) if field.choices else None
    if kind.name is TypeName.VARCHAR and kind.length is None and field.max_length:
        return replace(kind, length=field.max_length)
    return kind


def stated_choices(field: FieldFact) -> tuple[str, ...]:
    """Give the values that a field offers: as such, by its type, or listed at the start of its description."""
    if found := field.choices or read_type(field.type).choices:
        return found
    listed = _LISTED.match(field.description)
    return tuple(part.strip() for part in listed[0].split("|")) if listed else ()


def merge_types(stated: Sequence[tuple[ColumnType, str, str]]) -> list[ColumnType]:
    """Give, for each statement (type, notation, text), the type that it stands for: statements that only
    differ in how exact they are stand for the same one, the first of them made exact by the others."""
    groups: list[list[int]] = []
    for position, statement in enumerate(stated):
        home = next((group for group in groups if _compatible(stated[group[0]], statement)), None)
        if home is None:
            groups.append([position])
        else:
            home.append(position)
    merged = [stated[0][0]] * len(stated)
    for group in groups:
        exact = _exact([stated[position][0] for position in group])
        for position in group:
            merged[position] = exact
    return merged


def _compatible(left: tuple[ColumnType, str, str], right: tuple[ColumnType, str, str]) -> bool:
    (one, _, _), (other, notation, text) = left, right
    if one == other:
        return True
    names = {one.name, other.name}
    if one.name is other.name:
        return one.name is not TypeName.VARCHAR or one.length is None or other.length is None
    if names <= _WHOLE or (names <= _NUMBERS and text.lower() in _VAGUE_WORDS):
        return True
    if names == _TEXTS:
        varchar = one if one.name is TypeName.VARCHAR else other
        return varchar.length is None
    return text.lower() in _VAGUE_WORDS and notation in _VAGUE_NOTATIONS


def _exact(kinds: Sequence[ColumnType]) -> ColumnType:
    first = kinds[0]
    for kind in kinds[1:]:
        if kind.name is not first.name:
            continue
        first = replace(
            first,
            length=first.length or kind.length,
            precision=first.precision or kind.precision,
            scale=first.scale if first.precision else kind.scale,
            item=first.item or kind.item,
        )
    return first
