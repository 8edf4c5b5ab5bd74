"""What a list is asked for and how it is sorted: query parameters, windows, and the order where none is chosen."""

import re
from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import (
    Body,
    Choice,
    ColumnRole,
    ColumnType,
    Entity,
    Holds,
    Limits,
    OperationKind,
    QueryParameter,
    QueryUse,
    Response,
    ResponseField,
    Settings,
    TypeName,
)
from workbench.patterns import regex
from workbench.reading.facts import FieldFact
from workbench.resolving.contradicting.endpoints import (
    settle_offers,
)
from workbench.resolving.contradicting.filters import settle_filters, settle_several
from workbench.resolving.contradicting.sorting import settle_sorting
from workbench.resolving.deciding.questions import Choice as Offer
from workbench.resolving.serving.answers.statistics import resolve_period
from workbench.resolving.serving.classify import Classified, Context, Kind
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.serving.exports import is_format
from workbench.resolving.serving.listing.parameter_names import role_of
from workbench.resolving.serving.listing.partial import matched_in_part
from workbench.resolving.serving.listing.queries import Listing, free_parameter, resolve_query
from workbench.resolving.serving.workshop import Workshop
from workbench.resolving.storing.column_limits import field_limits
from workbench.resolving.storing.ties import find_key, find_path
from workbench.resolving.words import snake

_OLDEST = regex(
    r"\boldest (?:\w+ )?first\b|\bin (?:chronological|ascending) order\b|\bcreated_at asc"
    r"|\b(?:order (?:in which|that) (?:it|they) (?:was|were|are) (?:created|added|made|entered)"
    r"|order of (?:their |its )?(?:creation|insertion)|(?:creation|insertion) order)\b",
    re.IGNORECASE,
)


_PAGED = frozenset({Holds.TOTAL, Holds.LIMIT, Holds.OFFSET, Holds.PAGE, Holds.PAGES, Holds.HAS_MORE, Holds.NEXT_CURSOR})


_SORTED = frozenset({QueryUse.SORT, QueryUse.DIRECTION})
_COUNTED = frozenset({Holds.TOTAL, Holds.OFFSET, Holds.PAGE, Holds.PAGES})
"""What an answer says of a page that is one of a known number; pages after a cursor are not."""


def resolve_parameters(
    workshop: Workshop, endpoint: Endpoint, classified: Classified, entity: Entity | None, response: Response
) -> tuple[QueryParameter, ...]:
    """Give the query parameters: for a list with what each does, and with the window that none states."""
    if entity is None or classified.kind is not Kind.LIST:
        periods = entity is not None and classified.kind is Kind.AGGREGATE
        return tuple((periods and resolve_period(field)) or free_parameter(field) for field in endpoint.query)
    held = {one.holds for field in response.envelope for one in (field, *field.fields)}
    sorts = any(role_of(field.name, is_column=False) in ("sort", "direction") for field in endpoint.query)
    follows = Holds.NEXT_CURSOR in held and not held & _COUNTED and not sorts
    listing = Listing(entity, workshop.settings, follows)
    found: list[QueryParameter] = []
    unknown: list[FieldFact] = []
    exports = response.body is Body.CSV
    for field in settle_offers(workshop.ledger, endpoint):
        if exports and is_format(field.name):
            found.append(free_parameter(field))
            continue
        parameter = _tied_filter(field, entity, workshop.context) or resolve_query(field, listing)
        if parameter is not None:
            parameter = matched_in_part(parameter, field, entity, workshop.spoken.partial)
            parameter = settle_sorting(workshop.ledger, endpoint, entity, parameter, workshop.spoken.sorting)
            found.append(settle_several(workshop.ledger, endpoint, entity, parameter, workshop.spoken.filtering))
        else:
            unknown.append(field)
    if workshop.gaps.accepts(endpoint, entity, unknown):
        found += [free_parameter(field) for field in unknown]
    for field in settle_filters(workshop.ledger, endpoint, entity, found, workshop.spoken.filtering):
        if (parameter := resolve_query(field, listing)) is not None:
            found.append(parameter)
    if exports:
        return tuple(found)
    success = endpoint.success
    if Holds.VALUES in held and not found:
        return ()
    bare = success is not None and (success.array or (bool(success.fields) and not held & _PAGED))
    return with_window(found, workshop.settings, response.envelope, bare=bare)


