"""Ties in tests: rows that tie users to what is shown, and rows that a filter leads to."""

from collections.abc import Iterator

from generators.blueprint import Blueprint, ColumnRole, Entity, EntityPurpose, Member, Shows, Through
from generators.naming import attribute, row_variable
from generators.shapes import far_entity, parent_of
from generators.testing.naming import factory_of
from generators.testing.rows.recipes import owner_arguments


def stored(blueprint: Blueprint, entity: Entity, owner: str, values: dict[str, str]) -> str:
    """Give the expression that stores a row of ``entity`` for ``owner`` with these values."""
    arguments = ["session", *owner_arguments(blueprint, entity, owner)]
    own = entity.with_role(ColumnRole.OWNER)
    given = {name: source for name, source in values.items() if own is None or name != own.name}
    arguments += [f"{attribute(name)}={source}" for name, source in given.items()]
    return f"await {factory_of(entity)}({', '.join(arguments)})"


def tie_lines(
    blueprint: Blueprint, entity: Entity, members: tuple[Member, ...], row: str, caller: str
) -> Iterator[str]:
    """Give the lines by which somebody else is tied to a row and it gets a name; its owner is ``caller``."""
    done: set[str] = set()
    for member in members:
        if member.shows in (Shows.EXISTS, Shows.COUNT) and member.entity and member.entity not in done:
            done.add(member.entity)
            tie = blueprint.entity(member.entity)
            yield stored(blueprint, tie, "other_user", {member.here or "": f"{row}.{referenced(tie, member.here)}"})
        elif member.shows is Shows.VALUES and member.through:
            yield from named_row(blueprint, entity, member.through, row, caller)
        elif member.shows is Shows.PARENT:
            parent = parent_of(blueprint, entity, member)
            owner = entity.owner.steps[0] if entity.owner else None
            if parent.purpose is EntityPurpose.USERS and member.column == owner:
                yield from tie_lines(blueprint, parent, member.members, caller, caller)


def named_row(blueprint: Blueprint, entity: Entity, through: Through, row: str, owner: str) -> Iterator[str]:
    """Give the lines that store a row which ``through`` leads to, and tie ``row`` to it."""
    if through.entity is None:
        return
    tie, far = blueprint.entity(through.entity), far_entity(blueprint, entity, through)
    variable = row_variable(far)
    values = {
        through.here or "": f"{row}.{referenced(tie, through.here)}",
        through.there: f"{variable}.{referenced(tie, through.there)}",
    }
    yield f"{variable} = {stored(blueprint, far, owner, {})}"
    yield stored(blueprint, tie, owner, values)


def referenced(entity: Entity, column: str | None) -> str:
    """Give the attribute of the row that a foreign key of ``entity`` leads to."""
    reference = entity.column(column or "").references
    return attribute(reference.column if reference else "id")
