"""Routes on rows: create, read, replace, patch, delete."""

from generators.blueprint import (
    Body,
    BodyField,
    ColumnRole,
    DefaultKind,
    Entity,
    EntityPurpose,
    Holds,
    PathUse,
    TypeName,
)
from generators.naming import attribute, parameter
from generators.routes.context import Context, owner_column, tenant_value
from generators.schemas import body_default
from generators.shapes import holds


def render_create(context: Context) -> list[str]:
    """Insert a row that belongs to the caller."""
    entity = context.entity
    owner = owner_column(entity)
    fixed = [
        (attribute(key.via), parameter(key.name))
        for key in context.keys(PathUse.PARENT)
        if key.via and entity.has(key.via)
    ]
    if owner and context.has_user and entity.purpose is not EntityPurpose.USERS:
        fixed.append((attribute(owner.name), "user.id"))
    if tenant := tenant_value(context):
        fixed.append(tenant)
    fixed = list(dict(fixed).items())
    values = _insert_values(context, fixed)
    lines = [*context.parent_checks(), *_reference_checks(context, "body")]
    shown = _shown_columns(context)
    if not shown:
        return [*lines, f"await session.exec(insert({context.model}).values({values}))", *answer_row(context)]
    return [
        *lines,
        f"statement = insert({context.model}).values({values}).returning({shown})",
        "row = (await session.exec(statement)).one()",
        *answer_row(context),
    ]


def render_read(context: Context) -> list[str]:
    """Read the row, if the caller may reach it."""
    shown = _shown_columns(context) or f"{context.model}.{attribute(context.entity.key[0].name)}"
    return [
        f"statement = select({shown}).where({', '.join(context.row_conditions())})",
        *fetch_or_refuse(context),
        *answer_row(context),
    ]


def render_replace(context: Context) -> list[str]:
    """Replace every field that the body can carry."""
    values = [_dump(context, context.operation.body), *_touch(context.entity)]
    return [
        *_reference_checks(context, "body"),
        *update_row(context, [value for value in values if value]),
        *fetch_or_refuse(context),
        *answer_row(context),
    ]


def render_patch(context: Context) -> list[str]:
    """Change the fields that the body carries."""
    lines = [f"changes = body.model_dump(exclude_unset=True{_exclusion(context.operation.body)})"]
    for field in context.operation.body:
        if field.column and attribute(field.column) != attribute(field.name):
            own, stored = attribute(field.name), attribute(field.column)
            lines += [f'if "{own}" in changes:', f'    changes["{stored}"] = changes.pop("{own}")']
    touched = _touch(context.entity)
    key = attribute(context.entity.key[0].name)
    values = ["**changes", *touched] if touched else [f'**(changes or {{"{key}": col({context.model}.{key})}})']
    return [
        *lines,
        *_reference_checks(context, "body"),
        *update_row(context, values),
        *fetch_or_refuse(context),
        *answer_row(context),
    ]


def render_delete(context: Context) -> list[str]:
    """Delete the row, or mark it as deleted."""
    removal = _removal(context, context.row_conditions())
    statement = f"statement = {removal}.returning({_kept_columns(context)})"
    return [statement, *fetch_or_refuse(context), *answer_row(context)]


def render_bulk_delete(context: Context) -> list[str]:
    """Delete all rows of the caller that fit."""
    conditions = context.scope()
    lines = ["conditions: list[ColumnElement[bool]] = [" + ", ".join(conditions) + "]"]
    for query in context.operation.query:
        if query.column:
            name = parameter(query.name)
            lines += [
                f"if query.{name} is not None:",
                f"    conditions.append({context.column(query.column)} == query.{name})",
            ]
    for field in context.operation.body:
        if field.type.name is TypeName.ARRAY:
            key = context.column(field.column or context.entity.key[0].name)
            lines.append(f"conditions.append({key}.in_(body.{attribute(field.name)}))")
    if len(lines) == 1:
        lines, removal = [], _removal(context, conditions)
    else:
        removal = _removal(context, ["*conditions"])
    return [*lines, *run_bulk(context, removal)]


def _removal(context: Context, conditions: list[str]) -> str:
    deleted = context.entity.with_role(ColumnRole.DELETED_AT)
    where = f".where({', '.join(conditions)})" if conditions else ""
    if context.operation.soft and deleted:
        return f"update({context.model}){where}.values({attribute(deleted.name)}=func.now())"
    return f"delete({context.model}){where}"


