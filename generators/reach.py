"""Reach: which rows an operation takes at all, and which only where they are the caller's own."""

from generators.blueprint import (
    OF_ONESELF,
    Access,
    Blueprint,
    Column,
    ColumnRole,
    EffectValue,
    Entity,
    EntityPurpose,
    Operation,
)
from generators.callers import is_reading
from generators.marks import kept
from generators.naming import attribute


def is_open(operation: Operation, entity: Entity) -> bool:
    """Tell whether the operation shows rows of ``entity`` whoever owns them: those that are there for everyone, or
    that the caller is tied to."""
    if operation.among and operation.entity == entity.name:
        return True
    return entity.shared and is_reading(operation) and operation.kind not in OF_ONESELF and not operation.mine


def must_own(blueprint: Blueprint, operation: Operation, entity: Entity) -> bool:
    """Tell whether a row of ``entity`` on which the operation builds must be the caller's own.

    Shared rows are there for everyone to see, and to tie own rows to.
    """
    if entity.owner is None or entity.purpose is EntityPurpose.USERS or operation.access is not Access.REQUIRED:
        return False
    if not entity.shared:
        return True
    own = blueprint.entity(operation.entity) if operation.entity else entity
    steps = own.owner.steps if own.owner and own != entity else ()
    ties_own_rows = bool(steps) and all(blueprint.above(own, steps[:end]) != entity for end in range(len(steps)))
    return not (is_open(operation, entity) or is_reading(operation) or ties_own_rows)


def revives(operation: Operation, entity: Entity) -> bool:
    """Tell whether an operation takes the mark of deleted rows away, and so reaches those that have it."""
    mark = entity.mark
    return mark is not None and any(
        effect.value is EffectValue.NULL or effect.literal is (mark.role is ColumnRole.ACTIVE)
        for effect in operation.effects
        if effect.column == mark.name and effect.value in (EffectValue.NULL, EffectValue.LITERAL)
    )


def not_deleted(entity: Entity, model: str) -> list[str]:
    """Give the condition, as source, that a row is not marked as deleted; none where rows of ``entity`` cannot be.

    ``model`` is what the table class is called there.
    """
    mark = entity.mark
    return [kept(mark, f"col({model}.{attribute(mark.name)})")] if mark else []


def active_column(users: Entity) -> Column | None:
    """Give the column that says whether an account may be used."""
    named = (column for column in users.columns if column.name in {"is_active", "active"})
    return next((column for column in named if column is not users.mark), None)


def usable(users: Entity, model: str) -> list[str]:
    """Give the conditions, as source, that an account is there and may be used."""
    active = active_column(users)
    return [*not_deleted(users, model), *([f"col({model}.{attribute(active.name)}).is_(True)"] if active else [])]
