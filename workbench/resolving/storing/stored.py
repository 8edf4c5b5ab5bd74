"""Columns for what bodies hold and answers show again, where no document gives the table a place for it.

Example: ``POST /boats`` takes ``{"name", "berths"}`` and answers with both, and the table of boats knows no berths.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generators.blueprint import BodyField, Column, Default, DefaultKind, Entity
from workbench.resolving.words import snake


def with_stored_fields(entities: tuple[Entity, ...], missing: Mapping[str, Sequence[BodyField]]) -> tuple[Entity, ...]:
    """Give the tables with a column for each of the fields that are ``missing`` in them."""
    return tuple(_extended(one, missing[one.name]) if missing.get(one.name) else one for one in entities)


def _extended(entity: Entity, fields: Sequence[BodyField]) -> Entity:
    columns: dict[str, Column] = {}
    for field in fields:
        columns.setdefault(snake(field.name), _column(field))
    added = tuple(one for one in columns.values() if not entity.has(one.name))
    return replace(
        entity,
        columns=(*entity.columns, *added),
        visible=(*entity.visible, *(one.name for one in added)),
    )


def _column(field: BodyField) -> Column:
    """Give the column; rows that are there already have no value for it, so that it may be empty."""
    default = Default(DefaultKind.LITERAL, field.default) if field.default is not None else None
    return Column(
        snake(field.name),
        field.type,
        nullable=default is None,
        default=default,
        limits=field.limits,
        description=field.description,
        sources=field.sources,
    )
