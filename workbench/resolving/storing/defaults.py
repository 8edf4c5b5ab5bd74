"""Defaults: what a column holds where nobody gives a value, as stated or by what it is for."""

import json
import re
from collections.abc import Callable, Sequence

from generators.blueprint import INTEGERS, ColumnRole, ColumnType, Default, DefaultKind, JsonScalar, TypeName
from workbench.patterns import regex
from workbench.resolving.contradicting import kinds
from workbench.resolving.contradicting.kinds import Said, settle
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.storing.stated import Statement

_NOW = regex(
    r"\bnow\b|current_timestamp|utcnow|getdate|sysdate|localtimestamp|current[ _]time|current_date|auto_now",
    re.IGNORECASE,
)
"""The present: ``now()``, ``CURRENT_TIMESTAMP``, ``datetime.utcnow``."""
_UUID = regex(r"uuid|\bcuid\b|nanoid|newid", re.IGNORECASE)
"""A new identifier: ``gen_random_uuid()``, ``NEWID()``."""
_SERIAL = regex(r"nextval|auto[ _-]?incr|serial|identity|autoincrement|auto[- ]?generated", re.IGNORECASE)
"""The next number: ``nextval('orders_id_seq')``, ``auto-increment``."""
_SHORTEST_KEY = 12
"""How long a textual ``id`` is at least that the database makes; a shorter one is a code that somebody gives."""
_CAST = regex(r"::[\w ]+(?:\[\])?$")
"""What PostgreSQL appends to a stored default: ``'draft'::character varying``."""
_GENERATED = {
    DefaultKind.NOW: "now()",
    DefaultKind.UUID: "a new UUID",
    DefaultKind.SERIAL: "the next number",
    DefaultKind.NEXT: "the next number of its group",
}


def settle_default(
    ledger: Ledger,
    about: str,
    statements: Sequence[Statement],
    kind: ColumnType,
    role: ColumnRole,
    *,
    primary_key: bool,
) -> Default | None:
    """Give the default that statements (most authoritative first) state, or that follows from what a column is for."""
    said = [
        Said(default, statement.fact.source)
        for statement in statements
        if (default := _stated_default(statement, kind)) is not None
        and (default.kind is not DefaultKind.SERIAL or kind.name in INTEGERS)
    ]
    if said:
        return settle(ledger, kinds.DEFAULT, about, said, show=show_default)
    return natural_default(kind, role, primary_key=primary_key)


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
    if kind.name in INTEGERS:
        return Default(DefaultKind.SERIAL)
    long_enough = kind.name in (TypeName.VARCHAR, TypeName.TEXT) and (kind.length or _SHORTEST_KEY) >= _SHORTEST_KEY
    return Default(DefaultKind.UUID) if kind.name is TypeName.UUID or long_enough else None


def _stated_default(statement: Statement, kind: ColumnType) -> Default | None:
    field = statement.field
    if statement.fact.auto_increment or (field.type and "serial" in field.type.lower()):
        return Default(DefaultKind.SERIAL) if kind.name is not TypeName.UUID else Default(DefaultKind.UUID)
    if not field.has_default:
        return None
    # ``none`` says that there is no default, but where it is one of the values.
    value = "none" if field.default is None and "none" in field.choices else field.default
    return None if value is None else read_default(value, kind)


def read_default(value: JsonScalar, kind: ColumnType) -> Default | None:
    """Read a stated default for a column of that type; nothing where it makes no sense there."""
    if value is None:
        return None
    if isinstance(value, str):
        text = _CAST.sub("", value.strip()).strip().strip("'\"`")
        if text == "none" and kind.name in (TypeName.VARCHAR, TypeName.TEXT):
            return Default(DefaultKind.LITERAL, text)  # it stood in quotes, or is one of the values
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
    if _SERIAL.search(text) and kind.name in INTEGERS:
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
