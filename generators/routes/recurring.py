"""Rows that come again: the change that brings one to its end adds the next one, once, in its transaction."""

from generators.blueprint import Column, EffectValue, Entity, Holds, OperationKind, Recurrence, TypeName
from generators.datatypes import python_type
from generators.naming import attribute, human, in_body, row_variable, snake
from generators.recurring import ends_by, is_given_anew, kept_columns, steps_of, ties_kept
from generators.routes.answers import select_shown
from generators.routes.context import Context
from generators.shapes import holds
from generators.templating import tuple_source


def repeat_lines(context: Context) -> list[str]:
    """Give the statements that add the next row, where the locked one had not come to its end before."""
    entity, recurrence = context.entity, context.entity.recurrence
    ending = ends_by(context.operation, entity)
    if recurrence is None or ending is None:
        return []
    before = f"{row_variable(entity)}.{attribute(recurrence.done)}"
    test = _is_not(before, recurrence)
    if ending is EffectValue.BODY:
        test = f"{_is_asked(context, recurrence)} and {test}"
    key = attribute(entity.key[0].name)
    call = f"await {_repeating(context, recurrence)}(connection, {row_variable(entity)}.{key})"
    if not holds(context.operation, Holds.NEXT):
        return [f"if {test}:", f"    {call}"]
    context.helpers.imports.add("from sqlalchemy import Row")
    shown = f"{select_shown(context)}.where({context.column(key)} == following_id)"
    return [
        "following: Row[Any] | None = None",
        f"if {test} and (following_id := {call}) is not None:",
        f"    following = (await {context.reader}.execute({shown})).one()",
    ]


def _is_not(value: str, recurrence: Recurrence) -> str:
    if isinstance(recurrence.equals, bool):
        return f"not {value}" if recurrence.equals else value
    return f"{value} != {recurrence.equals!r}"


def _is_asked(context: Context, recurrence: Recurrence) -> str:
    """Give the condition that the body brings the row to its end."""
    operation = context.operation
    field = next(one for one in operation.body if one.column == recurrence.done)
    value = in_body(field)
    if operation.kind is OperationKind.PATCH and not field.required:
        value = f'changes.get("{attribute(recurrence.done)}")'
    elif operation.kind is not OperationKind.REPLACE and not field.required:
        # An action that is told nothing does what it is called after, or turns the flag.
        return f"{value} is not {not recurrence.equals}"
    if not isinstance(recurrence.equals, bool):
        return f"{value} == {recurrence.equals!r}"
    return value if recurrence.equals else f"{value} is False"


def _repeating(context: Context, recurrence: Recurrence) -> str:
    """Give the name of the function that adds the next row, which the operations of a module share."""
    entity, model, word = context.entity, context.model, human(context.entity.singular)
    key = entity.key[0]
    _constants(context, entity, recurrence)
    prefix = snake(entity.singular)
    own = f"{prefix}_{attribute(key.name)}"
    values = _values(context, entity, recurrence)
    kept = f"*{prefix.upper()}_KEPT"
    columns, taken = tuple_source([kept, *map(context.column, values)]), tuple_source([kept, *values.values()])
    conditions = [f"{context.column(key.name)} == {own}", "step.is_not(None)", *_bounds(context, recurrence)]
    ties = [line for tie, column in ties_kept(context.blueprint, entity) for line in _tied(context, tie, column, own)]
    shown = any(one.entity == entity.name and holds(one, Holds.NEXT) for one in context.blueprint.operations)
    kind = python_type(key.type)
    says = f"Add the {word} that follows one which comes again{', and give its key' if shown else ''}."
    lines = [
        f"async def {{name}}(connection: AsyncConnection, {own}: {kind}) -> {kind + ' | None' if shown else 'None'}:",
        f'    """{says}"""',
        f"    step = {_step(context, recurrence, prefix)}",
        *(f"    {attribute(name)} = {_moved(context, entity.column(name))}" for name in recurrence.moves),
        f"    columns: tuple[Any, ...] = {columns}",
        f"    values: tuple[Any, ...] = {taken}",
        f"    following = select(*values).where({', '.join(conditions)})",
        f"    statement = insert({model}).from_select(columns, following)",
    ]
    if not ties and not shown:
        lines.append("    await connection.execute(statement)")
        return context.helpers.define(f"_repeat_{prefix}", "\n".join(lines))
    added = f"(await connection.execute(statement.returning({context.column(key.name)}))).scalar_one_or_none()"
    lines.append(f"    following_id: {kind} | None = {added}")
    if ties:
        lines += ["    if following_id is not None:", *(f"        {line}" for line in ties)]
    lines += ["    return following_id"] if shown else []
    return context.helpers.define(f"_repeat_{prefix}", "\n".join(lines))


