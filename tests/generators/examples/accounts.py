"""Example blueprints: users, with and without accounts of their own, and what they do with them."""

from generators.blueprint import (
    Access,
    BodyField,
    Choice,
    Column,
    ColumnRole,
    ColumnType,
    DeleteRule,
    Entity,
    EntityPurpose,
    Limits,
    Operation,
    OperationKind,
    OwnerPath,
    PathParameter,
    PathUse,
    Reference,
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
    created_at,
    key_column,
    literal,
    operation,
    source,
    updated_at,
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
            Column(
                "role",
                varchar(20),
                default=literal("user"),
                limits=Limits(choices=("user", "admin")),
                role=ColumnRole.USER_ROLE,
            ),
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
            Column(
                "user_id",
                ColumnType(key),
                index=True,
                references=Reference("users", "id", DeleteRule.CASCADE),
                role=ColumnRole.OWNER,
            ),
            Column("family", UUID, index=True),
            Column("token_hash", varchar(64), unique=True, role=ColumnRole.SECRET),
            Column("expires_at", TIMESTAMP),
            Column("revoked_at", TIMESTAMP, nullable=True),
            created_at(),
        ),
        owner=OwnerPath(("user_id",)),
    )


EMAIL = BodyField("email", varchar(255), "email", limits=Limits(format="email", max_length=255))
PASSWORD = BodyField("password", varchar(128), limits=Limits(min_length=8, max_length=128))
REFRESH_TOKEN = BodyField("refresh_token", varchar(512), limits=Limits(min_length=1, max_length=512))


def auth_operations() -> tuple[Operation, ...]:
    """Give the session operations of a backend that issues its tokens itself."""
    return (
        operation(
            "auth.register",
            "POST /api/auth/register",
            OperationKind.REGISTER,
            "register",
            entity="users",
            access=Access.PUBLIC,
            body=(EMAIL, PASSWORD, BodyField("name", varchar(100), "name", limits=Limits(min_length=1))),
            response=CREATED,
            errors=(409, 422),
            summary="Register an account.",
            requirements=("authentication#FR-001",),
            sources=(source("api/auth.md", 3, 20),),
        ),
        operation(
            "auth.login",
            "POST /api/auth/login",
            OperationKind.LOGIN,
            "login",
            entity="users",
            access=Access.PUBLIC,
            body=(EMAIL, BodyField("password", varchar(128), limits=Limits(min_length=1, max_length=128))),
            response=TOKENS,
            errors=(401, 422, 429),
            summary="Log in.",
            requirements=("authentication#FR-002",),
            sources=(source("api/auth.md", 22, 40),),
        ),
        operation(
            "auth.refresh",
            "POST /api/auth/refresh",
            OperationKind.REFRESH,
            "refresh",
            entity="users",
            access=Access.PUBLIC,
            body=(REFRESH_TOKEN,),
            response=TOKENS,
            summary="Exchange a refresh token for new tokens.",
            sources=(source("api/auth.md", 42, 55),),
        ),
        operation(
            "auth.logout",
            "POST /api/auth/logout",
            OperationKind.LOGOUT,
            "logout",
            entity="users",
            body=(REFRESH_TOKEN,),
            response=NO_CONTENT,
            summary="Log out.",
            sources=(source("api/auth.md", 57, 65),),
        ),
        operation(
            "auth.change_password",
            "POST /api/auth/password",
            OperationKind.CHANGE_PASSWORD,
            "change_password",
            entity="users",
            body=(
                BodyField("current_password", varchar(128), limits=Limits(min_length=1, max_length=128)),
                BodyField("new_password", varchar(128), limits=Limits(min_length=8, max_length=128)),
            ),
            response=NO_CONTENT,
            errors=(400, 401, 422),
            summary="Change the password.",
            sources=(source("api/auth.md", 67, 80),),
        ),
    )


def user_operations(key: TypeName = TypeName.UUID) -> tuple[Operation, ...]:
    """Give the caller's own account, and the list of users for administrators."""
    user_id = PathParameter("user_id", PathUse.ROW, ColumnType(key), "users", "id")
    return (
        operation(
            "users.read_me",
            "GET /api/users/me",
            OperationKind.READ_ME,
            "read_me",
            errors=(401,),
            summary="Read the own account.",
        ),
        operation(
            "users.update_me",
            "PATCH /api/users/me",
            OperationKind.UPDATE_ME,
            "update_me",
            body=(
                BodyField("name", varchar(100), "name", required=False, limits=Limits(min_length=1)),
                BodyField("email", varchar(255), "email", required=False, limits=Limits(format="email")),
            ),
            errors=(401, 409, 422),
            summary="Change the own account.",
        ),
        operation(
            "users.delete_me",
            "DELETE /api/users/me",
            OperationKind.DELETE_ME,
            "delete_me",
            errors=(401,),
            summary="Delete the own account.",
        ),
        operation(
            "users.list",
            "GET /api/users",
            OperationKind.LIST,
            "list_users",
            roles=("admin",),
            query=(LIMIT, OFFSET),
            order_by=(Choice("email", "email"),),
            errors=(401, 403, 422),
            summary="List all users.",
        ),
        operation(
            "users.read",
            "GET /api/users/{user_id}",
            OperationKind.READ,
            "read_user",
            roles=("admin",),
            path_parameters=(user_id,),
            errors=(401, 403, 404, 422),
            summary="Read one user.",
        ),
    )
