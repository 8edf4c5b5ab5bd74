"""Renames: which table or column is an old one under a new name.

Nothing is guessed: a column that is gone and one that is new are the same only where no other pair
could be meant, and where the names resemble each other or the specifications say so in words
("formerly `title`"). Everything else is a column that goes and a column that comes.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from generators.blueprint import Blueprint
from generators.migrations.tables import Schema, Table, TableColumn, find_table

_FORMER = re.compile(
    r"\b(?:renamed\s+from|formerly(?:\s+called|\s+named)?|previously(?:\s+called|\s+named)?|(?:was\s+)?once\s+called"
    r"|used\s+to\s+be(?:\s+called)?|old\s+name(?:\s+is|\s+was|:)?)\s*[`\"'“‘*]*([A-Za-z_]\w*)",
    re.IGNORECASE,
)
_ALIKE = 0.6

FormerNames = Mapping[tuple[str, ...], str]
"""What the specifications say of earlier names: ``(table,)`` or ``(table, column)`` to the old name."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Renames:
    """``tables`` holds (old, new), ``columns`` (new name of the table, old, new)."""

    tables: tuple[tuple[str, str], ...] = ()
    columns: tuple[tuple[str, str, str], ...] = ()

    def old_table(self, name: str) -> str:
        """Give the name that the table ``name`` had before."""
        return next((old for old, new in self.tables if new == name), name)

    def new_table(self, name: str) -> str:
        """Give the name that the table ``name`` gets."""
        return next((new for old, new in self.tables if old == name), name)

    def new_column(self, table: str, name: str) -> str:
        """Give the name that a column gets; ``table`` is the new name of its table."""
        return next((new for owner, old, new in self.columns if (owner, old) == (table, name)), name)


NO_RENAMES = Renames()
"""Everything is called what it was called."""


def find_former_names(blueprint: Blueprint) -> dict[tuple[str, ...], str]:
    """Give the earlier names that descriptions of tables and columns mention."""
    found: dict[tuple[str, ...], str] = {}
    for entity in blueprint.entities:
        if match := _FORMER.search(entity.description):
            found[entity.name,] = match.group(1)
        for column in entity.columns:
            if match := _FORMER.search(column.description):
                found[entity.name, column.name] = match.group(1)
    return found


def find_renames(old: Schema, new: Schema, former: FormerNames) -> Renames:
    """Give the renames between two schemas that are beyond doubt."""
    tables = _table_renames(old, new, former)
    columns: list[tuple[str, str, str]] = []
    before = {name: was for was, name in tables}
    for table in new:
        was = find_table(old, before.get(table.name, table.name))
        if was is not None and not table.external:
            columns += [(table.name, *pair) for pair in _column_renames(was, table, former)]
    return Renames(tables, tuple(columns))


def _table_renames(old: Schema, new: Schema, former: FormerNames) -> tuple[tuple[str, str], ...]:
    names = {table.name for table in new}
    gone = [table for table in old if table.name not in names and not table.external]
    known = {table.name for table in old}
    come = [table for table in new if table.name not in known and not table.external]
    said = [(one, other) for other in come for one in gone if former.get((other.name,)) == one.name]
    alike = [(one, other) for one in gone for other in come if _same_columns(one, other)]
    return tuple((one.name, other.name) for one, other in _matched(said, alike))


def _same_columns(one: Table, other: Table) -> bool:
    """Tell whether two tables hold the same, so that only the name can differ."""
    return len(one.columns) > 1 and [_facts(c) for c in one.columns] == [_facts(c) for c in other.columns]


def _facts(column: TableColumn) -> tuple[object, ...]:
    return (column.name, column.type, column.nullable, column.role)


def _column_renames(old: Table, new: Table, former: FormerNames) -> list[tuple[str, str]]:
    gone = [column for column in old.columns if new.column(column.name) is None]
    come = [column for column in new.columns if old.column(column.name) is None]
    said = [(one, other) for other in come for one in gone if former.get((new.name, other.name)) == one.name]
    fits = [(one, other) for one in gone for other in come if _fit(one, old, other, new)]
    pairs = _matched(said, fits)
    return [(one.name, other.name) for one, other in pairs if (one, other) in said or _resemble(one.name, other.name)]


def _matched(said: Sequence[tuple[T, T]], possible: Sequence[tuple[T, T]]) -> list[tuple[T, T]]:
    """Give the pairs that were said, and of the possible others those that rival no other."""
    taken = [one for pair in said for one in pair]
    rest = [pair for pair in possible if pair[0] not in taken and pair[1] not in taken]
    alone = [
        (one, other)
        for one, other in rest
        if sum(first == one for first, _ in rest) == 1 and sum(second == other for _, second in rest) == 1
    ]
    return [*said, *alone]


def _fit(one: TableColumn, old: Table, other: TableColumn, new: Table) -> bool:
    """Tell whether two columns hold the same kind of value for the same purpose."""
    same = (one.type, one.nullable, one.role, one.serial) == (other.type, other.nullable, other.role, other.serial)
    return same and _targets(old, one.name) == _targets(new, other.name)


def _targets(table: Table, column: str) -> list[tuple[str, str]]:
    return [(key.table, key.target) for key in table.foreign_keys if key.column == column]


def _resemble(one: str, other: str) -> bool:
    first, second = one.lower().strip("_"), other.lower().strip("_")
    words, others = set(first.split("_")) - {"id", "at", "is"}, set(second.split("_")) - {"id", "at", "is"}
    if words & others or first.startswith(second) or second.startswith(first):
        return True
    return SequenceMatcher(None, first, second).ratio() >= _ALIKE
