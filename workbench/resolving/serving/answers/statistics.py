"""Statistics: what each member of an aggregate's answer counts, averages or groups by."""

from collections.abc import Sequence

from generators.blueprint import (
    NUMBERS,
    Body,
    Choice,
    Column,
    ColumnRole,
    ColumnType,
    Entity,
    Holds,
    QueryParameter,
    QueryUse,
    Response,
    ResponseField,
    TypeName,
)
from workbench.patterns import regex
from workbench.reading.facts import FieldFact, ResponseFact
from workbench.resolving.storing.column_types import stated_choices
from workbench.resolving.words import snake, stem, words

_TIMES = (TypeName.TIMESTAMP, TypeName.DATE)
_PERIODS = ("day", "week", "month", "year", "hour", "quarter")
_COUNTS = frozenset({"count", "total", "number", "quantity"})
_MEAN = regex(r"^(?:average|avg|mean)_|_(?:average|avg|mean)$")
_FIGURES = (
    (regex(r"^(?:total|sum_of|sum)_"), Holds.SUM),
    (regex(r"_(?:total|sum)$"), Holds.SUM),
    (regex(r"^(?:min|minimum|lowest|smallest)_|_(?:min|minimum)$"), Holds.LEAST),
    (regex(r"^(?:max|maximum|highest|largest)_|_(?:max|maximum)$"), Holds.GREATEST),
)
_PERIOD_NAMES = frozenset({"period", "group_by", "interval", "granularity", "bucket", "unit", "by"})


def resolve_period(field: FieldFact) -> QueryParameter | None:
    """Give the parameter that chooses the unit of time by which an aggregate groups; nothing for any other."""
    choices = stated_choices(field)
    if snake(field.name) not in _PERIOD_NAMES or not choices or not set(choices) <= set(_PERIODS):
        return None
    default = field.default if field.has_default and field.default in choices else choices[0]
    return QueryParameter(
        field.name,
        QueryUse.PERIOD,
        ColumnType(TypeName.VARCHAR),
        choices=tuple(Choice(choice) for choice in choices),
        default=default,
        description=field.description,
        sources=(field.source,) if field.source else (),
    )


def resolve_statistics(
    entity: Entity, success: ResponseFact | None, query: Sequence[QueryParameter], response: Response
) -> Response:
    """Give the answer of an aggregate with what each member stands for; members that no column bears out stay as
    they were read."""
    if success is None or response.body is not Body.ENVELOPE or not success.fields:
        return response
    known = {field.name: field for field in response.envelope}
    members = [_member(field, entity, query) or known.get(field.name) for field in success.fields]
    return Response(response.status, Body.ENVELOPE, tuple(member for member in members if member is not None))


def _member(field: FieldFact, entity: Entity, query: Sequence[QueryParameter]) -> ResponseField | None:
    name = snake(field.name)
    if _is_list(field):
        return _groups(field, entity, query)
    if field.fields:
        return _by_choice(field, entity, query)
    if _MEAN.search(name):
        value = _mean_of(_MEAN.sub("", name), entity)
        return ResponseField(field.name, Holds.AVERAGE, value) if value else None
    if (figure := _figure(field.name, entity)) is not None:
        return figure
    if name in ("total", "count", "total_count", f"total_{entity.name}", entity.name):
        return ResponseField(field.name, Holds.TOTAL)
    condition = _condition(name, entity)
    return ResponseField(field.name, Holds.COUNT, condition) if condition else None


def _figure(name: str, entity: Entity) -> ResponseField | None:
    """Read a name that speaks of a number over all rows: ``total_amount``, ``price_sum``, ``highest_score``."""
    for pattern, holds in _FIGURES:
        plain = pattern.sub("", snake(name))
        if plain != snake(name) and (column := _number_named(plain, entity)) is not None:
            return ResponseField(name, holds, column.name)
    return None


def _is_list(field: FieldFact) -> bool:
    kind = (field.type or "").lower()
    return kind.startswith(("array", "list")) or kind.endswith("[]") or (field.example or "").startswith("[")


