"""Endpoints to operations."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import (
    CONFLICT,
    SESSIONS,
    Access,
    Among,
    Body,
    BodyField,
    ColumnRole,
    Entity,
    Operation,
    OperationKind,
    PathParameter,
    PathUse,
    Response,
)
from generators.shapes import is_view
from generators.singles import can_make, may_miss
from workbench.patterns import regex
from workbench.reading.endpoints.describing.access import PERHAPS_ROLES
from workbench.resolving.contradicting.bodies import settle_fields, settle_open_profile, settle_toggling
from workbench.resolving.contradicting.endpoints import (
    settle_shape,
    settle_status,
)
from workbench.resolving.people.access import resolve_access
from workbench.resolving.serving.answers.responses import CURSOR_ENVELOPE, LIST_ENVELOPE, counted, resolve_response
from workbench.resolving.serving.answers.statistics import is_worked_out, resolve_statistics
from workbench.resolving.serving.answers.views import Surroundings, resolve_members, row_fields
from workbench.resolving.serving.classify import Classified, Context, Kind, classify, find_part, is_mine
from workbench.resolving.serving.deeds import rows_changed, rows_cleared
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.serving.exports import export_response
from workbench.resolving.serving.listing.listing import (
    asks_for_cursor,
    resolve_order,
    resolve_parameters,
    settle_order,
    without_idle_cursor,
)
from workbench.resolving.serving.refusing import can_clash
from workbench.resolving.serving.requests.children import shown_children
from workbench.resolving.serving.requests.contents import is_bulk, resolve_contents, without_path
from workbench.resolving.serving.routing.naming import distinction, feature_of, function_name, unique_names
from workbench.resolving.serving.routing.path_parameters import resolve_path_parameters
from workbench.resolving.serving.routing.paths import Shape, action_words, shape_of
from workbench.resolving.serving.singles import add_within, find_upper, is_made
from workbench.resolving.serving.slugs import slug_effects
from workbench.resolving.serving.summaries import summarize
from workbench.resolving.serving.workshop import Workshop
from workbench.resolving.storing.ties import find_among
from workbench.resolving.words import plural, snake, words

_ROW_KINDS = (Kind.READ, Kind.REPLACE, Kind.PATCH, Kind.DELETE, Kind.ACT, Kind.TOGGLE, Kind.LINK, Kind.UNLINK)
_OF_SINGLE = (Kind.READ, Kind.REPLACE, Kind.PATCH, Kind.DELETE)
_WITH_CHILDREN = (Kind.CREATE, Kind.READ)
_FEEDS = frozenset({"feed", "timeline", "following", "subscriptions"})
_TIED = regex(r"\b(?:is|am|are) (?:a )?(?:member|participant|part|guest)s? (?:of|in)|\b(?:has|have) joined\b")
_OF_KIND = {Kind.LOGIN: frozenset({429}), Kind.HEALTH: frozenset({503})}
"""The statuses that only some kinds answer with."""
_DOCUMENTED = frozenset({400, 403, 404, 409, 422, 429})


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
    shape = shape_of(endpoint.path, context.entities, context.path_names)
    classified = classify(endpoint, shape, context)
    access = _access(workshop, endpoint, classified.kind)
    single = context.singles.get(endpoint.route, ()) if classified.kind in _OF_SINGLE else ()
    if single and access is not Access.REQUIRED and _names_owner(single, context.entity(classified.entity)):
        # Whose row it is depends on the caller, who need not be known.
        single, classified = (), classify(endpoint, shape, replace(context, singles={}))
    classified = replace(classified, kind=settle_toggling(workshop.ledger, endpoint, classified.kind))
    classified, effects, (body_name, body) = resolve_contents(workshop, endpoint, shape, classified)
    entity = context.entity(classified.entity)
    path_parameters = resolve_path_parameters(shape, classified, context, endpoint.path_parameters)
    if not single and not _covers(classified, path_parameters, entity, body):
        classified = Classified(Kind.PORT, classified.entity)
        effects = ()
    if classified.kind is Kind.PORT and any(one.use is PathUse.ROW and not one.column for one in path_parameters):
        # No row of a table is found by what none of its columns holds.
        classified, entity = Classified(Kind.PORT), None
    response = _response(workshop, endpoint, classified, entity)
    query = resolve_parameters(workshop, endpoint, classified, entity, response)
    name = function_name(classified.kind, entity, shape, endpoint.method, endpoint.path)
    summary = summarize(endpoint.summary, name, classified.kind, entity)
    named = endpoint.roles or _remarked_roles(endpoint, context) or workshop.policy.roles_of(endpoint)
    rows_of = entity if classified.kind in _ROW_KINDS else None
    roles = _known_roles(named, context, rows_of)
    bypass = _beyond_own(roles, entity, context)
    if roles and rows_of and rows_of.owner and _names_holder(named, context, rows_of):
        roles, bypass = (), roles
    upper = find_upper(shape, entity, context.entities) if access is Access.REQUIRED else None
    operation = Operation(
        id="",
        method=endpoint.method,
        path=endpoint.path,
        kind=classified.kind,
        feature=feature_of(classified.kind, entity, shape, endpoint.path, context.entities),
        name=name,
        response=without_idle_cursor(response, query),
        entity=entity.name if entity else None,
        access=access,
        roles=roles,
        bypass_roles=bypass,
        path_parameters=path_parameters,
        query=query,
        body=without_path(body, path_parameters, upper),
        body_name=body_name if body else None,
        among=_among(endpoint, shape, classified, entity, context),
        mine=(classified.kind is Kind.LIST and (is_mine(shape) or bool(upper))) or _names_owner(single, entity),
        within=add_within(workshop.ledger, endpoint, *upper) if upper and classified.kind is Kind.CREATE else None,
        single=single,
        made=is_made(endpoint, single) and entity is not None and entity.mark is None,
        effects=effects,
        order_by=settle_order(workshop, endpoint, resolve_order(classified.kind, entity, response, endpoint.told)),
        soft=_is_soft(classified.kind, entity),
        summary=summary,
        description=summary,
        sources=endpoint.sources,
    )
    if operation.kind in (Kind.READ_ME, Kind.UPDATE_ME) and (part := find_part(endpoint, shape, entity)):
        kept = tuple(field for field in operation.body if field.column in part)
        operation = replace(operation, body=kept, response=replace(response, columns=part))
    operation = _kept_to_some(operation, entity, action_words(shape))
    if operation.made and entity is not None and not can_make(operation, entity):
        operation = replace(operation, made=False)
    operation = replace(operation, effects=(*effects, *slug_effects(operation, entity, workshop.spoken.sentences)))
    if operation.kind is Kind.AGGREGATE and entity is not None:
        figures = resolve_statistics(entity, endpoint.success, operation, action_words(shape))
        # A number that nothing stands for would be the same whatever is stored.
        kind = Kind.AGGREGATE if is_worked_out(figures) else Kind.PORT
        operation = replace(operation, kind=kind, response=figures)
    return replace(operation, errors=_errors(operation, endpoint, workshop))


def _kept_to_some(operation: Operation, entity: Entity | None, action: Sequence[str]) -> Operation:
    """Keep what is done with all rows of the caller to those that it means, and answer with their number."""
    if entity is None or operation.addresses_row or operation.kind not in (Kind.ACT, Kind.BULK_DELETE):
        return operation
    operation = replace(operation, response=counted(operation.response))
    if operation.kind is Kind.BULK_DELETE:
        return replace(operation, only=rows_cleared(entity, action)[1])
    if operation.body:
        return operation
    return replace(operation, only=rows_changed(operation.effects), mine=entity.owner is not None)


def _names_owner(single: Sequence[str], entity: Entity | None) -> bool:
    """Tell whether a single row is that of the caller."""
    owner = entity.owner.steps if entity and entity.owner else ()
    return len(owner) == 1 and owner[0] in single


def _known_roles(roles: tuple[str, ...], context: Context, entity: Entity | None) -> tuple[str, ...]:
    """Write roles as the accounts have them: ``admin`` where those are ``ADMIN`` and ``OWNER``, ``manager`` where one
    of those is ``sales_manager`` and no other ends so. Without an ``owner`` among those, the word says whose row it is,
    and so does ``keeper`` of a row with a ``keeper_id``; what no account can be called says nothing beside a role that
    one can, and alone leaves it to admins.
    """
    written = _written_roles(context)
    persons = {*PERHAPS_ROLES, *(_persons_of(entity, context) if roles and entity else ())}
    named = [role for role in roles if role in written or role not in persons]
    known = [written.get(snake(role)) or _ending_so(snake(role), written) for role in named]
    if not written or not any(known):
        admins = [role for role in written.values() if "admin" in role.lower()] if named else []
        return tuple(admins or dict.fromkeys(named))
    return tuple(dict.fromkeys(role for role in known if role))


def _written_roles(context: Context) -> dict[str, str]:
    """Give the roles as the accounts have them, by their words in small letters."""
    held = context.users.with_role(ColumnRole.USER_ROLE) if context.users else None
    return {snake(str(role)): str(role) for role in (held.limits.choices if held else ())}


_REMARK = regex(r"[(（\[]([^()（）\[\]]{3,60})[)）\]]")


def _remarked_roles(endpoint: Endpoint, context: Context) -> tuple[str, ...]:
    """Give the roles of a remark that is nothing but names of those that accounts have: ``Hire a boat (skipper)``."""
    written = _written_roles(context)
    for remark in _REMARK.findall(endpoint.summary) if written else ():
        names = [snake(part.strip()) for part in re.split(r",|/|、|\bor\b|\bonly\b", remark) if part.strip()]
        if names and all(name in written for name in names):
            return tuple(written[name] for name in names)
    return ()


def _names_holder(roles: tuple[str, ...], context: Context, entity: Entity) -> bool:
    """Tell whether those who may include whoever the row belongs to: ``Author / Admin``."""
    return bool(({*PERHAPS_ROLES, *_persons_of(entity, context)} & set(roles)) - _written_roles(context).keys())


def _ending_so(role: str, written: dict[str, str]) -> str | None:
    """Give the only role of accounts that ends with a word."""
    endings = [kept for name, kept in written.items() if name.endswith(f"_{role}")]
    return endings[0] if len(endings) == 1 else None


def _persons_of(entity: Entity, context: Context) -> set[str]:
    """Give what a row, and the rows above it, call those to whom they belong."""
    above = [context.entity(column.references.entity) for column in entity.columns if column.references]
    return {
        snake(column.name).removesuffix("_id")
        for one in (entity, *filter(None, above))
        for column in one.columns
        if column.role in (ColumnRole.OWNER, ColumnRole.AUTHOR)
    }


def _beyond_own(roles: tuple[str, ...], entity: Entity | None, context: Context) -> tuple[str, ...]:
    """Give the roles that reach rows of others: admins, and all where rows belong to people of another role, as the
    visits of a ``patient_id`` do that a nurse alone may confirm."""
    owner = entity.owner.steps[0].removesuffix("_id") if entity and entity.owner else ""
    held = context.users.with_role(ColumnRole.USER_ROLE) if context.users else None
    if held and owner in held.limits.choices and owner not in roles:
        return roles
    return tuple(role for role in roles if "admin" in role.lower())


def _access(workshop: Workshop, endpoint: Endpoint, kind: OperationKind) -> Access:
    access = resolve_access(workshop.ledger, endpoint, kind, workshop.policy, workshop.spoken.general)
    if kind is not Kind.READ_ME:
        return access
    return settle_open_profile(workshop.ledger, endpoint, access, workshop.spoken.sentences)


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
    if kind is Kind.LIST and endpoint.route in context.exports:
        return export_response(endpoint, entity)
    stated = settle_shape(workshop.ledger, endpoint)
    tied = context.entity(classified.tie.entity) if classified.tie else None
    about, around = tied or entity, Surroundings(context.entities, context.ties)
    shown = row_fields(stated.fields, about, around) if stated and about else ()
    if tied is not None and shown and entity is not None:
        response = resolve_response(Kind.READ, tied, stated, refreshes=workshop.refreshes)
        response = replace(response, entity=tied.name)
    else:
        tied = None
        response = resolve_response(kind, entity, stated, refreshes=workshop.refreshes)
    if response.envelope == LIST_ENVELOPE and asks_for_cursor(endpoint):
        response = replace(response, envelope=CURSOR_ENVELOPE)
    if entity is not None and stated is not None and kind in _WITH_CHILDREN and response.body is Body.ITEM:
        response = replace(response, children=shown_children(entity, stated.fields, context.entities))
    row = tied or entity
    if shown and row is not None and (kind not in SESSIONS or response.body is Body.ITEM):
        members = resolve_members(shown, row, around)
        if kind in SESSIONS and is_view(members):
            members = ()
        response = replace(response, members=members, columns=()) if members else response
        if members and stated and shown == stated.fields and stated.array is (kind is Kind.LIST):
            response = replace(response, body=Body.ITEMS if stated.array else Body.ITEM, envelope=())
    return _with_status(workshop, endpoint, response)


def _with_status(workshop: Workshop, endpoint: Endpoint, response: Response) -> Response:
    status = settle_status(workshop.ledger, endpoint, response.status)
    if status == response.status:
        return response
    return Response(status, Body.EMPTY) if status == 204 else replace(response, status=status)


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


def _is_soft(kind: OperationKind, entity: Entity | None) -> bool:
    deletes = kind in (Kind.DELETE, Kind.BULK_DELETE, Kind.DELETE_ME)
    return deletes and entity is not None and entity.mark is not None


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
    found |= _OF_KIND.get(operation.kind, frozenset())
    if operation.kind is Kind.CHANGE_PASSWORD:
        found |= {status for response in endpoint.responses if (status := response.status) in (400, 403)}
    if can_clash(operation, entity):
        found.add(CONFLICT)
    if entity is not None and may_miss(operation, entity):
        found.add(404)
    documented = {response.status for response in endpoint.responses if response.status in _DOCUMENTED}
    if operation.kind is Kind.PORT:
        found |= {status for status in documented if status is not None}
    return tuple(sorted(found))
