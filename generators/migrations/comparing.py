"""Comparing: the ordered changes that lead from one schema to the next.

The order keeps every step possible: what stands in the way goes first (foreign keys, then other rules,
then tables), names change next, columns follow, and rules come last, when everything that they speak
of is there. Taken back in the opposite order, every step meets what it left.
"""

import dataclasses
import re
from collections.abc import Iterable
from enum import IntEnum, auto

from generators.constraints import CheckRule, IndexRule
from generators.migrations.casts import find_cast
from generators.migrations.changes import (
    AddColumn,
    AddRule,
    AlterColumn,
    Change,
    CreateTable,
    DropColumn,
    DropRule,
    DropTable,
    KeepColumn,
    RenameColumn,
    RenameRule,
    RenameTable,
    Rule,
)
from generators.migrations.renames import NO_RENAMES, Renames
from generators.migrations.tables import (
    ForeignKey,
    PrimaryKey,
    Schema,
    Table,
    TableColumn,
    Unique,
    find_table,
    in_creation_order,
    mentions,
)


class Phase(IntEnum):
    """When a change takes place among the others."""

    UNLINK = auto()
    UNRULE = auto()
    DROP_TABLES = auto()
    RENAME_TABLES = auto()
    RENAME_COLUMNS = auto()
    RENAME_RULES = auto()
    DROP_COLUMNS = auto()
    ADD_COLUMNS = auto()
    ALTER_COLUMNS = auto()
    UNIQUE = auto()
    CREATE_TABLES = auto()
    RULES = auto()
    LINK = auto()


def compare(old: Schema, new: Schema, renames: Renames = NO_RENAMES) -> tuple[Change, ...]:
    """Give the changes that lead from ``old`` to ``new``, in the order in which they are made."""
    comparison = _Comparison(old, new, renames)
    comparison.compare_tables()
    return tuple(change for _, change in sorted(comparison.changes, key=lambda pair: pair[0]))


def next_schema(old: Schema, new: Schema) -> Schema:
    """Give what the database holds after the change: tables of other systems stay where they were."""
    names = {table.name for table in new}
    return (*new, *(table for table in old if table.external and table.name not in names))


