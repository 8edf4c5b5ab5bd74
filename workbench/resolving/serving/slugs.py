"""Slugs: columns that are made of a title, because no request carries them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import (
    CHANGING,
    Column,
    ColumnRole,
    Default,
    DefaultKind,
    Effect,
    EffectValue,
    Entity,
    Limits,
    Operation,
    TypeName,
)
from workbench.patterns import regex
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.words import snake

_NAMES = frozenset({"slug", "permalink", "url_slug"})
_TITLES = ("title", "name", "headline", "subject", "label")
_TEXTS = (TypeName.VARCHAR, TypeName.TEXT)
_STAYS = regex(
    r"\b(?:never|not|n't|no longer)\b.{0,40}\b(?:change|update|regenerat|affect)"
    r"|\b(?:stays?|keeps?|immutable|fixed|stable)\b",
    re.IGNORECASE,
)
_FOLLOWS = regex(r"\b(?:updat|chang|regenerat|recalculat|recomput|renew|new|anew|again|follow|adapt)\w*", re.IGNORECASE)


def with_slugs(entities: Sequence[Entity], endpoints: Sequence[Endpoint]) -> tuple[Entity, ...]:
    """Mark the slugs that the backend makes: unique texts called so that no request body carries.

    Example: ``recipes(slug, name)`` where ``POST /recipes`` takes ``name`` alone.
    """
    given = {
        snake(inner.name) for endpoint in endpoints for field in endpoint.body or () for inner in (field, *field.fields)
    }
    return tuple(_with_slug(entity, given) for entity in entities)


def _with_slug(entity: Entity, given: set[str]) -> Entity:
    source = next((name for name in _TITLES if _is_text(entity, name)), None)
    slug = next((column for column in entity.columns if _is_slug(column) and snake(column.name) not in given), None)
    if source is None or slug is None:
        return entity
    made = replace(
        slug, default=Default(DefaultKind.SLUG, source), limits=Limits(max_length=slug.limits.max_length, format="slug")
    )
    title = entity.column(source)
    # Nothing can be made of an empty title.
    told = replace(title, limits=replace(title.limits, min_length=max(1, title.limits.min_length or 1)))
    settled = {slug.name: made, title.name: told}
    return replace(entity, columns=tuple(settled.get(column.name, column) for column in entity.columns))


def _is_text(entity: Entity, name: str) -> bool:
    return entity.has(name) and entity.column(name).type.name in _TEXTS


def _is_slug(column: Column) -> bool:
    named = snake(column.name) in _NAMES and column.type.name in _TEXTS
    return named and column.unique and column.default is None and column.role is ColumnRole.PLAIN


def slug_of(entity: Entity) -> Column | None:
    """Give the column of an entity that is a slug made here."""
    return next((column for column in entity.columns if column.is_slug), None)


def slug_effects(operation: Operation, entity: Entity | None, sentences: Sequence[Statement]) -> tuple[Effect, ...]:
    """Give the slug among the effects of a change, where the documents say that it follows its title.

    Examples: "a new name makes a new slug", "the slug also gets updated when the title is changed".
    """
    slug = slug_of(entity) if entity is not None else None
    if slug is None or slug.default is None or operation.kind not in CHANGING:
        return ()
    source = str(slug.default.value)
    if not any(field.column == source for field in operation.body):
        return ()
    spoken = [one.text for one in sentences if "slug" in one.text.lower() or slug.name in one.text.lower()]
    about = [text for text in spoken if re.search(rf"\b{source}\w*", text, re.IGNORECASE)]
    follows = any(_FOLLOWS.search(text) and not _STAYS.search(text) for text in about)
    return (Effect(slug.name, EffectValue.SLUG, literal=source),) if follows else ()
