"""Answers that no document shows: they look as other answers do.

Example: ``POST /boats`` shows ``{"id", "name", "berth"}``, and of ``GET /boats/{id}`` nothing is said but "the boat";
``GET /berths`` shows ``{"data": [...], "meta": {...}}``, and of ``GET /boats`` nothing is said at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generators.blueprint import (
    Body,
    ColumnRole,
    Entity,
    Holds,
    Operation,
    OperationKind,
    QueryUse,
    Response,
    ResponseField,
    Settings,
    Shows,
)
from workbench.resolving.serving.answers.responses import ITEMS, LIST_ENVELOPE
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.serving.listing.listing import with_window

Kind = OperationKind
_NEVER_SHOWN = (
    *(ColumnRole.PASSWORD, ColumnRole.SECRET, ColumnRole.DELETED, ColumnRole.DELETED_AT),
    *(ColumnRole.OWNER, ColumnRole.TENANT),
)
_ONE_ROW = (
    *(Kind.CREATE, Kind.READ, Kind.REPLACE, Kind.PATCH, Kind.ACT, Kind.TOGGLE),
    *(Kind.REGISTER, Kind.READ_ME, Kind.UPDATE_ME),
)


def with_shown_rows(
    operations: Sequence[Operation], endpoints: Sequence[Endpoint], entities: Sequence[Entity], settings: Settings
) -> tuple[Operation, ...]:
    """Give the operations, those of whose answers nothing is shown with the row that a sibling shows, and lists with
    the envelope that the documented lists have."""
    siblings = find_siblings(operations, endpoints, entities)
    shown = _shown(endpoints)
    envelope = _common_envelope([one for one in operations if one.route in shown])
    rows = [_with_row(one, siblings[one.id]) if one.id in siblings else one for one in operations]
    return tuple(_with_envelope(one, envelope, settings) if one.route not in shown else one for one in rows)


def find_siblings(
    operations: Sequence[Operation], endpoints: Sequence[Endpoint], entities: Sequence[Entity]
) -> Mapping[str, Operation]:
    """Give for each operation, by its id, of whose answer nothing is shown the first that shows a row of its table: one
    row, or whole rows with their addresses in a list."""
    shown = _shown(endpoints)
    told: dict[str, Operation] = {}
    for one in operations:
        if one.entity and one.kind in _ONE_ROW and one.route in shown and _has_row(one.response):
            told.setdefault(one.entity, one)
    for one in operations:
        if one.entity and one.kind is Kind.LIST and one.route in shown and _shows_whole_rows(one, entities):
            told.setdefault(one.entity, one)
    return {
        one.id: told[one.entity]
        for one in operations
        if one.entity in told and one.route not in shown
        if one.kind in (*_ONE_ROW, Kind.LIST) and one.response.body is not Body.EMPTY
    }


def _shown(endpoints: Sequence[Endpoint]) -> set[str]:
    return {one.route for one in endpoints if one.success and (one.success.fields or one.success.array)}


def _shows_whole_rows(operation: Operation, entities: Sequence[Entity]) -> bool:
    """Tell whether a list shows its rows with their addresses and no column less than there is to show."""
    members = operation.response.members
    columns = {one.column for one in members if one.shows is Shows.COLUMN}
    entity = next(one for one in entities if one.name == operation.entity)
    whole = {one.name for one in entity.columns if one.role not in _NEVER_SHOWN} <= columns
    return whole and any(one.shows is Shows.LINK for one in members)


def _has_row(response: Response) -> bool:
    wrapped = [field for field in response.envelope if field.holds is Holds.ITEM]
    return response.entity is None and (response.body is Body.ITEM or len(wrapped) == 1)


def _with_row(operation: Operation, sibling: Operation) -> Operation:
    own, shown = operation.response, sibling.response
    row = replace(own, columns=shown.columns, members=shown.members)
    if own.body is Body.ITEM and len(shown.envelope) == 1 and sibling.kind is not Kind.LIST:
        row = replace(row, body=Body.ENVELOPE, envelope=shown.envelope)
    return replace(operation, response=row)


def _common_envelope(shown: Sequence[Operation]) -> tuple[ResponseField, ...]:
    """Give the envelope of the documented lists where they have one in common that names no table."""
    envelopes = {one.response.envelope for one in shown if one.kind is Kind.LIST}
    envelope = envelopes.pop() if len(envelopes) == 1 else ()
    members = [one for field in envelope for one in (field, *field.fields)]
    generic = [one.name.lower() in ITEMS for one in members if one.holds is Holds.ITEMS] == [True]
    # A message speaks of its own rows: "Boats found."
    return envelope if generic and not any(isinstance(one.value, str) for one in members) else ()


def _with_envelope(operation: Operation, envelope: tuple[ResponseField, ...], settings: Settings) -> Operation:
    if operation.kind is not Kind.LIST or operation.response.envelope != LIST_ENVELOPE or not envelope:
        return operation
    window = (QueryUse.LIMIT, QueryUse.OFFSET, QueryUse.PAGE)
    stated = [one for one in operation.query if one.sources or one.use not in window]
    return replace(
        operation,
        response=replace(operation.response, envelope=envelope),
        query=with_window(stated, settings, envelope),
    )
