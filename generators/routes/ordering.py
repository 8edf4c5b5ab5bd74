"""The order of a list: what it is sorted by, whether a request says so or not."""

from generators.blueprint import Choice, QueryParameter, QueryUse, TypeName
from generators.datatypes import TEXTUAL
from generators.naming import parameter, snake
from generators.orders import full_order
from generators.routes.context import Context
from generators.schemas.queries import query_default


def choice_type(query: QueryParameter) -> str:
    """Give the type of a parameter of which each value asks for another statement."""
    kind = "bool" if query.type.name is TypeName.BOOLEAN else "str"
    optional = query_default(query) is None and not query.required
    return f"{kind} | None" if optional else kind


def ordering(context: Context) -> str:
    """Give the order of a list as arguments, as a request asks for it, equal rows in that of their keys."""
    sort = next((query for query in context.operation.query if query.use is QueryUse.SORT), None)
    if sort is None:
        return ", ".join(fixed_order(context))
    tie = ", ".join(context.column(key.name) for key in context.entity.key)
    return f"{_sort_function(context, sort)}, {tie}"


def fixed_order(context: Context) -> list[str]:
    """Give the order of a list, rows that it leaves equal in that of their keys."""
    return [
        f"{_sortable(context, choice.column or '')}{'.desc()' if choice.descending else ''}"
        for choice in full_order(context.operation, context.entity)
    ]


def _sortable(context: Context, name: str) -> str:
    column = context.entity.column(name)
    if column.limits.choices and column.type.name in TEXTUAL:
        ranks = ", ".join(f"{choice!r}: {rank}" for rank, choice in enumerate(column.limits.choices))
        return f"case({{{ranks}}}, value={context.column(name)})"
    return context.column(name)


def sorting(context: Context) -> list[QueryParameter]:
    """Give the parameters that say the order: the column, and the direction if that is another one."""
    chosen = (QueryUse.SORT, QueryUse.DIRECTION)
    found = [next((each for each in context.operation.query if each.use is use), None) for use in chosen]
    return [each for each in found if each] if found[0] else []


def _directed(context: Context, choice: Choice) -> str:
    """Give a column in the direction of a choice, rows without a value last; where all have one, as indexes go."""
    name = choice.column or ""
    last = ".nulls_last()" if context.entity.column(name).nullable else ""
    return _sortable(context, name) + (f".desc(){last}" if choice.descending else ".asc()")


def _sort_function(context: Context, sort: QueryParameter) -> str:
    """Give the expression for what the query string asks to sort by, and define what it takes.

    A direction of its own is applied in a function; otherwise every choice stands with its direction in a table.
    """
    constant = f"{snake(context.operation.name).upper()}_ORDER"
    directed = any(query.use is QueryUse.DIRECTION for query in sorting(context))
    entries = ", ".join(
        f'"{choice.value}": {_sortable(context, choice.column) if directed else _directed(context, choice)}'
        for choice in sort.choices
        if choice.column
    )
    context.helpers.constants.setdefault(constant, f"{constant}: dict[str, SQLColumnExpression[Any]] = {{{entries}}}")
    name = f"_{context.operation.name}_order"
    value = parameter(sort.name)
    chosen = sorting(context)
    direction = next((query for query in chosen if query.use is QueryUse.DIRECTION), None)
    always = query_default(sort) is not None or sort.required
    if direction is None and always:
        return f"{constant}[{value}]"
    arguments = ", ".join(f"{parameter(query.name)}: {choice_type(query)}" for query in chosen)
    downwards = [choice.value for choice in sort.choices if choice.descending]
    default = f"{value} in {{{', '.join(map(repr, downwards))}}}" if downwards else "False"
    lines = [
        f"def {name}({arguments}) -> SQLColumnExpression[Any]:",
        '    """Give the order that the query string asks for, rows without a value last."""',
    ]
    if not always:
        fixed = fixed_order(context) or [context.column(context.entity.key[0].name)]
        lines += [f"    if {value} is None:", f"        return {fixed[0]}"]
    if direction is None:
        lines.append(f"    return {constant}[{value}]")
    else:
        lines.append(f"    column = {constant}[{value}]")
        asked = parameter(direction.name)
        if query_default(direction) is None:
            lines.append(f'    descending = {default} if {asked} is None else {asked} == "desc"')
        else:
            lines.append(f'    descending = {asked} == "desc"')
        nullable = any(context.entity.column(choice.column).nullable for choice in sort.choices if choice.column)
        last = ".nulls_last()" if nullable else ""
        lines.append(f"    return column.desc(){last} if descending else column.asc()")
    context.helpers.functions.setdefault(name, "\n".join(lines))
    return f"{name}({', '.join(parameter(query.name) for query in chosen)})"
