"""Single rows: the only row of a table that a caller or a parent has, as ``/settings`` and ``/shops/{id}/address`` are.

``PUT`` stores such a row whether it was there or not, where the body and the path give all that a new row needs.
"""

from collections.abc import Collection

from generators.blueprint import Entity, Operation, OperationKind
from generators.states import locked_columns


def stores_anyway(operation: Operation, entity: Entity) -> bool:
    """Tell whether the operation makes the single row that it finds missing, and replaces the one that it finds."""
    return (
        operation.kind is OperationKind.REPLACE
        and bool(operation.single)
        and not (operation.effects or operation.records or locked_columns(operation, entity))
        and not any(field.through or field.children for field in operation.body)
        and can_make(operation, entity)
    )


def can_make(operation: Operation, entity: Entity) -> bool:
    """Tell whether a row can be made of what the operation knows: its caller, its path and its body."""
    return can_be({*operation.single, *(field.column for field in operation.body)}, entity)


def can_be(given: Collection[str | None], entity: Entity) -> bool:
    """Tell whether a row can be stored of which its caller and the columns that are ``given`` are known."""
    ways = (way.steps[0] for way in (entity.owner, entity.tenant) if way)
    known = {*given, *ways}
    return all(
        column.name in known or column.nullable if column.default is None else not column.default.by_application
        for column in entity.columns
    )


def may_miss(operation: Operation, entity: Entity) -> bool:
    """Tell whether the single row can be found missing, or that to which a row is added."""
    if operation.within:
        return not operation.within.made
    return bool(operation.single) and not (operation.made or stores_anyway(operation, entity))
