"""Completion: what a blueprint leaves to the generator, so that every part sees the same tables."""

import dataclasses

from generators.blueprint import (
    Blueprint,
    Column,
    ColumnRole,
    ColumnType,
    Default,
    DefaultKind,
    DeleteRule,
    Entity,
    EntityPurpose,
    OwnerPath,
    Reference,
    TokenIssuer,
    TypeName,
)
from generators.routes.sessions import issues_sessions

_TIME = ColumnType(TypeName.TIMESTAMP)


def complete(blueprint: Blueprint) -> Blueprint:
    """Add the table of refresh tokens, or the columns that it lacks, where sessions are issued here."""
    users = blueprint.users
    if blueprint.settings.token_issuer is not TokenIssuer.HERE or users is None:
        return blueprint
    if not issues_sessions(blueprint.operations):
        return blueprint
    wanted = _refresh_tokens(users)
    present = next((e for e in blueprint.entities if e.purpose is EntityPurpose.REFRESH_TOKENS), None)
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
            Column("family_id", ColumnType(TypeName.UUID), index=True),
            Column("token_hash", ColumnType(TypeName.VARCHAR, length=64), unique=True, role=ColumnRole.SECRET),
            Column("expires_at", _TIME),
            Column("revoked_at", _TIME, nullable=True),
            Column("created_at", _TIME, default=Default(DefaultKind.NOW), role=ColumnRole.CREATED_AT),
        ),
    )
