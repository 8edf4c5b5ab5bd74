"""Comparisons: the CHECKs that keep one column of a row above another, told to clients by the field that is wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generators.blueprint import MOMENTS, Blueprint, BodyField, Entity, Occasion, Operation
from generators.constraints import limited
from generators.messages import field_text
from generators.naming import camel
from generators.shapes import limits_of

_ABSENT = re.compile(r"^(?:\w+ IS NULL OR )+", re.IGNORECASE)
_COMPARED = re.compile(r"\"?(\w+)\"?\s*(>=|>|<=|<)\s*\"?(\w+)\"?")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A CHECK by its name: the column ``higher`` is above ``lower``, or may equal it unless ``strict``."""

    name: str
    higher: str
    lower: str
    strict: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What clients are told where a CHECK is violated: the field, and what is wrong with it."""

    constraint: str
    field: str
    message: str


def comparisons_of(entity: Entity) -> tuple[Comparison, ...]:
    """Give the CHECKs of a table that are nothing but a comparison of two of its columns; nulls compare with none."""
    found = []
    for check in entity.checks:
        match = _COMPARED.fullmatch(_ABSENT.sub("", check.expression.strip("() ")).strip("() "))
        if match and entity.has(match[1]) and entity.has(match[3]):
            higher, lower = (match[1], match[3]) if match[2].startswith(">") else (match[3], match[1])
            found.append(Comparison(check.name, higher, lower, "=" not in match[2]))
    return tuple(found)


def comparisons_in(operation: Operation, entity: Entity) -> Iterator[tuple[Comparison, BodyField, BodyField]]:
    """Give the comparisons of which a body carries both sides, with the fields of the higher and the lower one."""
    fields = {field.column: field for field in operation.body if field.column}
    for one in comparisons_of(entity):
        if one.higher in fields and one.lower in fields:
            yield one, fields[one.higher], fields[one.lower]


def told_comparisons(blueprint: Blueprint) -> list[Told]:
    """Give what clients are told of each comparison that a request can violate."""
    found: dict[str, Told] = {}
    for operation in blueprint.operations:
        entity = blueprint.entity(operation.entity) if operation.entity and operation.body else None
        for one, higher, lower in comparisons_in(operation, entity) if entity else ():
            constraint = limited(f"ck_{operation.entity}_{one.name}")
            found.setdefault(constraint, _told(blueprint, entity, constraint, one, higher, lower))
    return [found[name] for name in sorted(found)]


def _told(
    blueprint: Blueprint, entity: Entity | None, constraint: str, one: Comparison, higher: BodyField, lower: BodyField
) -> Told:
    named = camel if blueprint.settings.camel_case else str
    limits = limits_of(higher, entity)
    words = field_text(blueprint.settings, entity.name if entity else "", higher, limits, Occasion.WRONG)
    if words is None and higher.type.name in MOMENTS:
        words = f"must {'be after' if one.strict else 'not be before'} {named(lower.name)}"
    return Told(
        constraint,
        named(higher.name),
        words or f"must be {'greater than' if one.strict else 'at least'} {named(lower.name)}",
    )
