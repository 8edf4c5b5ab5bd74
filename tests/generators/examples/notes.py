"""Example blueprint: notes of users whom another service knows."""

from typing import Any

from generators.blueprint import (
    Blueprint,
    Body,
    BodyField,
    Column,
    ColumnRole,
    ColumnType,
    Entity,
    Holds,
    Index,
    Limits,
    OwnerPath,
    Response,
    ResponseField,
    Settings,
    TypeName,
)
from tests.generators.examples.parts import (
    BOOLEAN,
    CURSOR,
    INTEGER,
    LABELS,
    LIMIT,
    OFFSET,
    TEXT,
    TIMESTAMP,
    K,
    changes,
    created_at,
    key_column,
    literal,
    operation,
    row,
    updated_at,
    varchar,
)

FOLLOWED = (ResponseField("items", Holds.ITEMS), ResponseField("next", Holds.NEXT_CURSOR))


def notes_blueprint() -> Blueprint:
    """Give a backend without a users table: the owner is the token's subject, keys are integers, a flag deletes, and
    all notes come as one file, or after a cursor, too."""
    rating = ColumnType(TypeName.NUMERIC, precision=4, scale=2)
    body = (
        BodyField("title", varchar(100), "title", limits=Limits(min_length=1, max_length=100)),
        BodyField("content", TEXT, "content", required=False, default="", limits=Limits(max_length=10000)),
        BodyField("rating", rating, "rating", False, True),
        BodyField("starts_at", TIMESTAMP, "starts_at", False, True),
        BodyField("attributes", ColumnType(TypeName.JSON), "attributes", False, True),
        BodyField("labels", LABELS, "labels", required=False, limits=Limits(max_length=5)),
    )
    entity = Entity(
        name="notes",
        singular="note",
        columns=(
            key_column(TypeName.INTEGER),
            Column("user_id", varchar(255), index=True, role=ColumnRole.OWNER),
            Column("title", varchar(100), limits=Limits(min_length=1)),
            Column("content", TEXT, default=literal(""), limits=Limits(max_length=10000)),
            Column("rating", rating, nullable=True, limits=Limits(minimum=0, maximum=10)),
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

    one: dict[str, Any] = {"path_parameters": (row("id", "notes", INTEGER),)}
    operations = (
        operation("notes.create", "POST /notes", K.CREATE, "create_note", body=body, repeatable=True,
                  errors=(401, 409, 422)),
        operation("notes.list", "GET /notes", K.LIST, "list_notes", response=Response(200, Body.ITEMS),
                  query=(LIMIT, OFFSET)),
        operation("notes.feed", "GET /notes/feed", K.LIST, "follow_notes",
                  response=Response(200, Body.ENVELOPE, FOLLOWED), query=(LIMIT, CURSOR)),
        operation("notes.export", "GET /notes/export", K.LIST, "export_notes", response=Response(200, Body.CSV),
                  errors=(401,)),
        operation("notes.read", "GET /notes/{id}", K.READ, "read_note", **one),
        operation("notes.patch", "PATCH /notes/{id}", K.PATCH, "update_note", **one, body=changes(*body),
                  needs_some=True, errors=(401, 404, 409, 422)),
        operation("notes.delete", "DELETE /notes/{id}", K.DELETE, "delete_note", **one, soft=True),
    )  # fmt: skip
    return Blueprint(Settings(name="notes-backend", title="Notes"), (entity,), operations)
