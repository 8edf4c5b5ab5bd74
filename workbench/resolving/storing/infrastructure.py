"""Tables that issuing tokens needs and that nobody describes: users and their refresh tokens."""

import re
from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import (
    Column,
    ColumnRole,
    ColumnType,
    Default,
    DefaultKind,
    DeleteRule,
    Entity,
    EntityPurpose,
    Limits,
    OwnerPath,
    Reference,
    Settings,
    TokenIssuer,
    TypeName,
    users_among,
)
from workbench.patterns import regex
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.serving.routing.paths import segments_of
from workbench.resolving.words import snake

_UUID = ColumnType(TypeName.UUID)
_TIME = ColumnType(TypeName.TIMESTAMP)
_MIGHTY = regex(r"admin|owner|root|super|manager|staff", re.IGNORECASE)
_REFRESHES = frozenset({"refresh", "refresh_token", "token_refresh"})


def with_infrastructure(
    ledger: Ledger, entities: Sequence[Entity], settings: Settings, endpoints: Sequence[Endpoint]
) -> tuple[Entity, ...]:
    """Add what this backend needs to issue tokens, where it does and the documents leave it out."""
    found = list(entities)
    if settings.token_issuer is not TokenIssuer.HERE:
        return tuple(found)
    users = users_among(found)
    if users is None:
        users = _users(found)
        ledger.note(
            "users.exists",
            "The backend keeps its users in a table users.",
            "users",
            (),
            reason="It issues tokens itself, and no document describes where its users are.",
        )
        found.insert(0, users)
    prepared = _with_ordinary_role(ledger, _with_credentials(ledger, users), settings)
    found = [prepared if entity.name == users.name else entity for entity in found]
    if refreshes(endpoints) and not any(entity.purpose is EntityPurpose.REFRESH_TOKENS for entity in found):
        found = _with_refresh_tokens(found, prepared)
    return tuple(found)


def _with_ordinary_role(ledger: Ledger, users: Entity, settings: Settings) -> Entity:
    """Give new accounts a role where each needs one and nobody says which: the first that administers nothing."""
    column = users.with_role(ColumnRole.USER_ROLE)
    if column is None or column.nullable or column.default is not None:
        return users
    ordinary = [role for role in column.limits.choices if not _MIGHTY.search(role)]
    role = settings.default_role or next(iter(ordinary or column.limits.choices), "user")
    ledger.note(
        f"{users.name}.{column.name}.default",
        f"New accounts have the {column.name} {role}.",
        role,
        column.sources[:1],
        reason="Each account needs one, a client may not choose it, and no document states a default.",
    )
    return users.replacing(replace(column, default=Default(DefaultKind.LITERAL, role)))


def refreshes(endpoints: Sequence[Endpoint]) -> bool:
    """Tell whether an endpoint that exchanges refresh tokens is described."""
    return any(
        endpoint.method == "POST" and snake(segments_of(endpoint.path)[-1]) in _REFRESHES
        for endpoint in endpoints
        if segments_of(endpoint.path)
    )


def _users(entities: Sequence[Entity]) -> Entity:
    owned = next((entity for entity in entities if entity.owner and len(entity.owner.steps) == 1), None)
    kind = owned.column(owned.owner.steps[0]).type if owned and owned.owner else _UUID
    whole = kind.name in (TypeName.INTEGER, TypeName.BIGINT, TypeName.SMALLINT)
    columns = (
        Column(
            "id",
            kind,
            primary_key=True,
            role=ColumnRole.ID,
            default=Default(DefaultKind.SERIAL if whole else DefaultKind.UUID),
        ),
        Column(
            "email",
            ColumnType(TypeName.VARCHAR, 255),
            unique=True,
            case_insensitive=True,
            limits=Limits(max_length=255, format="email"),
        ),
        Column("password_hash", ColumnType(TypeName.VARCHAR, 255), role=ColumnRole.PASSWORD),
        Column("created_at", _TIME, default=Default(DefaultKind.NOW), role=ColumnRole.CREATED_AT),
    )
    return Entity("users", "user", columns, EntityPurpose.USERS, visible=("id", "email", "created_at"))


def _with_credentials(ledger: Ledger, users: Entity) -> Entity:
    """Give the users a place for their password and a unique name to sign in with."""
    columns = users.columns
    if users.with_role(ColumnRole.PASSWORD) is None:
        ledger.note(
            f"{users.name}.password_hash",
            f"{users.name} gets a column password_hash.",
            "password_hash",
            users.sources[:1],
            reason="The backend checks passwords, and no column holds their hashes.",
        )
        columns = (*columns, Column("password_hash", ColumnType(TypeName.VARCHAR, 255), role=ColumnRole.PASSWORD))
    if not any(column.unique and not column.primary_key for column in columns):
        columns = tuple(
            replace(column, unique=True, nullable=False) if snake(column.name) in ("email", "username") else column
            for column in columns
        )
    if users.external:
        ledger.note(
            f"{users.name}.external",
            f"{users.name} is written by this backend.",
            "own",
            users.sources[:1],
            reason="It registers the users itself.",
        )
    return replace(users, columns=columns, external=False)


def _with_refresh_tokens(entities: Sequence[Entity], users: Entity) -> list[Entity]:
    described = next(
        (entity for entity in entities if entity.singular in ("refresh_token", "user_refresh_token")), None
    )
    if described is not None:
        tokens = _as_refresh_tokens(described, users)
        return [tokens if entity is described else entity for entity in entities]
    return [*entities, _refresh_tokens("refresh_tokens", users)]


def _as_refresh_tokens(described: Entity, users: Entity) -> Entity:
    """Give the described table what rotation and reuse detection need, keeping its name and its sources."""
    built = _refresh_tokens(described.name, users)
    columns = tuple(
        replace(column, sources=described.column(column.name).sources) if described.has(column.name) else column
        for column in built.columns
    )
    return replace(built, columns=columns, sources=described.sources, description=described.description)


def _refresh_tokens(name: str, users: Entity) -> Entity:
    key = users.key[0]
    columns = (
        Column("id", _UUID, primary_key=True, default=Default(DefaultKind.UUID), role=ColumnRole.ID),
        Column(
            "user_id",
            key.type,
            index=True,
            role=ColumnRole.OWNER,
            references=Reference(users.name, key.name, DeleteRule.CASCADE),
        ),
        Column(
            "token_hash",
            ColumnType(TypeName.VARCHAR, 64),
            unique=True,
            limits=Limits(max_length=64),
            role=ColumnRole.SECRET,
        ),
        Column("family", _UUID, index=True),
        Column("expires_at", _TIME),
        Column("used_at", _TIME, nullable=True),
        Column("revoked_at", _TIME, nullable=True),
        Column("created_at", _TIME, default=Default(DefaultKind.NOW), role=ColumnRole.CREATED_AT),
    )
    visible = tuple(column.name for column in columns if column.role is not ColumnRole.SECRET)
    return Entity(
        name, "refresh_token", columns, EntityPurpose.REFRESH_TOKENS, owner=OwnerPath(("user_id",)), visible=visible
    )
