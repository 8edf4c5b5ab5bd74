"""Bodies that no document shows: they look as the documented bodies of their table do.

Example: ``POST /visits`` takes ``{"guest": "…", "stay": {"from", "to"}}``, where a guest's name has 2-60 characters,
and of ``PUT /visits/{id}`` nothing is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generators.blueprint import STORING, BodyField, Member, Operation, Shows
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.serving.requests.groups import Place, grouped
from workbench.resolving.storing.checks import combine


def with_alike_bodies(operations: Sequence[Operation], endpoints: Sequence[Endpoint]) -> tuple[Operation, ...]:
    """Give the operations, those of whose body nothing is shown with the names, the limits and the objects that the
    documented bodies of their table have; where there is none, with the objects of its answers."""
    shown = {one.route for one in endpoints if one.body}
    told: dict[str, dict[str, BodyField]] = {}
    for one in operations:
        if one.entity and one.kind in STORING and one.route in shown:
            fields = told.setdefault(one.entity, {})
            fields.update({field.column: field for field in one.body if field.column and field.column not in fields})
    return tuple(
        one if one.route in shown or not one.entity else _alike(one, told.get(one.entity, {})) for one in operations
    )


def _alike(operation: Operation, told: Mapping[str, BodyField]) -> Operation:
    if not operation.body:
        return operation
    groups = {name: Place(one.group.name, one.member) for name, one in told.items() if one.group}
    body = [_like(field, told.get(field.column or "")) for field in operation.body]
    places = groups if told else _shown_places(operation.response.members)
    return replace(operation, body=grouped(operation.kind, body, places))


def _like(field: BodyField, told: BodyField | None) -> BodyField:
    """Give a field under the name and with the limits that are told; when a time must lie holds where it is said."""
    if told is None:
        return field
    limits = combine(replace(told.limits, moment=None), field.limits)
    return replace(field, name=field.name if told.group else told.name, limits=limits)


def _shown_places(members: Sequence[Member]) -> dict[str, Place]:
    groups = [one for one in members if one.shows is Shows.GROUP]
    return {each.column: Place(one.name, each.name) for one in groups for each in one.members if each.column}
