"""Routes on many rows: lists and aggregates."""

from generators.blueprint import (
    Choice,
    ColumnRole,
    Holds,
    Operation,
    OperationKind,
    PathUse,
    QueryParameter,
    QueryUse,
    Through,
    TypeName,
)
from generators.datatypes import TEXTUAL
from generators.naming import attribute, parameter, snake
from generators.routes.context import Context
from generators.schemas import query_default
from generators.shapes import envelope_fields, far_entity, holds
from generators.views import tied_rows

_CONDITIONS = frozenset(
    {QueryUse.FILTER, QueryUse.STATE, QueryUse.FROM, QueryUse.TO, QueryUse.SEARCH, QueryUse.FLAG, QueryUse.OVERDUE}
)


def render_list(context: Context) -> list[str]:
    """Select one page of the rows that the caller may reach."""
    conditions = list(context.scope())
    filters = [query for query in context.operation.query if query.use in _CONDITIONS and _selects(context, query)]
    if any(query.use is QueryUse.FLAG for query in filters):
        deleted = context.entity.with_role(ColumnRole.DELETED_AT)
        conditions = [part for part in conditions if not deleted or attribute(deleted.name) not in part]
    if filters:
        conditions.append(f"*{_filter_function(context, filters)}(query)")
    where = f".where({', '.join(conditions)})" if conditions else ""
    lines = context.parent_checks() if context.keys(PathUse.PARENT) else []
    lines.append(f"statement = {_selected(context)}{where}.order_by({_ordering(context)})")
    return [*lines, *_page(context)]


def _selected(context: Context) -> str:
    values = _values_column(context)
    return f"select({context.model}.{attribute(values)})" if values else context.selected()


def _values_column(context: Context) -> str | None:
    """Give the column of which the list shows nothing but the values."""
    fields = envelope_fields(context.operation.response.envelope)
    return next((str(field.value) for field in fields if field.holds is Holds.VALUES), None)


def _selects(context: Context, query: QueryParameter) -> bool:
    if query.use is not QueryUse.FLAG:
        return True
    return query.type.name is TypeName.BOOLEAN and context.entity.with_role(ColumnRole.DELETED_AT) is not None


def counts_rows(operation: Operation) -> bool:
    """Tell whether the operation lists a page of rows with the number of all."""
    counts = holds(operation, Holds.TOTAL, Holds.PAGES, Holds.HAS_MORE)
    return operation.kind is OperationKind.LIST and counts


def _page(context: Context) -> list[str]:
    limit, offset, lines = _window(context)
    public = context.shape.public
    values = {
        Holds.ITEMS: f"[{public}.model_validate(row) for row in rows]",
        Holds.VALUES: "[row[0] for row in rows]",
        Holds.TOTAL: "total",
        Holds.COUNT: "len(rows)",
        Holds.LIMIT: limit or "len(rows)",
        Holds.OFFSET: offset or "0",
        Holds.PAGE: _page_number(context, limit, offset),
        Holds.PAGES: f"-(-total // {limit})" if limit else "1",
        Holds.HAS_MORE: f"{offset or '0'} + len(rows) < total",
    }
    if counts_rows(context.operation):
        arguments = f"limit={limit or 'None'}, offset={offset or '0'}"
        lines.append(f"rows, total = await fetch_page({context.reader}, statement, {arguments})")
    else:
        window = (f".limit({limit})" if limit else "") + (f".offset({offset})" if offset else "")
        lines.append(f"rows = (await {context.reader}.execute(statement{window})).all()")
    return [*lines, *context.respond(values)]


def _page_number(context: Context, limit: str | None, offset: str | None) -> str:
    page = _named(context, QueryUse.PAGE)
    if page:
        return f"query.{page}"
    return f"{offset} // {limit} + 1" if limit and offset else "1"


