"""Routes on many rows: lists."""

import re

from generators.blueprint import (
    Holds,
    Operation,
    OperationKind,
    PathUse,
    QueryParameter,
    QueryUse,
    Through,
    TypeName,
)
from generators.cursors import has_cursor
from generators.datatypes import python_type
from generators.marks import kept
from generators.naming import attribute, parameter, snake
from generators.routes.answers import respond, select_shown
from generators.routes.context import Context, fits
from generators.routes.cursors import cursor_filter, cursor_page, cursor_places
from generators.routes.hoisting import bind, dictionary
from generators.routes.ordering import choice_type, fixed_order, ordering, sorting
from generators.routes.refusals import parent_checks
from generators.schemas.queries import query_default
from generators.shapes import column_members, envelope_fields, far_entity, holds, public_columns
from generators.templating import tuple_source
from generators.views import leads_to_key, tied_rows

_CONDITIONS = frozenset(
    {QueryUse.FILTER, QueryUse.STATE, QueryUse.FROM, QueryUse.TO, QueryUse.SEARCH, QueryUse.DELETED, QueryUse.OVERDUE}
)
_BY_CHOICE = frozenset({QueryUse.STATE, QueryUse.DELETED, QueryUse.OVERDUE, QueryUse.SORT, QueryUse.DIRECTION})
"""Parameters of which each value asks for another statement."""
_BY_VALUE = (_CONDITIONS - _BY_CHOICE) | {QueryUse.CURSOR}
"""Parameters of which only whether they are given asks for another statement."""
_ORDERING = frozenset({QueryUse.SORT, QueryUse.CURSOR})
_SELECT = "Select[*tuple[Any, ...]]"
_ONCE = "; it is built once for each combination"


def render_list(context: Context) -> list[str]:
    """Select one page of the rows that the caller may reach."""
    lines = parent_checks(context) if context.keys(PathUse.PARENT) else []
    answer = _export if context.operation.exports else _page
    if not builds_by_query(context.operation):
        where = f".where({', '.join(context.scope())})" if context.scope() else ""
        statement = _cut(context, f"{_selected(context)}{where}.order_by({', '.join(fixed_order(context))})")
        return [*lines, f"statement = {statement}", *answer(context, [])]
    call, members = _statement_function(context)
    given = ["given = asked(query)"] if selects_by_value(context.operation) else []
    return [*lines, *given, f"statement = {call}", *answer(context, members)]


def _cut(context: Context, statement: str) -> str:
    """Give the statement for one page of what ``statement`` selects."""
    if counts_rows(context.operation):
        return f"paged({statement})"
    limit, offset, _ = _window(context)
    return (
        statement + ('.limit(bindparam("limit"))' if limit else "") + ('.offset(bindparam("offset"))' if offset else "")
    )


def _conditions(context: Context) -> list[QueryParameter]:
    return [query for query in context.operation.query if query.use in _CONDITIONS]


def builds_by_query(operation: Operation) -> bool:
    """Tell whether the statement of a list depends on which parameters a request gives."""
    uses = [query.use for query in operation.query]
    return operation.kind is OperationKind.LIST and any(use in _CONDITIONS | _ORDERING for use in uses)


def selects_by_value(operation: Operation) -> bool:
    """Tell whether a list has filters that compare with what a request gives."""
    uses = [query.use for query in operation.query]
    return operation.kind is OperationKind.LIST and any(use in _BY_VALUE for use in uses)


def _selected(context: Context) -> str:
    if context.operation.exports:
        return f"select(*{_exported_columns(context)})"
    values = _values_column(context)
    return f"select({context.model}.{attribute(values)})" if values else select_shown(context)


def _exported_columns(context: Context) -> str:
    """Give the constant that lists the columns of an export, each called as the API calls it."""
    name = f"{snake(context.operation.name).upper()}_COLUMNS"
    columns = column_members(context.blueprint, public_columns(context.entity, context.operation))
    listed = tuple_source([f'{context.column(each.column or "")}.label("{each.name}")' for each in columns])
    context.helpers.constants.setdefault(name, f"{name}: tuple[Any, ...] = {listed}")
    return name


def _values_column(context: Context) -> str | None:
    """Give the column of which the list shows nothing but the values."""
    fields = envelope_fields(context.operation.response.envelope)
    return next((str(field.value) for field in fields if field.holds is Holds.VALUES), None)


def counts_rows(operation: Operation) -> bool:
    """Tell whether the operation lists a page of rows with the number of all."""
    counts = holds(operation, Holds.TOTAL, Holds.PAGES, Holds.HAS_MORE) and not has_cursor(operation)
    return operation.kind is OperationKind.LIST and counts


