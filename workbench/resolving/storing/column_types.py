"""The type of a column: what several documents state, brought together, or what its name suggests."""

from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import INTEGERS, NUMBERS, ColumnType, Limits, TypeName
from workbench.patterns import regex
from workbench.reading.facts import FieldFact
from workbench.resolving.contradicting import kinds
from workbench.resolving.contradicting.kinds import Said, settle
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.storing.stated import Statement
from workbench.resolving.storing.types import choice_type, read_type
from workbench.resolving.words import snake

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
_TEXTS = frozenset({TypeName.VARCHAR, TypeName.TEXT})
_SENT_AS_TEXT = frozenset({TypeName.TIMESTAMP, TypeName.DATE, TypeName.TIME, TypeName.UUID})
_TIMES = frozenset({"at", "timestamp", "expires", "expiry"})
_BY_FIRST_WORD = dict.fromkeys(("is", "has", "can"), ColumnType(TypeName.BOOLEAN))
_BY_LAST_WORD = {
    **dict.fromkeys(
        ("completed", "complete", "active", "enabled", "verified", "done"),
        ColumnType(TypeName.BOOLEAN),
    ),
    **dict.fromkeys(("count", "quantity", "position", "order", "minutes", "days"), ColumnType(TypeName.INTEGER)),
    **dict.fromkeys(
        ("price", "amount", "total", "cost", "balance"), ColumnType(TypeName.NUMERIC, precision=12, scale=2)
    ),
    **dict.fromkeys(("description", "content", "body", "notes", "text", "message", "bio"), ColumnType(TypeName.TEXT)),
}
"""The types that a name suggests by how it begins or ends: ``is_hidden``, ``item_count``, ``unit_price``."""


def settle_type(
    ledger: Ledger, about: str, statements: Sequence[Statement], limits: Limits, *, primary_key: bool, affects: int
) -> ColumnType:
    """Give the type that statements (most authoritative first) stand for; where they differ, it is asked about."""
    read = [(kind, statement) for statement in statements if (kind := read_field_type(statement.field)) is not None]
    # A list of values beside a table says nothing of the type that the table states.
    read = [one for one in read if one[1].field.type or one[1].notation != "statement"] or read
    if not read:
        return _unstated_type(statements[0].field.name, limits, primary_key=primary_key)
    groups = merge_types([(kind, statement.notation, statement.field.type or "") for kind, statement in read])
    said = [Said(groups[position], statement.fact.source) for position, (_, statement) in enumerate(read)]
    if all(one.value.name in _TEXTS for one in said):
        return _text_type(ledger, about, said)
    wanted = kinds.USER_ID_TYPE if primary_key else kinds.TYPE
    return settle(ledger, wanted, about, said, affects=affects)


def _text_type(ledger: Ledger, about: str, said: Sequence[Said[ColumnType]]) -> ColumnType:
    """Two lengths are asked about; a text with a length, which a body can check, contradicts nothing."""
    bounded = [one for one in said if one.value.length is not None]
    if len({one.value for one in bounded}) > 1:
        return settle(ledger, kinds.TEXT_TYPE, about, said)
    offered = list(dict.fromkeys(one.value for one in said))
    chosen = str(offered[0])
    if len(offered) > 1:
        chosen = ledger.assume(
            f"{about}.type",
            f"{about} is {offered[0]}; the length that another document gives is checked in requests.",
            [Choice(str(one), str(one), f"The column is {one}.") for one in offered],
            [one.source for one in said],
            reason="Both hold at once.",
        )
    return next(one for one in offered if str(one) == chosen)


def _unstated_type(name: str, limits: Limits, *, primary_key: bool) -> ColumnType:
    """Give the type that a name suggests where no document states one."""
    words = snake(name).split("_")
    first, last = words[0], words[-1]
    if limits.choices:
        return choice_type(limits.choices)
    if last == "id":
        return ColumnType(TypeName.UUID)
    if primary_key:
        return ColumnType(TypeName.VARCHAR)
    if last in _TIMES or name.lower().endswith(("_date", "deadline")):
        return ColumnType(TypeName.TIMESTAMP)
    suggested = _BY_FIRST_WORD.get(first) or _BY_LAST_WORD.get(last)
    return suggested or ColumnType(TypeName.VARCHAR, length=limits.max_length)


def read_field_type(field: FieldFact) -> ColumnType | None:
    """Give the type that a field states by its type text, its format, its choices or its lengths."""
    kind = read_type(field.type).type
    by_format = _BY_FORMAT.get((field.format or "").lower())
    if by_format is not None and (kind is None or kind.name in _TEXTS | NUMBERS):
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
    if names <= INTEGERS or (names <= NUMBERS and text.lower() in _VAGUE_WORDS):
        return True
    if names == _TEXTS:
        varchar = one if one.name is TypeName.VARCHAR else other
        return varchar.length is None
    # Code and notes keep a time or a UUID as the text that it is sent as.
    textual = one.name in _SENT_AS_TEXT and text.lower() in ("str", "string")
    return textual or (text.lower() in _VAGUE_WORDS and notation in _VAGUE_NOTATIONS)


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
