"""The successful response: its status and the shape of its body, from the documented examples."""

import json
from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import CREATING, Body, Entity, Holds, JsonScalar, OperationKind, Response, ResponseField
from workbench.reading.facts import FieldFact, ResponseFact
from workbench.resolving.serving.classify import Kind
from workbench.resolving.serving.requests.groups import ROW_NAMES
from workbench.resolving.storing.ties import label_of
from workbench.resolving.words import singular, snake, words

_TELLING = frozenset({"message", "msg", "detail", "success", "ok"})
_EMPTY = (Kind.DELETE, Kind.BULK_DELETE, Kind.UNLINK, Kind.LOGOUT, Kind.DELETE_ME, Kind.CHANGE_PASSWORD)
_MANY = (Kind.LIST,)
ITEMS = frozenset({"items", "data", "results", "records", "rows", "list", "content"})
"""What the rows of a list are called that are not called like their table."""
_COUNTERS: dict[str, Holds] = {
    "total": Holds.TOTAL,
    "total_count": Holds.TOTAL,
    "total_items": Holds.TOTAL,
    "total_results": Holds.TOTAL,
    "count": Holds.TOTAL,
    "limit": Holds.LIMIT,
    "per_page": Holds.LIMIT,
    "page_size": Holds.LIMIT,
    "size": Holds.LIMIT,
    "items_per_page": Holds.LIMIT,
    "offset": Holds.OFFSET,
    "skip": Holds.OFFSET,
    "page": Holds.PAGE,
    "current_page": Holds.PAGE,
    "pages": Holds.PAGES,
    "total_pages": Holds.PAGES,
    "page_count": Holds.PAGES,
    "has_more": Holds.HAS_MORE,
    "has_next": Holds.HAS_MORE,
    "next_cursor": Holds.NEXT_CURSOR,
    "next_page_token": Holds.NEXT_CURSOR,
}
_COUNTING = frozenset({"count", "total", "number", "num", "of", "no", "nb"})
_TOKENS: dict[str, Holds] = {
    "access_token": Holds.ACCESS_TOKEN,
    "token": Holds.ACCESS_TOKEN,
    "jwt": Holds.ACCESS_TOKEN,
    "access": Holds.ACCESS_TOKEN,
    "refresh_token": Holds.REFRESH_TOKEN,
    "refresh": Holds.REFRESH_TOKEN,
    "token_type": Holds.TOKEN_TYPE,
    "expires_in": Holds.EXPIRES_IN,
    "expires_at": Holds.EXPIRES_AT,
    "user": Holds.USER,
}
_DONE = frozenset({"count", "updated", "changed", "affected", "processed", "updated_count", "affected_rows"})
"""What an action on many rows calls the number of those that it changed."""
_DONE_TELLS = (ResponseField("updated", Holds.COUNT),)
_SESSIONS = (Kind.REGISTER, Kind.LOGIN, Kind.REFRESH)
LIST_ENVELOPE = (
    ResponseField("total", Holds.TOTAL),
    ResponseField("items", Holds.ITEMS),
    ResponseField("limit", Holds.LIMIT),
    ResponseField("offset", Holds.OFFSET),
)
CURSOR_ENVELOPE = (ResponseField("items", Holds.ITEMS), ResponseField("next_cursor", Holds.NEXT_CURSOR))
_TOKEN_ENVELOPE = (ResponseField("access_token", Holds.ACCESS_TOKEN), ResponseField("token_type", Holds.TOKEN_TYPE))


def resolve_response(
    kind: OperationKind, entity: Entity | None, success: ResponseFact | None, *, refreshes: bool = False
) -> Response:
    """Give the successful response of an operation."""
    status = success.status if success and success.status else None
    if success is None or (not success.fields and not success.array and success.body is not False):
        return _unstated(kind, status, success, refreshes=refreshes)
    if success.body is False or status == 204:
        return Response(status or 204, Body.EMPTY)
    if kind in _SESSIONS:
        return _session(kind, status, success.fields, entity, refreshes=refreshes)
    if kind in (Kind.READ_ME, Kind.UPDATE_ME) and holds_token(success.fields):
        envelope = _one_each([_token_field(field, entity) for field in success.fields])
        return Response(status or 200, Body.ENVELOPE, envelope)
    return _shaped(kind, entity, success, status or default_status(kind))


