"""Example blueprint: to-dos of users, with each kind of operation on rows of their own."""

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
    Effect,
    EffectValue,
    Entity,
    Holds,
    Index,
    Limits,
    Message,
    Occasion,
    Operation,
    OwnerPath,
    PathParameter,
    PathUse,
    QueryParameter,
    QueryUse,
    Recurrence,
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
    DATE,
    INTEGER,
    LIMIT,
    NO_CONTENT,
    OFFSET,
    PRIORITIES,
    TAGS,
    TIMESTAMP,
    UUID,
    K,
    changes,
    created_at,
    foreign,
    key_column,
    literal,
    operation,
    row,
    source,
    updated_at,
    varchar,
)

STEPS = ("never", "daily", "weekly", "monthly", "yearly")


def todos_entity(owner: ColumnType = UUID, *, key: TypeName = TypeName.UUID) -> Entity:
    """Give the todos of a user, with choices, a date, tags and soft delete."""
    return Entity(
        name="todos",
        singular="todo",
        columns=(
            key_column(key),
            foreign("user_id", "users", owner, role=ColumnRole.OWNER),
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
            *("id", "title", "description", "priority", "due_date", "repeats", "tags", "position"),
            *("completed", "completed_at", "created_at", "updated_at"),
        ),
        description="Something to be done.",
        sources=(source("database/schema.md", 16, 34),),
    )


TITLE = BodyField("title", varchar(200), "title", limits=Limits(min_length=1, max_length=200))
TODO_BODY = (
    TITLE,
    BodyField("description", varchar(2000), "description", False, True),
    BodyField("priority", varchar(10), "priority", False, limits=Limits(choices=PRIORITIES), default="medium"),
    BodyField("due_date", DATE, "due_date", False, True),
    BodyField("repeats", varchar(10), "repeats", False, limits=Limits(choices=STEPS), default="never"),
    BodyField("tags", TAGS, "tags", False, limits=Limits(max_length=10)),
    BodyField("position", INTEGER, "position", False, limits=Limits(minimum=0), default=0),
)
TODO_PATCH = changes(*TODO_BODY, BodyField("completed", BOOLEAN, "completed"))
_STATES = (
    Choice("all"),
    Choice("pending", "completed", equals=False),
    Choice("completed", "completed", equals=True),
)
_SORTS = (
    Choice("created_at", "created_at", descending=True),
    *(Choice(name, name) for name in ("due_date", "title", "priority")),
)
TODO_QUERY = (
    QueryParameter("status", QueryUse.STATE, varchar(20), choices=_STATES, default="all"),
    QueryParameter(
        "priority", QueryUse.FILTER, varchar(10), column="priority", limits=Limits(choices=PRIORITIES), multiple=True
    ),
    QueryParameter("tag", QueryUse.FILTER, varchar(50), column="tags"),
    QueryParameter("due_from", QueryUse.FROM, DATE, column="due_date"),
    QueryParameter("due_to", QueryUse.TO, DATE, column="due_date"),
    QueryParameter("search", QueryUse.SEARCH, varchar(100), columns=("title", "description")),
    QueryParameter("sort", QueryUse.SORT, varchar(20), choices=_SORTS, default="created_at"),
    QueryParameter("order", QueryUse.DIRECTION, varchar(4), choices=(Choice("asc"), Choice("desc"))),
    LIMIT,
    OFFSET,
)
STATISTICS = Response(
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
    prefix: str, key: TypeName, *, caller: tuple[PathParameter, ...] = (), bypass: tuple[str, ...] = ()
) -> tuple[Operation, ...]:
    """Give everything that can be done with todos, below ``prefix``."""
    all_rows, one = prefix, prefix + "/{todo_id}"
    refused = (403,) if caller else ()

    def todo(verb: str, route: str, kind: K, name: str, summary: str, **more: Any) -> Operation:  # noqa: ANN401
        single = "{todo_id}" in route
        members: dict[str, Any] = {
            "entity": "todos",
            "bypass_roles": bypass,
            "path_parameters": (*caller, row("todo_id", "todos", ColumnType(key))) if single else caller,
            "errors": (401, *refused, 404, 422) if single else (401, *refused, 422),
            "summary": summary,
        }
        return operation(f"todos.{verb}", route, kind, name, **{**members, **more})

    return (
        todo("create", f"POST {all_rows}", K.CREATE, "create_todo", "Create a todo.", body=TODO_BODY,
             description="The caller becomes its owner.", requirements=("todos#FR-001", "todos#FR-002"),
             sources=(source("api/todos.md", 3, 30),)),
        todo("list", f"GET {all_rows}", K.LIST, "list_todos", "List the caller's todos.", query=TODO_QUERY,
             order_by=_SORTS[:1], requirements=("todos#FR-003",), sources=(source("api/todos.md", 32, 60),)),
        todo("statistics", f"GET {prefix}/statistics", K.AGGREGATE, "read_todo_statistics", "Count the caller's todos.",
             response=STATISTICS, errors=(401, 403, 422) if caller else (401,)),
        todo("read", f"GET {one}", K.READ, "read_todo", "Read one todo."),
        todo("replace", f"PUT {one}", K.REPLACE, "replace_todo", "Replace a todo.", body=TODO_BODY),
        todo("patch", f"PATCH {one}", K.PATCH, "update_todo", "Change parts of a todo.", body=TODO_PATCH),
        todo("complete", f"POST {one}/complete", K.ACT, "complete_todo", "Mark a todo as done.",
             effects=COMPLETE_EFFECTS),
        todo("toggle", f"PATCH {one}/toggle", K.TOGGLE, "toggle_todo", "Turn done into not done, and back.",
             effects=TOGGLE_EFFECTS),
        todo("delete", f"DELETE {one}", K.DELETE, "delete_todo", "Delete a todo.", soft=True),
        todo("clear", f"DELETE {all_rows}", K.BULK_DELETE, "delete_completed_todos",
             "Delete the caller's todos that fit.", soft=True, response=NO_CONTENT,
             query=(QueryParameter("completed", QueryUse.FILTER, BOOLEAN, column="completed"),)),
    )  # fmt: skip


