"""Request bodies: the fields, where each is stored, and what each must satisfy."""

from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import (
    CREATING,
    BodyField,
    Column,
    ColumnRole,
    ColumnType,
    DefaultKind,
    Entity,
    EntityPurpose,
    JsonScalar,
    Limits,
    OperationKind,
    TypeName,
)
from workbench.reading.facts import FieldFact
from workbench.resolving.serving.classify import Kind
from workbench.resolving.storing.checks import combine
from workbench.resolving.storing.column_limits import field_limits
from workbench.resolving.storing.column_names import column_named
from workbench.resolving.storing.column_types import read_field_type
from workbench.resolving.storing.defaults import read_default
from workbench.resolving.storing.types import read_type
from workbench.resolving.words import snake

PARTIAL = (Kind.PATCH, Kind.UPDATE_ME)
"""The operations whose body may hold any part of a row."""
_FIXED_ROLES = (
    ColumnRole.ID,
    ColumnRole.OWNER,
    ColumnRole.TENANT,
    ColumnRole.AUTHOR,
    ColumnRole.CREATED_AT,
    ColumnRole.UPDATED_AT,
    ColumnRole.DELETED_AT,
    ColumnRole.DELETED,
    ColumnRole.ACTIVE,
    ColumnRole.PASSWORD,
    ColumnRole.SECRET,
    ColumnRole.USER_ROLE,
)
_PASSWORD_NAMES = frozenset(
    {"password", "new_password", "current_password", "old_password", "confirm_password", "password_confirmation"}
)
_SESSION_KINDS = (Kind.LOGIN, Kind.REFRESH, Kind.LOGOUT, Kind.CHANGE_PASSWORD)


def writable(column: Column) -> bool:
    """Tell whether a client may give a column's value."""
    if column.derivation is not None or (column.default is not None and column.default.by_application):
        return False
    return column.role not in _FIXED_ROLES and not (column.primary_key and column.default is not None)


def resolve_body(
    kind: OperationKind, entity: Entity | None, fields: Sequence[FieldFact], *, passwords: Limits, method: str
) -> tuple[BodyField, ...]:
    """Give the body fields that the documents state, tied to the columns that hold them."""
    resolved = [resolve_field(kind, entity, field, passwords=passwords) for field in fields]
    if entity is None or kind in _SESSION_KINDS:
        return tuple(resolved)
    kept = [one for one in resolved if not _is_fixed(one, entity, kind)]
    partial = kind in PARTIAL and (method == "PATCH" or not any(field.required for field in fields))
    if partial:
        kept = [replace(one, required=False) for one in kept]
    if kind in CREATING:
        given = {one.column for one in kept}
        unnamed = (column for column in entity.columns if is_needed(column) and column.name not in given)
        # A body that leaves out what no row can be stored without would never be accepted.
        kept += [_from_column(kind, column) for column in unnamed if writable(column)]
    return (*kept, *_new_password(kind, entity, passwords, kept))


def resolve_field(kind: OperationKind, entity: Entity | None, field: FieldFact, *, passwords: Limits) -> BodyField:
    """Give one body field."""
    column = _stored_in(kind, entity, field)
    stated = read_field_type(field)
    reading = read_type(field.type)
    own = field_limits(field)
    limits = replace(own, choices=own.choices or reading.choices, format=own.format or reading.format)
    if column is not None:
        return _tied(
            kind,
            field,
            column,
            limits,
            stated,
            nullable=field.nullable if field.nullable is not None else reading.nullable,
        )
    if snake(field.name) in _PASSWORD_NAMES:
        limits = _password_limits(limits, snake(field.name), kind, passwords)
    free = stated or ColumnType(TypeName.VARCHAR)
    return BodyField(
        name=field.name,
        type=free,
        required=True if field.required is None else field.required,
        nullable=bool(field.nullable or reading.nullable),
        limits=_fitting(limits, free),
        default=_stated_literal(field, free),
        description=field.description,
        sources=(field.source,) if field.source else (),
    )


def _password_limits(limits: Limits, name: str, kind: OperationKind, passwords: Limits) -> Limits:
    if name in ("current_password", "old_password") or kind is Kind.LOGIN:
        return Limits(min_length=1, max_length=limits.max_length or 128)
    shortest, longest = limits.min_length or passwords.min_length, limits.max_length or passwords.max_length
    return replace(limits, min_length=shortest, max_length=longest, needs=passwords.needs)


def _stored_in(kind: OperationKind, entity: Entity | None, field: FieldFact) -> Column | None:
    name = snake(field.name)
    if entity is None or kind in (Kind.REFRESH, Kind.LOGOUT, Kind.CHANGE_PASSWORD) or name in _PASSWORD_NAMES:
        return None
    if entity.purpose is EntityPurpose.USERS and name in ("username", "email", "name") and not entity.has(name):
        return _identifier(entity) if kind is Kind.LOGIN else column_named(field.name, entity)
    column = column_named(field.name, entity)
    stated = read_field_type(field)
    listed = stated is not None and stated.name is TypeName.ARRAY
    # "ids" lists the keys of rows; it is not one of them.
    return None if listed and column is not None and column.primary_key else column


def _identifier(entity: Entity) -> Column | None:
    return next((column for column in entity.columns if column.unique and not column.primary_key), None)


