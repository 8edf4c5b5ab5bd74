"""The pieces that example blueprints are made of: types, columns, responses, windows, operations."""

from typing import Any

from generators.blueprint import (
    Body,
    BodyField,
    Column,
    ColumnRole,
    ColumnType,
    Default,
    DefaultKind,
    DeleteRule,
    Holds,
    Limits,
    Operation,
    OperationKind,
    PathParameter,
    PathUse,
    QueryParameter,
    QueryUse,
    Reference,
    Response,
    ResponseField,
    Source,
    TypeName,
)

K = OperationKind
UUID = ColumnType(TypeName.UUID)
INTEGER = ColumnType(TypeName.INTEGER)
BIGINT = ColumnType(TypeName.BIGINT)
TEXT = ColumnType(TypeName.TEXT)
BOOLEAN = ColumnType(TypeName.BOOLEAN)
TIMESTAMP = ColumnType(TypeName.TIMESTAMP)
DATE = ColumnType(TypeName.DATE)
TAGS = ColumnType(TypeName.ARRAY, item=TypeName.TEXT)
LABELS = ColumnType(TypeName.JSON, item=TypeName.TEXT)
PRIORITIES = ("low", "medium", "high")

NO_CONTENT = Response(204, Body.EMPTY)
ITEM = Response(200, Body.ITEM)
CREATED = Response(201, Body.ITEM)
PAGE = Response(
    200,
    Body.ENVELOPE,
    (
        ResponseField("total", Holds.TOTAL),
        ResponseField("items", Holds.ITEMS),
        ResponseField("limit", Holds.LIMIT),
        ResponseField("offset", Holds.OFFSET),
    ),
)
TOKENS = Response(
    200,
    Body.ENVELOPE,
    (
        ResponseField("access_token", Holds.ACCESS_TOKEN),
        ResponseField("refresh_token", Holds.REFRESH_TOKEN),
        ResponseField("token_type", Holds.TOKEN_TYPE),
        ResponseField("expires_in", Holds.EXPIRES_IN),
    ),
)
LIMIT = QueryParameter("limit", QueryUse.LIMIT, INTEGER, default=10, limits=Limits(minimum=1, maximum=100))
CURSOR = QueryParameter("cursor", QueryUse.CURSOR, ColumnType(TypeName.VARCHAR), limits=Limits(max_length=500))
OFFSET = QueryParameter("offset", QueryUse.OFFSET, INTEGER, default=0, limits=Limits(minimum=0))


def varchar(length: int) -> ColumnType:
    """Give ``varchar(length)``."""
    return ColumnType(TypeName.VARCHAR, length=length)


def source(file: str, line: int, end_line: int | None = None) -> Source:
    """Give a source in the example specifications, which exist only in these tests."""
    return Source(f"specs/{file}", line, end_line or line)


def key_column(key: TypeName = TypeName.UUID) -> Column:
    """Give an ``id`` column that the database fills."""
    kind = DefaultKind.UUID if key is TypeName.UUID else DefaultKind.SERIAL
    return Column("id", ColumnType(key), primary_key=True, default=Default(kind), role=ColumnRole.ID)


def created_at() -> Column:
    """Give the time of creation."""
    return Column("created_at", TIMESTAMP, default=Default(DefaultKind.NOW), role=ColumnRole.CREATED_AT)


def updated_at() -> Column:
    """Give the time of the last change."""
    return Column("updated_at", TIMESTAMP, default=Default(DefaultKind.NOW), role=ColumnRole.UPDATED_AT)


def literal(value: str | int | bool) -> Default:
    """Give a default that is a fixed value."""
    return Default(DefaultKind.LITERAL, value)


def foreign(name: str, entity: str, kind: ColumnType, **more: Any) -> Column:  # noqa: ANN401 - whatever a column has
    """Give an indexed column that refers to the ``id`` of another table, and goes with the row there."""
    return Column(name, kind, references=Reference(entity, "id", DeleteRule.CASCADE), **{"index": True, **more})


def user_role(usual: str, *others: str, length: int = 10) -> Column:
    """Give the role of an account, with the one of who registers."""
    limits = Limits(choices=(usual, *others))
    return Column("role", varchar(length), default=literal(usual), limits=limits, role=ColumnRole.USER_ROLE)


def row(name: str, entity: str, kind: ColumnType = UUID, column: str = "id") -> PathParameter:
    """Give the key in a path of the row that is meant."""
    return PathParameter(name, PathUse.ROW, kind, entity, column)


def parent(name: str, entity: str, kind: ColumnType = UUID) -> PathParameter:
    """Give the key in a path of a row that others refer to by a column of the same name."""
    return PathParameter(name, PathUse.PARENT, kind, entity, "id", name)


def field(column: Column, **more: Any) -> BodyField:  # noqa: ANN401 - whatever a field has
    """Give the member of a body that is stored in a column: as long at most, to be left out where it may be null."""
    usual = {"required": not column.nullable, "nullable": column.nullable, "limits": column.limits}
    return BodyField(column.name, column.type, column.name, **{**usual, **more})


def changes(*fields: BodyField) -> tuple[BodyField, ...]:
    """Give the body that changes some of the members of another."""
    return tuple(
        BodyField(one.name, one.type, one.column, False, one.nullable, one.limits, through=one.through)
        for one in fields
    )


_ANSWERS = {K.CREATE: CREATED, K.LIST: PAGE} | dict.fromkeys((K.DELETE, K.DELETE_ME, K.LINK, K.UNLINK), NO_CONTENT)


def operation(identifier: str, route: str, kind: OperationKind, name: str, **more: Any) -> Operation:  # noqa: ANN401
    """Give an operation as most are: on the table that its id begins with, with the usual answers of its kind."""
    feature = identifier.partition(".")[0]
    method, path = route.split(" ")
    usual: dict[str, Any] = {
        "feature": feature,
        "entity": feature,
        "response": _ANSWERS.get(kind, ITEM),
        "errors": (401, 404, 422) if "path_parameters" in more else (401, 422),
    }
    return Operation(id=identifier, method=method, path=path, kind=kind, name=name, **{**usual, **more})