def counted(response: Response) -> Response:
    """Give the answer of what is done with many rows: the numbers that it shows count them, and it shows none."""
    if response.body in (Body.ITEM, Body.ITEMS):
        return (
            Response(204, Body.EMPTY)
            if response.status == 204
            else Response(response.status, Body.ENVELOPE, _DONE_TELLS)
        )
    return replace(response, envelope=tuple(map(_counted, response.envelope)))


def _counted(field: ResponseField) -> ResponseField:
    if field.fields:
        return replace(field, fields=tuple(map(_counted, field.fields)))
    number = field.holds is Holds.LITERAL and isinstance(field.value, int) and not isinstance(field.value, bool)
    return ResponseField(field.name, Holds.COUNT) if number else field


def shows_many(entity: Entity, success: ResponseFact) -> bool | None:
    """Tell whether an answer shows rows of a table, and not one; nothing where it does not say."""
    if success.array:
        return True
    if _fits(success.fields, entity):
        return False
    for field in success.fields:
        if _is_listed(field):
            return True
        if _fits(field.fields, entity):
            return False
    return None


def default_status(kind: OperationKind) -> int:
    """Give the status that a kind answers with where no document says."""
    return 201 if kind in CREATING else 200


def _unstated(kind: OperationKind, status: int | None, success: ResponseFact | None, *, refreshes: bool) -> Response:
    if kind in _MANY:
        bare = success is not None and (
            "array" in success.description.lower() or "list of" in success.description.lower()
        )
        return Response(status or 200, Body.ITEMS) if bare else Response(status or 200, Body.ENVELOPE, LIST_ENVELOPE)
    if kind in (Kind.LOGIN, Kind.REFRESH):
        more = (ResponseField("refresh_token", Holds.REFRESH_TOKEN),) if refreshes else ()
        return Response(status or 200, Body.ENVELOPE, _TOKEN_ENVELOPE + more)
    if kind in _EMPTY or kind is Kind.LINK:
        if status in (None, 204):
            return Response(204, Body.EMPTY)
        return Response(status or 200, Body.ENVELOPE, (ResponseField("message", Holds.LITERAL, "Done"),))
    if kind is Kind.HEALTH:
        return Response(status or 200, Body.ENVELOPE, (ResponseField("status", Holds.LITERAL, "ok"),))
    if status == 204:
        return Response(204, Body.EMPTY)
    return Response(status or default_status(kind), Body.EMPTY if kind is Kind.PORT else Body.ITEM)


def _session(
    kind: OperationKind, status: int | None, fields: Sequence[FieldFact], entity: Entity | None, *, refreshes: bool
) -> Response:
    status = status or default_status(kind)
    names = {snake(field.name) for field in fields}
    tokens = names & {"access_token", "token", "jwt", "access"}
    inner = [field for field in fields if {snake(one.name) for one in field.fields} & set(_TOKENS)]
    if kind is Kind.REGISTER and not tokens and not inner and entity is not None and _fits(fields, entity):
        return Response(status, Body.ITEM, columns=_columns(fields, entity))
    envelope = tuple(_token_field(field, entity) for field in fields)
    held = {one.holds for field in envelope for one in (field, *field.fields)}
    if kind is not Kind.REGISTER and Holds.ACCESS_TOKEN not in held:
        envelope = (*envelope, *_TOKEN_ENVELOPE)
    if refreshes and kind in (Kind.LOGIN, Kind.REFRESH) and Holds.REFRESH_TOKEN not in held:
        envelope = (*envelope, ResponseField("refresh_token", Holds.REFRESH_TOKEN))
    return Response(status, Body.ENVELOPE, _one_each(envelope))


def _one_each(fields: Sequence[ResponseField]) -> tuple[ResponseField, ...]:
    return tuple({field.name: field for field in fields}.values())