HEALTH = operation(
    "health.read",
    "GET /health",
    K.HEALTH,
    "read_health",
    entity=None,
    access=Access.PUBLIC,
    response=Response(200, Body.ENVELOPE, (ResponseField("status", Holds.LITERAL, value="ok"),)),
    errors=(503,),
    summary="Tell whether the service and its database are up.",
)
TODO_RULES = (
    Rule("todos.title.length", RuleKind.LENGTH, "todos", ("title",), ("todos.create", "todos.replace", "todos.patch"),
         (("min", 1), ("max", 200)), ("todos#FR-002",), (source("features/todos.md", 9),)),
    Rule("todos.ownership", RuleKind.OWNERSHIP, "todos", ("user_id",),
         ("todos.list", "todos.read", "todos.replace", "todos.patch", "todos.delete"),
         requirements=("todos#FR-003",), sources=(source("features/todos.md", 10),)),
)  # fmt: skip


def _requirement(number: int, text: str, kind: RuleKind, *by: str) -> Requirement:
    status, place = RequirementStatus.ENFORCED, source("features/todos.md", 7 + number)
    return Requirement(f"todos#FR-00{number}", text, kind, status, place, by)


TODO_REQUIREMENTS = (
    _requirement(1, "Users MUST be able to create todos.", RuleKind.OPERATION, "todos.create"),
    _requirement(2, "A title MUST have 1 to 200 characters.", RuleKind.LENGTH, "todos.title.length"),
    _requirement(3, "Users MUST see only their own todos.", RuleKind.OWNERSHIP, "todos.ownership", "todos.list"),
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
                *todo_operations("/api/todos", key, bypass=("admin",)),
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
        (*todo_operations("/api/{user_id}/todos", key, caller=caller), HEALTH),
        TODO_RULES,
        TODO_REQUIREMENTS,
    )
