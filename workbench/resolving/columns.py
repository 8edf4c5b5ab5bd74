"""Statements about one column, merged into a column."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from generators.blueprint import (
    Column,
    ColumnRole,
    ColumnType,
    Default,
    DefaultKind,
    JsonScalar,
    Limits,
    Source,
    TypeName,
)
from workbench.patterns import regex
from workbench.reading.facts import ColumnFact, FieldFact
from workbench.resolving import conflicts
from workbench.resolving.checks import ColumnCheck, combine, read_check
from workbench.resolving.column_types import merge_types, read_field_type
from workbench.resolving.conflicts import Said, settle
from workbench.resolving.ledger import Ledger
from workbench.resolving.questions import Choice
from workbench.resolving.roles import column_role
from workbench.resolving.types import choice_type
from workbench.resolving.words import snake

_NOW = regex(
    r"\bnow\b|current_timestamp|utcnow|getdate|sysdate|localtimestamp|current[ _]time|current_date|auto_now",
    re.IGNORECASE,
)
_UUID = regex(r"uuid|\bcuid\b|nanoid|newid", re.IGNORECASE)
_SERIAL = regex(r"nextval|auto[ _-]?incr|serial|identity|autoincrement|auto[- ]?generated", re.IGNORECASE)
_CAST = regex(r"::[\w ]+(?:\[\])?$")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one table statement says of a column; ``notation`` is the table's."""

    fact: ColumnFact
    notation: str

    @property
    def field(self) -> FieldFact:
        """The field part of the fact."""
        return self.fact.field


def resolve_column(
    ledger: Ledger,
    table: str,
    statements: Sequence[Statement],
    checks: Sequence[ColumnCheck] = (),
    *,
    key: bool = False,
    affects: int = 1,
) -> Column:
    """Merge statements (most authoritative first) into a column; references, and whether it can be empty, are
    left to the entities."""
    name = statements[0].field.name.strip('`"* ')
    about = f"{table}.{name}"
    primary_key = key or any(statement.fact.primary_key for statement in statements)
    limits = _limits(ledger, about, statements, checks, affects)
    kind = _type(ledger, about, statements, limits, primary_key=primary_key, affects=affects)
    role = column_role(name, kind)
    default = _default(ledger, about, statements, kind, role, primary_key=primary_key)
    return Column(
        name=name,
        type=kind,
        primary_key=primary_key,
        unique=_unique(ledger, about, statements) and not primary_key,
        index=any(statement.fact.index for statement in statements),
        case_insensitive=_case_insensitive(statements),
        default=default,
        limits=_column_limits(kind, limits),
        role=role,
        description=next((text for statement in statements if (text := statement.field.description)), ""),
        sources=tuple(dict.fromkeys(statement.fact.source for statement in statements)),
    )


def _type(
    ledger: Ledger, about: str, statements: Sequence[Statement], limits: Limits, *, primary_key: bool, affects: int
) -> ColumnType:
    read = [(kind, statement) for statement in statements if (kind := read_field_type(statement.field)) is not None]
    if not read:
        return _unstated_type(statements[0].field.name, limits, primary_key=primary_key)
    groups = merge_types([(kind, statement.notation, statement.field.type or "") for kind, statement in read])
    said = [Said(groups[position], statement.fact.source) for position, (_, statement) in enumerate(read)]
    if all(one.value.name in _TEXTS for one in said):
        return _text_type(ledger, about, said)
    wanted = conflicts.USER_ID_TYPE if primary_key else conflicts.TYPE
    return settle(ledger, wanted, about, said, affects=affects)


_TEXTS = (TypeName.VARCHAR, TypeName.TEXT)
"""Between these, only lengths differ."""


def _text_type(ledger: Ledger, about: str, said: Sequence[Said[ColumnType]]) -> ColumnType:
    """Two lengths are asked about; a text with a length, which a body can check, contradicts nothing."""
    bounded = [one for one in said if one.value.length is not None]
    if len({one.value for one in bounded}) > 1:
        return settle(ledger, conflicts.TEXT_TYPE, about, said)
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
    if limits.choices:
        return choice_type(limits.choices)
    if primary_key or words[-1] == "id":
        return ColumnType(TypeName.UUID if words[-1] == "id" else TypeName.VARCHAR)
    if words[-1] in ("at", "timestamp", "expires", "expiry") or name.lower().endswith(("_date", "deadline")):
        return ColumnType(TypeName.TIMESTAMP)
    if words[0] in ("is", "has", "can") or words[-1] in (
        "completed",
        "complete",
        "active",
        "enabled",
        "verified",
        "done",
    ):
        return ColumnType(TypeName.BOOLEAN)
    if words[-1] in ("count", "quantity", "position", "order", "minutes", "days"):
        return ColumnType(TypeName.INTEGER)
    if words[-1] in ("price", "amount", "total", "cost", "balance"):
        return ColumnType(TypeName.NUMERIC, precision=12, scale=2)
    if words[-1] in ("description", "content", "body", "notes", "text", "message", "bio"):
        return ColumnType(TypeName.TEXT)
    return ColumnType(TypeName.VARCHAR, length=limits.max_length)