def asks_for_cursor(endpoint: Endpoint) -> bool:
    """Tell whether a list is asked for the rows after a cursor, and for no page by its number."""
    roles = {role_of(field.name, is_column=False) for field in endpoint.query}
    return "cursor" in roles and not roles & {"offset", "page"}


def without_idle_cursor(response: Response, query: Sequence[QueryParameter]) -> Response:
    """Give the answer of a list; where nothing takes a cursor, it never tells one."""
    if any(one.use is QueryUse.CURSOR for one in query):
        return response
    return replace(response, envelope=tuple(map(_idle, response.envelope)))


def _idle(field: ResponseField) -> ResponseField:
    if field.holds is Holds.NEXT_CURSOR:
        return ResponseField(field.name, Holds.LITERAL)
    return replace(field, fields=tuple(map(_idle, field.fields)))


def _tied_filter(field: FieldFact, entity: Entity, context: Context) -> QueryParameter | None:
    """Read a filter by what a row is tied to, where no column of the row has its name: ``tag``, ``author``."""
    if any(snake(column.name) == snake(field.name) for column in entity.columns):
        return None
    key = find_key(field.name, entity, context.entities)
    through = key[0] if key else find_path(field.name, entity, context.entities, context.ties)
    kind = (field.type or "").lower()
    if through is None or kind.startswith(("array", "list", "bool", *(() if key else ("int", "uuid")))):
        return None
    return QueryParameter(
        field.name,
        QueryUse.FILTER,
        key[1] if key else ColumnType(TypeName.VARCHAR),
        limits=Limits() if key else field_limits(field),
        required=bool(field.required),
        description=field.description,
        sources=(field.source,) if field.source else (),
        through=through,
    )


def with_window(
    found: Sequence[QueryParameter], settings: Settings, envelope: Sequence[ResponseField], *, bare: bool = False
) -> tuple[QueryParameter, ...]:
    """Add the parameters that choose a part of a list where none are stated: pages where the answer tells of pages,
    called as it calls them, else limit and offset. A ``bare`` list is not cut unless asked for."""
    uses = {parameter.use for parameter in found}
    names = {one.holds: one.name for field in envelope for one in (field, *field.fields)}
    pages = QueryUse.PAGE in uses or (Holds.PAGE in names and Holds.OFFSET not in names and QueryUse.OFFSET not in uses)
    whole = ColumnType(TypeName.INTEGER)
    more: list[QueryParameter] = []
    if QueryUse.LIMIT not in uses:
        name = names.get(Holds.LIMIT, "limit") if pages else "limit"
        default = settings.max_limit if bare and not pages else settings.default_limit
        limits = Limits(minimum=1, maximum=settings.max_limit)
        more.append(QueryParameter(name, QueryUse.LIMIT, whole, default=default, limits=limits))
    if pages and QueryUse.PAGE not in uses:
        page = QueryParameter(names[Holds.PAGE], QueryUse.PAGE, whole, default=1, limits=Limits(minimum=1))
        more.append(page)
    elif Holds.NEXT_CURSOR in names and not names.keys() & _COUNTED and not uses & (_SORTED | {QueryUse.CURSOR}):
        text = ColumnType(TypeName.VARCHAR)
        more.append(QueryParameter("cursor", QueryUse.CURSOR, text, limits=Limits(max_length=500)))
    elif not uses & {QueryUse.OFFSET, QueryUse.PAGE, QueryUse.CURSOR}:
        more.append(QueryParameter("offset", QueryUse.OFFSET, whole, default=0, limits=Limits(minimum=0)))
    return (*found, *more)


def resolve_order(kind: OperationKind, entity: Entity | None, response: Response, text: str) -> tuple[Choice, ...]:
    """Give the order of a list that no parameter chooses: the newest first, unless the text says otherwise."""
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


def settle_order(workshop: Workshop, endpoint: Endpoint, order: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Take the newest rows first where no document speaks of an order; an answer turns it around."""
    if not order or not order[0].descending or workshop.spoken.ordered:
        return order
    route = endpoint.route
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
