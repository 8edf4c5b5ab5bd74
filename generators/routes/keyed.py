"""Routes that take the caller's key alone: what they reach is tied to a user who exists by a foreign key.

A user who has vanished owns no row, so that the one statement which finds a row of the caller's has seen the user as
well. Only before it refuses anything, and where a list is empty, does the backend ask whether the caller is still
there. What is called most, reading and creating, is spared a statement so; whoever changes or deletes something is
loaded first.
"""

from generators.blueprint import (
    Blueprint,
    BodyField,
    Column,
    DefaultKind,
    Entity,
    Operation,
    OperationKind,
    PathUse,
)
from generators.callers import need_of, tenant_column
from generators.constraints import find_indexes, find_unique, foreign_key_name
from generators.reach import active_column, is_open
from generators.routes.ownership import owner_column, ownership
from generators.views import view_of

_READING = frozenset({OperationKind.LIST, OperationKind.READ, OperationKind.READ_ME})
_KINDS = _READING | {OperationKind.CREATE}


def takes_key(blueprint: Blueprint, operation: Operation) -> bool:
    """Tell whether the caller's key is enough: for a lone statement that reaches rows of the caller's, or makes one,
    where all that is known of the caller is the key, and every account in the table is one. Where nothing else is done
    with rows of callers, these are simply loaded."""
    users = blueprint.users
    if operation.kind not in _KINDS or operation.exports or operation.repeatable:
        return False
    if operation.entity is None or users is None or not users.key:
        return False
    entity = blueprint.entity(operation.entity)
    return (
        not _keeps_vanished(users)
        and any(one.kind not in _KINDS and need_of(one) for one in blueprint.operations)
        and _asks_for_key_only(blueprint, operation, entity)
        and _is_lone(blueprint, operation, entity)
        and _reaches_own(blueprint, operation, entity)
    )


def _keeps_vanished(users: Entity) -> bool:
    """Tell whether an account that cannot be used stays in the table."""
    return users.mark is not None or active_column(users) is not None


def _asks_for_key_only(blueprint: Blueprint, operation: Operation, entity: Entity) -> bool:
    """Tell whether neither the caller's roles nor the tenant decide about anything."""
    need, view = need_of(operation), view_of(blueprint, operation)
    return (
        need is not None
        and not (need.roles or need.optional)
        and not (operation.bypass_roles or operation.grants or operation.permits or operation.sides or entity.hidden)
        and not (entity.tenant and tenant_column(blueprint))
        and not (view and view.by_caller)
    )


def _is_lone(blueprint: Blueprint, operation: Operation, entity: Entity) -> bool:
    """Tell whether one statement does it: nothing is looked up, counted or written beside the row."""
    if any(key.use is PathUse.PARENT and key.entity for key in operation.path_parameters):
        return False
    if operation.response.children or operation.made or operation.within:
        return False
    return operation.kind in _READING or not (
        operation.records
        or operation.adjustments
        or entity.count_limits
        or view_of(blueprint, operation)
        or any(_writes_more(field, entity) for field in operation.body)
        or any(map(_is_worked_out, entity.columns))
    )


def _writes_more(field: BodyField, entity: Entity) -> bool:
    """Tell whether a field of the body asks for a look at other rows, or for further ones."""
    if field.column is None or not entity.has(field.column):
        return bool(field.children or field.through)
    column = entity.column(field.column)
    return column.references is not None and column != owner_column(entity)


def _is_worked_out(column: Column) -> bool:
    """Tell whether a new row's value is found by a look at other rows."""
    return column.default is not None and (column.is_slug or column.default.kind is DefaultKind.NEXT)


def _reaches_own(blueprint: Blueprint, operation: Operation, entity: Entity) -> bool:
    """Tell whether the operation finds nothing, or stores nothing, for a caller who has vanished."""
    if operation.kind is OperationKind.READ_ME:
        return True
    if not _is_tied(blueprint, entity):
        return False
    if operation.kind is OperationKind.CREATE:
        return _makes_own(blueprint, entity)
    return not is_open(operation, entity)


def _is_tied(blueprint: Blueprint, entity: Entity) -> bool:
    """Tell whether foreign keys lead from every row of ``entity`` to the user who owns it."""
    held, users, named = entity, blueprint.users, ""
    for step in ownership(entity) or ():
        reference = held.column(step).references
        if reference is None:
            return False
        held, named = blueprint.entity(reference.entity), reference.column
    return users is not None and held == users and named == users.key[0].name


def _makes_own(blueprint: Blueprint, entity: Entity) -> bool:
    """Tell whether a new row without an owner fails for that reason alone: no row of another user stands in its way,
    and nobody writes the owner's key but the owner."""
    owner = owner_column(entity)
    if owner is None or owner.nullable:
        return False
    unique = [*find_unique(entity), *(index.columns for index in find_indexes(entity) if index.unique)]
    written = [field.column for each in blueprint.operations if each.entity == entity.name for field in each.body]
    return owner.name not in written and all(owner.name in columns for columns in unique)


def account_keys(blueprint: Blueprint) -> list[str]:
    """Give the foreign keys that fail only where a caller without an account makes a row."""
    creating = [each for each in blueprint.operations if each.kind is OperationKind.CREATE]
    made = [each.entity for each in creating if takes_key(blueprint, each)]
    return [
        foreign_key_name(entity, owner.name, owner.references.entity)
        for entity in blueprint.entities
        if entity.name in made and (owner := owner_column(entity)) and owner.references
    ]