def _window(context: Context) -> tuple[str | None, str | None, list[str]]:
    limit, offset, page = (_named(context, use) for use in (QueryUse.LIMIT, QueryUse.OFFSET, QueryUse.PAGE))
    if page:
        size = f"query.{limit}" if limit else str(context.blueprint.settings.default_limit)
        return size, "offset", [f"offset = (query.{page} - 1) * {size}"]
    return (f"query.{limit}" if limit else None), (f"query.{offset}" if offset else None), []


def _named(context: Context, use: QueryUse) -> str | None:
    return next((parameter(query.name) for query in context.operation.query if query.use is use), None)


def _filter_function(context: Context, filters: list[QueryParameter]) -> str:
    name = f"_{context.operation.name}_filters"
    schema = context.shape.query or ""
    lines = [
        f"def {name}(query: {schema}) -> list[ColumnElement[bool]]:",
        '    """Give the conditions that the query string asks for."""',
        "    conditions: list[ColumnElement[bool]] = []",
    ]
    for query in filters:
        lines += [f"    {line}" for line in _filter(context, query)]
    lines.append("    return conditions")
    context.helpers.functions.setdefault(name, "\n".join(lines))
    return name


def _filter(context: Context, query: QueryParameter) -> list[str]:
    value = f"query.{parameter(query.name)}"
    if query.use is QueryUse.STATE:
        return _state_filter(context, query, value)
    if query.use is QueryUse.FLAG:
        deleted = context.entity.with_role(ColumnRole.DELETED_AT)
        condition = f"{context.column(deleted.name)}.is_(None)" if deleted else "true()"
        return [f"if not {value}:", f"    conditions.append({condition})"]
    if query.use is QueryUse.OVERDUE:
        overdue = _overdue(context, query)
        return [f"if {value} is not None:", f"    conditions.append({overdue} if {value} else not_({overdue}))"]
    condition = _condition(context, query, value)
    if query.multiple:
        return [f"if {value}:", f"    conditions.append({condition})"]
    if query.required or query_default(query) is not None:
        return [f"conditions.append({condition})"]
    return [f"if {value} is not None:", f"    conditions.append({condition})"]


def _condition(context: Context, query: QueryParameter, value: str) -> str:
    if query.use is QueryUse.SEARCH:
        parts = [f"{context.column(name)}.icontains({value}, autoescape=True)" for name in query.columns]
        return parts[0] if len(parts) == 1 else f"or_({', '.join(parts)})"
    if query.through:
        return _tied_condition(context, query.through, value)
    name = query.column or query.name
    column, kind = context.column(name), context.entity.column(name).type
    moment = kind.name is TypeName.TIMESTAMP and query.type.name is TypeName.DATE
    if query.use is QueryUse.FROM:
        return f"{column} >= {_moment(value, 'min') if moment else value}"
    if query.use is QueryUse.TO:
        return f"{column} <= {_moment(value, 'max') if moment else value}"
    if kind.name in {TypeName.ARRAY, TypeName.JSON}:
        return f"{column}.contains({value if query.multiple else f'[{value}]'})"
    return f"{column}.in_({value})" if query.multiple else f"{column} == {value}"


def _tied_condition(context: Context, through: Through, value: str) -> str:
    blueprint = context.blueprint
    tables = [context.entity, far_entity(blueprint, context.entity, through)]
    tables += [blueprint.entity(through.entity)] if through.entity else []
    models = {entity.name: context.helpers.use_model(entity) for entity in tables}
    return tied_rows(blueprint, context.entity, through, value, models)


def _overdue(context: Context, query: QueryParameter) -> str:
    """Give the constant that is the condition of being overdue, never null, so that its opposite holds for the rest."""
    due, states = context.column(query.column or query.name), [choice for choice in query.choices if choice.column]
    conditions = [f"{due} < func.now()"]
    for column in dict.fromkeys(choice.column for choice in states if choice.column):
        values = [choice.equals for choice in states if choice.column == column]
        if isinstance(values[0], bool):
            conditions.append(f"{context.column(column)}.is_({not values[0]})")
        else:
            conditions.append(f"{context.column(column)}.not_in({values!r})")
    test = f"and_({', '.join(conditions)})" if len(conditions) > 1 else conditions[0]
    name = f"{snake(context.entity.singular).upper()}_OVERDUE"
    context.helpers.constants.setdefault(name, f"{name}: ColumnElement[bool] = func.coalesce({test}, false())")
    return name


