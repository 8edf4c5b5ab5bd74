"""Tables as the database knows them: what revisions create and change, free of prose and sources."""

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass

from generators.blueprint import Blueprint, Column, ColumnRole, ColumnType, DefaultKind, DeleteRule, Entity
from generators.constraints import (
    CheckRule,
    IndexRule,
    find_checks,
    find_indexes,
    find_unique,
    foreign_key_name,
    limited,
    unique_name,
)
from generators.models import server_default


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: ``default`` is the server default as SQLAlchemy source, ``serial`` a counting key."""

    name: str
    type: ColumnType
    nullable: bool = False
    default: str | None = None
    serial: bool = False
    role: ColumnRole = ColumnRole.PLAIN


@dataclass(frozen=True, slots=True)
class Unique:
    """Columns that are unique together, by a constraint."""

    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrimaryKey:
    """The columns that tell rows apart."""

    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column that holds the value of another table's column."""

    name: str
    column: str
    table: str
    target: str
    on_delete: DeleteRule = DeleteRule.NO_ACTION


@dataclass(frozen=True, slots=True)
class Table:
    """A table with everything that belongs to it. ``external`` marks one that another system writes."""

    name: str
    columns: tuple[TableColumn, ...]
    key: tuple[str, ...] = ()
    unique: tuple[Unique, ...] = ()
    checks: tuple[CheckRule, ...] = ()
    indexes: tuple[IndexRule, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    external: bool = False

    @property
    def primary_key(self) -> PrimaryKey:
        """The primary key with its constraint's name."""
        return PrimaryKey(limited(f"pk_{self.name}"), self.key)

    def column(self, name: str) -> TableColumn | None:
        """Give the column called ``name``, or nothing."""
        return next((column for column in self.columns if column.name == name), None)


Schema = tuple[Table, ...]
"""All tables, in the order of the specifications."""


def tables_of(blueprint: Blueprint) -> Schema:
    """Give the tables that a completed blueprint asks for."""
    return tuple(table_of(entity) for entity in blueprint.entities)


def table_of(entity: Entity) -> Table:
    """Give the table of one entity."""
    return Table(
        name=entity.name,
        columns=tuple(_column(column) for column in entity.columns),
        key=tuple(column.name for column in entity.key),
        unique=tuple(Unique(unique_name(entity, columns), columns) for columns in find_unique(entity)),
        checks=find_checks(entity),
        indexes=find_indexes(entity),
        foreign_keys=tuple(
            ForeignKey(
                foreign_key_name(entity, column.name, column.references.entity),
                column.name,
                column.references.entity,
                column.references.column,
                column.references.on_delete,
            )
            for column in entity.columns
            if column.references
        ),
        external=entity.external,
    )


def _column(column: Column) -> TableColumn:
    serial = column.primary_key and column.default is not None and column.default.kind is DefaultKind.SERIAL
    return TableColumn(column.name, column.type, column.nullable, server_default(column, "sa."), serial, column.role)


def find_table(schema: Schema, name: str) -> Table | None:
    """Give the table called ``name``, or nothing."""
    return next((table for table in schema if table.name == name), None)


def in_creation_order(schema: Iterable[Table]) -> tuple[tuple[Table, ...], tuple[tuple[str, ForeignKey], ...]]:
    """Order tables so that a referenced one comes before those that reference it.

    Where tables reference each other in a circle, one of them is created without that foreign key;
    those come second, each with its table's name, to be added when all tables are there.
    """
    ordered: list[Table] = []
    deferred: list[tuple[str, ForeignKey]] = []
    waiting = list(schema)
    while waiting:
        missing = {table.name for table in waiting}
        ready = [table for table in waiting if not _needs(table) & (missing - {table.name})]
        if not ready:
            first = waiting[0]
            early = [key for key in first.foreign_keys if key.table in missing - {first.name}]
            deferred += [(first.name, key) for key in early]
            kept = tuple(key for key in first.foreign_keys if key not in early)
            ordered.append(dataclasses.replace(first, foreign_keys=kept))
            waiting = waiting[1:]
            continue
        ordered += ready
        waiting = [table for table in waiting if table not in ready]
    return tuple(ordered), tuple(deferred)


def _needs(table: Table) -> set[str]:
    return {key.table for key in table.foreign_keys}


def mentions(sql: str, name: str) -> bool:
    """Tell whether an SQL condition speaks of the column ``name``."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sql) is not None
