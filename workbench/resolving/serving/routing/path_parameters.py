"""Path parameters: the caller, a row of the entity, or a parent of it."""

from collections.abc import Collection, Sequence

from generators.blueprint import (
    OF_ONESELF,
    Column,
    ColumnType,
    Entity,
    EntityPurpose,
    OperationKind,
    PathParameter,
    PathUse,
    TypeName,
)
from workbench.reading.facts import FieldFact
from workbench.resolving.serving.classify import Classified, Context
from workbench.resolving.serving.routing.paths import Resource, Shape, is_caller_name
from workbench.resolving.storing.column_types import read_field_type
from workbench.resolving.words import snake


def resolve_path_parameters(
    shape: Shape, classified: Classified, context: Context, stated: Sequence[FieldFact]
) -> tuple[PathParameter, ...]:
    """Give the parameters of a path in the order in which they stand in it."""
    entity = context.entity(classified.entity)
    said = {field.name: field for field in stated}
    found: dict[str, PathParameter] = {}
    for name in shape.loose:
        found[name] = _loose(name, entity, context, said.get(name))
    for position, resource in enumerate(shape.resources):
        if resource.parameter is not None:
            found[resource.parameter] = _of_resource(resource, position, shape, classified, context)
    return tuple(found.values())


def _loose(name: str, entity: Entity | None, context: Context, stated: FieldFact | None) -> PathParameter:
    kind = (read_field_type(stated) if stated else None) or ColumnType(TypeName.VARCHAR)
    if is_caller_name(name):
        return PathParameter(name, PathUse.CALLER, caller_type(context), context.users.name if context.users else None)
    if entity is not None and entity.has(snake(name)):
        column = entity.column(snake(name))
        return PathParameter(name, PathUse.ROW, column.type, entity.name, column.name)
    for other in context.entities:
        if snake(name) in (f"{other.singular}_id", other.singular) and other.key:
            return PathParameter(
                name, PathUse.PARENT, other.key[0].type, other.name, other.key[0].name, _via(entity, other)
            )
    return PathParameter(name, PathUse.ROW, kind)


def caller_type(context: Context) -> ColumnType:
    """Give the type of a user's id: the users' key, else the type of the columns that hold an owner."""
    if context.users is not None and context.users.key:
        return context.users.key[0].type
    for entity in context.entities:
        if entity.owner is not None and len(entity.owner.steps) == 1:
            return entity.column(entity.owner.steps[0]).type
    return ColumnType(TypeName.VARCHAR, length=255)


def _of_resource(
    resource: Resource, position: int, shape: Shape, classified: Classified, context: Context
) -> PathParameter:
    name = resource.parameter or ""
    entity = context.entity(resource.entity)
    if entity is None:
        return PathParameter(name, PathUse.ROW, ColumnType(TypeName.VARCHAR))
    above = {one.entity for one in shape.resources[:position]}
    key = _addressed(entity, name, above)
    own = context.entity(classified.entity)
    tie = classified.tie
    if tie and tie.entity == entity.name:
        return PathParameter(name, PathUse.PARENT, key.type, entity.name, key.name, tie.here)
    if _is_caller(entity, position, shape, classified, own):
        return PathParameter(name, PathUse.CALLER, key.type, entity.name, key.name)
    if own is not None and entity.name == own.name and position == len(shape.resources) - 1:
        return PathParameter(name, PathUse.ROW, key.type, entity.name, key.name)
    return PathParameter(name, PathUse.PARENT, key.type, entity.name, key.name, _via(own, entity))


def _is_caller(entity: Entity, position: int, shape: Shape, classified: Classified, own: Entity | None) -> bool:
    if entity.purpose is not EntityPurpose.USERS:
        return False
    if classified.kind in (*OF_ONESELF, OperationKind.CHANGE_PASSWORD):
        return True
    last = position == len(shape.resources) - 1
    return not last and own is not None and own.owner is not None


def _addressed(entity: Entity, parameter: str, above: Collection[str | None]) -> Column:
    """Give the column that a parameter holds: a natural key of its name, else the key; of a key of several columns the
    one of its name, else one that does not hold what stands ``above`` it: ``/clubs/{club_id}/fans/{id}``."""
    name = snake(parameter)
    for column in entity.columns:
        if column.unique and snake(column.name) in (name, name.removeprefix(f"{entity.singular}_")):
            return column
    own = [column for column in entity.key if snake(column.name) == name]
    free = [column for column in entity.key if column.references is None or column.references.entity not in above]
    return (own or free or list(entity.key) or list(entity.columns[:1]))[-1]


def _via(entity: Entity | None, parent: Entity) -> str | None:
    if entity is None:
        return None
    for column in entity.columns:
        if column.references is not None and column.references.entity == parent.name:
            return column.name
    expected = f"{parent.singular}_id"
    return expected if entity.has(expected) else None
