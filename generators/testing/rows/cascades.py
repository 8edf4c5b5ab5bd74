"""Rows that go with the row that they reference, where no operation deletes that one: the database sees to it."""

from dataclasses import dataclass

from generators.blueprint import DELETING, Blueprint, DeleteRule, Entity, EntityPurpose
from generators.naming import attribute
from generators.testing.rows.recipes import Row


@dataclass(frozen=True, slots=True)
class Going:
    """A row to store and the ``parent``, an expression, with which it goes."""

    words: str
    arrange: str
    parent: str


def goings_of(blueprint: Blueprint, entity: Entity, caller: str) -> tuple[Going, ...]:
    """Give the rows of ``entity`` for a test, one for each table with whose rows they go."""
    found: dict[str, Going] = {}
    for column in entity.columns:
        reference = column.references
        if reference is None or reference.on_delete is not DeleteRule.CASCADE or reference.entity == entity.name:
            continue
        parent = blueprint.entity(reference.entity)
        if parent == blueprint.tenants or _is_deleted(blueprint, parent):
            continue
        if parent.purpose is EntityPurpose.USERS:
            lines = [Row(blueprint, "row", entity).line(caller)]
            taken = f"await session.get_one(type({caller}), row.{attribute(column.name)})"
        else:
            tie = (attribute(column.name), f"parent.{attribute(reference.column)}")
            lines = [Row(blueprint, "parent", parent).line(caller), Row(blueprint, "row", entity, (tie,)).line(caller)]
            taken = "parent"
        found.setdefault(parent.name, Going(parent.singular, "\n".join(lines), taken))
    return tuple(found.values())


def _is_deleted(blueprint: Blueprint, entity: Entity) -> bool:
    return any(one.kind in DELETING and one.entity == entity.name and not one.soft for one in blueprint.operations)
