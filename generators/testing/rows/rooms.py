"""Room: what must be in the rows around a new one, so that limits and movable numbers let it through."""

from collections.abc import Iterable

from generators.blueprint import Adjustment, Blueprint, BodyField, Entity, Operation
from generators.comparisons import comparisons_of
from generators.naming import attribute
from generators.shapes import limits_of
from generators.testing.values.making import number_source, value_of

PLENTY = 1000


def target_of(blueprint: Blueprint, operation: Operation, move: Adjustment) -> Entity | None:
    """Give the entity whose number moves."""
    holder = blueprint.entity(move.entity or operation.entity or "")
    reference = holder.column(move.via).references
    return blueprint.entity(reference.entity) if reference else None


def room_in(blueprint: Blueprint, operation: Operation, target: Entity) -> tuple[tuple[str, str], ...]:
    """Give the values that a row of ``target`` needs for the operation to move its numbers, as Python source."""
    found: dict[str, str] = {}
    for move in operation.adjustments:
        if target_of(blueprint, operation, move) != target:
            continue
        if move.subtract:
            found[attribute(move.column)] = plenty_of(target, move.column)
            # A copy that is there is one of all copies: what lies above the number has room for it.
            above = [one.higher for one in comparisons_of(target) if one.lower == move.column]
            found |= {attribute(name): plenty_of(target, name, 2 * PLENTY) for name in above}
        if move.at_most:
            found[attribute(move.at_most)] = plenty_of(target, move.at_most)
        if move.state and move.among:
            found[attribute(move.state)] = f'"{move.among[0]}"'
    return tuple(found.items())


def plenty_of(entity: Entity, name: str, plenty: int = PLENTY) -> str:
    """Give more of a column than any test takes, as Python source."""
    column = entity.column(name)
    most = column.limits.maximum
    return number_source(column.type, min(plenty, most) if most is not None else plenty).stored


def subject_field(blueprint: Blueprint, field: BodyField) -> tuple[BodyField, Entity, str] | None:
    """Give the member of each object of a list that carries the key of another row, with its entity and column."""
    if field.children is None:
        return None
    child = blueprint.entity(field.children.entity)
    for member in field.fields:
        reference = child.column(member.column).references if member.column and child.has(member.column) else None
        if reference:
            return member, blueprint.entity(reference.entity), reference.column
    return None


def object_members(blueprint: Blueprint, field: BodyField, key: str | None = None) -> tuple[tuple[str, str], ...]:
    """Give the members of a valid object of a list; ``key`` is the source of what it is about."""
    child = blueprint.entity(field.children.entity) if field.children else None
    subject = subject_field(blueprint, field)
    return tuple(
        (member.name, key)
        if key and subject and member is subject[0]
        else (member.name, value_of(member.name, member.type, limits_of(member, child)).sent)
        for member in field.fields
    )


def amount_in(blueprint: Blueprint, field: BodyField, by: str | None) -> str:
    """Give how much one object of a list, as the tests send it, takes, as Python source."""
    child = blueprint.entity(field.children.entity) if field.children else None
    named = next((member for member in field.fields if member.column == by), None)
    return value_of(named.name, named.type, limits_of(named, child)).stored if named else "1"


def sources_of(pairs: Iterable[tuple[str, str]]) -> str:
    """Give keyword arguments."""
    return ", ".join(f"{name}={source}" for name, source in pairs)
