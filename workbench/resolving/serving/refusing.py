"""What operations refuse because of other rows: those that are not there, those in the way, those beyond a limit."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generators.blueprint import STORING, Column, DeleteRule, Entity, EntityPurpose, Operation, OperationKind

Kind = OperationKind
_KEEPING = (DeleteRule.RESTRICT, DeleteRule.NO_ACTION)


def with_refused_rows(operations: Sequence[Operation], entities: Sequence[Entity]) -> tuple[Operation, ...]:
    """Give the operations with the statuses that other rows can be the reason for."""
    by_name = {entity.name: entity for entity in entities}
    return tuple(
        replace(one, errors=tuple(sorted({*one.errors, *_refusals(one, by_name.get(one.entity or ""), entities)})))
        for one in operations
    )


def _refusals(operation: Operation, entity: Entity | None, entities: Sequence[Entity]) -> Iterator[int]:
    if entity is None:
        return
    if operation.kind in STORING and any(_names_rows(operation, entity)):
        yield 404
    if operation.kind is Kind.CREATE:
        yield from (429 if limit.period else 409 for limit in entity.count_limits)
    if operation.adjustments:
        yield 409
    if operation.kind is Kind.DELETE and not operation.soft and any(_kept_by(entity, entities)):
        yield 409


def _names_rows(operation: Operation, entity: Entity) -> Iterator[bool]:
    """Tell of each field of a body whether it names rows of another table."""
    for field in operation.body:
        column = entity.column(field.column) if field.column and entity.has(field.column) else None
        yield field.children is not None or (column is not None and column.references is not None)


def _kept_by(entity: Entity, entities: Sequence[Entity]) -> Iterator[Column]:
    """Give the columns of other tables that keep a row of this one from being deleted."""
    for other in entities:
        for column in other.columns:
            reference = column.references
            if reference and reference.entity == entity.name and reference.on_delete in _KEEPING:
                yield column


def can_clash(operation: Operation, entity: Entity | None) -> bool:
    """Tell whether an operation stores a value that another row may have and none may share."""
    if entity is None or operation.kind not in (Kind.CREATE, Kind.REPLACE, Kind.PATCH, Kind.REGISTER, Kind.UPDATE_ME):
        return False
    stored = {field.column for field in operation.body if field.column}
    unique = {column.name for column in entity.columns if column.unique}
    unique |= {name for index in entity.indexes if index.unique for name in index.columns}
    return bool(stored & unique) or (operation.kind is Kind.REGISTER and entity.purpose is EntityPurpose.USERS)
