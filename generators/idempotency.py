"""Idempotency keys: the table that keeps what requests were answered, by the keys that their callers gave them."""

from collections.abc import Sequence

from generators.blueprint import (
    Access,
    Blueprint,
    Body,
    Column,
    ColumnRole,
    ColumnType,
    Default,
    DefaultKind,
    DeleteRule,
    Entity,
    EntityPurpose,
    Operation,
    OperationKind,
    OwnerPath,
    Reference,
    TypeName,
)
from generators.callers import caller_type

TABLE = "idempotency_keys"


def takes_keys(blueprint: Blueprint) -> bool:
    """Tell whether any operation takes a key."""
    return any(operation.repeatable for operation in blueprint.operations)


def why_not_repeatable(operation: Operation, entities: Sequence[Entity]) -> str:
    """Say why an operation takes no key; nothing where it adds a row of a known caller, and shows it."""
    if operation.kind is not OperationKind.CREATE or operation.access is not Access.REQUIRED:
        return f"{operation.route} adds no row of a known caller"
    if operation.response.body not in (Body.ITEM, Body.ENVELOPE) or not operation.body:
        return f"{operation.route} takes and shows nothing that could be kept"
    taken = any(entity.name == TABLE for entity in entities)
    return f"{TABLE} is a table of the specifications" if taken else ""


def reused_status(validation_status: int) -> int:
    """Give the status that refuses a key of another request: a value that does not fit."""
    return 422 if validation_status == 422 else 409


def keys_table(blueprint: Blueprint) -> Entity:
    """Give the table: for each caller, path and key the body that was sent, as a hash, and the answer to it."""
    users = blueprint.users
    held = Reference(users.name, users.key[0].name, DeleteRule.CASCADE) if users and not users.external else None
    owner = Column("user_id", caller_type(blueprint), primary_key=True, references=held, role=ColumnRole.OWNER)
    return Entity(
        name=TABLE,
        singular="idempotency_key",
        purpose=EntityPurpose.REQUEST_KEYS,
        description="What a request was answered, by the key that the caller gave it.",
        owner=OwnerPath(("user_id",)),
        columns=(
            owner,
            Column("path", ColumnType(TypeName.TEXT), primary_key=True),
            Column("key", ColumnType(TypeName.VARCHAR, length=255), primary_key=True),
            Column("body_hash", ColumnType(TypeName.VARCHAR, length=64), role=ColumnRole.SECRET),
            Column("status", ColumnType(TypeName.SMALLINT), default=Default(DefaultKind.LITERAL, 201)),
            Column("answer", ColumnType(TypeName.TEXT), default=Default(DefaultKind.LITERAL, "")),
            Column(
                "created_at",
                ColumnType(TypeName.TIMESTAMP),
                default=Default(DefaultKind.NOW),
                role=ColumnRole.CREATED_AT,
            ),
        ),
    )