def _constants(context: Context, entity: Entity, recurrence: Recurrence) -> None:
    name, word = snake(entity.singular).upper(), human(entity.singular)
    context.helpers.imports.add("from sqlalchemy import Interval")
    steps = ", ".join(
        f"{value!r}: func.make_interval({', '.join(map(str, step))}, type_=Interval)"
        for value, step in steps_of(entity, recurrence).items()
    )
    said = f"How much later the next {word} lies, in years, months, weeks and days."
    context.helpers.constants.setdefault(f"{name}_STEPS", f'{name}_STEPS: dict[str, Any] = {{{steps}}}\n"""{said}"""')
    kept = tuple_source([context.column(column.name) for column in kept_columns(context.blueprint, entity)])
    said = f"What the next {word} has of the one before."
    context.helpers.constants.setdefault(f"{name}_KEPT", f'{name}_KEPT: tuple[Any, ...] = {kept}\n"""{said}"""')


def _step(context: Context, recurrence: Recurrence, prefix: str) -> str:
    step = f"case({prefix.upper()}_STEPS, value={context.column(recurrence.by)})"
    if recurrence.every is None:
        return step
    every = context.column(recurrence.every)
    # Of nulls and numbers, the greatest is a number.
    return f"func.greatest({every}, 1) * {step}"


def _moved(context: Context, column: Column) -> str:
    """Give a time one step later; the calendar of one with a zone is that of UTC, whatever the server's is."""
    own = context.column(column.name)
    if column.type.name is TypeName.DATE:
        context.helpers.imports |= {"from sqlalchemy import DATE", "from sqlalchemy import cast"}
        return f"cast({own} + step, DATE)"
    return f'func.timezone("UTC", func.timezone("UTC", {own}) + step)'


def _values(context: Context, entity: Entity, recurrence: Recurrence) -> dict[str, str]:
    """Give the columns of the next row that differ from the one before, with their values."""
    values = {name: attribute(name) for name in recurrence.moves}
    if recurrence.left:
        values[recurrence.left] = f"{context.column(recurrence.left)} - 1"
    if recurrence.series:
        key = context.column(entity.key[0].name)
        values[recurrence.series] = f"func.coalesce({context.column(recurrence.series)}, {key})"
    if entity.column(recurrence.done).default is None:
        values[recurrence.done] = "false()" if recurrence.equals else "true()"
    return values


def _bounds(context: Context, recurrence: Recurrence) -> list[str]:
    """Give the conditions that a next row is to follow; no bound holds back a row that has none."""
    found = []
    if recurrence.until and recurrence.moves:
        found.append(f"func.coalesce({attribute(recurrence.moves[0])} <= {context.column(recurrence.until)}, true())")
    if recurrence.left:
        found.append(f"func.coalesce({context.column(recurrence.left)} > 1, true())")
    return found


def _tied(context: Context, tie: Entity, to: Column, own: str) -> list[str]:
    """Give the statement that ties the next row to what the one before is tied to."""
    model = context.helpers.use_model(tie)
    others = [f"col({model}.{attribute(one.name)})" for one in tie.columns if one != to and not is_given_anew(one)]
    column = f"col({model}.{attribute(to.name)})"
    context.helpers.imports.add("from sqlalchemy import literal")
    return [
        f"tied = select(literal(following_id), {', '.join(others)}).where({column} == {own})",
        f"await connection.execute(insert({model}).from_select([{', '.join([column, *others])}], tied))",
    ]
