"""Constraints: what the database itself enforces, with its name, for tables and migrations alike."""

import hashlib
import re
from dataclasses import dataclass

from generators.blueprint import (
    CONFLICT,
    NUMBERS,
    Column,
    ColumnRole,
    DefaultKind,
    Entity,
    Index,
    Limits,
    Settings,
    TypeName,
)
from generators.datatypes import TEXTUAL
from generators.messages import taken_sentence, taken_text

_MAX_NAME = 63
_RESERVED = frozenset(
    """
    all analyse analyze and any array as asc asymmetric authorization between binary both case cast check collate
    column constraint create cross current_date current_role current_time current_timestamp current_user default
    deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having ilike in
    initially inner intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not
    notnull null offset on only or order outer overlaps placing primary references returning right select session_user
    similar some symmetric table tablesample then to trailing true union unique user using variadic verbose when where
    window with
    """.split()  # noqa: SIM905 - a list of words reads best as a text
)
"""Words that name a column in quotes alone (PostgreSQL's appendix C: reserved, or reserved but for functions)."""
_TOKEN = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class CheckRule:
    """A CHECK: its own name (the convention adds prefix and table) and its condition."""

    name: str
    expression: str


@dataclass(frozen=True, slots=True)
class IndexRule:
    """An index with its full name."""

    name: str
    columns: tuple[str, ...]
    unique: bool
    where: str | None


def find_checks(entity: Entity) -> tuple[CheckRule, ...]:
    """Give the CHECK constraints of an entity, those of single columns first."""
    # What a specification says about a password does not hold for its hash.
    plain = [column for column in entity.columns if column.role not in {ColumnRole.PASSWORD, ColumnRole.SECRET}]
    checks = [check for column in plain for check in _column_checks(column)]
    checks += [CheckRule(check.name, _in_names_of(entity, check.expression)) for check in entity.checks]
    return tuple({check.name: check for check in checks}.values())


def find_unique(entity: Entity) -> tuple[tuple[str, ...], ...]:
    """Give the column sets that are unique by a constraint (not by a partial index)."""
    single = [(column.name,) for column in entity.columns if column.unique and not column.primary_key]
    several = [index.columns for index in entity.indexes if index.unique and index.where is None]
    return tuple(dict.fromkeys([*single, *several]))


def find_indexes(entity: Entity) -> tuple[IndexRule, ...]:
    """Give the indexes that no constraint brings along."""
    wanted = [Index((column.name,)) for column in entity.columns if column.index]
    wanted += [index for index in entity.indexes if not index.unique or index.where is not None]
    covered = {*find_unique(entity), tuple(column.name for column in entity.key)}
    rules: dict[str, IndexRule] = {}
    for index in wanted:
        if index.columns in covered and not index.unique:
            continue
        name = index_name(entity, index)
        where = index.where and _in_names_of(entity, index.where)
        rules.setdefault(name, IndexRule(name, index.columns, index.unique, where))
    return tuple(rules.values())


def index_name(entity: Entity, index: Index) -> str:
    """Give an index its name: ``uq_`` for a unique one, ``ix_`` for others."""
    return limited(f"{'uq' if index.unique else 'ix'}_{entity.name}_{'_'.join(index.columns)}")


def unique_name(entity: Entity, columns: tuple[str, ...]) -> str:
    """Give the name that the convention gives a unique constraint."""
    return limited(f"uq_{entity.name}_{'_'.join(columns)}")


def limited(name: str) -> str:
    """Give a name that PostgreSQL keeps whole, shortened just as SQLAlchemy shortens those of the convention."""
    if len(name) <= _MAX_NAME:
        return name
    return f"{name[: _MAX_NAME - 8]}_{hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()[-4:]}"


def foreign_key_name(entity: Entity, column: str, target: str) -> str:
    """Give the name that the convention gives the foreign key of a column."""
    return limited(f"fk_{entity.name}_{column}_{target}")


def conflict_messages(entity: Entity, settings: Settings) -> dict[str, str]:
    """Give what a client is told, by the name of the violated constraint."""
    unique = _unique_columns(entity)
    return {
        name: taken_text(settings, entity, columns) or taken_sentence(entity, columns)
        for name, columns in unique.items()
    }


def taken_statuses(entity: Entity) -> dict[str, int]:
    """Give the documented statuses of what is taken already, by the name of the constraint; nothing for the usual."""
    return dict.fromkeys(_unique_columns(entity), entity.taken_status) if entity.taken_status != CONFLICT else {}


def _unique_columns(entity: Entity) -> dict[str, tuple[str, ...]]:
    found = {unique_name(entity, columns): columns for columns in find_unique(entity)}
    return found | {rule.name: rule.columns for rule in find_indexes(entity) if rule.unique}


def quoted(name: str) -> str:
    """Give an SQL identifier, quoted only where PostgreSQL needs it."""
    return name if name.isidentifier() and name.islower() and name not in _RESERVED else f'"{name}"'


def _in_names_of(entity: Entity, expression: str) -> str:
    """Give an SQL condition with the names of columns quoted that need it, as "endsOn" or "end"."""
    names = {column.name for column in entity.columns}
    return _TOKEN.sub(lambda found: quoted(found[0]) if found[0] in names else found[0], expression)


def sql_text(value: str) -> str:
    """Give an SQL string literal."""
    return "'" + value.replace("'", "''") + "'"


def _column_checks(column: Column) -> list[CheckRule]:
    limits, name = column.limits, quoted(column.name)
    checks: list[CheckRule] = []
    if limits.choices and column.type.name in TEXTUAL:
        values = ", ".join(sql_text(choice) for choice in limits.choices)
        checks.append(CheckRule(f"{column.name}_choices", f"{name} IN ({values})"))
    if bounds := _bounds(column, limits):
        checks.append(CheckRule(f"{column.name}_range", " AND ".join(bounds)))
    if lengths := _lengths(column, limits):
        checks.append(CheckRule(f"{column.name}_length", " AND ".join(lengths)))
    return checks


def _bounds(column: Column, limits: Limits) -> list[str]:
    if column.type.name not in NUMBERS:
        return []
    if column.default and column.default.kind is DefaultKind.SERIAL:
        return []
    name, bounds = quoted(column.name), []
    if limits.minimum is not None:
        bounds.append(f"{name} {'>' if limits.exclusive_minimum else '>='} {limits.minimum:.15g}")
    if limits.maximum is not None:
        bounds.append(f"{name} {'<' if limits.exclusive_maximum else '<='} {limits.maximum:.15g}")
    return bounds


def _lengths(column: Column, limits: Limits) -> list[str]:
    name = quoted(column.name)
    if column.type.name is TypeName.ARRAY:
        measure = f"cardinality({name})"
    elif column.type.name in TEXTUAL:
        measure = f"char_length({name})"
    else:
        return []
    lengths = []
    if limits.min_length:
        lengths.append(f"{measure} >= {limits.min_length}")
    if limits.max_length and limits.max_length != column.type.length:
        lengths.append(f"{measure} <= {limits.max_length}")
    return lengths
