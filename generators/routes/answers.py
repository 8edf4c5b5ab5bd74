"""Answers: what a route selects to show, and the statement that returns it."""

from generators.blueprint import Access, Body, Holds, ResponseField
from generators.naming import attribute, snake
from generators.routes.context import Context, labelled
from generators.schemas.envelopes import object_name
from generators.shapes import enveloped_columns, holds, shown_members
from generators.templating import tuple_source


def select_shown(context: Context) -> str:
    """Give the statement that selects what the response shows."""
    view = context.view
    if view is None:
        return f"select({returned_columns(context)})"
    context.helpers.imports.add(f"from app.database.views import {view.name}")
    if context.shape.public and context.shape.public_module:
        context.helpers.use_schema(context.shape.public_module, context.shape.public)
    known = context.operation.access is not Access.PUBLIC
    return f"{view.name}({('user' if known else 'None') if view.by_caller else ''})"


def returned_columns(context: Context) -> str:
    """Give the columns of the shown row, those of a schema as a constant."""
    shape = context.shape
    if shape.public is None or shape.public_module is None:
        return _enveloped(context)
    context.helpers.use_schema(shape.public_module, shape.public)
    row = context.helpers.use_schema(shape.public_module, shape.row or shape.public)
    name = f"{snake(row).upper().removesuffix('_PUBLIC')}_COLUMNS"
    context.helpers.constants.setdefault(name, f"{name} = columns_of({context.row_model}, {row})")
    return f"*{name}{_key_beside(context)}"


def _key_beside(context: Context) -> str:
    """Give the key of the row where it stands beside what is shown of it, and not within."""
    shown = {member.column for member in shown_members(context.blueprint, context.operation)}
    key = context.entity.key[0].name if context.entity.key else None
    if key is None or key in shown or not holds(context.operation, Holds.KEY):
        return ""
    return f", {labelled(context.row_model, key)}"


def _enveloped(context: Context) -> str:
    """Give the constant that lists the columns which stand in the envelope one by one."""
    columns = enveloped_columns(context.operation)
    if not columns:
        return ""
    first = next(each for each in context.blueprint.operations if enveloped_columns(each) == columns)
    name = f"{snake(first.name).upper()}_COLUMNS"
    listed = tuple_source([labelled(context.row_model, column) for column in columns])
    context.helpers.constants.setdefault(name, f"{name}: tuple[Any, ...] = {listed}")
    return f"*{name}"


EXPIRY = {
    Holds.EXPIRES_IN: "settings.access_token_seconds",
    Holds.EXPIRES_AT: "dt.datetime.now(dt.UTC) + dt.timedelta(seconds=settings.access_token_seconds)",
}
"""What tells how long a new access token is valid."""


def respond(context: Context, values: dict[Holds, str]) -> list[str]:
    """Give the closing statements: the response, built of ``values``."""
    response, shape = context.operation.response, context.shape
    if response.body is Body.EMPTY:
        return []
    if response.body is Body.ITEM:
        return [f"return {values[Holds.ITEM]}"]
    if response.body is Body.ITEMS:
        return [f"return {values[Holds.ITEMS]}"]
    if shape.envelope is None:
        raise ValueError(f"{context.operation.id} has an envelope without a schema")
    return [f"return {envelope(context, shape.envelope, response.envelope, values)}"]


def envelope(context: Context, name: str, fields: tuple[ResponseField, ...], values: dict[Holds, str]) -> str:
    """Give the expression that builds an envelope."""
    context.helpers.use_schema(context.shape.module, name)
    arguments = []
    for member in fields:
        if member.holds in (Holds.LITERAL, Holds.TOKEN_TYPE):
            continue
        if member.holds is Holds.OBJECT:
            value = envelope(context, object_name(name, member), member.fields, values)
        elif member.holds is Holds.COLUMN:
            value = f"row.{attribute(str(member.value))}"
        else:
            value = values[member.holds]
        arguments.append(f"{attribute(member.name)}={value}")
    return f"{name}({', '.join(arguments)})"