def _export(context: Context, members: list[str]) -> list[str]:
    """Answer with the rows as lines of CSV, which are read while they are sent."""
    limit, offset, lines = _window(context)
    members = _with_window(context, members, limit, offset)
    values = f", {dictionary(members)}" if members else ""
    name = f"{context.entity.name}.csv"
    return [*lines, f'return CSVResponse("{name}", connections, statement{values})']


def _with_window(context: Context, members: list[str], limit: str | None, offset: str | None) -> list[str]:
    """Give the members of a statement's parameters with those of its window."""
    window = [(name, value) for name, value in (("limit", limit), ("offset", offset)) if value]
    return [*members, *(f'"{name}": {value}' for name, value in window if not _is_given(context, members, name))]


def _page(context: Context, members: list[str]) -> list[str]:
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
    if has_cursor(context.operation):
        lines += cursor_page(context, members, limit or str(context.blueprint.settings.default_limit))
        values |= {Holds.NEXT_CURSOR: "next_cursor", Holds.HAS_MORE: "next_cursor is not None"}
        return [*lines, *_require_caller(context), *respond(context, values)]
    if counts_rows(context.operation):
        limit, offset = limit or "None", offset or "0"
        call = f"rows, total = await fetch_page({context.reader}, statement, {{values}})"
    else:
        call = f"rows = (await {context.reader}.execute(statement, {{values}})).all()"
    members = _with_window(context, members, limit, offset)
    lines.append(call.replace(", {values}", f", {dictionary(members)}" if members else ""))
    return [*lines, *_require_caller(context), *respond(context, values)]


def _require_caller(context: Context) -> list[str]:
    """Give the statements which ask, where nothing is found, whether the caller, of whom the key is known, is there."""
    if not (context.need and context.need.keyed):
        return []
    context.helpers.imports.add("from app.dependencies import require_caller")
    found = "total" if counts_rows(context.operation) else "rows"
    return [f"if not {found}:", f"    await require_caller({context.reader}, caller_id)"]


def _is_given(context: Context, members: list[str], name: str) -> bool:
    """Tell whether what a request gives holds the page's limit or offset already, under that very name."""
    found = next((query for query in context.operation.query if parameter(query.name) == name), None)
    return "**given" in members and found is not None and query_default(found) is not None


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


def _statement_function(context: Context) -> tuple[str, list[str]]:
    """Write the function that builds the statement, and give its call and the members of its parameters."""
    name, filters = f"_{context.operation.name}_statement", _conditions(context)
    flagged = any(query.use is QueryUse.DELETED or _is_mark(context, query) for query in filters)
    mark = context.entity.mark
    scope = [part for part in context.scope() if not flagged or not mark or attribute(mark.name) not in part]
    source = _selected(context) + (f".where({', '.join(scope)})" if scope else "")
    source += cursor_places(context) if has_cursor(context.operation) else ""
    bound = bind(context, source)
    by_value = selects_by_value(context.operation)
    chosen = [query for query in filters if query.use in _BY_CHOICE] + sorting(context)
    arguments = [*(["given: frozenset[str]"] if by_value else [])]
    arguments += [f"{parameter(query.name)}: {choice_type(query)}" for query in chosen]
    arguments += [f"{other}: {kind}" for other, kind in _given_otherwise(context, source if bound is None else "")]
    lines = [
        *(["@lru_cache"] if bound else []),
        f"def {name}({', '.join(arguments)}) -> {'Page' if counts_rows(context.operation) else _SELECT}:",
        f'    """Give the statement for what a request asks for{_ONCE if bound else ""}."""',
        f"    statement: {_SELECT} = {bound[0] if bound else source}",
        *(f"    {line}" for query in filters for line in _filter(context, query)),
        *(f"    {line}" for line in (cursor_filter(context) if has_cursor(context.operation) else [])),
        f"    return {_cut(context, f'statement.order_by({ordering(context)})')}",
    ]
    context.helpers.functions.setdefault(name, "\n".join(lines))
    values = ["frozenset(given)"] if by_value else []
    values += [f"query.{parameter(query.name)}" for query in chosen]
    values += [other for other, _ in _given_otherwise(context, source if bound is None else "")]
    members = ["**given"] if by_value else []
    members += [f'"{each}": {value}' for each, value in (bound[1] if bound else {}).items()]
    members += [f'"{parameter(query.name)}": {value}' for query in filters if (value := _value(context, query))]
    call = f"{name}({', '.join(values)})"
    return call, members


def _given_otherwise(context: Context, source: str) -> list[tuple[str, str]]:
    """Give the names beside the query that a statement is built of, which no parameter can stand for."""
    keys = {parameter(key.name): python_type(key.type) for key in context.operation.path_parameters}
    caller = "Caller" if context.has_user else "Caller | None"
    return [(name, kind) for name, kind in {**keys, "user": caller}.items() if re.search(rf"\b{name}\b", source)]


