"""Answers that no document shows: the row then looks as other answers about the same table show it.

Example: ``POST /boats`` shows ``{"id", "name", "berth"}``, and of ``GET /boats/{id}`` nothing is said but "the boat".
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generators.blueprint import Body, Holds, Operation, OperationKind, Response
from workbench.resolving.endpoints import Endpoint

Kind = OperationKind
_ONE_ROW = (Kind.CREATE, Kind.READ, Kind.REPLACE, Kind.PATCH, Kind.ACT, Kind.TOGGLE)


def with_shown_rows(operations: Sequence[Operation], endpoints: Sequence[Endpoint]) -> tuple[Operation, ...]:
    """Give the operations, those of whose answers nothing is shown with the row that a sibling shows."""
    siblings = find_siblings(operations, endpoints)
    return tuple(_with_row(one, siblings[one.id]) if one.id in siblings else one for one in operations)


def find_siblings(operations: Sequence[Operation], endpoints: Sequence[Endpoint]) -> Mapping[str, Operation]:
    """Give for each operation, by its id, of whose answer nothing is shown the first that shows a row of its table."""
    shown = {(one.method, one.path) for one in endpoints if one.success and (one.success.fields or one.success.array)}
    told: dict[str, Operation] = {}
    for one in operations:
        if one.entity and one.kind in _ONE_ROW and (one.method, one.path) in shown and _has_row(one.response):
            told.setdefault(one.entity, one)
    return {
        one.id: told[one.entity]
        for one in operations
        if one.entity in told and (one.method, one.path) not in shown
        if one.kind in (*_ONE_ROW, Kind.LIST) and one.response.body is not Body.EMPTY
    }


def _has_row(response: Response) -> bool:
    wrapped = [field for field in response.envelope if field.holds is Holds.ITEM]
    return response.entity is None and (response.body is Body.ITEM or len(wrapped) == 1)


def _with_row(operation: Operation, sibling: Operation) -> Operation:
    own, shown = operation.response, sibling.response
    row = replace(own, columns=shown.columns, members=shown.members)
    if own.body is Body.ITEM and len(shown.envelope) == 1:
        row = replace(row, body=Body.ENVELOPE, envelope=shown.envelope)
    return replace(operation, response=row)
