"""Wrappers: request bodies that hold everything in one member named after the resource."""

from collections.abc import Sequence

from generators.blueprint import Entity
from workbench.reading.facts import FieldFact
from workbench.resolving.serving.endpoints import merge_fields
from workbench.resolving.storing.column_names import column_named
from workbench.resolving.words import singular, snake

_SECRETS = frozenset({"password", "new_password", "current_password", "old_password"})


def unwrapped(entity: Entity | None, fields: Sequence[FieldFact]) -> tuple[str | None, tuple[FieldFact, ...]]:
    """Give the name of the member that wraps the fields, if there is one, and the fields themselves.

    Examples: ``{"boat": {"name": "Ada"}}`` for a table ``boats`` with a column ``name``; the same beside a table
    that describes ``name`` and its like one by one.
    """
    wrapper = next((field for field in fields if _wraps(field, entity)), None)
    if wrapper is None:
        return None, tuple(fields)
    beside = [field for field in fields if field is not wrapper]
    described = {snake(field.name) for field in beside}
    if beside and not {snake(field.name) for field in wrapper.fields} & described:
        return None, tuple(fields)
    return wrapper.name, merge_fields([beside, wrapper.fields])


def _wraps(field: FieldFact, entity: Entity | None) -> bool:
    if entity is None or not field.fields or (field.type or "").endswith("[]"):
        return False
    if column_named(field.name, entity) is not None and singular(field.name) != entity.singular:
        return False
    return any(column_named(one.name, entity) is not None or snake(one.name) in _SECRETS for one in field.fields)