def _token_field(field: FieldFact, entity: Entity | None) -> ResponseField:
    name = snake(field.name)
    if name in _TOKENS and not holds_token(field.fields):
        return ResponseField(field.name, _TOKENS[name])
    if field.fields and holds_token(field.fields):
        return ResponseField(field.name, Holds.OBJECT, fields=tuple(_token_field(one, entity) for one in field.fields))
    if field.fields:
        if entity is not None and _fits(field.fields, entity):
            return ResponseField(field.name, Holds.USER)
        return ResponseField(field.name, Holds.OBJECT, fields=tuple(_token_field(one, entity) for one in field.fields))
    if entity is not None and entity.has(name) and name in entity.visible:
        return ResponseField(field.name, Holds.COLUMN, name)
    if entity is not None and names_key(field.name, entity):
        return ResponseField(field.name, Holds.KEY)
    return ResponseField(field.name, Holds.LITERAL, example_value(field))


def holds_token(fields: Sequence[FieldFact]) -> bool:
    """Tell whether an access token stands among fields, or among those within them."""
    return any(_TOKENS.get(snake(field.name)) is Holds.ACCESS_TOKEN or holds_token(field.fields) for field in fields)


def example_value(field: FieldFact) -> JsonScalar:
    """Give the scalar that a document shows for a field."""
    if field.example is None:
        return field.default if field.has_default else None
    try:
        value = json.loads(field.example)
    except ValueError:
        return field.example
    return value if isinstance(value, str | int | float | bool) or value is None else None


def _fits(fields: Sequence[FieldFact], entity: Entity) -> bool:
    """Tell whether fields are those of a row: at least half of them are columns, and not by chance."""
    columns = {snake(column.name) for column in entity.columns}
    names = {snake(field.name) for field in fields}
    return bool(names) and len(names & columns) * 2 >= len(names) and len(names & columns) >= min(2, len(names))


def _columns(fields: Sequence[FieldFact], entity: Entity) -> tuple[str, ...]:
    """Give the visible columns that a documented row shows, nothing where it shows them all."""
    shown = {snake(field.name) for field in fields}
    columns = tuple(name for name in entity.visible if snake(name) in shown)
    return () if set(columns) == set(entity.visible) or len(columns) < 2 else columns


def _shaped(kind: OperationKind, entity: Entity | None, success: ResponseFact, status: int) -> Response:
    if success.array:
        if kind in _MANY:
            return Response(status, Body.ITEMS, columns=_columns(success.fields, entity) if entity else ())
        return Response(status, Body.ITEM if entity else Body.EMPTY)
    if (
        entity is not None
        and kind not in _MANY
        and _fits(success.fields, entity)
        and not _wraps(success.fields, entity)
    ):
        return Response(status, Body.ITEM, columns=_columns(success.fields, entity))
    envelope = tuple(_envelope_field(field, kind, entity, success.fields) for field in success.fields)
    held = {one.holds for field in envelope for one in (field, *field.fields)}
    if kind in _MANY and not held & {Holds.ITEMS, Holds.VALUES}:
        if entity is not None and _fits(success.fields, entity):
            return Response(status, Body.ITEMS, columns=_columns(success.fields, entity))
        return Response(status, Body.ENVELOPE, LIST_ENVELOPE)
    columns = next((found for field in success.fields if (found := _inner_columns(field, entity))), ())
    return Response(status, Body.ENVELOPE, _one_each(envelope), columns)


def _inner_columns(field: FieldFact, entity: Entity | None) -> tuple[str, ...]:
    if entity is None or not field.fields:
        return ()
    if _fits(field.fields, entity):
        return _columns(field.fields, entity)
    return next((found for inner in field.fields if (found := _inner_columns(inner, entity))), ())


def _wraps(fields: Sequence[FieldFact], entity: Entity) -> bool:
    return any(field.fields and _fits(field.fields, entity) for field in fields)


