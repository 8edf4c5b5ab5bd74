"""Endpoints to operations."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generators.blueprint import (
    Access,
    Among,
    Body,
    BodyField,
    Choice,
    ColumnRole,
    ColumnType,
    Effect,
    Entity,
    EntityPurpose,
    Holds,
    Limits,
    Operation,
    OperationKind,
    PathParameter,
    PathUse,
    QueryParameter,
    QueryUse,
    Response,
    Settings,
    TypeName,
)
from workbench.reading.facts import FieldFact
from workbench.resolving.access import Policy, resolve_access
from workbench.resolving.bodies import derive_body, resolve_body
from workbench.resolving.children import shown_children, with_taken_children
from workbench.resolving.classify import Classified, Context, Kind, classify, is_mine
from workbench.resolving.columns import field_limits
from workbench.resolving.contradictions import (
    find_body_conflicts,
    find_choice_conflicts,
    find_shape_conflict,
    find_status_conflict,
)
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.effects import act_effects, toggle_effects, told_state
from workbench.resolving.endpoint_conflicts import settle_fields, settle_open_profile, settle_toggling
from workbench.resolving.endpoints import Endpoint
from workbench.resolving.filter_conflicts import settle_filters
from workbench.resolving.gaps import Gaps
from workbench.resolving.general_access import General
from workbench.resolving.ledger import Ledger
from workbench.resolving.naming import distinction, feature_of, function_name, unique_names
from workbench.resolving.path_parameters import resolve_path_parameters
from workbench.resolving.paths import Shape, action_words, segments_of, shape_of
from workbench.resolving.queries import Listing, free_parameter, resolve_query
from workbench.resolving.questions import Choice as Offer
from workbench.resolving.responses import resolve_response
from workbench.resolving.slugs import slug_effects
from workbench.resolving.sort_conflicts import settle_sorting
from workbench.resolving.statistics import resolve_period, resolve_statistics
from workbench.resolving.summaries import summarize
from workbench.resolving.ties import find_among, find_names, find_path
from workbench.resolving.views import Surroundings, resolve_members, row_fields
from workbench.resolving.words import plural, snake, words
from workbench.resolving.wrappers import unwrapped

_OLDEST = re.compile(
    r"\boldest (?:\w+ )?first\b|\bin (?:chronological|ascending) order\b|\bcreated_at asc", re.IGNORECASE
)
_DERIVED = (Kind.CREATE, Kind.REPLACE, Kind.PATCH, Kind.REGISTER, Kind.LOGIN, Kind.UPDATE_ME)
_ROW_KINDS = (Kind.READ, Kind.REPLACE, Kind.PATCH, Kind.DELETE, Kind.ACT, Kind.TOGGLE, Kind.LINK, Kind.UNLINK)
_WITH_CHILDREN = (Kind.CREATE, Kind.READ)
_SESSIONS = (Kind.REGISTER, Kind.LOGIN, Kind.REFRESH, Kind.LOGOUT, Kind.CHANGE_PASSWORD)
_FEEDS = frozenset({"feed", "timeline", "following", "subscriptions"})
_PAGED = frozenset({Holds.TOTAL, Holds.LIMIT, Holds.OFFSET, Holds.PAGE, Holds.PAGES, Holds.HAS_MORE})
_TIED = re.compile(r"\b(?:is|am|are) (?:a )?(?:member|participant|part|guest)s? (?:of|in)|\b(?:has|have) joined\b")
_DOCUMENTED = frozenset({400, 403, 404, 409, 422, 429})


@dataclass(frozen=True, slots=True)
class Workshop:
    """What operations are made from and with."""

    ledger: Ledger
    context: Context
    settings: Settings
    policy: Policy
    gaps: Gaps
    refreshes: bool = False
    general: tuple[General, ...] = ()
    sentences: tuple[Statement, ...] = ()


def resolve_operations(workshop: Workshop, endpoints: Sequence[Endpoint]) -> tuple[Operation, ...]:
    """Give one operation for each endpoint, grouped by route module in the order of the documents."""
    drafts = [_operation(workshop, settle_fields(workshop.ledger, endpoint)) for endpoint in endpoints]
    names = unique_names([(operation.name, distinction(operation)) for operation in drafts])
    named = [_with_id(operation, name, workshop.context) for operation, name in zip(drafts, names, strict=True)]
    counted = Counter(operation.id for operation in named)
    named = [
        replace(one, id=f"{one.feature}.{one.name}") if counted[one.id] > 1 and one.name != one.id else one
        for one in named
    ]
    features = list(dict.fromkeys(operation.feature for operation in named))
    ordered = sorted(named, key=lambda operation: features.index(operation.feature))
    return tuple(ordered)


def _with_id(operation: Operation, name: str, context: Context) -> Operation:
    entity = context.entity(operation.entity)
    verb = name
    if entity is not None and operation.feature != "auth":
        for noun in (plural(entity.name), entity.singular):
            verb = verb.replace(f"_{noun}", "", 1) if f"_{noun}" in verb else verb
    return replace(operation, name=name, id=f"{operation.feature}.{verb or name}")


def _operation(workshop: Workshop, endpoint: Endpoint) -> Operation:
    context = workshop.context
    shape = shape_of(endpoint.path, context.entities)
    classified = classify(endpoint, shape, context)
    classified = replace(classified, kind=settle_toggling(workshop.ledger, endpoint, classified.kind))
    classified, effects, (body_name, body) = _contents(workshop, endpoint, shape, classified)
    entity = context.entity(classified.entity)
    path_parameters = resolve_path_parameters(shape, classified, context, endpoint.path_parameters)
    if not _covers(classified, path_parameters, entity, body):
        classified = Classified(Kind.PORT, classified.entity)
        effects = ()
    response = _response(workshop, endpoint, classified, entity)
    name = function_name(classified.kind, entity, shape, endpoint.method, endpoint.path)
    summary = summarize(endpoint.summary, name, classified.kind, entity)
    access = _access(workshop, endpoint, classified.kind)
    operation = Operation(
        id="",
        method=endpoint.method,
        path=endpoint.path,
        kind=classified.kind,
        feature=feature_of(classified.kind, entity, shape, endpoint.path, context.entities),
        name=name,
        response=response,
        entity=entity.name if entity else None,
        access=access,
        roles=endpoint.roles,
        bypass_roles=tuple(role for role in endpoint.roles if "admin" in role.lower()),
        path_parameters=path_parameters,
        query=_query(workshop, endpoint, classified, entity, response),
        body=_without_path(body, path_parameters),
        body_name=body_name if body else None,
        among=_among(endpoint, shape, classified, entity, context),
        mine=classified.kind is Kind.LIST and is_mine(shape),
        effects=effects,
        order_by=_settled_order(workshop, endpoint, _order(classified.kind, entity, response, endpoint.text)),
        soft=_is_soft(classified.kind, entity),
        summary=summary,
        description=summary,
        sources=endpoint.sources,
    )
    operation = replace(operation, effects=(*effects, *slug_effects(operation, entity, workshop.sentences)))
    if operation.kind is Kind.AGGREGATE and entity is not None:
        counted = resolve_statistics(entity, endpoint.success, operation.query, operation.response)
        operation = replace(operation, response=counted)
    return replace(operation, errors=_errors(operation, endpoint, workshop))


def _access(workshop: Workshop, endpoint: Endpoint, kind: OperationKind) -> Access:
    access = resolve_access(workshop.ledger, endpoint, kind, workshop.policy, workshop.general)
    if kind is not Kind.READ_ME:
        return access
    return settle_open_profile(workshop.ledger, endpoint, access, workshop.sentences)


def _among(
    endpoint: Endpoint, shape: Shape, classified: Classified, entity: Entity | None, context: Context
) -> Among | None:
    """Give what a list is kept to where its path or its words say that it shows what the caller is tied to."""
    users = context.users
    if classified.kind is not Kind.LIST or entity is None or users is None:
        return None
    spoken = {word for part in (*shape.area, *shape.action) for word in words(part)}
    if not spoken & _FEEDS and not _TIED.search(endpoint.text):
        return None
    return find_among(f"{' '.join(shape.action)} {endpoint.text}", entity, context.ties, users.name)


def _response(workshop: Workshop, endpoint: Endpoint, classified: Classified, entity: Entity | None) -> Response:
    context, kind = workshop.context, classified.kind
    stated = find_shape_conflict(workshop.ledger, endpoint)
    tied = context.entity(classified.tie.entity) if classified.tie else None
    about, around = tied or entity, Surroundings(context.entities, context.ties)
    shown = row_fields(stated.fields, about, around) if stated and about else ()
    if tied is not None and shown and entity is not None:
        response = resolve_response(Kind.READ, tied, stated, refreshes=workshop.refreshes)
        response = replace(response, entity=tied.name)
    else:
        tied = None
        response = resolve_response(kind, entity, stated, refreshes=workshop.refreshes)
    if entity is not None and stated is not None and kind in _WITH_CHILDREN and response.body is Body.ITEM:
        response = replace(response, children=shown_children(entity, stated.fields, context.entities))
    row = tied or entity
    if shown and row is not None and kind not in _SESSIONS:
        members = resolve_members(shown, row, around)
        response = replace(response, members=members, columns=()) if members else response
        if members and stated and shown == stated.fields and stated.array is (kind is Kind.LIST):
            response = replace(response, body=Body.ITEMS if stated.array else Body.ITEM, envelope=())
    return _with_status(workshop, endpoint, response)


def _with_status(workshop: Workshop, endpoint: Endpoint, response: Response) -> Response:
    status = find_status_conflict(workshop.ledger, endpoint, response.status)
    if status == response.status:
        return response
    return Response(status, Body.EMPTY) if status == 204 else replace(response, status=status)


def _contents(
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
        if effects:
            return classified, effects, (wrapper, body)
        return Classified(Kind.PORT, entity.name), (), (wrapper, body)
    return classified, (), (wrapper, body)


def _body(
    workshop: Workshop, endpoint: Endpoint, shape: Shape, classified: Classified, entity: Entity | None
) -> tuple[str | None, tuple[BodyField, ...]]:
    """Give the fields of the body, with the name of the member that wraps them."""
    fields = find_body_conflicts(workshop.ledger, endpoint)
    if fields and endpoint.method not in ("GET", "HEAD", "DELETE"):
        wrapper, inner = unwrapped(entity, fields)
        return wrapper, _stated_body(workshop, endpoint, classified.kind, entity, inner)
    return None, _unstated_body(workshop, endpoint, shape, classified, entity, fields)


def _stated_body(
    workshop: Workshop, endpoint: Endpoint, kind: OperationKind, entity: Entity | None, fields: Sequence[FieldFact]
) -> tuple[BodyField, ...]:
    minimum = workshop.settings.password_min_length
    # What a path names (PATCH …/status) is what the request is for: it stays required.
    named = snake(segments_of(endpoint.path)[-1]) in {snake(field.name) for field in fields}
    method = "PUT" if named else endpoint.method
    found = resolve_body(kind, entity, fields, password_min=minimum, method=method)
    if entity is not None:
        found = tuple(_with_names(field, entity, workshop.context) for field in found)
    if entity is not None and kind is Kind.CREATE:
        found = with_taken_children(workshop.ledger, entity, fields, found, workshop.context.entities)
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
    minimum = workshop.settings.password_min_length
    kind = classified.kind
    if endpoint.method in ("GET", "DELETE", "HEAD") and kind is not Kind.BULK_DELETE:
        return ()
    if fields:
        return _stated_body(workshop, endpoint, kind, entity, fields)
    if kind is Kind.REFRESH or (kind is Kind.LOGOUT and workshop.refreshes):
        return (BodyField("refresh_token", ColumnType(TypeName.VARCHAR), limits=Limits(min_length=1, max_length=512)),)
    if kind is Kind.CHANGE_PASSWORD:
        return _password_change(minimum)
    if fields is not None or entity is None or kind not in _DERIVED:
        return ()
    column = snake("_".join(shape.action))
    workshop.gaps.derived_body(endpoint, entity)
    if kind is Kind.PATCH and column and entity.has(column):
        return resolve_body(
            kind, entity, (FieldFact(column, required=True),), password_min=minimum, method=endpoint.method
        )
    return derive_body(kind, entity, password_min=minimum)


def _password_change(minimum: int) -> tuple[BodyField, ...]:
    text = ColumnType(TypeName.VARCHAR)
    return (
        BodyField("current_password", text, limits=Limits(min_length=1, max_length=128)),
        BodyField("new_password", text, limits=Limits(min_length=minimum, max_length=128)),
    )


def _without_path(body: Sequence[BodyField], parameters: Sequence[PathParameter]) -> tuple[BodyField, ...]:
    given = {parameter.via for parameter in parameters if parameter.via}
    return tuple(field for field in body if field.column is None or field.column not in given)


def is_bulk(classified: Classified, parameters: Sequence[PathParameter], body: Sequence[BodyField]) -> bool:
    """Tell whether an action is about the rows whose keys its body lists."""
    keys = [field for field in body if field.type.name is TypeName.ARRAY and field.column is None]
    addressed = any(one.use is PathUse.ROW for one in parameters)
    return classified.kind is Kind.ACT and not addressed and len(keys) == 1 and len(body) == 1


def _covers(
    classified: Classified,
    parameters: Sequence[PathParameter],
    entity: Entity | None,
    body: Sequence[BodyField] = (),
) -> bool:
    """Tell whether the path parameters fit the kind: a row is addressed, a parent is reached."""
    if classified.kind in (Kind.PORT, Kind.HEALTH):
        return True
    if any(one.use is PathUse.ROW and one.column is None for one in parameters):
        return False
    parents = [one for one in parameters if one.use is PathUse.PARENT]
    if any(one.via is None for one in parents):
        return False
    rows = [one for one in parameters if one.use is PathUse.ROW]
    if classified.kind is Kind.ACT and is_bulk(classified, parameters, body):
        return True
    if classified.kind in _ROW_KINDS and classified.kind not in (Kind.LINK, Kind.UNLINK):
        return bool(rows) and entity is not None and len(rows) >= 1
    return True


def _query(
    workshop: Workshop, endpoint: Endpoint, classified: Classified, entity: Entity | None, response: Response
) -> tuple[QueryParameter, ...]:
    if entity is None or classified.kind is not Kind.LIST:
        periods = entity is not None and classified.kind is Kind.AGGREGATE
        return tuple((periods and resolve_period(field)) or free_parameter(field) for field in endpoint.query)
    listing = Listing(entity, workshop.settings)
    found: list[QueryParameter] = []
    unknown: list[FieldFact] = []
    for field in find_choice_conflicts(workshop.ledger, endpoint):
        parameter = _tied_filter(field, entity, workshop.context) or resolve_query(field, listing)
        if parameter is not None:
            found.append(settle_sorting(workshop.ledger, endpoint, entity, parameter, workshop.sentences))
        else:
            unknown.append(field)
    if workshop.gaps.accepts(endpoint, entity, unknown):
        found += [free_parameter(field) for field in unknown]
    for field in settle_filters(workshop.ledger, endpoint, entity, found, workshop.sentences):
        if (parameter := resolve_query(field, listing)) is not None:
            found.append(parameter)
    success = endpoint.success
    held = {one.holds for field in response.envelope for one in (field, *field.fields)}
    if Holds.VALUES in held and not found:
        return ()
    bare = success is not None and (success.array or (bool(success.fields) and not held & _PAGED))
    return _with_window(found, workshop.settings, bare=bare)


def _tied_filter(field: FieldFact, entity: Entity, context: Context) -> QueryParameter | None:
    """Read a filter by what a row is tied to, where no column of the row has its name: ``tag``, ``author``."""
    if any(snake(column.name) == snake(field.name) for column in entity.columns):
        return None
    through = find_path(field.name, entity, context.entities, context.ties)
    if through is None or (field.type or "").lower().startswith(("array", "list", "bool", "int", "uuid")):
        return None
    return QueryParameter(
        field.name,
        QueryUse.FILTER,
        ColumnType(TypeName.VARCHAR),
        limits=field_limits(field),
        required=bool(field.required),
        description=field.description,
        sources=(field.source,) if field.source else (),
        through=through,
    )


def _with_window(found: Sequence[QueryParameter], settings: Settings, *, bare: bool) -> tuple[QueryParameter, ...]:
    uses = {parameter.use for parameter in found}
    whole = ColumnType(TypeName.INTEGER)
    more: list[QueryParameter] = []
    if QueryUse.LIMIT not in uses:
        default = settings.max_limit if bare and QueryUse.PAGE not in uses else settings.default_limit
        more.append(
            QueryParameter(
                "limit", QueryUse.LIMIT, whole, default=default, limits=Limits(minimum=1, maximum=settings.max_limit)
            )
        )
    if not uses & {QueryUse.OFFSET, QueryUse.PAGE}:
        more.append(QueryParameter("offset", QueryUse.OFFSET, whole, default=0, limits=Limits(minimum=0)))
    return (*found, *more)


def _order(kind: OperationKind, entity: Entity | None, response: Response, text: str) -> tuple[Choice, ...]:
    if kind is not Kind.LIST or entity is None:
        return ()
    label = next((field.value for field in response.envelope if field.holds is Holds.VALUES), None)
    if label is not None:
        return (Choice(str(label), str(label)),)
    created = entity.with_role(ColumnRole.CREATED_AT)
    keys = [Choice(column.name, column.name) for column in entity.key]
    if created is None:
        return tuple(keys)
    newest = not _OLDEST.search(text)
    return (Choice(created.name, created.name, descending=newest), *(replace(key, descending=newest) for key in keys))


_ORDERED = re.compile(r"\b(?:sort|order)(?:s|ed|ing)?\b|\b(?:newest|oldest|latest|earliest) first\b", re.IGNORECASE)


def _settled_order(workshop: Workshop, endpoint: Endpoint, order: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Take the newest rows first where no document speaks of an order; an answer turns it around."""
    if not order or not order[0].descending or any(_ORDERED.search(one.text) for one in workshop.sentences):
        return order
    route = f"{endpoint.method} {endpoint.path}"
    chosen = workshop.ledger.assume(
        f"endpoint.{route}.order",
        f"{route} lists the newest rows first.",
        [
            Offer("newest first", "the newest rows first", f"{route} sorts by {order[0].column} downwards."),
            Offer("oldest first", "the oldest rows first", f"{route} sorts by {order[0].column} upwards."),
        ],
        endpoint.sources[:1],
        reason="No document states an order, and a list that is read in pages needs one.",
    )
    return order if chosen == "newest first" else tuple(replace(one, descending=False) for one in order)