class _Comparison:
    def __init__(self, old: Schema, new: Schema, renames: Renames) -> None:
        self.old, self.new, self.renames = old, new, renames
        self.changes: list[tuple[Phase, Change]] = []
        # Tables made anew, tables with another key, and (table, column) with another type: foreign keys know of them.
        self.rebuilt = {now.name for was, now in self._pairs() if _needs_rebuild(was, now, renames)}
        self.rekeyed = {now.name for was, now in self._pairs() if renamed_table(was, now.name, renames).key != now.key}
        self.retyped = {
            (now.name, column.name)
            for was, now in self._pairs()
            for column in now.columns
            if (before := renamed_table(was, now.name, renames).column(column.name)) and before.type != column.type
        }

    def compare_tables(self) -> None:
        """Collect all changes."""
        pairs = [(was, now) for was, now in self._pairs() if now.name not in self.rebuilt]
        kept, there = {was.name for was, _ in pairs}, {now.name for _, now in pairs}
        self._drop([was for was in self.old if was.name not in kept and not was.external])
        self._create([now for now in self.new if now.name not in there])
        for was, now in pairs:
            if was.name != now.name:
                self._add(Phase.RENAME_TABLES, RenameTable(was.name, now.name))
            if now.external:
                self._compare_external(was, now)
            else:
                self._compare_table(was, now)

    def _pairs(self) -> list[tuple[Table, Table]]:
        found = [(find_table(self.old, self.renames.old_table(now.name)), now) for now in self.new]
        return [(was, now) for was, now in found if was is not None]

    def _add(self, phase: Phase, change: Change) -> None:
        self.changes.append((phase, change))

    def _drop(self, tables: Iterable[Table]) -> None:
        ordered, circular = in_creation_order(tables)
        for name, key in circular:
            self._add(Phase.UNLINK, DropRule(name, key))
        for table in reversed(ordered):
            self._add(Phase.DROP_TABLES, DropTable(table))

    def _create(self, tables: Iterable[Table]) -> None:
        ordered, circular = in_creation_order(tables)
        for table in ordered:
            self._add(Phase.CREATE_TABLES, CreateTable(table))
        for name, key in circular:
            self._add(Phase.LINK, AddRule(name, key))

    def _compare_external(self, was: Table, now: Table) -> None:
        for column in now.columns:
            if was.column(column.name) is None:
                self._add(Phase.ADD_COLUMNS, AddColumn(now.name, column, external=True))
        for column in was.columns:
            if now.column(column.name) is None and not column.nullable:
                self._add(Phase.DROP_COLUMNS, KeepColumn(now.name, column))

    def _compare_table(self, was: Table, now: Table) -> None:
        renamed = renamed_table(was, now.name, self.renames)
        for owner, old, new in self.renames.columns:
            if owner == now.name:
                self._add(Phase.RENAME_COLUMNS, RenameColumn(now.name, old, new))
        touched = self._compare_columns(renamed, now)
        self._compare_key(was, renamed, now)
        names = _RuleNames(was, renamed)
        for kind in (Unique, CheckRule, IndexRule, ForeignKey):
            self._compare_rules(names, _rules(renamed, kind), _rules(now, kind), touched)

    def _compare_columns(self, was: Table, now: Table) -> frozenset[str]:
        """Compare the columns, and give those whose rules have to be made anew."""
        touched = set()
        for column in was.columns:
            if now.column(column.name) is None:
                self._add(Phase.DROP_COLUMNS, DropColumn(now.name, column))
        for column in now.columns:
            before = was.column(column.name)
            if before is None:
                self._add(Phase.ADD_COLUMNS, AddColumn(now.name, column))
            elif before.type != column.type and find_cast(column.name, before.type, column.type) is None:
                self._add(Phase.DROP_COLUMNS, DropColumn(now.name, before))
                self._add(Phase.ADD_COLUMNS, AddColumn(now.name, column))
                touched.add(column.name)
            elif _same(before, column) != before:
                self._add(Phase.ALTER_COLUMNS, AlterColumn(now.name, before, column))
        return frozenset(touched)

    def _compare_key(self, was: Table, renamed: Table, now: Table) -> None:
        if renamed.key != now.key:
            self._add(Phase.UNRULE, DropRule(was.name, was.primary_key))
            self._add(Phase.UNIQUE, AddRule(now.name, now.primary_key))
        elif was.name != now.name:
            self._add(Phase.RENAME_RULES, RenameRule(now.name, was.primary_key.name, now.primary_key.name))

    def _compare_rules(
        self, names: "_RuleNames", before: tuple[Rule, ...], after: tuple[Rule, ...], touched: frozenset[str]
    ) -> None:
        kept: set[Rule] = set()
        for rule in before:
            same = next((one for one in after if one not in kept and _says_the_same(rule, one)), None)
            if same is None or self._has_to_be_new(rule, names, touched):
                self._add(_undo_phase(rule), DropRule(names.was.name, names.original(rule)))
                continue
            kept.add(same)
            if same.name != rule.name:
                table = names.renamed.name
                self._add(Phase.RENAME_RULES, RenameRule(table, rule.name, same.name, isinstance(rule, IndexRule)))
        for rule in after:
            if rule not in kept:
                self._add(_phase(rule), AddRule(names.renamed.name, rule))

    def _has_to_be_new(self, rule: Rule, names: "_RuleNames", touched: frozenset[str]) -> bool:
        """Tell whether a rule that stays the same must go for a while: because its columns are made
        anew, or, for a foreign key, because a type at one of its ends changes."""
        if touched & set(columns_of(rule)):
            return True
        if isinstance(rule, CheckRule):
            return names.was.name != names.renamed.name or any(mentions(rule.expression, name) for name in touched)
        if not isinstance(rule, ForeignKey):
            return False
        ends = {(names.renamed.name, rule.column), (rule.table, rule.target)}
        return rule.table in self.rebuilt | self.rekeyed or bool(ends & self.retyped)


