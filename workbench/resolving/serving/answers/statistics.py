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
    Operation,
    QueryParameter,
    QueryUse,
    Response,
    ResponseField,
    TypeName,
)
from workbench.patterns import regex
from workbench.reading.facts import FieldFact, ResponseFact
from workbench.resolving.serving.listing.flags import find_choice
from workbench.resolving.storing.column_types import stated_choices
from workbench.resolving.words import snake, stem, words

_TIMES = (TypeName.TIMESTAMP, TypeName.DATE)
_PERIODS = ("day", "week", "month", "year", "hour", "quarter")
_COUNTS = frozenset({"count", "total", "number", "quantity"})
_COUNTING = _COUNTS | {"counts", "num", "nr", "of", "stats", "statistics", "summary", "totals"}
"""Words of names and paths that say that something is counted, and not what."""
_MEAN = regex(r"^(?:average|avg|mean)_|_(?:average|avg|mean)$")
_FIGURES = (
    (regex(r"^(?:total|sum_of|sum)_"), Holds.SUM),
    (regex(r"_(?:total|sum)$"), Holds.SUM),
    (regex(r"^(?:min|minimum|lowest|smallest|shortest|least)_|_(?:min|minimum)$"), Holds.LEAST),
    (regex(r"^(?:max|maximum|highest|largest|longest|biggest|greatest)_|_(?:max|maximum)$"), Holds.GREATEST),
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
    entity: Entity, success: ResponseFact | None, operation: Operation, action: Sequence[str]
) -> Response:
    """Give the answer of an aggregate with what each member stands for; members that no column bears out stay as
    they were read. ``action`` are the words of its path, which may say what is counted: ``GET /alerts/unread-count``.
    Where nothing is said of the answer, it is that number."""
    response = operation.response
    state = _said([word for word in action if word not in _COUNTING], entity)
    if success is None or not success.fields:
        told = _counted("count" if "count" in action else "total", entity, state)
        return Response(response.status, Body.ENVELOPE, (told,) if told else ())
    if response.body is not Body.ENVELOPE:
        return response
    known = {field.name: field for field in response.envelope}
    found = [_member(field, entity, operation.query, state) or known.get(field.name) for field in success.fields]
    return Response(response.status, Body.ENVELOPE, tuple(member for member in found if member is not None))


def is_worked_out(response: Response) -> bool:
    """Tell whether every number in an aggregate's answer stands for something."""
    return not any(_is_number(member) for field in response.envelope for member in (field, *field.fields))


def _is_number(member: ResponseField) -> bool:
    return (
        member.holds is Holds.LITERAL and isinstance(member.value, int | float) and not isinstance(member.value, bool)
    )


def _said(named: Sequence[str], entity: Entity) -> str | None:
    """Give the condition that words say of rows, as an answer's number has it."""
    choice = find_choice(named, entity)
    if choice is None:
        return None
    value, negated = choice.equals, choice.negated
    if isinstance(value, bool):
        value, negated = str(value is not negated).lower(), False
    return f"{choice.column}{'!=' if negated else '='}{'null' if value is None else value}"


def _member(
    field: FieldFact, entity: Entity, query: Sequence[QueryParameter], state: str | None = None
) -> ResponseField | None:
    name = snake(field.name)
    if _is_list(field):
        return _groups(field, entity, query)
    if field.fields:
        return _by_choice(field, entity, query)
    if _MEAN.search(name):
        value = _mean_of(_MEAN.sub("", name), entity)
        return ResponseField(field.name, Holds.AVERAGE, value) if value else None
    return _figure(field.name, entity) or _counted(field.name, entity, state)


def _counted(name: str, entity: Entity, state: str | None) -> ResponseField | None:
    """Read a name that counts rows: ``count``, ``total_tickets``, ``open_tickets``, ``unread_count``."""
    rows = {*words(entity.name), *words(entity.singular), *_COUNTING}
    named = [word for word in words(name) if word not in rows]
    if not named and state is None:
        return ResponseField(name, Holds.TOTAL)
    condition = (_condition(snake(name), entity) or _said(named, entity)) if named else state
    return ResponseField(name, Holds.COUNT, condition) if condition else None


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
    """Give the column of numbers of that name, else the only one with its words: ``distance_km``."""
    numbers = [column for column in entity.columns if column.type.name in NUMBERS and column.references is None]
    exact = next((column for column in numbers if snake(column.name) == name), None)
    alike = [
        column for column in numbers if name and set(words(name)) <= set(words(column.name)) and not column.primary_key
    ]
    return exact or (alike[0] if len(alike) == 1 else None)


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