def _is_soft(kind: OperationKind, entity: Entity | None) -> bool:
    deletes = kind in (Kind.DELETE, Kind.BULK_DELETE, Kind.DELETE_ME)
    return deletes and entity is not None and entity.with_role(ColumnRole.DELETED_AT) is not None


def _errors(operation: Operation, endpoint: Endpoint, workshop: Workshop) -> tuple[int, ...]:
    settings = workshop.settings
    entity = workshop.context.entity(operation.entity)
    found: set[int] = set()
    if operation.access is not Access.PUBLIC or operation.kind in (Kind.LOGIN, Kind.REFRESH):
        found.add(401)
    if operation.roles:
        found.add(403)
    if any(one.use is PathUse.CALLER for one in operation.path_parameters):
        found.add(settings.other_users_path)
    if any(one.use in (PathUse.ROW, PathUse.PARENT) for one in operation.path_parameters):
        found |= {404, settings.validation_status}
        if entity is not None and entity.owner is not None:
            found.add(settings.other_users_row)
    if operation.body or operation.query:
        found.add(settings.validation_status)
    if operation.kind is Kind.LOGIN:
        found.add(429)
    if operation.kind is Kind.HEALTH:
        found.add(503)
    if operation.kind is Kind.CHANGE_PASSWORD:
        found |= {status for response in endpoint.responses if (status := response.status) in (400, 403)}
    if _can_clash(operation, entity):
        found.add(409)
    documented = {response.status for response in endpoint.responses if response.status in _DOCUMENTED}
    if operation.kind is Kind.PORT:
        found |= {status for status in documented if status is not None}
    return tuple(sorted(found))


def _can_clash(operation: Operation, entity: Entity | None) -> bool:
    if entity is None or operation.kind not in (Kind.CREATE, Kind.REPLACE, Kind.PATCH, Kind.REGISTER, Kind.UPDATE_ME):
        return False
    stored = {field.column for field in operation.body if field.column}
    unique = {column.name for column in entity.columns if column.unique}
    unique |= {name for index in entity.indexes if index.unique for name in index.columns}
    return bool(stored & unique) or (operation.kind is Kind.REGISTER and entity.purpose is EntityPurpose.USERS)
