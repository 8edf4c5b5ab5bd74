"""Lists that go on after a cursor: the place of the last row in their order, whatever is added in the meantime."""

from itertools import groupby

from generators.blueprint import Choice
from generators.cursors import cursor_member, cursor_query, cursor_schema
from generators.naming import parameter
from generators.orders import full_order
from generators.routes.context import Context
from generators.routes.hoisting import dictionary


def cursor_places(context: Context) -> str:
    """Give the call that adds the columns which a row's place consists of."""
    places = [
        f'{context.column(each.column or "")}.label("{cursor_member(each)}")'
        for each in full_order(context.operation, context.entity)
    ]
    return f".add_columns({', '.join(places)})"


def cursor_filter(context: Context) -> list[str]:
    """Give the statements that leave out all rows up to the cursor."""
    name = parameter(cursor_query(context.operation).name)
    return [f'if "{name}" in given:', f"    statement = statement.where({_beyond(context)})"]


def _beyond(context: Context) -> str:
    """Give the condition that a row comes after the cursor: column by column, those of one direction together."""
    order = full_order(context.operation, context.entity)
    runs = [list(run) for _, run in groupby(order, key=lambda choice: choice.descending)]
    parts = []
    for place, run in enumerate(runs):
        before = [f"{_column(context, each)} == {_place(each)}" for earlier in runs[:place] for each in earlier]
        sign = "<" if run[0].descending else ">"
        left, right = _row([_column(context, each) for each in run]), _row([_place(each) for each in run])
        conditions = [*before, f"{left} {sign} {right}"]
        parts.append(f"and_({', '.join(conditions)})" if before else conditions[0])
    return f"or_({', '.join(parts)})" if len(parts) > 1 else parts[0]


def _row(values: list[str]) -> str:
    return f"tuple_({', '.join(values)})" if len(values) > 1 else values[0]


def _column(context: Context, choice: Choice) -> str:
    return context.column(choice.column or "")


def _place(choice: Choice) -> str:
    return f'bindparam("{cursor_member(choice)}")'


def cursor_page(context: Context, members: list[str], limit: str) -> list[str]:
    """Give the statements that fetch a page and one row more, which tells whether another page follows."""
    schema = context.helpers.use_schema(context.shape.module, cursor_schema(context.operation))
    asked = f"query.{parameter(cursor_query(context.operation).name)}"
    values = dictionary([*members, "**after", f'"limit": {limit} + 1'])
    return [
        f"after = {schema}.read({asked}).model_dump() if {asked} else {{}}",
        f"found = (await {context.reader}.execute(statement, {values})).all()",
        f"rows = found[:{limit}]",
        f"next_cursor = {schema}.model_validate(rows[-1]).write() if len(found) > len(rows) else None",
    ]
