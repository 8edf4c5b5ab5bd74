"""Counts: what a number in an answer counts, written ``column=value`` or ``column!=value``, for routes and tests."""

from generators.blueprint import Choice, Entity, JsonScalar, ResponseField, TypeName
from generators.datatypes import TEXTUAL


def counted_rows(field: ResponseField, entity: Entity) -> Choice | None:
    """Give the rows that a member of an aggregate's answer counts; nothing where it counts them all."""
    name, equal, value = str(field.value or "").partition("=")
    column = name.removesuffix("!")
    if not equal or not entity.has(column):
        return None
    return Choice("", column, _typed(entity, column, value), negated=name != column)


def _typed(entity: Entity, column: str, value: str) -> JsonScalar:
    kind = entity.column(column).type.name
    if value == "null":
        return None
    if kind is TypeName.BOOLEAN:
        return value.lower() == "true"
    return value if kind in TEXTUAL else int(value)
