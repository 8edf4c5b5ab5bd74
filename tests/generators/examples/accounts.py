"""Example blueprints: users, with and without accounts of their own, and what they do with them."""

from typing import Any

from generators.blueprint import (
    Access,
    BodyField,
    Choice,
    Column,
    ColumnRole,
    ColumnType,
    Entity,
    EntityPurpose,
    Limits,
    Operation,
    OwnerPath,
    TypeName,
)
from tests.generators.examples.parts import (
    CREATED,
    LIMIT,
    NO_CONTENT,
    OFFSET,
    TIMESTAMP,
    TOKENS,
    UUID,
    K,
    changes,
    created_at,
    foreign,
    key_column,
    operation,
    row,
    source,
    updated_at,
    user_role,
    varchar,
)


def users_entity(key: TypeName = TypeName.UUID) -> Entity:
    """Give a users table for tokens issued here, with roles."""
    return Entity(
        name="users",
        singular="user",
        purpose=EntityPurpose.USERS,
        columns=(
            key_column(key),
            Column("email", varchar(255), unique=True, case_insensitive=True, limits=Limits(format="email")),
            Column("name", varchar(100), limits=Limits(min_length=1)),
            Column("password_hash", varchar(255), role=ColumnRole.PASSWORD),
            user_role("user", "admin", length=20),
            created_at(),
            updated_at(),
        ),
        visible=("id", "email", "name", "role", "created_at"),
        description="Someone who keeps todos.",
        sources=(source("database/schema.md", 3, 14),),
    )


def external_users() -> Entity:
    """Give a users table that an identity provider writes, with text ids."""
    return Entity(
        name="users",
        singular="user",
        purpose=EntityPurpose.USERS,
        external=True,
        columns=(
            Column("id", varchar(64), primary_key=True, role=ColumnRole.ID),
            Column("email", varchar(255), unique=True, limits=Limits(format="email")),
            Column("name", varchar(255), nullable=True),
            created_at(),
        ),
        visible=("id", "email", "name"),
        description="An account of the identity provider.",
        sources=(source("database/schema.md", 3, 10),),
    )


def refresh_tokens_entity(key: TypeName = TypeName.UUID) -> Entity:
    """Give the table that refresh tokens are kept in, as hashes."""
    return Entity(
        name="refresh_tokens",
        singular="refresh_token",
        purpose=EntityPurpose.REFRESH_TOKENS,
        columns=(
            key_column(TypeName.UUID),
            foreign("user_id", "users", ColumnType(key), role=ColumnRole.OWNER),
            Column("family", UUID, index=True),
            Column("token_hash", varchar(64), unique=True, role=ColumnRole.SECRET),
            Column("expires_at", TIMESTAMP),
            Column("revoked_at", TIMESTAMP, nullable=True),
            created_at(),
        ),
        owner=OwnerPath(("user_id",)),
    )


def _password(name: str, shortest: int = 8) -> BodyField:
    return BodyField(name, varchar(128), limits=Limits(min_length=shortest, max_length=128))


EMAIL = BodyField("email", varchar(255), "email", limits=Limits(format="email", max_length=255))
NAME = BodyField("name", varchar(100), "name", limits=Limits(min_length=1))
REFRESH_TOKEN = BodyField("refresh_token", varchar(512), limits=Limits(min_length=1, max_length=512))


def auth_operations() -> tuple[Operation, ...]:
    """Give the session operations of a backend that issues its tokens itself."""

    def at(line: int, last: int) -> dict[str, Any]:
        return {"entity": "users", "sources": (source("api/auth.md", line, last),)}

    return (
        operation("auth.register", "POST /api/auth/register", K.REGISTER, "register", **at(3, 20),
                  access=Access.PUBLIC, body=(EMAIL, _password("password"), NAME), response=CREATED, errors=(409, 422),
                  summary="Register an account.", requirements=("authentication#FR-001",)),
        operation("auth.login", "POST /api/auth/login", K.LOGIN, "login", **at(22, 40), access=Access.PUBLIC,
                  body=(EMAIL, _password("password", 1)), response=TOKENS, errors=(401, 422, 429), summary="Log in.",
                  requirements=("authentication#FR-002",)),
        operation("auth.refresh", "POST /api/auth/refresh", K.REFRESH, "refresh", **at(42, 55), access=Access.PUBLIC,
                  body=(REFRESH_TOKEN,), response=TOKENS, summary="Exchange a refresh token for new tokens."),
        operation("auth.logout", "POST /api/auth/logout", K.LOGOUT, "logout", **at(57, 65), body=(REFRESH_TOKEN,),
                  response=NO_CONTENT, summary="Log out."),
        operation("auth.change_password", "POST /api/auth/password", K.CHANGE_PASSWORD, "change_password",
                  **at(67, 80), body=(_password("current_password", 1), _password("new_password")),
                  response=NO_CONTENT, errors=(400, 401, 422), summary="Change the password."),
    )  # fmt: skip


def user_operations(key: TypeName = TypeName.UUID) -> tuple[Operation, ...]:
    """Give the caller's own account, and the list of users for administrators."""
    email = BodyField("email", varchar(255), "email", limits=Limits(format="email"))
    return (
        operation("users.read_me", "GET /api/users/me", K.READ_ME, "read_me", errors=(401,),
                  summary="Read the own account."),
        operation("users.update_me", "PATCH /api/users/me", K.UPDATE_ME, "update_me", body=changes(NAME, email),
                  errors=(401, 409, 422), summary="Change the own account."),
        operation("users.delete_me", "DELETE /api/users/me", K.DELETE_ME, "delete_me", errors=(401,),
                  summary="Delete the own account."),
        operation("users.list", "GET /api/users", K.LIST, "list_users", roles=("admin",), query=(LIMIT, OFFSET),
                  order_by=(Choice("email", "email"),), errors=(401, 403, 422), summary="List all users."),
        operation("users.read", "GET /api/users/{user_id}", K.READ, "read_user", roles=("admin",),
                  path_parameters=(row("user_id", "users", ColumnType(key)),), errors=(401, 403, 404, 422),
                  summary="Read one user."),
    )  # fmt: skip
