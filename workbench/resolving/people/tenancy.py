"""Tenants: the table whose rows keep users and everything of theirs apart, and the way from every table to it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generators.blueprint import Column, ColumnRole, Entity, EntityPurpose, OwnerPath, users_among
from workbench.patterns import regex
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.people.ways import shortest_way
from workbench.resolving.words import plural, singular, words

_USUAL = frozenset({"tenant", "organization", "organisation", "workspace", "company"})
_TENANT = regex(r"\bmulti-?\s?tenan|\btenants?\b", re.IGNORECASE)


def with_tenants(ledger: Ledger, entities: Sequence[Entity], texts: Mapping[str, str]) -> tuple[Entity, ...]:
    """Mark the users' column that tells their tenant, and tie every table to it, where the documents know tenants."""
    users = users_among(entities)
    column = _tenant_column(users, entities, texts) if users else None
    if users is None or column is None or column.references is None:
        return tuple(entities)
    table = column.references.entity
    if column.nullable:
        ledger.note(
            f"{users.name}.{column.name}.nullable",
            f"Every user belongs to one of {table}.",
            "not null",
            column.sources,
            reason="A user of none would belong nowhere.",
        )
    marked = {entity.name: _marked(entity, table) for entity in entities if entity.name != table}
    return tuple(
        replace(entity, tenant=_path(marked[entity.name], marked)) if entity.name in marked else entity
        for entity in (marked.get(one.name, one) for one in entities)
    )


def _tenant_column(users: Entity, entities: Sequence[Entity], texts: Mapping[str, str]) -> Column | None:
    """Find the column by which users belong to what the documents call a tenant."""
    by_name = {entity.name: entity for entity in entities}
    for column in users.columns:
        target = by_name.get(column.references.entity) if column.references else None
        if target is not None and target is not users and _is_tenant(target, column, entities, texts):
            return column
    return None


def _is_tenant(table: Entity, column: Column, entities: Sequence[Entity], texts: Mapping[str, str]) -> bool:
    """Tell whether a table holds tenants: by its name, by what a key to it is for, or by a sentence that says so."""
    referring = [
        one
        for entity in entities
        for one in entity.columns
        if one.references and one.references.entity == table.name and one.description
    ]
    if any(_TENANT.search(one.description) for one in (column, *referring)):
        return True
    name = " ".join(words(singular(table.name)))
    usual = name in _USUAL
    called = rf"(?:{re.escape(name)}|{re.escape(' '.join(words(plural(table.name))))})"
    said = re.compile(
        rf"\b{called} (?:is|are|acts? as|serves? as) (?:an? |the )?(?:\w+ )?tenants?\b"
        rf"|\btenants? \(?(?:is|are|=|means?)?\s*\(?(?:an? |the )?{called}\b|\btenants? \({called}\b",
        re.IGNORECASE,
    )
    return any((usual and _TENANT.search(text)) or said.search(text) for text in texts.values())


def _marked(entity: Entity, table: str) -> Entity:
    """Give an entity with the column marked that leads straight to the tenant."""
    direct = next((one for one in entity.columns if one.references and one.references.entity == table), None)
    if direct is None or (direct.nullable and entity.purpose is not EntityPurpose.USERS):
        return entity
    return entity.replacing(replace(direct, role=ColumnRole.TENANT, nullable=False))


def _path(entity: Entity, by_name: Mapping[str, Entity]) -> OwnerPath | None:
    """Find the shortest way to the tenant through rows that a row must have."""

    def column_of(one: Entity) -> tuple[str, ...] | None:
        own = one.with_role(ColumnRole.TENANT)
        return (own.name,) if own else None

    return shortest_way(entity, by_name, column_of)