def _condition(name: str, entity: Entity) -> str | None:
    """Give the condition that a name counts by: ``open_tickets`` and ``completed`` are choices and flags."""
    plain = name.removesuffix("_count").removesuffix(f"_{entity.name}").removesuffix("_total").removeprefix("total_")
    for column in entity.columns:
        if column.type.name is TypeName.BOOLEAN and snake(column.name).removeprefix("is_") == plain:
            return f"{column.name}=true"
        choice = next((one for one in column.limits.choices if snake(one) == plain), None)
        if choice and column.role is ColumnRole.PLAIN:
            return f"{column.name}={choice}"
    return None


def _by_choice(field: FieldFact, entity: Entity, query: Sequence[QueryParameter]) -> ResponseField | None:
    """Read an object whose members are the choices of a column: ``by_status: {open: 2, closed: 1}``."""
    names = {snake(one.name) for one in field.fields}
    for column in entity.columns:
        if column.limits.choices and names <= {snake(one) for one in column.limits.choices}:
            choices = {snake(one): one for one in column.limits.choices}
            counted = tuple(
                ResponseField(one.name, Holds.COUNT, f"{column.name}={choices[snake(one.name)]}")
                for one in field.fields
            )
            return ResponseField(field.name, Holds.OBJECT, fields=counted)
    inner = [_member(one, entity, query) for one in field.fields]
    if any(one is None for one in inner):
        return None
    return ResponseField(field.name, Holds.OBJECT, fields=tuple(one for one in inner if one))


def _mean_of(name: str, entity: Entity) -> str | None:
    """Give what an average is taken of: a number, or the seconds from the creation to a time that the name means."""
    if not name.endswith("_seconds") and (column := _number_named(name, entity)) is not None:
        return column.name
    created = entity.with_role(ColumnRole.CREATED_AT)
    wanted = {stem(word)[:5] for word in words(name)} - {"time", "secon", "durat", "in"}
    for column in entity.columns:
        reached = {stem(word)[:5] for word in words(snake(column.name).removesuffix("_at"))}
        if created and name.endswith("_seconds") and column.type.name in _TIMES and wanted == reached:
            return f"{column.name} - {created.name}"
    return None


def _number_named(name: str, entity: Entity) -> Column | None:
    numbers = [column for column in entity.columns if column.type.name in NUMBERS and column.references is None]
    return next((column for column in numbers if snake(column.name) == name), None)


def _groups(field: FieldFact, entity: Entity, query: Sequence[QueryParameter]) -> ResponseField | None:
    """Read a list of groups: ``by_period: [{period, count}]``, ``by_category: [{category, count}]``."""
    members: list[ResponseField] = []
    for one in field.fields:
        name = snake(one.name)
        grouped = _grouped(name, entity, query)
        if name in _COUNTS:
            members.append(ResponseField(one.name, Holds.COUNT))
        elif grouped is not None:
            members.append(ResponseField(one.name, Holds.GROUP, grouped))
        elif (figure := _figure(one.name, entity)) is not None:
            members.append(figure)
        else:
            return None
    held = [member.holds for member in members]
    if Holds.COUNT not in held and any(_is_chosen(member, query) for member in members):
        return None
    return ResponseField(field.name, Holds.GROUPS, fields=tuple(members)) if held.count(Holds.GROUP) == 1 else None


def _is_chosen(member: ResponseField, query: Sequence[QueryParameter]) -> bool:
    """Tell whether the caller chooses the period of a group."""
    _, _, unit = str(member.value).partition(" by ")
    return member.holds is Holds.GROUP and any(one.name == unit for one in query)


def _grouped(name: str, entity: Entity, query: Sequence[QueryParameter]) -> str | None:
    created = entity.with_role(ColumnRole.CREATED_AT)
    chosen = next((one for one in query if one.use is QueryUse.PERIOD), None)
    if created and chosen and name in ("period", "start", "date", *_PERIODS, snake(chosen.name)):
        return f"{created.name} by {chosen.name}"
    if created and name in _PERIODS:
        return f"{created.name} by {name}"
    if created and name == "date":
        return f"{created.name} by day"
    return name if entity.has(name) and name in entity.visible else None
