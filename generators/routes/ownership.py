"""Ownership: the conditions that a row belongs to the caller, as SQL expressions in source."""

from generators.blueprint import Blueprint, Column, Entity, EntityPurpose, Grant, Operation
from generators.naming import attribute
from generators.reach import not_deleted
from generators.routes.helpers import Helpers


def ownership(entity: Entity) -> tuple[str, ...] | None:
    """Give the columns that lead from a row to its owner; a user owns the own account."""
    if entity.owner:
        return entity.owner.steps
    if entity.purpose is EntityPurpose.USERS and entity.key:
        return (entity.key[0].name,)
    return None


def owned_by(blueprint: Blueprint, entity: Entity, helpers: Helpers, key: str) -> str:
    """Give the condition that a row of ``entity`` belongs to the user with ``key``, through its parents if need be."""
    steps = ownership(entity)
    if steps is None:
        raise ValueError(f"{entity.name} has no owner")
    return follow(blueprint, entity, steps, helpers, key)


def held_by(blueprint: Blueprint, operation: Operation, entity: Entity, helpers: Helpers, key: str = "user.id") -> str:
    """Give the condition that the user with ``key`` is one of those whose rows the operation takes: the owner, unless
    it names the sides to which its rows belong."""
    if not operation.sides or entity.name != operation.entity:
        return owned_by(blueprint, entity, helpers, key)
    ways = [follow(blueprint, entity, side.steps, helpers, key) for side in operation.sides]
    return f"or_({', '.join(ways)})" if len(ways) > 1 else ways[0]


def follow(blueprint: Blueprint, entity: Entity, steps: tuple[str, ...], helpers: Helpers, end: str) -> str:
    """Give the condition that the way from a row through ``steps`` ends at ``end``."""
    model = helpers.use_model(entity)
    column = f"col({model}.{attribute(steps[0])})"
    if len(steps) == 1:
        return f"{column} == {end}"
    reference = entity.column(steps[0]).references
    if reference is None:
        raise ValueError(f"{entity.name}.{steps[0]} leads nowhere")
    parent = blueprint.entity(reference.entity)
    parent_model = helpers.use_model(parent)
    conditions = [follow(blueprint, parent, steps[1:], helpers, end), *not_deleted(parent, parent_model)]
    return f"{column}.in_(select({parent_model}.{attribute(reference.column)}).where({', '.join(conditions)}))"


def granted(blueprint: Blueprint, entity: Entity, grant: Grant, helpers: Helpers) -> str:
    """Give the condition that a row, or the row above it, holds the caller in the column of a grant."""
    column, steps = grant.column, ownership(entity) or ()
    if column is None:
        return ""
    for length in range(len(steps)):
        if blueprint.above(entity, steps[:length]).has(column):
            return follow(blueprint, entity, (*steps[:length], column), helpers, "user.id")
    return ""


def has_role(roles: tuple[str, ...]) -> str:
    """Give the condition that the caller has one of ``roles``."""
    return f"not user.roles.isdisjoint({{{', '.join(map(repr, roles))}}})"


def negated(condition: str) -> str:
    """Give the opposite of a condition."""
    left, equal, right = condition.partition(" == ")
    return f"{left} != {right}" if equal and "(" not in right and left.count("(") == 1 else f"not_({condition})"


def owner_column(entity: Entity) -> Column | None:
    """Give the column that a new row's owner is written to."""
    if entity.owner and len(entity.owner.steps) == 1 and entity.has(entity.owner.steps[0]):
        return entity.column(entity.owner.steps[0])
    return None
