"""Casts: how the values of a column survive a change of its type."""

from dataclasses import dataclass

from generators.blueprint import INTEGERS, NUMBERS, ColumnType, TypeName
from generators.datatypes import TEXTUAL

_SIZES = (TypeName.SMALLINT, TypeName.INTEGER, TypeName.BIGINT, TypeName.NUMERIC)
_EXPLICIT = frozenset({
    (TypeName.TIMESTAMP, TypeName.TIME), (TypeName.INTERVAL, TypeName.TIME), (TypeName.TIME, TypeName.INTERVAL),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cast:
    """``using`` is the SQL expression over the old value, nothing where PostgreSQL finds its own way;
    ``may_fail`` tells that some values may not fit; ``rewrites`` that every row is written anew."""

    using: str | None = None
    may_fail: bool = False
    rewrites: bool = True


def find_cast(column: str, old: ColumnType, new: ColumnType) -> Cast | None:
    """Give how values of type ``old`` become values of type ``new``, or nothing where they cannot."""
    name = '"' + column.replace('"', '""') + '"'
    if old == new:
        return Cast(rewrites=False)
    plain = _between_relatives(old, new)
    if plain is not None:
        return plain
    if old.name in TEXTUAL:
        return _from_text(name, new)
    if new.name in TEXTUAL:
        return Cast(_as_text(name, old) + (f"::{new}" if new.length else ""), may_fail=bool(new.length))
    if TypeName.BOOLEAN in (old.name, new.name) and {old.name, new.name} & INTEGERS:
        return Cast(f"{name}::integer::{new}")
    if (old.name, new.name) in _EXPLICIT:
        return Cast(f"{name}::{new}")
    if new.name is TypeName.JSON:
        return Cast(f"to_jsonb({name})")
    return None


def _between_relatives(old: ColumnType, new: ColumnType) -> Cast | None:
    """Give the cast between types that PostgreSQL converts by itself."""
    if old.name in TEXTUAL and new.name in TEXTUAL:
        narrower = new.length is not None and (old.length is None or new.length < old.length)
        return Cast(may_fail=narrower, rewrites=narrower)
    if old.name in NUMBERS and new.name in NUMBERS:
        return Cast(may_fail=_is_narrower(old, new))
    dates = {TypeName.DATE, TypeName.TIMESTAMP}
    if {old.name, new.name} == dates:
        return Cast()
    if old.name is new.name is TypeName.ARRAY:
        item = find_cast("", ColumnType(old.item or TypeName.TEXT), ColumnType(new.item or TypeName.TEXT))
        return item if item and item.using is None else None
    return None


def _is_narrower(old: ColumnType, new: ColumnType) -> bool:
    if TypeName.FLOAT in (old.name, new.name):
        return new.name in INTEGERS
    if old.name is new.name is TypeName.NUMERIC:
        return new.precision is not None and (old.precision or 1000) > new.precision
    return _SIZES.index(new.name) < _SIZES.index(old.name) or (new.name is TypeName.NUMERIC and bool(new.precision))


def _from_text(name: str, new: ColumnType) -> Cast | None:
    if new.name is TypeName.JSON:
        return Cast(f"to_jsonb({name})")
    if new.name is TypeName.ARRAY:
        return Cast(f"string_to_array({name}, ',')::{new}", may_fail=new.item not in (None, *TEXTUAL))
    return Cast(f"{name}::{new}", may_fail=True)


def _as_text(name: str, old: ColumnType) -> str:
    if old.name is TypeName.JSON:
        return f"({name} #>> '{{}}')"
    if old.name is TypeName.ARRAY:
        return f"array_to_string({name}, ',')"
    return f"{name}::text"
