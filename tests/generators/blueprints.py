"""Example blueprints, written by hand: what a resolver would give for small, complete specifications.

They cover both token situations and every kind of operation between them; the tests of the
generators, of running and of the criteria all draw on them.
"""

import dataclasses
from typing import Any

from generators.blueprint import (
    Access,
    Blueprint,
    Body,
    BodyField,
    Check,
    Choice,
    Column,
    ColumnRole,
    ColumnType,
    DeleteRule,
    Effect,
    EffectValue,
    Entity,
    EntityPurpose,
    ErrorField,
    ErrorPart,
    Holds,
    Index,
    Limits,
    Operation,
    OperationKind,
    OwnerPath,
    PathParameter,
    PathUse,
    QueryParameter,
    QueryUse,
    Reference,
    Requirement,
    RequirementStatus,
    Response,
    ResponseField,
    Rule,
    RuleKind,
    Settings,
    TokenIssuer,
    TypeName,
    UnknownFields,
)
from tests.generators.box_office import box_office_blueprint
from tests.generators.community import community_blueprint
from tests.generators.parts import (
    BIGINT,
    BOOLEAN,
    CREATED,
    DATE,
    INTEGER,
    ITEM,
    LABELS,
    LIMIT,
    NO_CONTENT,
    OFFSET,
    PAGE,
    PRIORITIES,
    TAGS,
    TEXT,
    TIMESTAMP,
    TOKENS,
    UUID,
    created_at,
    key_column,
    literal,
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


def todos_entity(owner: ColumnType = UUID, *, key: TypeName = TypeName.UUID, users: bool = True) -> Entity:
    """Give the todos of a user, with choices, a date, tags and soft delete."""
    return Entity(
        name="todos",
        singular="todo",
        columns=(
            key_column(key),
            Column(
                "user_id",
                owner,
                index=True,
                references=Reference("users", "id", DeleteRule.CASCADE) if users else None,
                role=ColumnRole.OWNER,
            ),
            Column("title", varchar(200), limits=Limits(min_length=1), sources=(source("database/schema.md", 20),)),
            Column("description", varchar(2000), nullable=True),
            Column("priority", varchar(10), default=literal("medium"), limits=Limits(choices=PRIORITIES)),
            Column("due_date", DATE, nullable=True),
            Column("tags", TAGS, default=literal("[]"), limits=Limits(max_length=10)),
            Column("position", INTEGER, default=literal(0), limits=Limits(minimum=0)),
            Column("completed", BOOLEAN, default=literal(False)),
            Column("completed_at", TIMESTAMP, nullable=True),
            created_at(),
            updated_at(),
            Column("deleted_at", TIMESTAMP, nullable=True, role=ColumnRole.DELETED_AT),
        ),
        indexes=(Index(("user_id", "completed")), Index(("user_id", "created_at"))),
        owner=OwnerPath(("user_id",)),
        visible=(
            "id",
            "title",
            "description",
            "priority",
            "due_date",
            "tags",
            "position",
            "completed",
            "completed_at",
            "created_at",
            "updated_at",
        ),
        description="Something to be done.",
        sources=(source("database/schema.md", 16, 34),),
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
        Operation(
            id="auth.register",
            method="POST",
            path="/api/auth/register",
            kind=OperationKind.REGISTER,
            feature="auth",
            name="register",
            entity="users",
            access=Access.PUBLIC,
            body=(EMAIL, PASSWORD, BodyField("name", varchar(100), "name", limits=Limits(min_length=1))),
            response=CREATED,
            errors=(409, 422),
            summary="Register an account.",
            requirements=("authentication#FR-001",),
            sources=(source("api/auth.md", 3, 20),),
        ),
        Operation(
            id="auth.login",
            method="POST",
            path="/api/auth/login",
            kind=OperationKind.LOGIN,
            feature="auth",
            name="login",
            entity="users",
            access=Access.PUBLIC,
            body=(EMAIL, BodyField("password", varchar(128), limits=Limits(min_length=1, max_length=128))),
            response=TOKENS,
            errors=(401, 422, 429),
            summary="Log in.",
            requirements=("authentication#FR-002",),
            sources=(source("api/auth.md", 22, 40),),
        ),
        Operation(
            id="auth.refresh",
            method="POST",
            path="/api/auth/refresh",
            kind=OperationKind.REFRESH,
            feature="auth",
            name="refresh",
            entity="users",
            access=Access.PUBLIC,
            body=(REFRESH_TOKEN,),
            response=TOKENS,
            errors=(401, 422),
            summary="Exchange a refresh token for new tokens.",
            sources=(source("api/auth.md", 42, 55),),
        ),
        Operation(
            id="auth.logout",
            method="POST",
            path="/api/auth/logout",
            kind=OperationKind.LOGOUT,
            feature="auth",
            name="logout",
            entity="users",
            body=(REFRESH_TOKEN,),
            response=NO_CONTENT,
            errors=(401, 422),
            summary="Log out.",
            sources=(source("api/auth.md", 57, 65),),
        ),
        Operation(
            id="auth.change_password",
            method="POST",
            path="/api/auth/password",
            kind=OperationKind.CHANGE_PASSWORD,
            feature="auth",
            name="change_password",
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
        Operation(
            id="users.read_me",
            method="GET",
            path="/api/users/me",
            kind=OperationKind.READ_ME,
            feature="users",
            name="read_me",
            entity="users",
            response=ITEM,
            errors=(401,),
            summary="Read the own account.",
        ),
        Operation(
            id="users.update_me",
            method="PATCH",
            path="/api/users/me",
            kind=OperationKind.UPDATE_ME,
            feature="users",
            name="update_me",
            entity="users",
            body=(
                BodyField("name", varchar(100), "name", required=False, limits=Limits(min_length=1)),
                BodyField("email", varchar(255), "email", required=False, limits=Limits(format="email")),
            ),
            response=ITEM,
            errors=(401, 409, 422),
            summary="Change the own account.",
        ),
        Operation(
            id="users.delete_me",
            method="DELETE",
            path="/api/users/me",
            kind=OperationKind.DELETE_ME,
            feature="users",
            name="delete_me",
            entity="users",
            response=NO_CONTENT,
            errors=(401,),
            summary="Delete the own account.",
        ),
        Operation(
            id="users.list",
            method="GET",
            path="/api/users",
            kind=OperationKind.LIST,
            feature="users",
            name="list_users",
            entity="users",
            roles=("admin",),
            query=(LIMIT, OFFSET),
            order_by=(Choice("email", "email"),),
            response=PAGE,
            errors=(401, 403, 422),
            summary="List all users.",
        ),
        Operation(
            id="users.read",
            method="GET",
            path="/api/users/{user_id}",
            kind=OperationKind.READ,
            feature="users",
            name="read_user",
            entity="users",
            roles=("admin",),
            path_parameters=(user_id,),
            response=ITEM,
            errors=(401, 403, 404, 422),
            summary="Read one user.",
        ),
    )


TITLE = BodyField("title", varchar(200), "title", limits=Limits(min_length=1, max_length=200))
TODO_BODY = (
    TITLE,
    BodyField("description", varchar(2000), "description", required=False, nullable=True),
    BodyField(
        "priority",
        varchar(10),
        "priority",
        required=False,
        limits=Limits(choices=PRIORITIES),
        default="medium",
    ),
    BodyField("due_date", DATE, "due_date", required=False, nullable=True),
    BodyField("tags", TAGS, "tags", required=False, limits=Limits(max_length=10)),
    BodyField("position", INTEGER, "position", required=False, limits=Limits(minimum=0), default=0),
)
TODO_PATCH = tuple(
    BodyField(field.name, field.type, field.column, required=False, nullable=field.nullable, limits=field.limits)
    for field in (*TODO_BODY, BodyField("completed", BOOLEAN, "completed"))
)
TODO_QUERY = (
    QueryParameter(
        "status",
        QueryUse.STATE,
        varchar(20),
        choices=(
            Choice("all"),
            Choice("pending", "completed", equals=False),
            Choice("completed", "completed", equals=True),
        ),
        default="all",
    ),
    QueryParameter(
        "priority", QueryUse.FILTER, varchar(10), column="priority", limits=Limits(choices=PRIORITIES), multiple=True
    ),
    QueryParameter("tag", QueryUse.FILTER, varchar(50), column="tags"),
    QueryParameter("due_from", QueryUse.FROM, DATE, column="due_date"),
    QueryParameter("due_to", QueryUse.TO, DATE, column="due_date"),
    QueryParameter("search", QueryUse.SEARCH, varchar(100), columns=("title", "description")),
    QueryParameter(
        "sort",
        QueryUse.SORT,
        varchar(20),
        choices=(
            Choice("created_at", "created_at", descending=True),
            Choice("due_date", "due_date"),
            Choice("title", "title"),
            Choice("priority", "priority"),
        ),
        default="created_at",
    ),
    QueryParameter("order", QueryUse.DIRECTION, varchar(4), choices=(Choice("asc"), Choice("desc"))),
    LIMIT,
    OFFSET,
)
COMPLETE_EFFECTS = (
    Effect("completed", EffectValue.LITERAL, literal=True),
    Effect("completed_at", EffectValue.NOW),
)
TOGGLE_EFFECTS = (
    Effect("completed", EffectValue.FLIP),
    Effect("completed_at", EffectValue.NOW, when=True),
    Effect("completed_at", EffectValue.NULL, when=False),
)


def todo_operations(
    prefix: str,
    *,
    key: TypeName = TypeName.UUID,
    caller: tuple[PathParameter, ...] = (),
    bypass: tuple[str, ...] = (),
) -> tuple[Operation, ...]:
    """Give everything that can be done with todos, below ``prefix``."""
    row = (*caller, PathParameter("todo_id", PathUse.ROW, ColumnType(key), "todos", "id"))
    base = {"feature": "todos", "entity": "todos", "bypass_roles": bypass}

    def operation(verb: str, method: str, path: str, kind: OperationKind, name: str, **more: Any) -> Operation:  # noqa: ANN401
        members: dict[str, Any] = {**base, "response": ITEM, "errors": (401, 404, 422), "path_parameters": row}
        if "{todo_id}" not in path:
            members |= {"path_parameters": caller, "errors": (401, 422)}
        return Operation(
            id=f"todos.{verb}", method=method, path=prefix + path, kind=kind, name=name, **{**members, **more}
        )

    return (
        operation(
            "create",
            "POST",
            "",
            OperationKind.CREATE,
            "create_todo",
            body=TODO_BODY,
            response=CREATED,
            summary="Create a todo.",
            description="The caller becomes its owner.",
            requirements=("todos#FR-001", "todos#FR-002"),
            sources=(source("api/todos.md", 3, 30),),
        ),
        operation(
            "list",
            "GET",
            "",
            OperationKind.LIST,
            "list_todos",
            query=TODO_QUERY,
            order_by=(Choice("created_at", "created_at", descending=True),),
            response=PAGE,
            summary="List the caller's todos.",
            requirements=("todos#FR-003",),
            sources=(source("api/todos.md", 32, 60),),
        ),
        operation(
            "statistics",
            "GET",
            "/statistics",
            OperationKind.AGGREGATE,
            "read_todo_statistics",
            response=Response(
                200,
                Body.ENVELOPE,
                (
                    ResponseField("total", Holds.TOTAL),
                    ResponseField("completed", Holds.COUNT, value="completed=true"),
                    ResponseField("pending", Holds.COUNT, value="completed=false"),
                    ResponseField(
                        "priority",
                        Holds.OBJECT,
                        fields=tuple(ResponseField(name, Holds.COUNT, value=f"priority={name}") for name in PRIORITIES),
                    ),
                ),
            ),
            errors=(401,) if not caller else (401, 403, 422),
            summary="Count the caller's todos.",
        ),
        operation("read", "GET", "/{todo_id}", OperationKind.READ, "read_todo", summary="Read one todo."),
        operation(
            "replace",
            "PUT",
            "/{todo_id}",
            OperationKind.REPLACE,
            "replace_todo",
            body=TODO_BODY,
            summary="Replace a todo.",
        ),
        operation(
            "patch",
            "PATCH",
            "/{todo_id}",
            OperationKind.PATCH,
            "update_todo",
            body=TODO_PATCH,
            summary="Change parts of a todo.",
        ),
        operation(
            "complete",
            "POST",
            "/{todo_id}/complete",
            OperationKind.ACT,
            "complete_todo",
            effects=COMPLETE_EFFECTS,
            summary="Mark a todo as done.",
        ),
        operation(
            "toggle",
            "PATCH",
            "/{todo_id}/toggle",
            OperationKind.TOGGLE,
            "toggle_todo",
            effects=TOGGLE_EFFECTS,
            summary="Turn done into not done, and back.",
        ),
        operation(
            "delete",
            "DELETE",
            "/{todo_id}",
            OperationKind.DELETE,
            "delete_todo",
            soft=True,
            response=NO_CONTENT,
            summary="Delete a todo.",
        ),
        operation(
            "clear",
            "DELETE",
            "",
            OperationKind.BULK_DELETE,
            "delete_completed_todos",
            soft=True,
            query=(QueryParameter("completed", QueryUse.FILTER, BOOLEAN, column="completed"),),
            response=NO_CONTENT,
            summary="Delete the caller's todos that fit.",
        ),
    )


HEALTH = Operation(
    id="health.read",
    method="GET",
    path="/health",
    kind=OperationKind.HEALTH,
    feature="health",
    name="read_health",
    access=Access.PUBLIC,
    response=Response(200, Body.ENVELOPE, (ResponseField("status", Holds.LITERAL, value="ok"),)),
    errors=(503,),
    summary="Tell whether the service and its database are up.",
)
TODO_RULES = (
    Rule(
        "todos.title.length",
        RuleKind.LENGTH,
        "todos",
        ("title",),
        ("todos.create", "todos.replace", "todos.patch"),
        (("min", 1), ("max", 200)),
        ("todos#FR-002",),
        (source("features/todos.md", 9),),
    ),
    Rule(
        "todos.ownership",
        RuleKind.OWNERSHIP,
        "todos",
        ("user_id",),
        ("todos.list", "todos.read", "todos.replace", "todos.patch", "todos.delete"),
        requirements=("todos#FR-003",),
        sources=(source("features/todos.md", 10),),
    ),
)
TODO_REQUIREMENTS = (
    Requirement(
        "todos#FR-001",
        "Users MUST be able to create todos.",
        RuleKind.OPERATION,
        RequirementStatus.ENFORCED,
        source("features/todos.md", 8),
        ("todos.create",),
    ),
    Requirement(
        "todos#FR-002",
        "A title MUST have 1 to 200 characters.",
        RuleKind.LENGTH,
        RequirementStatus.ENFORCED,
        source("features/todos.md", 9),
        ("todos.title.length",),
    ),
    Requirement(
        "todos#FR-003",
        "Users MUST see only their own todos.",
        RuleKind.OWNERSHIP,
        RequirementStatus.ENFORCED,
        source("features/todos.md", 10),
        ("todos.ownership", "todos.list"),
    ),
)


def todo_blueprint(issuer: TokenIssuer = TokenIssuer.HERE, *, key: TypeName = TypeName.UUID) -> Blueprint:
    """Give the todo backend: with accounts of its own, or behind an identity provider.

    With tokens from elsewhere, user ids are text, the users table belongs to the provider and
    the paths carry ``{user_id}``.
    """
    if issuer is TokenIssuer.HERE:
        return Blueprint(
            Settings(
                name="todo-backend",
                title="Todo API",
                token_issuer=issuer,
                roles=("user", "admin"),
                default_role="user",
                unknown_fields=UnknownFields.FORBID,
            ),
            (users_entity(key), refresh_tokens_entity(key), todos_entity(ColumnType(key), key=key)),
            (
                *auth_operations(),
                *user_operations(key),
                *todo_operations("/api/todos", key=key, bypass=("admin",)),
                HEALTH,
            ),
            TODO_RULES,
            TODO_REQUIREMENTS,
        )
    caller = (PathParameter("user_id", PathUse.CALLER, varchar(64)),)
    return Blueprint(
        Settings(name="todo-backend", title="Todo API", token_issuer=issuer),
        (external_users(), todos_entity(varchar(64), key=key)),
        (
            *(
                operation
                if 403 in operation.errors
                else _with_errors(operation, tuple(sorted({*operation.errors, 403})))
                for operation in todo_operations("/api/{user_id}/todos", key=key, caller=caller)
            ),
            HEALTH,
        ),
        TODO_RULES,
        TODO_REQUIREMENTS,
    )


def _with_errors(operation: Operation, errors: tuple[int, ...]) -> Operation:
    members = {name: getattr(operation, name) for name in Operation.__slots__}
    return Operation(**{**members, "errors": errors})


def notes_blueprint() -> Blueprint:
    """Give a backend without a users table: the owner is the token's subject, keys are integers."""
    row = (PathParameter("id", PathUse.ROW, INTEGER, "notes", "id"),)
    body = (
        BodyField("title", varchar(100), "title", limits=Limits(min_length=1, max_length=100)),
        BodyField("content", TEXT, "content", required=False, default="", limits=Limits(max_length=10000)),
        BodyField("rating", ColumnType(TypeName.NUMERIC, precision=4, scale=2), "rating", False, True),
        BodyField("starts_at", TIMESTAMP, "starts_at", False, True),
        BodyField("attributes", ColumnType(TypeName.JSON), "attributes", False, True),
        BodyField("labels", LABELS, "labels", required=False, limits=Limits(max_length=5)),
    )
    patch = tuple(
        BodyField(field.name, field.type, field.column, False, field.nullable, field.limits) for field in body
    )
    entity = Entity(
        name="notes",
        singular="note",
        columns=(
            key_column(TypeName.INTEGER),
            Column("user_id", varchar(255), index=True, role=ColumnRole.OWNER),
            Column("title", varchar(100), limits=Limits(min_length=1)),
            Column("content", TEXT, default=literal(""), limits=Limits(max_length=10000)),
            Column(
                "rating",
                ColumnType(TypeName.NUMERIC, precision=4, scale=2),
                nullable=True,
                limits=Limits(minimum=0, maximum=10),
            ),
            Column("starts_at", TIMESTAMP, nullable=True),
            Column("attributes", ColumnType(TypeName.JSON), nullable=True),
            Column("labels", ColumnType(TypeName.JSON), default=literal("[]")),
            created_at(),
            updated_at(),
        ),
        indexes=(Index(("user_id", "title"), unique=True),),
        owner=OwnerPath(("user_id",)),
        visible=("id", "title", "content", "rating", "starts_at", "attributes", "labels", "created_at", "updated_at"),
    )

    def note(verb: str, method: str, kind: OperationKind, name: str, response: Response = ITEM) -> Operation:
        single = verb not in ("create", "list")
        return Operation(
            id=f"notes.{verb}",
            method=method,
            path="/notes/{id}" if single else "/notes",
            kind=kind,
            feature="notes",
            name=name,
            entity="notes",
            response=response,
            path_parameters=row if single else (),
            query=(LIMIT, OFFSET) if verb == "list" else (),
            body={"create": body, "patch": patch}.get(verb, ()),
            errors={"create": (401, 409, 422), "patch": (401, 404, 409, 422), "list": (401, 422)}.get(
                verb, (401, 404, 422)
            ),
        )

    return Blueprint(
        Settings(name="notes-backend", title="Notes"),
        (entity,),
        (
            note("create", "POST", OperationKind.CREATE, "create_note", CREATED),
            note("list", "GET", OperationKind.LIST, "list_notes", Response(200, Body.ITEMS)),
            note("read", "GET", OperationKind.READ, "read_note"),
            note("patch", "PATCH", OperationKind.PATCH, "update_note"),
            note("delete", "DELETE", OperationKind.DELETE, "delete_note", NO_CONTENT),
        ),
    )


def projects_blueprint() -> Blueprint:
    """Give parents, children owned through them, and labels linked through a join table."""
    project_id = PathParameter("project_id", PathUse.ROW, BIGINT, "projects", "id")
    parent = PathParameter("project_id", PathUse.PARENT, BIGINT, "projects", "id", "project_id")
    task_id = PathParameter("task_id", PathUse.ROW, BIGINT, "tasks", "id")
    label_id = PathParameter("label_id", PathUse.PARENT, BIGINT, "labels", "id", "label_id")
    link_task = PathParameter("task_id", PathUse.PARENT, BIGINT, "tasks", "id", "task_id")
    # Notes lie below a task that lies below a project: three keys, each within the one before.
    below = (parent, PathParameter("task_id", PathUse.PARENT, BIGINT, "tasks", "id", "task_id"))
    note_id = PathParameter("note_id", PathUse.ROW, BIGINT, "notes", "id")
    text = BodyField("text", varchar(200), "text", limits=Limits(min_length=1, max_length=200))
    name = BodyField("name", varchar(80), "name", limits=Limits(min_length=1, max_length=80))

    def plain(table: str, singular: str, *, unique: bool = False) -> Entity:
        return Entity(
            name=table,
            singular=singular,
            columns=(
                key_column(TypeName.BIGINT),
                Column(
                    "owner_id",
                    BIGINT,
                    index=True,
                    references=Reference("users", "id", DeleteRule.CASCADE),
                    role=ColumnRole.OWNER,
                ),
                Column("name", varchar(80), limits=Limits(min_length=1)),
                created_at(),
            ),
            indexes=(Index(("owner_id", "name"), unique=True),) if unique else (),
            owner=OwnerPath(("owner_id",)),
            visible=("id", "name", "created_at"),
        )

    users = Entity(
        name="users",
        singular="user",
        purpose=EntityPurpose.USERS,
        columns=(
            key_column(TypeName.BIGINT),
            Column("email", varchar(255), unique=True, limits=Limits(format="email")),
            Column("is_active", BOOLEAN, default=literal(True)),
        ),
    )
    tasks = Entity(
        name="tasks",
        singular="task",
        columns=(
            key_column(TypeName.BIGINT),
            Column("project_id", BIGINT, index=True, references=Reference("projects", "id", DeleteRule.CASCADE)),
            Column("title", varchar(120), limits=Limits(min_length=1)),
            Column("estimate", INTEGER, nullable=True, limits=Limits(minimum=0, maximum=1000)),
            Column("starts_on", DATE, nullable=True),
            Column("ends_on", DATE, nullable=True),
            Column("done", BOOLEAN, default=literal(False)),
            created_at(),
            updated_at(),
        ),
        checks=(Check("dates_in_order", "starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on"),),
        owner=OwnerPath(("project_id", "owner_id")),
        visible=("id", "project_id", "title", "estimate", "starts_on", "ends_on", "done"),
    )
    notes = Entity(
        name="notes",
        singular="note",
        columns=(
            key_column(TypeName.BIGINT),
            Column("task_id", BIGINT, index=True, references=Reference("tasks", "id", DeleteRule.CASCADE)),
            Column("text", varchar(200), limits=Limits(min_length=1)),
        ),
        owner=OwnerPath(("task_id", "project_id", "owner_id")),
        visible=("id", "text"),
    )
    task_labels = Entity(
        name="task_labels",
        singular="task_label",
        purpose=EntityPurpose.JOIN,
        columns=(
            Column("task_id", BIGINT, primary_key=True, references=Reference("tasks", "id", DeleteRule.CASCADE)),
            Column("label_id", BIGINT, primary_key=True, references=Reference("labels", "id", DeleteRule.CASCADE)),
        ),
        owner=OwnerPath(("task_id", "project_id", "owner_id")),
    )
    task_body = (
        BodyField("title", varchar(120), "title", limits=Limits(min_length=1, max_length=120)),
        BodyField(
            "estimate", INTEGER, "estimate", required=False, nullable=True, limits=Limits(minimum=0, maximum=1000)
        ),
        BodyField("starts_on", DATE, "starts_on", required=False, nullable=True),
        BodyField("ends_on", DATE, "ends_on", required=False, nullable=True),
    )
    move = BodyField("project_id", BIGINT, "project_id", required=False)
    return Blueprint(
        Settings(name="projects-backend", title="Projects"),
        (users, plain("projects", "project", unique=True), plain("labels", "label"), tasks, notes, task_labels),
        (
            Operation(
                "projects.create",
                "POST",
                "/api/v1/projects",
                OperationKind.CREATE,
                "projects",
                "create_project",
                CREATED,
                "projects",
                body=(name,),
                errors=(401, 409, 422),
            ),
            Operation(
                "projects.list",
                "GET",
                "/api/v1/projects",
                OperationKind.LIST,
                "projects",
                "list_projects",
                PAGE,
                "projects",
                query=(LIMIT, OFFSET),
                errors=(401, 422),
            ),
            Operation(
                "projects.read",
                "GET",
                "/api/v1/projects/{project_id}",
                OperationKind.READ,
                "projects",
                "read_project",
                ITEM,
                "projects",
                path_parameters=(project_id,),
                errors=(401, 404, 422),
            ),
            Operation(
                "projects.delete",
                "DELETE",
                "/api/v1/projects/{project_id}",
                OperationKind.DELETE,
                "projects",
                "delete_project",
                NO_CONTENT,
                "projects",
                path_parameters=(project_id,),
                errors=(401, 404, 422),
            ),
            Operation(
                "labels.create",
                "POST",
                "/api/v1/labels",
                OperationKind.CREATE,
                "labels",
                "create_label",
                CREATED,
                "labels",
                body=(name,),
                errors=(401, 422),
            ),
            Operation(
                "tasks.create",
                "POST",
                "/api/v1/projects/{project_id}/tasks",
                OperationKind.CREATE,
                "tasks",
                "create_task",
                CREATED,
                "tasks",
                path_parameters=(parent,),
                body=task_body,
                errors=(401, 404, 422),
            ),
            Operation(
                "tasks.list",
                "GET",
                "/api/v1/projects/{project_id}/tasks",
                OperationKind.LIST,
                "tasks",
                "list_tasks",
                PAGE,
                "tasks",
                path_parameters=(parent,),
                query=(QueryParameter("done", QueryUse.FILTER, BOOLEAN, column="done"), LIMIT, OFFSET),
                errors=(401, 404, 422),
            ),
            Operation(
                "tasks.read",
                "GET",
                "/api/v1/tasks/{task_id}",
                OperationKind.READ,
                "tasks",
                "read_task",
                ITEM,
                "tasks",
                path_parameters=(task_id,),
                errors=(401, 404, 422),
            ),
            Operation(
                "tasks.patch",
                "PATCH",
                "/api/v1/tasks/{task_id}",
                OperationKind.PATCH,
                "tasks",
                "update_task",
                ITEM,
                "tasks",
                path_parameters=(task_id,),
                body=tuple(
                    BodyField(field.name, field.type, field.column, False, field.nullable, field.limits)
                    for field in (*task_body, move)
                ),
                errors=(401, 404, 422),
            ),
            Operation(
                "tasks.delete",
                "DELETE",
                "/api/v1/tasks/{task_id}",
                OperationKind.DELETE,
                "tasks",
                "delete_task",
                NO_CONTENT,
                "tasks",
                path_parameters=(task_id,),
                errors=(401, 404, 422),
            ),
            Operation(
                "tasks.add_label",
                "PUT",
                "/api/v1/tasks/{task_id}/labels/{label_id}",
                OperationKind.LINK,
                "tasks",
                "add_label",
                NO_CONTENT,
                "task_labels",
                path_parameters=(link_task, label_id),
                errors=(401, 404, 422),
            ),
            Operation(
                "tasks.remove_label",
                "DELETE",
                "/api/v1/tasks/{task_id}/labels/{label_id}",
                OperationKind.UNLINK,
                "tasks",
                "remove_label",
                NO_CONTENT,
                "task_labels",
                path_parameters=(link_task, label_id),
                errors=(401, 404, 422),
            ),
            Operation(
                "notes.create",
                "POST",
                "/api/v1/projects/{project_id}/tasks/{task_id}/notes",
                OperationKind.CREATE,
                "notes",
                "create_note",
                CREATED,
                "notes",
                path_parameters=below,
                body=(text,),
                errors=(401, 404, 422),
            ),
            Operation(
                "notes.list",
                "GET",
                "/api/v1/projects/{project_id}/tasks/{task_id}/notes",
                OperationKind.LIST,
                "notes",
                "list_notes",
                PAGE,
                "notes",
                path_parameters=below,
                query=(LIMIT, OFFSET),
                errors=(401, 404, 422),
            ),
            Operation(
                "notes.patch",
                "PATCH",
                "/api/v1/projects/{project_id}/tasks/{task_id}/notes/{note_id}",
                OperationKind.PATCH,
                "notes",
                "update_note",
                ITEM,
                "notes",
                path_parameters=(*below, note_id),
                body=(text,),
                errors=(401, 404, 422),
            ),
            Operation(
                "notes.delete",
                "DELETE",
                "/api/v1/projects/{project_id}/tasks/{task_id}/notes/{note_id}",
                OperationKind.DELETE,
                "notes",
                "delete_note",
                NO_CONTENT,
                "notes",
                path_parameters=(*below, note_id),
                errors=(401, 404, 422),
            ),
            Operation(
                "tasks.export",
                "POST",
                "/api/v1/tasks/{task_id}/export",
                OperationKind.PORT,
                "tasks",
                "export_task",
                ITEM,
                "tasks",
                path_parameters=(task_id,),
                errors=(401, 404, 422, 501),
            ),
        ),
    )


def envelopes_blueprint() -> Blueprint:
    """Give bookmarks whose every answer wears ``success``, ``data`` and ``message``, errors included."""
    row = (PathParameter("bookmark_id", PathUse.ROW, INTEGER, "bookmarks", "id"),)
    entity = Entity(
        name="bookmarks",
        singular="bookmark",
        columns=(
            key_column(TypeName.INTEGER),
            Column("user_id", UUID, index=True, role=ColumnRole.OWNER),
            Column("pageUrl", varchar(500), limits=Limits(format="uri")),
            Column("is_favorite", BOOLEAN, default=literal(False)),
            created_at(),
        ),
        owner=OwnerPath(("user_id",)),
        visible=("id", "pageUrl", "is_favorite", "created_at"),
    )
    body = (BodyField("pageUrl", varchar(500), "pageUrl", limits=Limits(format="uri", max_length=500)),)

    def wrapped(status: int, message: str, *held: ResponseField) -> Response:
        return Response(
            status,
            Body.ENVELOPE,
            (
                ResponseField("success", Holds.LITERAL, value=True),
                *held,
                ResponseField("message", Holds.LITERAL, value=message),
            ),
        )

    data = ResponseField("data", Holds.ITEM)
    page = ResponseField(
        "data",
        Holds.OBJECT,
        fields=(
            ResponseField("bookmarks", Holds.ITEMS),
            ResponseField("total", Holds.TOTAL),
            ResponseField("page", Holds.PAGE),
            ResponseField("pages", Holds.PAGES),
            ResponseField("has_more", Holds.HAS_MORE),
        ),
    )
    query = (
        QueryParameter("page", QueryUse.PAGE, INTEGER, default=1, limits=Limits(minimum=1)),
        QueryParameter("per_page", QueryUse.LIMIT, INTEGER, default=20, limits=Limits(minimum=1, maximum=50)),
    )

    def bookmark(verb: str, method: str, kind: OperationKind, name: str, response: Response, **more: Any) -> Operation:  # noqa: ANN401
        single = verb not in ("create", "list")
        members: dict[str, Any] = {
            "path_parameters": row if single else (),
            "errors": (400, 401, 404) if single else (400, 401),
        }
        return Operation(
            id=f"bookmarks.{verb}",
            method=method,
            path="/api/bookmarks/{bookmark_id}" if single else "/api/bookmarks",
            kind=kind,
            feature="bookmarks",
            name=name,
            response=response,
            entity="bookmarks",
            **{**members, **more},
        )

    return Blueprint(
        Settings(
            name="bookmarks-backend",
            title="Bookmarks",
            validation_status=400,
            error_body=(
                ErrorField("success", ErrorPart.LITERAL, False),
                ErrorField(
                    "error",
                    ErrorPart.OBJECT,
                    fields=(ErrorField("code", ErrorPart.CODE), ErrorField("message", ErrorPart.MESSAGE)),
                ),
                ErrorField("errors", ErrorPart.ERRORS),
            ),
        ),
        (entity,),
        (
            bookmark(
                "create",
                "POST",
                OperationKind.CREATE,
                "create_bookmark",
                wrapped(201, "Bookmark created", data),
                body=body,
            ),
            bookmark(
                "list", "GET", OperationKind.LIST, "list_bookmarks", wrapped(200, "Bookmarks found", page), query=query
            ),
            bookmark("read", "GET", OperationKind.READ, "read_bookmark", wrapped(200, "Bookmark found", data)),
            bookmark(
                "replace",
                "PUT",
                OperationKind.REPLACE,
                "replace_bookmark",
                wrapped(200, "Bookmark changed", data),
                body=body,
            ),
            bookmark("delete", "DELETE", OperationKind.DELETE, "delete_bookmark", wrapped(200, "Bookmark deleted")),
        ),
    )


EXAMPLES = {
    "accounts": todo_blueprint(TokenIssuer.HERE),
    "integer-accounts": todo_blueprint(TokenIssuer.HERE, key=TypeName.INTEGER),
    "shared-secret": todo_blueprint(TokenIssuer.SHARED_SECRET),
    "published-keys": dataclasses.replace(notes_blueprint(), settings=Settings(token_issuer=TokenIssuer.JWKS)),
    "no-users-table": notes_blueprint(),
    "nested": projects_blueprint(),
    "envelopes": envelopes_blueprint(),
    "community": community_blueprint(),
    "box-office": box_office_blueprint(),
}
"""Every example by a short name, for parametrised tests."""