def _filter(context: Context, query: QueryParameter) -> list[str]:
    name = parameter(query.name)
    if query.use is QueryUse.STATE:
        return _state_filter(context, query, name)
    if query.use is QueryUse.DELETED:
        return [f"if not {name}:", _narrowed(_kept(context))]
    if query.use is QueryUse.OVERDUE:
        overdue = _overdue(context, query)
        return [f"if {name} is not None:", _narrowed(f"{overdue} if {name} else not_({overdue})")]
    condition = _narrowed(_condition(context, query, f'bindparam("{name}")'))
    if not query.multiple and (query.required or query_default(query) is not None):
        return [condition.strip()]
    otherwise = ["else:", _narrowed(_kept(context))] if _is_mark(context, query) else []
    return [f'if "{name}" in given:', condition, *otherwise]


def _kept(context: Context) -> str:
    mark = context.entity.mark
    return kept(mark, context.column(mark.name)) if mark else "true()"


def _is_mark(context: Context, query: QueryParameter) -> bool:
    """Tell whether a filter asks for the rows that are marked as deleted: they are shown to nobody else."""
    mark = context.entity.mark
    optional = not query.required and query_default(query) is None
    return optional and query.use is QueryUse.FILTER and mark is not None and query.column == mark.name


def _narrowed(condition: str) -> str:
    return f"    statement = statement.where({condition})"


def _value(context: Context, query: QueryParameter) -> str:
    """Give the value of a filter's parameter, where it is another than what the request gives."""
    value, name = f"query.{parameter(query.name)}", query.column or query.name
    if query.use not in (QueryUse.FILTER, QueryUse.FROM, QueryUse.TO) or query.through:
        return ""
    kind = context.entity.column(name).type
    if query.use in (QueryUse.FROM, QueryUse.TO):
        if kind.name is not TypeName.TIMESTAMP or query.type.name is not TypeName.DATE:
            return ""
        moment = f"dt.datetime.combine({value}, dt.time.{'min' if query.use is QueryUse.FROM else 'max'}, dt.UTC)"
        return moment if query.required else f"{value} and {moment}"
    return f"[{value}]" if kind.name in {TypeName.ARRAY, TypeName.JSON} and not query.multiple else ""


def _condition(context: Context, query: QueryParameter, value: str) -> str:
    if query.use is QueryUse.SEARCH:
        parts = [f"func.strpos(func.lower({context.column(name)}), func.lower({value})) > 0" for name in query.columns]
        return parts[0] if len(parts) == 1 else f"or_({', '.join(parts)})"
    if query.through:
        return _tied_condition(context, query.through, value)
    name = query.column or query.name
    column, kind = context.column(name), context.entity.column(name).type
    if query.use in (QueryUse.FROM, QueryUse.TO):
        return f"{column} {'>=' if query.use is QueryUse.FROM else '<='} {value}"
    if kind.name in {TypeName.ARRAY, TypeName.JSON}:
        return f"{column}.contains({value})"
    return f"{column}.in_({value})" if query.multiple else f"{column} == {value}"


def _tied_condition(context: Context, through: Through, value: str) -> str:
    blueprint = context.blueprint
    tables = [context.entity, *([blueprint.entity(through.entity)] if through.entity else [])]
    tables += [] if leads_to_key(blueprint, through) else [far_entity(blueprint, context.entity, through)]
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


def _state_filter(context: Context, query: QueryParameter, value: str) -> list[str]:
    """Give the statements that narrow a list to a state: one for each, or one for all that are called like the values
    of their column."""
    states = [(choice, context.column(choice.column)) for choice in query.choices if choice.column]
    if len(states) > 1 and len({(column, choice.equals == choice.value) for choice, column in states}) == 1:
        choice, column = states[0]
        if choice.equals == choice.value:
            return [f"if {value} {_among(query)}:", _narrowed(f"{column} == {value}")]
    lines = []
    for choice, column in states:
        asked = f'{value} == "{choice.value}"'
        if query.type.name is TypeName.BOOLEAN:
            asked = f"{value} is {choice.value.capitalize()}"
        lines += [f"if {asked}:", _narrowed(fits(choice, column))]
    return lines


def _among(query: QueryParameter) -> str:
    """Give the condition that a value is one of the choices that narrow a list."""
    others = [choice.value for choice in query.choices if not choice.column]
    if len(others) == 1 and query_default(query) is not None:
        return f'!= "{others[0]}"'
    return f"in {{{', '.join(repr(choice.value) for choice in query.choices if choice.column)}}}"