def _envelope_field(
    field: FieldFact, kind: OperationKind, entity: Entity | None, beside: Sequence[FieldFact]
) -> ResponseField:
    name = snake(field.name)
    many = kind in _MANY
    if entity is not None:
        if many and _holds_rows(field, name, entity):
            label = _listed_label(field, entity)
            return ResponseField(field.name, Holds.VALUES, label) if label else ResponseField(field.name, Holds.ITEMS)
        if (
            not many
            and (name in ROW_NAMES or singular(name) == entity.singular)
            and (field.fields or _is_object(field))
            and not _only_tells(field)
        ):
            return ResponseField(field.name, Holds.ITEM) if not _nests(field, entity) else _object(field, kind, entity)
        if not many and field.fields and _fits(field.fields, entity):
            return ResponseField(field.name, Holds.ITEM)
        if not many and (name == "deleted_id" or names_key(field.name, entity)):
            return ResponseField(field.name, Holds.KEY)
    if kind is Kind.HEALTH and not field.fields and _tells_time(name):
        return ResponseField(field.name, Holds.NOW)
    if kind is Kind.ACT and name in _DONE and not field.fields:
        return ResponseField(field.name, Holds.COUNT)
    if many and name in _COUNTERS:
        others = {snake(one.name) for one in beside}
        if name == "count" and others & {"total", "total_count"}:
            return ResponseField(field.name, Holds.COUNT)
        return ResponseField(field.name, _COUNTERS[name])
    if many and entity is not None and _counts(field, entity):
        return ResponseField(field.name, Holds.TOTAL)
    if field.fields and not (field.type or "").lower().startswith(("array", "list")):
        return _object(field, kind, entity)
    return ResponseField(field.name, Holds.LITERAL, example_value(field))


def _only_tells(field: FieldFact) -> bool:
    """Tell whether an object says what happened and shows no row: ``{"data": {"message": "Signed out."}}``."""
    return bool(field.fields) and {snake(one.name) for one in field.fields} <= _TELLING


def _tells_time(name: str) -> bool:
    """Tell whether something is called like the time of an answer: ``timestamp``, ``checked_at``, ``server_time``."""
    return name in ("timestamp", "time", "now") or name.endswith(("_at", "_time"))


def names_key(name: str, entity: Entity) -> bool:
    """Tell whether something is called like the key of a table's rows: ``id``, ``boat_id``, ``boatId``, ``boatid``."""
    plain = snake(name).replace("_", "")
    return plain in ("id", f"{entity.singular.replace('_', '')}id")


def _counts(field: FieldFact, entity: Entity) -> bool:
    """Tell whether a number beside the rows counts them by name: ``boatsCount``, ``total_boats``, ``numberOfBoats``."""
    spoken = [word for word in words(field.name) if word not in _COUNTING]
    named = singular("_".join(spoken)) == entity.singular and len(spoken) < len(words(field.name))
    return named and (field.type or "integer").lower() in ("integer", "int", "number")


def _listed_label(field: FieldFact, entity: Entity) -> str | None:
    """Give the column of which a list shows the values alone: ``{"tags": ["bread", "quick"]}``."""
    label = label_of(entity)
    scalars = (field.type or "").lower() in ("string[]", "array of strings", "list[str]", "array<string>")
    return label.name if label and scalars and not field.fields else None


def _holds_rows(field: FieldFact, name: str, entity: Entity) -> bool:
    listed = _is_listed(field)
    named = name in ITEMS or singular(name) == entity.singular
    return (named and (listed or not field.fields or _fits(field.fields, entity))) or (
        listed and bool(field.fields) and _fits(field.fields, entity)
    )


def _is_listed(field: FieldFact) -> bool:
    kind = (field.type or "").lower()
    return kind.startswith(("array", "list")) or kind.endswith("[]") or (field.example or "").startswith("[")


def _is_object(field: FieldFact) -> bool:
    return (field.type or "object").lower() in ("object", "dict") or not _is_scalar(field)


def _is_scalar(field: FieldFact) -> bool:
    return (field.type or "").lower() in ("string", "integer", "number", "boolean", "null")


def _nests(field: FieldFact, entity: Entity) -> bool:
    return _wraps(field.fields, entity) and not _fits(field.fields, entity)


def _object(field: FieldFact, kind: OperationKind, entity: Entity | None) -> ResponseField:
    return ResponseField(
        field.name,
        Holds.OBJECT,
        fields=_one_each(tuple(_envelope_field(one, kind, entity, field.fields) for one in field.fields)),
    )
