"""Routes on join tables: link and unlink."""

from generators.blueprint import Column, Holds, PathUse
from generators.naming import attribute, in_body
from generators.routes.answers import respond, select_shown
from generators.routes.context import Context
from generators.routes.ownership import owner_column
from generators.routes.refusals import check_parent, require_row


def render_link(context: Context) -> list[str]:
    """Link two rows that the caller may reach; linking twice is no error."""
    values = _link_values(context)
    assigned = ", ".join(f"{name}={value}" for name, value in values)
    lines = [*_side_checks(context), *_body_checks(context)]
    lines.append(f"await connection.execute(insert({context.model}).values({assigned}).on_conflict_do_nothing())")
    context.helpers.imports.add("from sqlalchemy.dialects.postgresql import insert")
    return [*lines, *_shown(context, values), *_answer(context, values)]


def render_unlink(context: Context) -> list[str]:
    """Take a link away; a link that is not there is no error."""
    values = _link_values(context)
    conditions = ", ".join(f"{context.column(name)} == {value}" for name, value in values)
    return [
        *_side_checks(context),
        f"await connection.execute(delete({context.model}).where({conditions}))",
        *_shown(context, values),
        *_answer(context, values),
    ]


def _shown(context: Context, values: list[tuple[str, str]]) -> list[str]:
    """Give the statement that reads what the response shows: the row that was tied, or the link itself."""
    if context.shape.public is None:
        return []
    table = context.operation.response.entity
    key = next((each for each in context.operation.path_parameters if table and each.entity == table), None)
    if table and key:
        column = context.blueprint.entity(table).key[0]
        conditions = f"col({context.row_model}.{attribute(column.name)}) == {context.parent_value(key)}"
    else:
        conditions = ", ".join(f"{context.column(name)} == {value}" for name, value in values)
    return [f"row = (await {context.reader}.execute({select_shown(context)}.where({conditions}))).one()"]


def _link_values(context: Context) -> list[tuple[str, str]]:
    entity = context.entity
    values = []
    for key in context.operation.path_parameters:
        column = key.via or _referencing(context, key.entity)
        if key.use is not PathUse.CALLER and column and entity.has(column):
            values.append((attribute(column), context.parent_value(key)))
    for field in context.operation.body:
        if field.column and entity.has(field.column):
            values.append((attribute(field.column), in_body(field)))
    named = {name for name, _ in values}
    owner = owner_column(entity) or _user_column(context, named)
    if owner and attribute(owner.name) not in named and context.has_user:
        values.append((attribute(owner.name), context.caller))
    return values


def _referencing(context: Context, table: str | None) -> str | None:
    return next(
        (column.name for column in context.entity.columns if column.references and column.references.entity == table),
        None,
    )


def _user_column(context: Context, named: set[str]) -> Column | None:
    users = context.blueprint.users
    return next(
        (
            column
            for column in context.entity.columns
            if users and column.references and column.references.entity == users.name and column.name not in named
        ),
        None,
    )


def _side_checks(context: Context) -> list[str]:
    return [
        check_parent(context, key)
        for key in context.operation.path_parameters
        if key.entity and key.use is not PathUse.CALLER and key.entity != context.operation.entity
    ]


def _body_checks(context: Context) -> list[str]:
    lines = []
    for field in context.operation.body:
        if field.column and context.entity.has(field.column):
            reference = context.entity.column(field.column).references
            if reference:
                target = context.blueprint.entity(reference.entity)
                lines.append(require_row(context, target, in_body(field)))
    return lines


def _answer(context: Context, values: list[tuple[str, str]]) -> list[str]:
    item = f"{context.shape.public}.model_validate(row)" if context.shape.public else ""
    return respond(context, {Holds.ITEM: item, Holds.KEY: values[0][1] if values else "0"})
