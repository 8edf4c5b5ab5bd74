"""Example blueprint: to-dos of users, with each kind of operation on rows of their own."""

import dataclasses
from typing import Any

from generators.blueprint import (
    Access,
    Blueprint,
    Body,
    BodyField,
    Choice,
    Column,
    ColumnRole,
    ColumnType,
    DeleteRule,
    Effect,
    EffectValue,
    Entity,
    Holds,
    Index,
    Limits,
    Message,
    Occasion,
    Operation,
    OperationKind,
    OwnerPath,
    PathParameter,
    PathUse,
    QueryParameter,
    QueryUse,
    Recurrence,
    Reference,
    Requirement,
    RequirementStatus,
    Response,
    ResponseField,
    Rule,
    RuleKind,
    Settings,
    Stamp,
    TokenIssuer,
    TypeName,
    UnknownFields,
)
from tests.generators.examples.accounts import (
    auth_operations,
    external_users,
    refresh_tokens_entity,
    user_operations,
    users_entity,
)
from tests.generators.examples.parts import (
    BOOLEAN,
    CREATED,
    DATE,
    INTEGER,
    ITEM,
    LIMIT,
    NO_CONTENT,
    OFFSET,
    PAGE,
    PRIORITIES,
    TAGS,
    TIMESTAMP,
    UUID,
    created_at,
    key_column,
    literal,
    source,
    updated_at,
    varchar,
)

STEPS = ("never", "daily", "weekly", "monthly", "yearly")


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
            Column("repeats", varchar(10), default=literal("never"), limits=Limits(choices=STEPS)),
            Column("tags", TAGS, default=literal("[]"), limits=Limits(max_length=10)),
            Column("position", INTEGER, default=literal(0), limits=Limits(minimum=0)),
            Column("completed", BOOLEAN, default=literal(False)),
            Column("completed_at", TIMESTAMP, nullable=True, stamp=Stamp("completed", True)),
            created_at(),
            updated_at(),
            Column("deleted_at", TIMESTAMP, nullable=True, role=ColumnRole.DELETED_AT),
        ),
        indexes=(Index(("user_id", "completed")), Index(("user_id", "created_at"))),
        owner=OwnerPath(("user_id",)),
        recurrence=Recurrence("repeats", "completed", True, ("due_date",)),
        visible=(
            "id",
            "title",
            "description",
            "priority",
            "due_date",
            "repeats",
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
    BodyField("repeats", varchar(10), "repeats", required=False, limits=Limits(choices=STEPS), default="never"),
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
        Settings(
            name="todo-backend",
            title="Todo API",
            token_issuer=issuer,
            messages=(
                Message(Occasion.FORBIDDEN, "These are somebody else's"),
                Message(Occasion.INVALID, "Look at the fields"),
                Message(Occasion.REQUIRED, "A title is required", "todos", "title"),
            ),
        ),
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
    return dataclasses.replace(operation, errors=errors)