def _moment(value: str, end: str) -> str:
    return f"dt.datetime.combine({value}, dt.time.{end}, dt.UTC)"


def _state_filter(context: Context, query: QueryParameter, value: str) -> list[str]:
    lines = []
    for choice in query.choices:
        if choice.column is None:
            continue
        column = context.column(choice.column)
        test = (
            f"{column}.is_({choice.equals!r})"
            if choice.equals in (True, False, None)
            else f"{column} == {choice.equals!r}"
        )
        lines += [f'if {value} == "{choice.value}":', f"    conditions.append({test})"]
    return lines


def _ordering(context: Context) -> str:
    sort = next((query for query in context.operation.query if query.use is QueryUse.SORT), None)
    if sort is None:
        return ", ".join(_fixed_order(context))
    tie = ", ".join(context.column(key.name) for key in context.entity.key)
    return f"{_sort_function(context, sort)}(query), {tie}"


def _fixed_order(context: Context) -> list[str]:
    """Give the order of a list, rows that it leaves equal in that of their keys."""
    chosen = [choice for choice in context.operation.order_by if choice.column]
    if not chosen:
        created = context.entity.with_role(ColumnRole.CREATED_AT)
        chosen = [Choice("created", created.name, descending=True)] if created else []
    told = {choice.column for choice in chosen}
    return [
        *(f"{_sortable(context, choice.column or '')}{'.desc()' if choice.descending else ''}" for choice in chosen),
        *(context.column(key.name) for key in context.entity.key if key.name not in told),
    ]


def _sortable(context: Context, name: str) -> str:
    column = context.entity.column(name)
    if column.limits.choices and column.type.name in TEXTUAL:
        ranks = ", ".join(f"{choice!r}: {rank}" for rank, choice in enumerate(column.limits.choices))
        return f"case({{{ranks}}}, value={context.column(name)})"
    return context.column(name)


def _sort_function(context: Context, sort: QueryParameter) -> str:
    constant = f"{snake(context.operation.name).upper()}_ORDER"
    entries = ", ".join(
        f'"{choice.value}": {_sortable(context, choice.column)}' for choice in sort.choices if choice.column
    )
    context.helpers.constants.setdefault(constant, f"{constant}: dict[str, SQLColumnExpression[Any]] = {{{entries}}}")
    name = f"_{context.operation.name}_order"
    value = f"query.{parameter(sort.name)}"
    given = _named(context, QueryUse.DIRECTION)
    downwards = [choice.value for choice in sort.choices if choice.descending]
    default = f"{value} in {{{', '.join(map(repr, downwards))}}}" if downwards else "False"
    lines = [
        f"def {name}(query: {context.shape.query}) -> SQLColumnExpression[Any]:",
        '    """Give the order that the query string asks for, rows without a value last."""',
    ]
    if query_default(sort) is None and not sort.required:
        fixed = _fixed_order(context) or [context.column(context.entity.key[0].name)]
        lines += [f"    if {value} is None:", f"        return {fixed[0]}"]
    lines.append(f"    column = {constant}[{value}]")
    if given:
        asked = f"query.{given}"
        direction = next(query for query in context.operation.query if query.use is QueryUse.DIRECTION)
        if query_default(direction) is None:
            lines.append(f'    descending = {default} if {asked} is None else {asked} == "desc"')
        else:
            lines.append(f'    descending = {asked} == "desc"')
        lines.append("    return (column.desc() if descending else column.asc()).nulls_last()")
    elif downwards:
        lines.append(f"    return (column.desc() if {default} else column.asc()).nulls_last()")
    else:
        lines.append("    return column.asc().nulls_last()")
    context.helpers.functions.setdefault(name, "\n".join(lines))
    return name