def _answer_count(context: Context) -> list[str]:
    return context.respond({Holds.COUNT: "result.rowcount", Holds.TOTAL: "result.rowcount"})


def run_bulk(context: Context, statement: str) -> list[str]:
    """Give the statements that run a statement on many rows and answer."""
    counted = context.operation.response.body is not Body.EMPTY and holds(context.operation, Holds.COUNT, Holds.TOTAL)
    return [f"{'result = ' if counted else ''}await session.exec({statement})", *_answer_count(context)]


def update_row(context: Context, values: list[str]) -> list[str]:
    """Give the statement that changes the row that the path names."""
    conditions = ", ".join(context.row_conditions())
    return [
        f"statement = update({context.model}).where({conditions}).values({', '.join(values)})"
        f".returning({_kept_columns(context)})"
    ]


def _kept_columns(context: Context) -> str:
    return _shown_columns(context) or f"col({context.model}.{attribute(context.entity.key[0].name)})"


def _shown_columns(context: Context) -> str:
    if context.shape.public:
        return context.returning()
    if holds(context.operation, Holds.KEY) and context.entity.key:
        return f"col({context.model}.{attribute(context.entity.key[0].name)})"
    return ""


def fetch_or_refuse(context: Context) -> list[str]:
    """Give the statements that take the row, or refuse one out of reach."""
    used = context.shape.public is not None or holds(context.operation, Holds.KEY)
    if used:
        return [
            "row = (await session.exec(statement)).one_or_none()",
            "if row is None:",
            f"    raise {context.missing()}",
        ]
    return ["if (await session.exec(statement)).one_or_none() is None:", f"    raise {context.missing()}"]


def answer_row(context: Context) -> list[str]:
    """Give the statements that answer with the row."""
    public = context.shape.public
    item = f"{public}.model_validate(row)" if public else ""
    key = f"row.{attribute(context.entity.key[0].name)}" if public else "row[0]"
    return context.respond({Holds.ITEM: item, Holds.USER: item, Holds.KEY: key})


def _insert_values(context: Context, fixed: list[tuple[str, str]]) -> str:
    names = {name for name, _ in fixed}
    fields = tuple(field for field in context.operation.body if field.column and attribute(field.column) not in names)
    omits = any(_unset_default(field, context.entity) for field in fields)
    parts = [_dump(context, fields, omit_none=omits)] if fields else []
    return ", ".join([*parts, *(f"{name}={value}" for name, value in fixed)])


def _unset_default(field: BodyField, entity: Entity) -> bool:
    if field.required or not field.column or not entity.has(field.column):
        return False
    column = entity.column(field.column)
    generated = column.default is not None and column.default.kind is not DefaultKind.LITERAL
    return body_default(field, entity) is None and (generated or not column.nullable)


def _dump(context: Context, fields: tuple[BodyField, ...], *, omit_none: bool = False) -> str:
    stored = [field for field in fields if field.column]
    if any(attribute(field.column or "") != attribute(field.name) for field in stored) and not omit_none:
        return ", ".join(f"{attribute(field.column or '')}=body.{attribute(field.name)}" for field in stored)
    unused = tuple(field for field in context.operation.body if field not in stored)
    exclusion = _exclusion_of(unused)
    arguments = ["exclude_none=True"] if omit_none else []
    arguments += [exclusion] if exclusion else []
    return f"**body.model_dump({', '.join(arguments)})"


def _exclusion(fields: tuple[BodyField, ...]) -> str:
    excluded = _exclusion_of(tuple(field for field in fields if not field.column))
    return f", {excluded}" if excluded else ""


def _exclusion_of(fields: tuple[BodyField, ...]) -> str:
    names = ", ".join(f'"{attribute(field.name)}"' for field in fields)
    return f"exclude={{{names}}}" if names else ""


def _touch(entity: Entity) -> list[str]:
    updated = entity.with_role(ColumnRole.UPDATED_AT)
    return [f"{attribute(updated.name)}=func.now()"] if updated else []


def _reference_checks(context: Context, body: str) -> list[str]:
    lines = []
    owner = owner_column(context.entity)
    for field in context.operation.body:
        if not field.column or not context.entity.has(field.column):
            continue
        column = context.entity.column(field.column)
        if column.references is None or column == owner:
            continue
        value = f"{body}.{attribute(field.name)}"
        check = context.require(context.blueprint.entity(column.references.entity), value)
        lines += [check] if field.required else [f"if {value} is not None:", f"    {check}"]
    return lines