def _limits(
    ledger: Ledger, about: str, statements: Sequence[Statement], checks: Sequence[ColumnCheck], affects: int
) -> Limits:
    stated = [_statement_limits(statement) for statement in statements]
    choices = _agreed_choices(ledger, about, statements, stated, affects)
    limits = Limits()
    for one in stated:
        limits = combine(limits, one)
    for check in checks:
        limits = combine(limits, check.limits)
    return replace(limits, choices=choices or limits.choices)


def _statement_limits(statement: Statement) -> Limits:
    limits = field_limits(statement.field)
    if statement.fact.check:
        for check in read_check(statement.fact.check)[0]:
            if check.column == snake(statement.field.name):
                limits = combine(limits, check.limits)
    return limits


def field_limits(field: FieldFact) -> Limits:
    """Give the limits that a field states by itself."""
    known_format = field.format if field.format in ("email", "uri", "slug") else None
    return Limits(
        min_length=field.min_length,
        max_length=field.max_length,
        minimum=field.minimum,
        maximum=field.maximum,
        exclusive_minimum=field.exclusive_minimum,
        exclusive_maximum=field.exclusive_maximum,
        pattern=_whole_pattern(field.pattern),
        format=known_format or {"url": "uri"}.get(field.format or ""),
        choices=field.choices,
    )


def _whole_pattern(pattern: str | None) -> str | None:
    if not pattern:
        return None
    try:
        re.compile(pattern)
    except re.error:
        return None
    head = pattern[1:] if pattern.startswith("^") else f".*{pattern}"
    return head[:-1] if head.endswith("$") and not head.endswith("\\$") else f"{head}.*"


def _agreed_choices(
    ledger: Ledger, about: str, statements: Sequence[Statement], stated: Sequence[Limits], affects: int
) -> tuple[str, ...]:
    said = [
        Said(limits.choices, statement.fact.source)
        for limits, statement in zip(stated, statements, strict=True)
        if limits.choices
    ]
    distinct = {tuple(sorted(one.value)) for one in said}
    if len(distinct) < 2:
        return said[0].value if said else ()
    ordered = {tuple(sorted(one.value)): one.value for one in reversed(said)}
    unified = [Said(ordered[tuple(sorted(one.value))], one.source) for one in said]
    return settle(ledger, conflicts.CHOICES, about, unified, show=", ".join, affects=affects)


def _column_limits(kind: ColumnType, limits: Limits) -> Limits:
    """Keep the limits that the type can carry; a varchar's length is one of them."""
    if kind.name in (TypeName.VARCHAR, TypeName.TEXT):
        length = min((size for size in (kind.length, limits.max_length) if size is not None), default=None)
        if limits.choices:
            return Limits(choices=limits.choices)
        return Limits(
            min_length=limits.min_length,
            max_length=length,
            pattern=limits.pattern,
            format=limits.format,
        )
    if kind.name is TypeName.ARRAY:
        return Limits(min_length=limits.min_length, max_length=limits.max_length)
    if kind.name in (TypeName.SMALLINT, TypeName.INTEGER, TypeName.BIGINT, TypeName.NUMERIC, TypeName.FLOAT):
        return replace(limits, min_length=None, max_length=None, pattern=None, format=None, choices=())
    return Limits()


def stated_nullable(statement: Statement) -> bool | None:
    """Tell whether a statement says that the column can be empty; nothing where it does not speak of it."""
    field = statement.field
    if field.nullable is not None:
        return field.nullable
    if field.required is not None:
        return not field.required and not field.has_default
    return None


def _unique(ledger: Ledger, about: str, statements: Sequence[Statement]) -> bool:
    said = [
        Said(statement.fact.unique, statement.fact.source)
        for statement in statements
        if statement.fact.unique is not None
    ]
    if not said:
        return False
    return settle(ledger, conflicts.UNIQUE, about, said, show=lambda value: "unique" if value else "not unique")


def _case_insensitive(statements: Sequence[Statement]) -> bool:
    texts = " ".join(f"{statement.field.type or ''} {statement.field.description}" for statement in statements).lower()
    return "citext" in texts or "case-insensitive" in texts or "case insensitive" in texts


def _default(
    ledger: Ledger,
    about: str,
    statements: Sequence[Statement],
    kind: ColumnType,
    role: ColumnRole,
    *,
    primary_key: bool,
) -> Default | None:
    said = [
        Said(default, statement.fact.source)
        for statement in statements
        if (default := _stated_default(statement, kind)) is not None
        and (default.kind is not DefaultKind.SERIAL or kind.name in _COUNTED)
    ]
    if said:
        return settle(ledger, conflicts.DEFAULT, about, said, show=show_default)
    return natural_default(kind, role, primary_key=primary_key)


_COUNTED = (TypeName.SMALLINT, TypeName.INTEGER, TypeName.BIGINT)
_GENERATED = {
    DefaultKind.NOW: "now()",
    DefaultKind.UUID: "a new UUID",
    DefaultKind.SERIAL: "the next number",
    DefaultKind.NEXT: "the next number of its group",
}


