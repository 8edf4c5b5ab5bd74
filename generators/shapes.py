"""Shapes: which schema classes an operation uses, and in which module each is written."""

from dataclasses import dataclass
from typing import TypeVar

from generators.blueprint import (
    Blueprint,
    Body,
    BodyField,
    Column,
    ColumnRole,
    Entity,
    Holds,
    Limits,
    Operation,
    OperationKind,
    QueryUse,
    ResponseField,
)
from generators.naming import (
    body_schema,
    feature_module,
    module_name,
    pascal,
    public_schema,
    query_schema,
    response_schema,
)

T = TypeVar("T")

SESSION_KINDS = frozenset(
    {
        OperationKind.REGISTER,
        OperationKind.LOGIN,
        OperationKind.REFRESH,
        OperationKind.LOGOUT,
        OperationKind.CHANGE_PASSWORD,
    }
)
_SECRET = frozenset({ColumnRole.PASSWORD, ColumnRole.SECRET})
_ROWS = frozenset({Holds.ITEM, Holds.ITEMS, Holds.USER})


@dataclass(frozen=True, slots=True)
class Shape:
    """The schema classes of one operation; ``None`` where it needs none.

    ``public`` shows a row, ``body`` takes the request body, ``query`` the query string,
    ``envelope`` is the response's own class, ``annotation`` what the route returns.
    """

    module: str
    public: str | None
    public_module: str | None
    body: str | None
    query: str | None
    envelope: str | None
    annotation: str


def shape_of(blueprint: Blueprint, operation: Operation) -> Shape:
    """Work out the schema classes of ``operation``."""
    entity = row_entity(blueprint, operation)
    public = public_name(blueprint, operation) if _shows_row(operation) and entity else None
    envelope = response_schema(operation) if operation.response.body is Body.ENVELOPE else None
    annotation = {
        Body.EMPTY: "None",
        Body.ITEM: public or "None",
        Body.ITEMS: f"list[{public}]",
        Body.ENVELOPE: envelope or "None",
    }[operation.response.body]
    stated = blueprint.entity(operation.entity) if operation.entity else None
    return Shape(
        module=schema_module(blueprint, operation),
        public=public,
        public_module=module_name(entity) if public and entity else None,
        body=body_schema(operation, stated) if operation.body else None,
        query=query_schema(operation) if operation.query else None,
        envelope=envelope,
        annotation=annotation,
    )


def schema_module(blueprint: Blueprint, operation: Operation) -> str:
    """Give the module below ``app/schemas`` that holds the operation's own classes."""
    if operation.entity is None or operation.kind in SESSION_KINDS:
        return feature_module(operation.feature)
    return module_name(blueprint.entity(operation.entity))


def row_entity(blueprint: Blueprint, operation: Operation) -> Entity | None:
    """Give the entity whose row a response shows."""
    if operation.kind in SESSION_KINDS and blueprint.users:
        return blueprint.users
    return blueprint.entity(operation.entity) if operation.entity else None


def public_columns(entity: Entity, operation: Operation | None = None) -> tuple[Column, ...]:
    """Give the columns that a response shows: those that are named, else all but the inner ones; secrets never."""
    names = (operation.response.columns if operation else ()) or entity.visible
    named = tuple(entity.column(name) for name in names if entity.has(name))
    hidden = _SECRET if named else _SECRET | {ColumnRole.DELETED_AT}
    return tuple(column for column in named or entity.columns if column.role not in hidden)


def public_name(blueprint: Blueprint, operation: Operation) -> str:
    """Give the class that shows a row in this operation; operations with equal columns share it."""
    entity = row_entity(blueprint, operation)
    if entity is None:
        raise ValueError(f"{operation.id} shows no row")
    columns = public_columns(entity, operation)
    if columns == public_columns(entity):
        return public_schema(entity)
    for other in blueprint.operations:
        if row_entity(blueprint, other) == entity and public_columns(entity, other) == columns:
            return f"{pascal(other.name)}Item"
    raise ValueError(f"{operation.id} is not part of the blueprint")


def envelope_fields(fields: tuple[ResponseField, ...]) -> tuple[ResponseField, ...]:
    """Give all members of an envelope, nested ones included."""
    return tuple(inner for field in fields for inner in (field, *envelope_fields(field.fields)))


def holds(operation: Operation, *wanted: Holds) -> bool:
    """Tell whether the operation's envelope holds one of ``wanted``."""
    return any(field.holds in wanted for field in envelope_fields(operation.response.envelope))


def _shows_row(operation: Operation) -> bool:
    if operation.response.body in (Body.ITEM, Body.ITEMS):
        return True
    return operation.response.body is Body.ENVELOPE and holds(operation, *_ROWS)


def limits_of(field: BodyField, entity: Entity | None) -> Limits:
    """Give what a body field must satisfy: its own limits, completed by those of its column."""
    own, stored = field.limits, Limits()
    if entity and field.column and entity.has(field.column):
        stored = entity.column(field.column).limits
    length = field.type.length
    return Limits(
        min_length=_first(own.min_length, stored.min_length),
        max_length=_first(own.max_length, stored.max_length, length),
        minimum=_first(own.minimum, stored.minimum),
        maximum=_first(own.maximum, stored.maximum),
        exclusive_minimum=own.exclusive_minimum if own.minimum is not None else stored.exclusive_minimum,
        exclusive_maximum=own.exclusive_maximum if own.maximum is not None else stored.exclusive_maximum,
        pattern=own.pattern or stored.pattern,
        format=own.format or stored.format,
        choices=own.choices or stored.choices,
    )


def _first(*values: T | None) -> T | None:
    return next((value for value in values if value is not None), None)


def window(operation: Operation, use: QueryUse) -> str | None:
    """Give the name of the operation's first query parameter of that use."""
    return next((parameter.name for parameter in operation.query if parameter.use is use), None)
