"""Names: slugs that are made of a title, and lists of names that a join table ties to a row."""

from collections.abc import Iterator

from generators.blueprint import BodyField, EffectValue, PathUse, Through
from generators.datatypes import python_type
from generators.naming import attribute, human, in_body, parameter, snake, with_article
from generators.routes.context import Context
from generators.shapes import far_column, far_entity


def slug_values(context: Context) -> list[tuple[str, str]]:
    """Give the slugs of a new row: the column and the call that makes each."""
    values = []
    for column in context.entity.columns:
        if column.default and column.is_slug:
            field = _field_of(context, str(column.default.value))
            if field:
                values.append((attribute(column.name), _call(context, column.name, in_body(field))))
    return values


def changed_slugs(context: Context) -> Iterator[tuple[str, str, str]]:
    """Give the slugs that follow a change: the column, the field that it follows, and the call that makes it."""
    for effect in context.operation.effects:
        if effect.value is not EffectValue.SLUG:
            continue
        field = _field_of(context, str(effect.literal))
        key = next((each for each in context.keys(PathUse.ROW) if each.column == effect.column), None)
        if field:
            kept = f", kept={parameter(key.name)}" if key else ""
            call = _call(context, effect.column, f"{in_body(field)}{kept}")
            yield attribute(effect.column), attribute(field.column or field.name), call


def _field_of(context: Context, column: str) -> BodyField | None:
    return next((field for field in context.operation.body if field.column == column), None)


def _call(context: Context, column: str, arguments: str) -> str:
    context.helpers.imports.add("from app.utils.slugs import free_slug")
    return f"await free_slug(connection, {context.column(column)}, {arguments})"


def names_of(context: Context) -> list[BodyField]:
    """Give the fields of the body that are lists of names."""
    return [field for field in context.operation.body if field.through]


def tie_names(context: Context, found: str) -> list[str]:
    """Give the statements that tie the row to the rows of the names in the body, and to no others."""
    lines = []
    key = f"{found}.{attribute(context.entity.key[0].name)}"
    creates = not context.operation.addresses_row
    for field in names_of(context):
        if field.through is None:
            continue
        given = in_body(field)
        tie = f"await {_tie_function(context, field.name, field.through)}(connection, {key}, {given})"
        model = context.helpers.use_model(context.blueprint.entity(field.through.entity or ""))
        here = f"col({model}.{attribute(field.through.here or '')})"
        untie = [] if creates else [f"await connection.execute(delete({model}).where({here} == {key}))"]
        statements = [*untie, tie]
        if field.required:
            lines += statements
        else:
            lines += [f"if {given} is not None:", *(f"    {line}" for line in statements)]
    return lines


def _tie_function(context: Context, name: str, through: Through) -> str:
    blueprint, entity = context.blueprint, context.entity
    far, value = far_entity(blueprint, entity, through), far_column(blueprint, entity, through)
    tie = context.helpers.use_model(blueprint.entity(through.entity or ""))
    model, column = context.helpers.use_model(far), attribute(value.name)
    key, own = far.key[0], entity.key[0]
    context.helpers.imports.add("from sqlalchemy.dialects.postgresql import insert")
    context.helpers.imports.add("from sqlalchemy import literal")
    function = f"_tie_{snake(name)}"
    row = f"{attribute(entity.singular)}_id"
    words = human(far.name)
    columns = f'["{attribute(through.here or "")}", "{attribute(through.there)}"]'
    lines = [
        f"async def {function}(connection: AsyncConnection, {row}: {python_type(own.type)}, names: list[str]) -> None:",
        f'    """Tie {with_article(entity.singular)} to the {words} of these names; the missing ones are added."""',
        "    if not names:",
        "        return",
        "    # In one order for everybody, so that no two requests wait for each other.",
        f'    missing = [{{"{column}": name}} for name in sorted(set(names))]',
        f"    await connection.execute(insert({model}).values(missing).on_conflict_do_nothing())",
        f"    named = select(literal({row}), {model}.{attribute(key.name)}).where(col({model}.{column}).in_(names))",
        f"    await connection.execute(insert({tie}).from_select({columns}, named).on_conflict_do_nothing())",
    ]
    context.helpers.functions.setdefault(function, "\n".join(lines))
    return function