def _tied(
    kind: OperationKind,
    field: FieldFact,
    column: Column,
    limits: Limits,
    stated: ColumnType | None,
    *,
    nullable: bool | None,
) -> BodyField:
    default = _default_of(field, column, kind)
    required = field.required
    if required is None:
        required = kind not in PARTIAL and is_needed(column) and not field.has_default
    elif kind is Kind.CREATE and is_needed(column) and default is None:
        # Whatever a document says: without it there is nothing to store.
        required = True
    kind_of = column.type
    if stated is not None and stated.name is TypeName.ARRAY and column.type.name is TypeName.JSON:
        kind_of = replace(column.type, item=stated.item)
    return BodyField(
        name=field.name,
        type=kind_of,
        column=column.name,
        required=bool(field.required) if kind is Kind.PATCH else required,
        # What an action asks for it needs, whatever the column may hold at other times.
        nullable=column.nullable and nullable is not False and not (kind is Kind.ACT and required and not nullable),
        limits=_fitting(combine(limits, column.limits), kind_of),
        default=default,
        description=field.description or column.description,
        sources=tuple(dict.fromkeys((*((field.source,) if field.source else ()), *column.sources[:1]))),
    )


def is_needed(column: Column) -> bool:
    """Tell whether no row can be stored unless somebody gives the column's value."""
    worked_out = column.default is not None or column.derivation is not None or column.deadline is not None
    return not column.nullable and not worked_out


def _fitting(limits: Limits, kind: ColumnType) -> Limits:
    """Keep the limits that a value of that type can break."""
    if kind.name in (TypeName.VARCHAR, TypeName.TEXT):
        length = min((size for size in (kind.length, limits.max_length) if size is not None), default=None)
        return replace(limits, max_length=length, minimum=None, maximum=None)
    if kind.name is TypeName.ARRAY or kind.item:
        return Limits(min_length=limits.min_length, max_length=limits.max_length)
    if kind.name in (TypeName.SMALLINT, TypeName.INTEGER, TypeName.BIGINT, TypeName.NUMERIC, TypeName.FLOAT):
        return Limits(
            minimum=limits.minimum,
            maximum=limits.maximum,
            exclusive_minimum=limits.exclusive_minimum,
            exclusive_maximum=limits.exclusive_maximum,
        )
    return Limits()


def _default_of(field: FieldFact, column: Column, kind: OperationKind) -> JsonScalar:
    if kind not in (Kind.CREATE, Kind.REPLACE, Kind.REGISTER):
        return None
    if field.has_default and field.default is not None:
        return _stated_literal(field, column.type)
    if column.default is not None and column.default.kind is DefaultKind.LITERAL:
        return column.default.value
    return None


def _stated_literal(field: FieldFact, kind: ColumnType) -> JsonScalar:
    """Give the default that a field states, as a value of the type; nothing where it states none that is one."""
    read = read_default(field.default, kind) if field.has_default else None
    return read.value if read is not None and read.kind is DefaultKind.LITERAL else None


def _is_fixed(field: BodyField, entity: Entity, kind: OperationKind) -> bool:
    """Tell whether a stated field is one that a client never decides: the owner, a generated key, a time stamp."""
    if field.column is None:
        return False
    column = entity.column(field.column)
    if column.role is ColumnRole.USER_ROLE:
        return kind in (Kind.REGISTER, Kind.UPDATE_ME)
    return not writable(column)


def derive_body(kind: OperationKind, entity: Entity, *, passwords: Limits) -> tuple[BodyField, ...]:
    """Give the body that follows from the columns, where no document states one. Only a new row is given its key."""
    free = [column for column in entity.columns if writable(column)]
    fields = [_from_column(kind, column) for column in free if kind in CREATING or not column.primary_key]
    if kind is Kind.REGISTER or (kind is Kind.LOGIN):
        fields = _credentials(kind, entity, fields, passwords)
    return (*fields, *_new_password(kind, entity, passwords, fields))


def _new_password(
    kind: OperationKind, entity: Entity, passwords: Limits, fields: Sequence[BodyField]
) -> tuple[BodyField, ...]:
    """Give the password of an account that others create, where it cannot be stored without one and none is named."""
    kept = entity.with_role(ColumnRole.PASSWORD) if entity.purpose is EntityPurpose.USERS else None
    named = any("password" in field.name.lower() for field in fields)
    if kind is not Kind.CREATE or kept is None or kept.nullable or kept.default is not None or named:
        return ()
    limits = _password_limits(Limits(), "password", kind, passwords)
    return (BodyField("password", ColumnType(TypeName.VARCHAR), limits=limits),)


def _credentials(kind: OperationKind, entity: Entity, fields: list[BodyField], passwords: Limits) -> list[BodyField]:
    limits = _password_limits(Limits(), "password", kind, passwords)
    password = BodyField("password", ColumnType(TypeName.VARCHAR), limits=limits)
    if kind is Kind.REGISTER:
        shown = [
            one
            for one in fields
            if one.required or snake(one.name) in ("name", "display_name", "username", "full_name")
        ]
        return [*shown, password]
    # An account that may have no address signs in with what every account has: a phone number, a user name.
    told = sorted(
        (one for one in fields if one.column == "email" or entity.column(one.column or "").unique),
        key=lambda one: (one.nullable, one.column != "email"),
    )
    return [replace(told[0], required=True, nullable=False), password] if told else [password]


def _from_column(kind: OperationKind, column: Column) -> BodyField:
    literal = column.default.value if column.default and column.default.kind is DefaultKind.LITERAL else None
    partial = kind in PARTIAL
    return BodyField(
        name=column.name,
        type=column.type,
        column=column.name,
        required=not partial and not column.nullable and column.default is None,
        nullable=column.nullable,
        limits=_fitting(column.limits, column.type),
        default=None if partial else literal,
        description=column.description,
        sources=column.sources[:1],
    )


__all__ = ["derive_body", "resolve_body", "resolve_field", "writable"]
