"""Example blueprint: answers in envelopes of every form."""

from typing import Any

from generators.blueprint import (
    Blueprint,
    Body,
    BodyField,
    Column,
    ColumnRole,
    Entity,
    ErrorField,
    ErrorPart,
    Holds,
    Index,
    Limits,
    Message,
    Occasion,
    Operation,
    OwnerPath,
    QueryParameter,
    QueryUse,
    Response,
    ResponseField,
    Settings,
    TypeName,
)
from tests.generators.examples.parts import (
    BOOLEAN,
    INTEGER,
    UUID,
    K,
    created_at,
    key_column,
    literal,
    operation,
    row,
    varchar,
)


def envelopes_blueprint() -> Blueprint:
    """Give bookmarks whose every answer wears ``success``, ``data`` and ``message``, errors included."""
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
        indexes=(Index(("user_id", "pageUrl"), unique=True),),
        owner=OwnerPath(("user_id",)),
        visible=("id", "pageUrl", "is_favorite", "created_at"),
    )
    body = (BodyField("pageUrl", varchar(500), "pageUrl", limits=Limits(format="uri", max_length=500)),)

    def wrapped(status: int, message: str, *held: ResponseField) -> Response:
        success = ResponseField("success", Holds.LITERAL, value=True)
        told = ResponseField("message", Holds.LITERAL, value=message)
        return Response(status, Body.ENVELOPE, (success, *held, told))

    data = ResponseField("data", Holds.ITEM)
    held = ("bookmarks", Holds.ITEMS), ("total", Holds.TOTAL), ("page", Holds.PAGE), ("pages", Holds.PAGES)
    members = tuple(ResponseField(name, what) for name, what in (*held, ("has_more", Holds.HAS_MORE)))
    page = ResponseField("data", Holds.OBJECT, fields=members)
    query = (
        QueryParameter("page", QueryUse.PAGE, INTEGER, default=1, limits=Limits(minimum=1)),
        QueryParameter("per_page", QueryUse.LIMIT, INTEGER, default=20, limits=Limits(minimum=1, maximum=50)),
    )

    def bookmark(verb: str, method: str, kind: K, response: Response, **more: Any) -> Operation:  # noqa: ANN401
        single = verb not in ("create", "list")
        path = "/api/bookmarks/{bookmark_id}" if single else "/api/bookmarks"
        members: dict[str, Any] = {
            "path_parameters": (row("bookmark_id", "bookmarks", INTEGER),) if single else (),
            "errors": (400, 401, 404, 409) if single else (400, 401, 409),
        }
        name = f"{verb}_bookmarks" if verb == "list" else f"{verb}_bookmark"
        return operation(f"bookmarks.{verb}", f"{method} {path}", kind, name, response=response, **members, **more)

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
            messages=(
                Message(Occasion.NO_TOKEN, "Sign in first", code="UNAUTHORIZED"),
                Message(Occasion.BAD_TOKEN, "This token does not count", code="INVALID_TOKEN"),
                Message(Occasion.EXPIRED_TOKEN, "Your session has expired", code="SESSION_EXPIRED"),
                Message(Occasion.MISSING, "Bookmark #{key} does not exist", "bookmarks", code="NO_BOOKMARK"),
                Message(Occasion.TAKEN, "You have this page already", "bookmarks", "pageUrl", "DUPLICATE"),
                Message(Occasion.REQUIRED, "An address is required", "bookmarks", "pageUrl", "NO_ADDRESS"),
                Message(Occasion.TOO_LONG, "Addresses have 500 characters at most", "bookmarks", "pageUrl"),
                Message(Occasion.WRONG, "This is no address", "bookmarks", "pageUrl"),
                Message(Occasion.UNEXPECTED, "Something broke"),
            ),
        ),
        (entity,),
        (
            bookmark("create", "POST", K.CREATE, wrapped(201, "Bookmark created", data), body=body),
            bookmark("list", "GET", K.LIST, wrapped(200, "Bookmarks found", page), query=query),
            bookmark("read", "GET", K.READ, wrapped(200, "Bookmark found", data)),
            bookmark("replace", "PUT", K.REPLACE, wrapped(200, "Bookmark changed", data), body=body),
            bookmark("delete", "DELETE", K.DELETE, wrapped(200, "Bookmark deleted")),
        ),
    )
