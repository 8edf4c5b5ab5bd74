"""Example blueprint: notes of users whom another service knows."""

from generators.blueprint import (
    Blueprint,
    Body,
    BodyField,
    Column,
    ColumnRole,
    ColumnType,
    Entity,
    Index,
    Limits,
    Operation,
    OperationKind,
    OwnerPath,
    PathParameter,
    PathUse,
    Response,
    Settings,
    TypeName,
)
from tests.generators.examples.parts import (
    BOOLEAN,
    CREATED,
    INTEGER,
    ITEM,
    LABELS,
    LIMIT,
    NO_CONTENT,
    OFFSET,
    TEXT,
    TIMESTAMP,
    created_at,
    key_column,
    literal,
    updated_at,
    varchar,
)


def notes_blueprint() -> Blueprint:
    """Give a backend without a users table: the owner is the token's subject, keys are integers, a flag deletes, and
    all notes come as one file, too."""
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
            Column("is_deleted", BOOLEAN, default=literal(False), role=ColumnRole.DELETED),
            created_at(),
            updated_at(),
        ),
        indexes=(Index(("user_id", "title"), unique=True),),
        owner=OwnerPath(("user_id",)),
        visible=("id", "title", "content", "rating", "starts_at", "attributes", "labels", "created_at", "updated_at"),
    )

    def note(verb: str, method: str, kind: OperationKind, name: str, response: Response = ITEM) -> Operation:
        single = verb not in ("create", "list", "export")
        return Operation(
            id=f"notes.{verb}",
            method=method,
            path="/notes/{id}" if single else {"export": "/notes/export"}.get(verb, "/notes"),
            kind=kind,
            feature="notes",
            name=name,
            entity="notes",
            response=response,
            path_parameters=row if single else (),
            query=(LIMIT, OFFSET) if verb == "list" else (),
            body={"create": body, "patch": patch}.get(verb, ()),
            needs_some=verb == "patch",
            soft=verb == "delete",
            errors={
                "create": (401, 409, 422),
                "patch": (401, 404, 409, 422),
                "list": (401, 422),
                "export": (401,),
            }.get(verb, (401, 404, 422)),
        )

    return Blueprint(
        Settings(name="notes-backend", title="Notes"),
        (entity,),
        (
            note("create", "POST", OperationKind.CREATE, "create_note", CREATED),
            note("list", "GET", OperationKind.LIST, "list_notes", Response(200, Body.ITEMS)),
            note("export", "GET", OperationKind.LIST, "export_notes", Response(200, Body.CSV)),
            note("read", "GET", OperationKind.READ, "read_note"),
            note("patch", "PATCH", OperationKind.PATCH, "update_note"),
            note("delete", "DELETE", OperationKind.DELETE, "delete_note", NO_CONTENT),
        ),
    )
