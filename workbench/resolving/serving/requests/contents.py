"""What an operation changes and takes: the body that documents state or columns give, and the effects of actions."""

from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import (
    BodyField,
    ColumnType,
    Effect,
    Entity,
    Limits,
    OperationKind,
    PathParameter,
    PathUse,
    TypeName,
)
from workbench.reading.facts import FieldFact
from workbench.resolving.contradicting.endpoints import (
    settle_body,
)
from workbench.resolving.serving.classify import Classified, Context, Kind, named_column
from workbench.resolving.serving.deeds import rows_cleared
from workbench.resolving.serving.effects import act_effects, toggle_effects, told_state, told_value
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.serving.requests.bodies import derive_body, resolve_body
from workbench.resolving.serving.requests.children import with_taken_children, with_told_children
from workbench.resolving.serving.requests.groups import grouped, ungrouped
from workbench.resolving.serving.requests.wrappers import unwrapped
from workbench.resolving.serving.routing.paths import Shape, action_words, segments_of
from workbench.resolving.serving.workshop import Workshop
from workbench.resolving.storing.ties import find_names
from workbench.resolving.words import snake

_DERIVED = (Kind.CREATE, Kind.REPLACE, Kind.PATCH, Kind.REGISTER, Kind.LOGIN, Kind.UPDATE_ME)


def resolve_contents(
    workshop: Workshop, endpoint: Endpoint, shape: Shape, classified: Classified
) -> tuple[Classified, tuple[Effect, ...], tuple[str | None, tuple[BodyField, ...]]]:
    """Settle what an operation changes and takes; an action whose effect nothing tells becomes a port."""
    entity = workshop.context.entity(classified.entity)
    wrapper, body = _body(workshop, endpoint, shape, classified, entity)
    action = action_words(shape)
    if classified.kind is Kind.TOGGLE and entity is not None:
        effects = toggle_effects(entity, action)
        return (classified if effects else Classified(Kind.PORT, entity.name)), effects, (wrapper, body)
    if classified.kind is Kind.ACT and entity is not None:
        effects = told_state(entity, endpoint.text) or act_effects(entity, action, body)
        effects = effects or told_value(entity, action)
        if effects:
            return classified, effects, (wrapper, body)
        if endpoint.method in ("PUT", "PATCH") and body and all(field.column for field in body):
            # ``PATCH /voyages/{id}/progress`` with nothing but columns changes a part of the row.
            return Classified(Kind.PATCH, entity.name), (), (wrapper, body)
        return Classified(Kind.PORT, entity.name), (), (wrapper, body)
    if classified.kind is Kind.BULK_DELETE and entity is not None and not rows_cleared(entity, action)[0]:
        return Classified(Kind.PORT, entity.name), (), (wrapper, body)
    return classified, (), (wrapper, body)


def _body(
    workshop: Workshop, endpoint: Endpoint, shape: Shape, classified: Classified, entity: Entity | None
) -> tuple[str | None, tuple[BodyField, ...]]:
    """Give the fields of the body, with the name of the member that wraps them."""
    fields = settle_body(workshop.ledger, endpoint)
    if fields and endpoint.method not in ("GET", "HEAD", "DELETE"):
        wrapper, inner = unwrapped(entity, fields)
        return wrapper, _stated_body(workshop, endpoint, classified.kind, entity, inner)
    return None, _unstated_body(workshop, endpoint, shape, classified, entity, fields)


def _stated_body(
    workshop: Workshop, endpoint: Endpoint, kind: OperationKind, entity: Entity | None, fields: Sequence[FieldFact]
) -> tuple[BodyField, ...]:
    passwords = workshop.passwords
    # What a path names (PATCH …/status) is what the request is for: it stays required.
    named = snake(segments_of(endpoint.path)[-1]) in {snake(field.name) for field in fields}
    method = "PUT" if named else endpoint.method
    flat, places = ungrouped(entity, fields)
    found = grouped(kind, resolve_body(kind, entity, flat, passwords=passwords, method=method), places)
    if entity is not None:
        found = tuple(_with_names(field, entity, workshop.context) for field in found)
    if entity is not None and kind is Kind.CREATE:
        found = with_taken_children(workshop.ledger, entity, fields, found, workshop.context.entities)
        found = with_told_children(workshop.ledger, endpoint, entity, found, workshop.context.entities)
    return workshop.gaps.stored(endpoint, kind, entity, found)


def _with_names(field: BodyField, entity: Entity, context: Context) -> BodyField:
    """Tie a list of names to the table that holds them, where no column of the row does."""
    if field.column is not None or not (field.type.item or field.type.name is TypeName.ARRAY):
        return field
    through = find_names(field.name, entity, context.entities)
    optional = field.default is not None or "default" in field.description.lower()
    return replace(field, through=through, required=field.required and not optional, default=None) if through else field


def _unstated_body(
    workshop: Workshop,
    endpoint: Endpoint,
    shape: Shape,
    classified: Classified,
    entity: Entity | None,
    fields: Sequence[FieldFact] | None,
) -> tuple[BodyField, ...]:
    passwords = workshop.passwords
    kind = classified.kind
    if endpoint.method in ("GET", "DELETE", "HEAD") and kind is not Kind.BULK_DELETE:
        return ()
    if fields:
        return _stated_body(workshop, endpoint, kind, entity, fields)
    if kind is Kind.REFRESH or (kind is Kind.LOGOUT and workshop.refreshes):
        return (BodyField("refresh_token", ColumnType(TypeName.VARCHAR), limits=Limits(min_length=1, max_length=512)),)
    if kind is Kind.CHANGE_PASSWORD:
        return _password_change(passwords)
    silent = fields is None or kind in (Kind.LOGIN, Kind.REGISTER)  # nobody signs in with nothing
    if not silent or entity is None or kind not in _DERIVED:
        return ()
    column = named_column(entity, snake("_".join(shape.action)))
    workshop.gaps.derived_body(endpoint, entity)
    if kind is Kind.PATCH and column:
        asked = (FieldFact(column.name, required=True),)
        return resolve_body(kind, entity, asked, passwords=passwords, method=endpoint.method)
    body = derive_body(kind, entity, passwords=passwords)
    if kind is not Kind.CREATE:
        return body
    return with_told_children(workshop.ledger, endpoint, entity, body, workshop.context.entities)


def _password_change(passwords: Limits) -> tuple[BodyField, ...]:
    text = ColumnType(TypeName.VARCHAR)
    return (
        BodyField("current_password", text, limits=Limits(min_length=1, max_length=128)),
        BodyField("new_password", text, limits=passwords),
    )


def without_path(
    body: Sequence[BodyField], parameters: Sequence[PathParameter], upper: tuple[str, Entity] | None = None
) -> tuple[BodyField, ...]:
    """Give the fields that the path does not settle; ``upper`` is the caller's only row above, by its column."""
    given = {parameter.via for parameter in parameters if parameter.via} | ({upper[0]} if upper else set())
    return tuple(field for field in body if field.column is None or field.column not in given)


def is_bulk(classified: Classified, parameters: Sequence[PathParameter], body: Sequence[BodyField]) -> bool:
    """Tell whether an action is about the rows whose keys its body lists, or about all where it takes none."""
    keys = [field for field in body if field.type.name is TypeName.ARRAY and field.column is None]
    addressed = any(one.use is PathUse.ROW for one in parameters)
    return classified.kind is Kind.ACT and not addressed and len(keys) == len(body) < 2