def show_default(default: Default) -> str:
    """Give a default as a person reads it."""
    if default.kind is DefaultKind.LITERAL:
        return json.dumps(default.value) if not isinstance(default.value, str) else default.value
    return _GENERATED[default.kind]


def natural_default(kind: ColumnType, role: ColumnRole, *, primary_key: bool) -> Default | None:
    """Give the default that follows from what a column is for, where no document states one."""
    if role in (ColumnRole.CREATED_AT, ColumnRole.UPDATED_AT) and kind.name in (TypeName.TIMESTAMP, TypeName.DATE):
        return Default(DefaultKind.NOW)
    if not primary_key or role is not ColumnRole.ID:
        return None
    if kind.name in (TypeName.SMALLINT, TypeName.INTEGER, TypeName.BIGINT):
        return Default(DefaultKind.SERIAL)
    if kind.name is TypeName.UUID or (kind.name in (TypeName.VARCHAR, TypeName.TEXT) and (kind.length or 36) >= 36):
        return Default(DefaultKind.UUID)
    return None


def _stated_default(statement: Statement, kind: ColumnType) -> Default | None:
    field = statement.field
    if statement.fact.auto_increment or (field.type and "serial" in field.type.lower()):
        return Default(DefaultKind.SERIAL) if kind.name is not TypeName.UUID else Default(DefaultKind.UUID)
    if not field.has_default or field.default is None:
        return None
    return read_default(field.default, kind)


def read_default(value: JsonScalar, kind: ColumnType) -> Default | None:
    """Read a stated default for a column of that type; nothing where it makes no sense there."""
    if isinstance(value, str):
        text = _CAST.sub("", value.strip()).strip().strip("'\"`")
        if text.upper() in ("NULL", "NONE", ""):
            return Default(DefaultKind.LITERAL, "") if value.strip() in ("''", '""') else None
        if (named := _named_default(text, kind)) is not None:
            return named
        value = text
    literal = _LITERALS.get(kind.name, _text_literal)(value)
    return None if literal is None else Default(DefaultKind.LITERAL, literal)


def _named_default(text: str, kind: ColumnType) -> Default | None:
    times = (TypeName.TIMESTAMP, TypeName.DATE, TypeName.TIME)
    if kind.name in times:
        return Default(DefaultKind.NOW) if _NOW.search(text) or "auto" in text.lower() else None
    if _UUID.search(text) and kind.name in (TypeName.UUID, TypeName.VARCHAR, TypeName.TEXT):
        return Default(DefaultKind.UUID)
    if _SERIAL.search(text) and kind.name in (TypeName.SMALLINT, TypeName.INTEGER, TypeName.BIGINT):
        return Default(DefaultKind.SERIAL)
    return None


def _boolean_literal(value: JsonScalar) -> JsonScalar:
    if isinstance(value, bool):
        return value
    return {"true": True, "1": True, "false": False, "0": False}.get(str(value).lower())


def _integer_literal(value: JsonScalar) -> JsonScalar:
    try:
        return int(str(value))
    except ValueError:
        return None


def _number_literal(value: JsonScalar) -> JsonScalar:
    try:
        number = float(str(value))
    except ValueError:
        return None
    return int(number) if number.is_integer() else number


def _json_literal(value: JsonScalar) -> JsonScalar:
    text = {"{}": "{}", "[]": "[]", "list": "[]", "dict": "{}", "array[]": "[]"}.get(str(value).lower())
    if text:
        return text
    try:
        json.loads(str(value))
    except ValueError:
        return None
    return str(value)


def _array_literal(value: JsonScalar) -> JsonScalar:
    if str(value).lower() in ("{}", "[]", "list", "array[]", "empty array", "empty", "empty list"):
        return "[]"
    literal = _json_literal(value)
    return literal if isinstance(literal, str) and literal.startswith("[") else None


def _text_literal(value: JsonScalar) -> JsonScalar:
    text = str(value)
    return None if "(" in text and text.endswith(")") else text


def _no_literal(_value: JsonScalar) -> JsonScalar:
    return None


_LITERALS: dict[TypeName, Callable[[JsonScalar], JsonScalar]] = {
    TypeName.BOOLEAN: _boolean_literal,
    TypeName.SMALLINT: _integer_literal,
    TypeName.INTEGER: _integer_literal,
    TypeName.BIGINT: _integer_literal,
    TypeName.NUMERIC: _number_literal,
    TypeName.FLOAT: _number_literal,
    TypeName.JSON: _json_literal,
    TypeName.ARRAY: _array_literal,
    TypeName.UUID: _no_literal,
    TypeName.TIMESTAMP: _no_literal,
    TypeName.DATE: _no_literal,
    TypeName.TIME: _no_literal,
    TypeName.BYTES: _no_literal,
    TypeName.INTERVAL: _no_literal,
}


def column_sources(column: Column, *more: Source) -> Column:
    """Give the column with further sources."""
    return replace(column, sources=tuple(dict.fromkeys((*column.sources, *more))))
