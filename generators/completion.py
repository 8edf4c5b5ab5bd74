"""Completion: what a blueprint leaves to the generator, so that every part sees the same tables."""

import dataclasses

from generators.blueprint import (
    Blueprint,
    Body,
    BodyField,
    Column,
    ColumnRole,
    ColumnType,
    Default,
    DefaultKind,
    DeleteRule,
    Entity,
    EntityPurpose,
    Grant,
    Holds,
    Operation,
    OperationKind,
    OwnerPath,
    Reference,
    Response,
    ResponseField,
    TokenIssuer,
    TypeName,
)
from generators.idempotency import TABLE, keys_table, takes_keys
from generators.naming import camel
from generators.routes.sessions import issues_sessions
from generators.shapes import SESSION_KINDS

_WITHOUT_ENTITY = (OperationKind.HEALTH, OperationKind.PORT)
_TIME = ColumnType(TypeName.TIMESTAMP)


def complete(blueprint: Blueprint) -> Blueprint:
    """Settle what the blueprint leaves open, so that code, migration and tests agree on it.

    Every foreign key and every owner is indexed: lists filter by them, and deletes follow them.
    Sessions that are issued here get their table of refresh tokens, or the columns that it lacks;
    an aggregate without a response of its own answers its total; an operation that lacks what its
    kind needs (a row operation without a table) becomes a port.
    """
    operations = tuple(_settle(blueprint, operation) for operation in blueprint.operations)
    settled = _with_refresh_tokens(dataclasses.replace(blueprint, operations=operations))
    if takes_keys(settled) and all(entity.name != TABLE for entity in settled.entities):
        settled = dataclasses.replace(settled, entities=(*settled.entities, keys_table(settled)))
    return dataclasses.replace(settled, entities=tuple(_with_indexes(entity) for entity in settled.entities))


def _with_indexes(entity: Entity) -> Entity:
    if entity.external:
        return entity
    sets = [index.columns for index in entity.indexes if index.where is None]
    sets.append(tuple(column.name for column in entity.key))
    covered = {columns[0] for columns in sets if columns}
    columns = tuple(
        dataclasses.replace(column, index=True)
        if _is_followed(entity, column) and not column.unique and column.name not in covered
        else column
        for column in entity.columns
    )
    return dataclasses.replace(entity, columns=columns)


def _is_followed(entity: Entity, column: Column) -> bool:
    owns = entity.owner is not None and entity.owner.steps[0] == column.name
    return column.references is not None or owns


def _without_idle_permits(blueprint: Blueprint, operation: Operation) -> Operation:
    """Drop permits that say of the owner what holds of every operation on owned rows; where everyone sees that the
    row is there, others are told that they may not."""
    entity = next((entity for entity in blueprint.entities if entity.name == operation.entity), None)
    if entity is None or entity.owner is None or not operation.permits or operation.bypass_roles or operation.grants:
        return operation
    if len(entity.owner.steps) > 1 or any(grant != Grant((), entity.owner.steps[0]) for grant in operation.permits):
        return operation
    status = operation.other_status or (403 if entity.shared else None)
    return dataclasses.replace(operation, permits=(), other_status=status)


def _settle(blueprint: Blueprint, operation: Operation) -> Operation:
    operation = _without_idle_permits(blueprint, operation)
    if blueprint.settings.camel_case:
        operation = dataclasses.replace(operation, body=tuple(map(_in_camel_case, operation.body)))
    if not _can_be_written(blueprint, operation):
        return dataclasses.replace(operation, kind=OperationKind.PORT)
    if operation.kind is OperationKind.AGGREGATE and operation.response.body is not Body.ENVELOPE:
        total = Response(operation.response.status, Body.ENVELOPE, (ResponseField("total", Holds.TOTAL),))
        return dataclasses.replace(operation, response=total)
    return operation


def _in_camel_case(field: BodyField) -> BodyField:
    """Call a field as the project writes its JSON: also one that a column adds to a body that leaves it out."""
    return dataclasses.replace(field, name=camel(field.name), fields=tuple(map(_in_camel_case, field.fields)))


def _can_be_written(blueprint: Blueprint, operation: Operation) -> bool:
    users = blueprint.users
    if operation.kind in SESSION_KINDS:
        return users is not None and _fits_session(operation, users)
    if operation.kind in _WITHOUT_ENTITY:
        return True
    return operation.entity is not None and bool(blueprint.entity(operation.entity).key)


def _fits_session(operation: Operation, users: Entity) -> bool:
    if operation.kind is OperationKind.LOGOUT:
        return True
    if operation.kind is OperationKind.REFRESH:
        return bool(operation.body)
    passwords = [field for field in operation.body if "password" in field.name.lower()]
    others = len(operation.body) - len(passwords)
    enough = others > 0 or operation.kind is OperationKind.CHANGE_PASSWORD
    return users.with_role(ColumnRole.PASSWORD) is not None and bool(passwords) and enough


def _with_refresh_tokens(blueprint: Blueprint) -> Blueprint:
    users = blueprint.users
    if blueprint.settings.token_issuer is not TokenIssuer.HERE or users is None:
        return blueprint
    if not issues_sessions(blueprint.operations):
        return blueprint
    wanted = _refresh_tokens(users)
    present = blueprint.refresh_tokens
    if present is None:
        return dataclasses.replace(blueprint, entities=(*blueprint.entities, wanted))
    missing = tuple(column for column in wanted.columns if not present.has(column.name) and not column.primary_key)
    merged = dataclasses.replace(present, columns=(*present.columns, *missing))
    entities = tuple(merged if entity is present else entity for entity in blueprint.entities)
    return dataclasses.replace(blueprint, entities=entities)


def _refresh_tokens(users: Entity) -> Entity:
    key = users.key[0]
    return Entity(
        name="refresh_tokens",
        singular="refresh_token",
        purpose=EntityPurpose.REFRESH_TOKENS,
        description="A refresh token, of which only the hash is kept.",
        owner=OwnerPath(("user_id",)),
        columns=(
            Column(
                "id",
                ColumnType(TypeName.UUID),
                primary_key=True,
                default=Default(DefaultKind.UUID),
                role=ColumnRole.ID,
            ),
            Column(
                "user_id",
                key.type,
                index=True,
                references=Reference(users.name, key.name, DeleteRule.CASCADE),
                role=ColumnRole.OWNER,
            ),
            Column("family", ColumnType(TypeName.UUID), index=True),
            Column("token_hash", ColumnType(TypeName.VARCHAR, length=64), unique=True, role=ColumnRole.SECRET),
            Column("expires_at", _TIME),
            Column("revoked_at", _TIME, nullable=True),
            Column("created_at", _TIME, default=Default(DefaultKind.NOW), role=ColumnRole.CREATED_AT),
        ),
    )
