"""Routes that count: aggregates over the rows that the caller may reach."""

from collections.abc import Iterator

from generators.blueprint import Holds, QueryUse, ResponseField
from generators.counts import counted_rows
from generators.naming import attribute, parameter, snake
from generators.routes.context import Context, fits
from generators.routes.refusals import parent_checks
from generators.schemas.envelopes import object_name
from generators.templating import tuple_source


def render_aggregate(context: Context) -> list[str]:
    """Count the rows that the caller may reach: one statement for all single figures, one for each list of groups."""
    envelope = context.operation.response.envelope
    where = f".where({', '.join(context.scope())})" if context.scope() else ""
    lines = [
        *parent_checks(context),
        *_figures(context, envelope, where),
        *(line for member in envelope if member.holds is Holds.GROUPS for line in _groups(context, member, where)),
    ]
    return [*lines, f"return {_aggregate_expression(context, context.shape.envelope or '', envelope)}"]


def _figures(context: Context, envelope: tuple[ResponseField, ...], where: str) -> list[str]:
    """Give the statement for all single figures, whose columns are a constant."""
    constant = f"{snake(context.operation.name).upper()}_COLUMNS"
    columns = [f"{_figure(context, member)}.label('{label}')" for label, member in _counts(envelope)]
    if not columns:
        return []
    context.helpers.constants.setdefault(constant, f"{constant}: tuple[Any, ...] = {tuple_source(columns)}")
    statement = f"statement = select(*{constant}).select_from({context.model}){where}"
    return [statement, "row = (await connection.execute(statement)).one()"]


def _counts(fields: tuple[ResponseField, ...], prefix: str = "") -> Iterator[tuple[str, ResponseField]]:
    for member in fields:
        own = f"{prefix}{snake(member.name)}"
        if member.holds in _FIGURES:
            yield _label(own), member
        if member.holds is Holds.OBJECT:
            yield from _counts(member.fields, f"{own}_")


def _label(name: str) -> str:
    """Give what a figure is called in its row: a row is a tuple, which counts and finds its members by these names."""
    return f"{name}_" if name in {"count", "index"} else name


def _aggregate_expression(context: Context, name: str, fields: tuple[ResponseField, ...], prefix: str = "") -> str:
    context.helpers.use_schema(context.shape.module, name)
    arguments = []
    for member in fields:
        own = f"{prefix}{snake(member.name)}"
        if member.holds is Holds.OBJECT:
            inner = _aggregate_expression(context, object_name(name, member), member.fields, f"{own}_")
            arguments.append(f"{attribute(member.name)}={inner}")
        elif member.holds is Holds.GROUPS:
            shown = context.helpers.use_schema(context.shape.module, object_name(name, member))
            arguments.append(f"{attribute(member.name)}=[{shown}.model_validate(group) for group in {own}]")
        elif member.holds in _FIGURES:
            arguments.append(f"{attribute(member.name)}=row.{_label(own)}")
    return f"{name}({', '.join(arguments)})"


def _figure(context: Context, member: ResponseField) -> str:
    if member.holds in _OVER:
        over = f"{_OVER[member.holds]}({context.column(str(member.value))})"
        return f"func.coalesce({over}, 0)" if member.holds is Holds.SUM else over
    if member.holds is not Holds.AVERAGE:
        return _count(context, member)
    later, minus, earlier = str(member.value).partition(" - ")
    value = context.column(later)
    if minus:
        value = f'extract("epoch", {value} - {context.column(earlier)})'
    context.helpers.imports.add("from sqlalchemy import Float, cast" + (", extract" if minus else ""))
    return f"cast(func.avg({value}), Float)"


def _groups(context: Context, member: ResponseField, where: str) -> list[str]:
    """Give the statements that count the rows of each group, in the order of the groups."""
    name = snake(member.name)
    columns = []
    for inner in member.fields:
        label = snake(inner.name)
        value = _group(context, inner) if inner.holds is Holds.GROUP else _figure(context, inner)
        columns.append(f"{value}.label('{label}')")
    by = next(snake(inner.name) for inner in member.fields if inner.holds is Holds.GROUP)
    null = f".where({context.column(_grouped(member))}.is_not(None))" if _may_miss(context, member) else ""
    selected = f"select({', '.join(columns)}).select_from({context.model}){where}{null}"
    return [
        f"groups = {selected}.group_by('{by}').order_by('{by}')",
        f"{name} = (await connection.execute(groups)).all()",
    ]


def _grouped(member: ResponseField) -> str:
    group = next(inner for inner in member.fields if inner.holds is Holds.GROUP)
    return str(group.value).partition(" by ")[0]


def _may_miss(context: Context, member: ResponseField) -> bool:
    return context.entity.column(_grouped(member)).nullable


def _group(context: Context, member: ResponseField) -> str:
    column, by, name = str(member.value).partition(" by ")
    if not by:
        return context.column(column)
    query = next((one for one in context.operation.query if one.use is QueryUse.PERIOD and one.name == name), None)
    period = f"query.{parameter(query.name)}" if query else repr(name)
    return f'func.date_trunc({period}, {context.column(column)}, "UTC")'


def _count(context: Context, member: ResponseField) -> str:
    rows = counted_rows(member, context.entity)
    return f"func.count().filter({fits(rows, context.column(rows.column or ''))})" if rows else "func.count()"


_OVER = {Holds.SUM: "func.sum", Holds.LEAST: "func.min", Holds.GREATEST: "func.max"}
"""The functions that make one value of those of a column."""
_FIGURES = frozenset({Holds.TOTAL, Holds.COUNT, Holds.AVERAGE, *_OVER})
