"""Sharing: tables whose rows are there for every reader, while their owner alone changes them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import (
    Access,
    Entity,
    EntityPurpose,
    Operation,
    OperationKind,
    PathUse,
)
from generators.shapes import depends_on_caller
from workbench.patterns import regex
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.index import Index
from workbench.resolving.serving.classify import Kind
from workbench.resolving.serving.endpoints import Endpoint

_UNAUTHORIZED = 401
_FORBIDDEN = 403
_WITHOUT_PERMISSION = regex(
    r"\b403\b.{0,120}\b(?:permi\w+|rights?|allowed|may not|not own\w*|owners?)\b"
    r"|\b(?:permi\w+|rights?|allowed|may not|not own\w*)\b.{0,60}\b403\b",
    re.IGNORECASE,
)
_SHOWING = (Kind.READ, Kind.LIST)
_CHANGING = (Kind.PATCH, Kind.REPLACE, Kind.DELETE, Kind.ACT, Kind.TOGGLE)


def with_shared(entities: Sequence[Entity], operations: Sequence[Operation]) -> tuple[Entity, ...]:
    """Mark the tables whose rows can be read without an account, or by a public name of theirs.

    Examples: ``GET /recipes`` without a token; ``GET /cooks/{username}`` for any user.
    """
    shared = {
        operation.entity
        for operation in operations
        if operation.kind in _SHOWING and not operation.roles and not operation.mine and _is_open(operation, entities)
    }
    return tuple(replace(entity, shared=True) if entity.name in shared else entity for entity in entities)


def _is_open(operation: Operation, entities: Sequence[Entity]) -> bool:
    if operation.access is not Access.REQUIRED:
        return True
    entity = next((one for one in entities if one.name == operation.entity), None)
    if entity is None or entity.purpose is not EntityPurpose.USERS or operation.kind is not OperationKind.READ:
        return False
    keys = {column.name for column in entity.key}
    return any(one.use is PathUse.ROW and one.column not in keys for one in operation.path_parameters)


_OF_ONESELF = {
    Kind.READ: Kind.READ_ME,
    Kind.PATCH: Kind.UPDATE_ME,
    Kind.REPLACE: Kind.UPDATE_ME,
    Kind.DELETE: Kind.DELETE_ME,
}


def with_own_accounts(
    operations: Sequence[Operation], entities: Sequence[Entity], other_status: int
) -> tuple[Operation, ...]:
    """Let the key of an account in a path be the caller's own, where no role reaches those of others:
    ``PUT /users/{id}`` changes one's own account then, and answers ``other_status`` for every other key."""
    users = next((entity for entity in entities if entity.purpose is EntityPurpose.USERS), None)
    return tuple(
        _of_oneself(operation, other_status)
        if users is not None and _addresses_account(operation, users)
        else operation
        for operation in operations
    )


def _addresses_account(operation: Operation, users: Entity) -> bool:
    beyond = operation.roles or operation.bypass_roles or operation.grants or operation.permits
    shown = users.shared and operation.kind is Kind.READ
    if operation.entity != users.name or beyond or shown or operation.access is not Access.REQUIRED:
        return False
    keys = [(one.use, one.column) for one in operation.path_parameters]
    whole = operation.kind in _OF_ONESELF and operation.path.endswith("}")
    return keys == [(PathUse.ROW, users.key[0].name)] and (whole or operation.kind is Kind.PORT)


def _of_oneself(operation: Operation, other_status: int) -> Operation:
    parameters = tuple(replace(one, use=PathUse.CALLER) for one in operation.path_parameters)
    errors = tuple(sorted({*operation.errors, other_status} - ({404} - {other_status})))
    return replace(
        operation, kind=_OF_ONESELF.get(operation.kind, operation.kind), path_parameters=parameters, errors=errors
    )


def with_callers(operations: Sequence[Operation]) -> tuple[Operation, ...]:
    """Let a caller who sends a token be known where a public answer tells whether the caller is tied to a row."""
    return tuple(
        replace(operation, access=Access.OPTIONAL, errors=tuple(sorted({*operation.errors, _UNAUTHORIZED})))
        if operation.access is Access.PUBLIC and depends_on_caller(operation.response.members)
        else operation
        for operation in operations
    )


def with_refusals(
    operations: Sequence[Operation],
    entities: Sequence[Entity],
    endpoints: Sequence[Endpoint],
    said: Index[Statement],
) -> tuple[Operation, ...]:
    """Answer 403 on another user's row where everyone sees that it is there and the documents know that answer: for
    this operation, or for whoever lacks the permission ("403 when the caller may not do it").
    """
    shared = {entity.name for entity in entities if entity.shared and entity.owner is not None}
    general = bool(said.telling(_WITHOUT_PERMISSION))
    refusing = {
        endpoint.route
        for endpoint in endpoints
        if general or any(response.status == _FORBIDDEN for response in endpoint.responses)
    }
    return tuple(
        replace(operation, other_status=_FORBIDDEN, errors=tuple(sorted({*operation.errors, _FORBIDDEN})))
        if operation.kind in _CHANGING and operation.entity in shared and operation.route in refusing
        else operation
        for operation in operations
    )
