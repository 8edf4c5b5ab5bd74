"""Orders: rows whose order a list must keep, by default or as asked."""

from dataclasses import dataclass

from generators.blueprint import (
    MOMENTS,
    NUMBERS,
    Choice,
    Column,
    ColumnRole,
    Entity,
    Operation,
    QueryParameter,
    QueryUse,
    TypeName,
)
from generators.naming import attribute
from generators.testing.sources import dict_source
from generators.testing.values.making import TEXTS, effective_limits

_SORTABLE = NUMBERS | TEXTS | MOMENTS


@dataclass(frozen=True, slots=True)
class Sorting:
    """One order: rows with ``sequence`` in their column, read with ``params``, come by ``order`` of their indexes."""

    suffix: str
    values: str
    sequence: str
    params: str | None
    order: str


def sortings_of(operation: Operation, entity: Entity) -> tuple[Sorting, ...]:
    """Give the orders of a list: the one by default, and each that can be asked for."""
    found: list[Sorting] = []
    sort = next((each for each in operation.query if each.use is QueryUse.SORT), None)
    direction = next((each for each in operation.query if each.use is QueryUse.DIRECTION), None)
    if operation.order_by and (sort is None or sort.default is None):
        found += _orders(operation.order_by[0], entity, None, "is_ordered_by")
    for choice in sort.choices if sort else ():
        if sort is None:
            continue
        if direction is None:
            found += _orders(choice, entity, ((sort.name, f'"{choice.value}"'),), "sorts_by")
        else:
            found += _both_ways(choice, entity, sort, direction)
    return tuple({each.suffix: each for each in found}.values())


def _both_ways(choice: Choice, entity: Entity, sort: QueryParameter, direction: QueryParameter) -> list[Sorting]:
    found: list[Sorting] = []
    for value, descending in (("asc", False), ("desc", True)):
        params = ((sort.name, f'"{choice.value}"'), (direction.name, f'"{value}"'))
        found += _orders(Choice(choice.value, choice.column, descending=descending), entity, params, "sorts_by")
    return found


def _orders(choice: Choice, entity: Entity, params: tuple[tuple[str, str], ...] | None, verb: str) -> list[Sorting]:
    if choice.column is None or not entity.has(choice.column):
        return []
    sequence = sequence_of(entity.column(choice.column))
    if sequence is None:
        return []
    name = attribute(choice.column)
    return [
        Sorting(
            suffix=f"_{verb}_{name}" + ("_descending" if choice.descending else ""),
            values=f"{name}=value",
            sequence="(" + ", ".join(sequence) + ")",
            params=dict_source(params) if params else None,
            order="(2, 0, 1)" if choice.descending else "(1, 0, 2)",
        )
    ]


def sequence_of(column: Column) -> tuple[str, str, str] | None:
    """Give three values of the column out of order, as Python source; nothing where it has no plain order."""
    limits = effective_limits(column.limits, column.type)
    kind = column.type.name
    if kind not in _SORTABLE or limits.choices or limits.pattern or column.references:
        return None
    if kind in TEXTS:
        return _texts(limits.format, limits.max_length)
    if kind is TypeName.DATE:
        return "date(2090, 5, 2)", "date(2090, 5, 1)", "date(2090, 5, 3)"
    if kind is TypeName.TIMESTAMP:
        year = 2020 if column.role is ColumnRole.CREATED_AT else 2090
        first, second, third = (f"datetime({year}, 5, {day}, tzinfo=UTC)" for day in (2, 1, 3))
        return first, second, third
    if kind is TypeName.TIME:
        return "time(10)", "time(9)", "time(11)"
    low = int(limits.minimum or 0) + 1
    if limits.maximum is not None and low + 2 > limits.maximum:
        return None
    numbers = (low + 1, low, low + 2)
    if kind is TypeName.NUMERIC:
        first, second, third = (f"Decimal({number})" for number in numbers)
        return first, second, third
    return str(numbers[0]), str(numbers[1]), str(numbers[2])


def _texts(form: str | None, length: int | None) -> tuple[str, str, str] | None:
    ends = {"email": "@example.com", "uri": "", "slug": "", None: ""}
    if length is not None and length < 24:
        return None
    start = "https://example.com/" if form == "uri" else ""
    end = ends[form]
    return f'"{start}beta{end}"', f'"{start}alpha{end}"', f'"{start}gamma{end}"'
