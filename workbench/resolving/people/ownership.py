"""Whose row is it: the way from every table to the user who owns its rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generators.blueprint import Column, ColumnRole, DeleteRule, Entity, EntityPurpose, OwnerPath
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.people.ways import shortest_way
from workbench.resolving.storing.roles import OWNER_NAMES
from workbench.resolving.storing.ties import acting_column
from workbench.resolving.words import singular, snake

AUTHORS = frozenset(
    {"author", "creator", "created_by", "actor", "sender", "writer", "performed_by", "changed_by", "posted_by"}
)
_HIDDEN = (ColumnRole.PASSWORD, ColumnRole.SECRET, ColumnRole.DELETED_AT)


def with_owners(ledger: Ledger, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Mark owner columns, tie every table to the user directly or through its parents, and settle what is visible."""
    users = next((entity.name for entity in entities if entity.purpose is EntityPurpose.USERS), None)
    parents = {entity.name: entity for entity in entities}
    direct = [_with_direct_owner(ledger, entity, users, parents) for entity in entities]
    by_name = {entity.name: entity for entity in direct}
    return tuple(_finished(entity, by_name) for entity in direct)


def owner_column(entity: Entity, users: str | None) -> Column | None:
    """Give the column that holds the owner of a row, by its reference and its name: one that is called as owners
    usually are, or as the table of users is (``guest_id`` of ``guests``), else the only one that every row has. What
    tells a row from others alone is no owner: ``author_id`` of ``authors``."""
    names = (f"{singular(users)}_id", *OWNER_NAMES) if users else OWNER_NAMES
    ranked = sorted(
        (column for column in entity.columns if snake(column.name) in names),
        key=lambda column: names.index(snake(column.name)),
    )
    for column in ranked:
        if entity.key == (column,) and column.references is None:
            continue
        if users is None or column.references is None or column.references.entity == users:
            return column
    referring = [
        column
        for column in entity.columns
        if column.references and column.references.entity == users and not column.nullable
    ]
    return referring[0] if users and len(referring) == 1 else None


def _is_author(column: Column) -> bool:
    """Tell whether a column names who wrote a row or did what it records, and not whose it is."""
    return snake(column.name).removesuffix("_id") in AUTHORS


def _is_owned_parent(column: Column, entity: Entity, parents: Mapping[str, Entity], users: str | None) -> bool:
    """Tell whether a column leads to a row above, without which this one is not, and which has an owner."""
    parent = parents.get(column.references.entity) if column.references else None
    if parent is None or column.nullable or parent.name in (users, entity.name):
        return False
    above = owner_column(parent, users)
    return above is not None and not _is_author(above)


def _with_direct_owner(ledger: Ledger, entity: Entity, users: str | None, parents: Mapping[str, Entity]) -> Entity:
    if entity.purpose is EntityPurpose.USERS:
        return entity
    owner = owner_column(entity, users) or acting_column(entity, users)
    if owner is None:
        return entity
    if _is_author(owner) and any(_is_owned_parent(column, entity, parents, users) for column in entity.columns):
        columns = tuple(replace(one, role=ColumnRole.AUTHOR) if one is owner else one for one in entity.columns)
        return replace(entity, columns=columns)
    survives = owner.references is not None and owner.references.on_delete is DeleteRule.SET_NULL
    if owner.nullable and not survives:
        ledger.note(
            f"{entity.name}.{owner.name}.nullable",
            f"Every row of {entity.name} has an owner.",
            "not null",
            owner.sources,
            reason="A row without an owner could be seen by nobody.",
        )
    marked = replace(owner, role=ColumnRole.OWNER, nullable=survives)
    columns = tuple(marked if column is owner else column for column in entity.columns)
    return replace(entity, columns=columns, owner=OwnerPath((owner.name,)))


def _finished(entity: Entity, by_name: dict[str, Entity]) -> Entity:
    visible = tuple(column.name for column in entity.columns if column.role not in _HIDDEN)
    if entity.owner is None and entity.purpose is not EntityPurpose.USERS:
        entity = replace(entity, owner=_inherited(entity, by_name))
    return replace(entity, visible=visible)


def with_inherited(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Give the tables with the ways to their owners anew, where these lead through rows above."""
    every = tuple(entities)
    by_name = {one.name: one for one in every if one.owner is None or len(one.owner.steps) == 1}
    by_name |= {one.name: replace(one, owner=None) for one in every if one.name not in by_name}
    return tuple(
        replace(one, owner=_inherited(by_name[one.name], by_name)) if one.owner and len(one.owner.steps) > 1 else one
        for one in every
    )


def _inherited(entity: Entity, by_name: dict[str, Entity]) -> OwnerPath | None:
    """Find the shortest way to an owner through parents that a row must have."""
    parents = {name: one for name, one in by_name.items() if one.purpose is not EntityPurpose.USERS}
    return shortest_way(entity, parents, lambda one: one.owner.steps if one.owner else None)
