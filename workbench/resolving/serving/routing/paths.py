"""Paths taken apart: prefixes, resources, keys and what stands after them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generators.blueprint import Column, Entity, EntityPurpose
from workbench.patterns import regex
from workbench.resolving.words import singular, snake, words

_PREFIX = regex(r"^(?:api|rest|v\d+(?:\.\d+)?|backend|public|internal)$", re.IGNORECASE)
_PARAMETER = regex(r"^\{(?P<name>[^}]+)\}$")
_CALLER = frozenset({"user_id", "uid", "userid", "owner_id", "current_user_id"})


@cache
def segments_of(path: str) -> tuple[str, ...]:
    """Give the segments of a path, without its query."""
    return tuple(part for part in path.split("?")[0].split("/") if part)


def parameter_name(segment: str) -> str | None:
    """Give the name of a ``{name}`` segment, nothing for a fixed one."""
    match = _PARAMETER.match(segment)
    return match["name"].strip() if match else None


def path_key(path: str) -> str:
    """Give what identifies a path whatever its parameters are called."""
    return "/" + "/".join("{}" if parameter_name(part) else part.lower() for part in segments_of(path))


def is_prefix(segment: str) -> bool:
    """Tell whether a segment only says where the interface begins: ``api``, ``v1``."""
    return bool(_PREFIX.match(segment))


def is_caller_name(name: str) -> bool:
    """Tell whether a path parameter of that name usually stands for the calling user."""
    return snake(name) in _CALLER


def core_of(path: str) -> tuple[str, ...]:
    """Give the segments that say what is addressed, without prefixes and without a leading caller."""
    parts = list(segments_of(path))
    while parts and is_prefix(parts[0]):
        parts.pop(0)
    first = parameter_name(parts[0]) if parts else None
    if first and is_caller_name(first) and len(parts) > 1:
        parts.pop(0)
    return tuple("{}" if parameter_name(part) else part.lower() for part in parts)


@dataclass(frozen=True, slots=True)
class Resource:
    """A part of a path that names an entity, with the parameter that picks a row of it."""

    entity: str
    parameter: str | None = None
    segment: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A path understood: the resources along it, fixed words that name none (``area`` before the last
    resource, ``action`` after it), and parameters that belong to no resource."""

    resources: tuple[Resource, ...]
    area: tuple[str, ...]
    action: tuple[str, ...]
    loose: tuple[str, ...]

    @property
    def target(self) -> Resource | None:
        """The resource that the path ends in or acts on."""
        return self.resources[-1] if self.resources else None

    @property
    def unnamed(self) -> tuple[str, ...]:
        """The fixed words that name no entity."""
        return (*self.area, *self.action)


ROOT = ""
"""What the rows that lie at the root of an interface are called in its paths."""


def shape_of(path: str, entities: Sequence[Entity], names: Mapping[str, str] | None = None) -> Shape:
    """Match the segments of a path against the entities, and against other ``names`` (singular) that paths have for
    them."""
    by_name = {singular(entity.name): entity.name for entity in entities}
    by_name |= {entity.singular: entity.name for entity in entities} | dict(names or {})
    parts = list(segments_of(path))
    resources: list[Resource] = []
    area: list[str] = []
    action: list[str] = []
    loose: list[str] = []
    if names and ROOT in names and (not parts or parameter_name(parts[0]) is not None):
        resources.append(Resource(names[ROOT], None, ROOT))
    for position, part in enumerate(parts):
        parameter = parameter_name(part)
        before = parts[position - 1] if position else ""
        if parameter is not None:
            natural = _natural(parameter, entities)
            if resources and resources[-1].parameter is None and resources[-1].segment == before:
                resources[-1] = Resource(resources[-1].entity, parameter, before)
            elif natural and before and action and action[-1] == before:
                action.pop()
                resources.append(Resource(natural, parameter, before))
            else:
                loose.append(parameter)
            continue
        if position < len(parts) and is_prefix(part) and not resources:
            continue
        entity = _entity_named(part, by_name, resources, entities)
        if entity is not None:
            area, action = [*area, *action], []
            resources.append(Resource(entity, None, part))
        else:
            action.append(part)
    if not resources:
        area, action = [], action
    return Shape(tuple(resources), tuple(area), tuple(action), tuple(loose))


def _natural(parameter: str, entities: Sequence[Entity]) -> str | None:
    """Give the one table that has a unique text column of a parameter's name: ``/cooks/{username}`` are users."""
    found = [
        entity.name
        for entity in entities
        for column in entity.columns
        if column.unique and not column.primary_key and snake(column.name) == snake(parameter)
    ]
    return found[0] if len(found) == 1 else None


def _entity_named(
    segment: str, by_name: dict[str, str], resources: Sequence[Resource], entities: Sequence[Entity]
) -> str | None:
    name = singular(segment)
    if not resources:
        return by_name.get(name)
    parent = resources[-1]
    compounds = (f"{singular(parent.entity)}_{name}", f"{singular(parent.segment)}_{name}")
    compound = next((by_name[one] for one in compounds if one in by_name), None)
    named = by_name.get(name)
    if compound is None or named is None:
        return named or compound
    # ``/skippers/{id}/boats`` are the ``skipper_boats`` where boats themselves know of no skipper, unless those do
    # nothing but tie the two.
    rows = [one for one in entities if one.purpose is not EntityPurpose.JOIN]
    referring = {one.name for one in rows for column in one.columns if _leads_to(column, parent.entity)}
    return compound if compound in referring and named not in referring else named


def _leads_to(column: Column, entity: str) -> bool:
    return column.references is not None and column.references.entity == entity


def action_words(shape: Shape) -> tuple[str, ...]:
    """Give the words of the fixed segments after the last resource."""
    return tuple(word for part in shape.action for word in words(part))
