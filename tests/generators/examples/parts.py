"""The pieces that example blueprints are made of: types, columns, responses, windows."""

from generators.blueprint import (
    Body,
    Column,
    ColumnRole,
    ColumnType,
    Default,
    DefaultKind,
    Holds,
    Limits,
    QueryParameter,
    QueryUse,
    Response,
    ResponseField,
    Source,
    TypeName,
)

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