class _RuleNames:
    """A table's rules before and after its columns were renamed, by position."""

    def __init__(self, was: Table, renamed: Table) -> None:
        self.was, self.renamed = was, renamed

    def original(self, rule: Rule) -> Rule:
        """Give the rule as it spoke of the columns before they were renamed."""
        kind = type(rule)
        return _rules(self.was, kind)[_rules(self.renamed, kind).index(rule)]


def renamed_table(table: Table, name: str, renames: Renames) -> Table:
    """Give a table as it is once it and its columns have their new names; rules keep their names."""

    def column(one: str) -> str:
        return renames.new_column(name, one)

    def words(sql: str) -> str:
        for owner, old, new in renames.columns:
            if owner == name:
                sql = re.sub(rf'(?<![\w\'])"?{re.escape(old)}"?(?![\w\'(])', new, sql)
        return sql

    return dataclasses.replace(
        table,
        name=name,
        columns=tuple(dataclasses.replace(one, name=column(one.name)) for one in table.columns),
        key=tuple(map(column, table.key)),
        unique=tuple(dataclasses.replace(one, columns=tuple(map(column, one.columns))) for one in table.unique),
        checks=tuple(dataclasses.replace(one, expression=words(one.expression)) for one in table.checks),
        indexes=tuple(
            dataclasses.replace(one, columns=tuple(map(column, one.columns)), where=one.where and words(one.where))
            for one in table.indexes
        ),
        foreign_keys=tuple(
            dataclasses.replace(
                one,
                column=column(one.column),
                table=(target := renames.new_table(one.table)),
                target=renames.new_column(target, one.target),
            )
            for one in table.foreign_keys
        ),
    )


def columns_of(rule: Rule) -> tuple[str, ...]:
    """Give the columns that a rule names."""
    if isinstance(rule, ForeignKey):
        return (rule.column,)
    return () if isinstance(rule, CheckRule) else rule.columns


def _needs_rebuild(was: Table, now: Table, renames: Renames) -> bool:
    """Tell whether a table has to be made anew: its key changes in a way that rows cannot follow."""
    if now.external:
        return False
    before = renamed_table(was, now.name, renames)
    for name in now.key:
        old, new = before.column(name), now.column(name)
        if new is not None and new.serial != (old is not None and old.serial):
            return True
        if old is not None and new is not None and find_cast(name, old.type, new.type) is None:
            return True
    return False


def _same(one: TableColumn, other: TableColumn) -> TableColumn:
    """Give ``other`` with what the database does not know taken from ``one``."""
    return dataclasses.replace(other, role=one.role)


def _says_the_same(one: Rule, other: Rule) -> bool:
    """Tell whether two rules differ in nothing but a name that can be changed in place."""
    if isinstance(one, CheckRule):
        return one == other
    return dataclasses.replace(one, name=other.name) == other


def _rules(table: Table, kind: type[Rule]) -> tuple[Rule, ...]:
    found: dict[type[Rule], tuple[Rule, ...]] = {
        PrimaryKey: (table.primary_key,),
        Unique: table.unique,
        CheckRule: table.checks,
        IndexRule: table.indexes,
        ForeignKey: table.foreign_keys,
    }
    return found[kind]


def _phase(rule: Rule) -> Phase:
    if isinstance(rule, ForeignKey):
        return Phase.LINK
    return Phase.UNIQUE if isinstance(rule, Unique) else Phase.RULES


def _undo_phase(rule: Rule) -> Phase:
    return Phase.UNLINK if isinstance(rule, ForeignKey) else Phase.UNRULE
