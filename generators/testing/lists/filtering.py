"""Filters: rows of which a list must give some and leave others."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from generators.blueprint import (
    INTEGERS,
    Choice,
    Column,
    ColumnRole,
    Entity,
    EntityPurpose,
    Limits,
    Operation,
    QueryParameter,
    QueryUse,
    Through,
    TypeName,
)
from generators.naming import attribute, row_variable
from generators.shapes import far_entity
from generators.testing.rows.recipes import Recipe, Row, has_one_row_each
from generators.testing.rows.ties import named_row, referenced, stored
from generators.testing.sources import dict_source, listed
from generators.testing.values.making import TEXTS, effective_limits, literal_source, value_of
from generators.views import leads_to_key

HAYSTACK = "Buy 100 of the sure bread"
"""The longer of two texts that searches are tried on."""


@dataclass(frozen=True, slots=True)
class Filtering:
    """One filter: after ``arrange``, each of ``expectations`` pairs parameters with the rows to find.

    A search is tried with many ``texts``, each with the rows to find, one after the other in ``text_params``.
    """

    suffix: str
    arrange: tuple[str, ...]
    expectations: tuple[tuple[str, tuple[str, ...]], ...] = ()
    texts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    text_params: str = ""

    @property
    def brief(self) -> tuple[str, ...]:
        """The same lines, without the names of rows that nothing expects or builds on."""
        expected = {name for _, rows in (*self.expectations, *self.texts) for name in rows}
        used = " ".join((*self.arrange, *(params for params, _ in self.expectations)))
        named = [(line.partition(" = ")[0], line) for line in self.arrange]
        return tuple(
            line if name in expected or f"{name}." in used else line[line.index("await") :] for name, line in named
        )


@dataclass(frozen=True, slots=True)
class _Straw:
    """Two values to search in, and texts to search for with the rows to find."""

    first: str
    second: str
    texts: tuple[tuple[str, tuple[str, ...]], ...]


_BOTH, _FIRST, _NOTHING = ("first", "second"), ("first",), ("no such thing", ())
_STRAWS = {
    None: _Straw(
        "Buy 100%_SURE milk",
        HAYSTACK,
        (("SURE", _BOTH), ("100%", _FIRST), ("%_sure", _FIRST), ("MILK", _FIRST), _NOTHING),
    ),
    "email": _Straw("needle@example.com", "straw@example.com", (("@example", _BOTH), ("NEEDLE", _FIRST), _NOTHING)),
}
"""By a text's format: a search finds whatever the case is, and wildcards stand for themselves."""


class Listing(Protocol):
    """What filters need of the view of a list."""

    @property
    def operation(self) -> Operation:
        """The operation."""

    @property
    def entity(self) -> Entity:
        """Its entity."""

    @property
    def recipe(self) -> Recipe:
        """How it is called."""

    @property
    def caller(self) -> str:
        """The calling user."""

    def make(self, owner: str | None = None, *, parents: bool = True, values: str = "") -> str:
        """Give the expression that stores a row."""


def filterings_of(view: Listing) -> Iterator[Filtering]:
    """Give the filters of a list, one by one."""
    for parameter in view.operation.query:
        if parameter.through:
            yield from _tied(view, parameter, parameter.through)
        elif parameter.use is QueryUse.FILTER:
            yield from _equal(view, parameter)
        elif parameter.use is QueryUse.STATE:
            yield from _states(view, parameter)
        elif parameter.use is QueryUse.SEARCH:
            yield from _searches(view, parameter)
        elif parameter.use is QueryUse.OVERDUE:
            yield _overdue(view, parameter)
        elif parameter.use in {QueryUse.FROM, QueryUse.TO}:
            yield from _ranges(view, parameter)
    yield from _together(view)


@dataclass(frozen=True, slots=True)
class _Condition:
    """A filter with two values: what to send for each, and the argument of a row that has it."""

    parameter: str
    sent: tuple[str, str]
    stored: tuple[str, str]


def _together(view: Listing) -> Iterator[Filtering]:
    """Two filters at once: a row that fits only one of them is not given."""
    found = (_condition(view, parameter) for parameter in view.operation.query)
    by_column = {one.stored[0].partition("=")[0]: one for one in found if one is not None}
    if len(by_column) < 2:
        return
    first, second = list(by_column.values())[:2]
    arrange = [
        f"{row} = {view.make(values=f'{first.stored[each]}, {second.stored[each]}')}"
        for each, row in enumerate(("both", "neither"))
    ]
    expectations = [
        (dict_source([(first.parameter, first.sent[one]), (second.parameter, second.sent[other])]), rows)
        for one, other, rows in ((0, 0, ["both"]), (0, 1, []), (1, 0, []))
    ]
    suffix = f"_keeps_to_{attribute(first.parameter)}_and_{attribute(second.parameter)}_together"
    yield _filtering(suffix, arrange, expectations)


def _condition(view: Listing, parameter: QueryParameter) -> _Condition | None:
    """Give a filter with two values to try it on; nothing where rows cannot simply be given such values."""
    if parameter.through or parameter.use not in {QueryUse.FILTER, QueryUse.STATE}:
        return None
    if parameter.use is QueryUse.STATE:
        pairs = [
            (each.value, pair[0]) for each in parameter.choices if (pair := pair_of(view.entity, each)) is not None
        ]
        if len(pairs) < 2 or len({stored.partition("=")[0] for _, stored in pairs[:2]}) > 1:
            return None
        (one, first), (other, second) = pairs[:2]
        return _Condition(parameter.name, (f'"{one}"', f'"{other}"'), (first, second))
    if parameter.column is None or not view.entity.has(parameter.column):
        return None
    column = view.entity.column(parameter.column)
    if column.references or column.type.name in {TypeName.ARRAY, TypeName.JSON}:
        return None
    limits, name = effective_limits(column.limits, column.type), attribute(column.name)
    values = [value_of(column.name, column.type, limits, variant) for variant in (0, 1)]
    if values[0] == values[1]:
        return None
    sent = (_as_query(values[0].sent, column), _as_query(values[1].sent, column))
    return _Condition(parameter.name, sent, (f"{name}={values[0].stored}", f"{name}={values[1].stored}"))


def _filtering(suffix: str, arrange: list[str], expectations: list[tuple[str, list[str]]]) -> Filtering:
    return Filtering(suffix, tuple(arrange), tuple((params, tuple(found)) for params, found in expectations))


def _two(view: Listing, first: str, second: str) -> list[str]:
    return [f"first = {view.make(values=first)}", f"second = {view.make(values=second)}"]


def _equal(view: Listing, parameter: QueryParameter) -> Iterator[Filtering]:
    if parameter.column is None or not view.entity.has(parameter.column):
        return
    column = view.entity.column(parameter.column)
    name = attribute(column.name)
    suffix = f"_filters_by_{attribute(parameter.name)}"
    if column.references is not None:
        yield from _by_reference(view, parameter, column, suffix)
        return
    if column.type.name in {TypeName.ARRAY, TypeName.JSON}:
        arrange = _two(view, f'{name}=["home", "garden"]', f'{name}=["work"]')
        params = [(dict_source([(parameter.name, '"home"')]), ["first"])]
        yield _filtering(suffix, arrange, params)
        return
    limits = effective_limits(column.limits, column.type)
    values = [value_of(column.name, column.type, limits, variant) for variant in (0, 1)]
    if values[0] == values[1]:
        return
    arrange = _two(view, f"{name}={values[0].stored}", f"{name}={values[1].stored}")
    sent = [_as_query(value.sent, column) for value in values]
    expectations = [
        (dict_source([(parameter.name, sent[0])]), ["first"]),
        (dict_source([(parameter.name, sent[1])]), ["second"]),
    ]
    if parameter.multiple:
        expectations.append((dict_source([(parameter.name, listed(sent))]), ["first", "second"]))
    yield _filtering(suffix, arrange, expectations)


def _tied(view: Listing, parameter: QueryParameter, through: Through) -> Iterator[Filtering]:
    """A filter that leads to another table: the first row is tied to what is asked for, the second is not."""
    blueprint, entity = view.recipe.blueprint, view.entity
    far = far_entity(blueprint, entity, through)
    suffix, column = f"_filters_by_{attribute(parameter.name)}", attribute(through.column)
    arrange = [f"first = {view.make()}", view.make()]
    missing = '"nobody"'
    if leads_to_key(blueprint, through):
        arrange += named_row(blueprint, entity, through, "first", view.caller)
        arrange.append(f"another = {stored(blueprint, far, view.caller, {})}")
        named, missing = f"str({row_variable(far)}.{column})", f"str(another.{column})"
    elif through.entity is None and far.purpose is EntityPurpose.USERS and _is_owner(entity, through.there):
        arrange = [f"first = {view.make()}", view.make("other_user")]
        named = f"{view.caller}.{column}"
    elif through.entity is None:
        variable = row_variable(far)
        arrange = [f"{variable} = {stored(blueprint, far, view.caller, {})}"]
        arrange += [f"first = {view.make(values=_key(entity, through.there, variable))}", view.make()]
        named = f"{variable}.{column}"
    elif far.purpose is EntityPurpose.USERS:
        tie = blueprint.entity(through.entity)
        arrange.append(
            stored(blueprint, tie, view.caller, {through.here or "": f"first.{referenced(tie, through.here)}"})
        )
        named = f"{view.caller}.{column}"
    else:
        arrange += named_row(blueprint, entity, through, "first", view.caller)
        named = f"{row_variable(far)}.{column}"
    expectations = [
        (dict_source([(parameter.name, missing)]), []),
        (dict_source([(parameter.name, named)]), ["first"]),
    ]
    yield Filtering(suffix, tuple(arrange), tuple((params, tuple(found)) for params, found in expectations))


def _is_owner(entity: Entity, column: str) -> bool:
    return entity.owner is not None and entity.owner.steps == (column,)


def _key(entity: Entity, column: str, variable: str) -> str:
    return f"{attribute(column)}={variable}.{referenced(entity, column)}"


def _as_query(sent: str, column: Column) -> str:
    return f'"{sent.lower()}"' if column.type.name is TypeName.BOOLEAN else sent


def _by_reference(view: Listing, parameter: QueryParameter, column: Column, suffix: str) -> Iterator[Filtering]:
    reference = column.references
    if reference is None:
        return
    target = view.recipe.blueprint.entity(reference.entity)
    if target.name == view.entity.name or any(each.via == column.name for each in view.recipe.addressed):
        return
    key = attribute(reference.column)
    if target.purpose is EntityPurpose.USERS:
        if _says_whose(view, column):
            return
        arrange = [f"{name} = await make_user(session)" for name in ("chosen", "another")]
    else:
        owner = "await make_user(session)" if has_one_row_each(target) else view.caller
        arrange = [Row(view.recipe.blueprint, name, target).line(owner) for name in ("chosen", "another")]
    arrange += _two(view, f"{attribute(column.name)}=chosen.{key}", f"{attribute(column.name)}=another.{key}")
    yield _filtering(suffix, arrange, [(dict_source([(parameter.name, f"str(chosen.{key})")]), ["first"])])


def _says_whose(view: Listing, column: Column) -> bool:
    """Tell whether a reference to a user decides whose a row is: with another user in it, the caller may not see it."""
    ways = [*([view.entity.owner] if view.entity.owner else []), *view.operation.sides]
    return column.role is ColumnRole.OWNER or any(way.steps[:1] == (column.name,) for way in ways)


def _overdue(view: Listing, parameter: QueryParameter) -> Filtering:
    """Arrange a row that is late, one that is done, and one that has time."""
    column = view.entity.column(parameter.column or parameter.name)
    name, date = attribute(column.name), column.type.name is TypeName.DATE
    past, future = ("date(2020, 1, 31)", "date(2090, 1, 31)") if date else ("datetime(2020, 1, 31, tzinfo=UTC)",) * 2
    future = future if date else "datetime(2090, 1, 31, tzinfo=UTC)"
    pairs = [pair for choice in parameter.choices if (pair := pair_of(view.entity, choice))]
    arrange = [f"late = {view.make(values=f'{name}={past}')}", f"early = {view.make(values=f'{name}={future}')}"]
    rest = ["early"]
    if pairs:
        arrange.append(f"done = {view.make(values=f'{name}={past}, {pairs[0][0]}')}")
        rest.append("done")
    expectations = [
        (dict_source([(parameter.name, '"true"')]), ["late"]),
        (dict_source([(parameter.name, '"false"')]), rest),
    ]
    return _filtering(f"_tells_what_is_{attribute(parameter.name)}", arrange, expectations)


def _states(view: Listing, parameter: QueryParameter) -> Iterator[Filtering]:
    for choice in parameter.choices:
        pair = pair_of(view.entity, choice)
        if pair is None:
            continue
        arrange = _two(view, *pair)
        params = dict_source([(parameter.name, f'"{choice.value}"')])
        yield _filtering(
            f"_shows_{attribute(choice.value)}_rows_by_{attribute(parameter.name)}", arrange, [(params, ["first"])]
        )
    open_choice = next((choice for choice in parameter.choices if choice.column is None), None)
    if open_choice is not None:
        params = dict_source([(parameter.name, f'"{open_choice.value}"')])
        suffix = f"_shows_all_rows_by_{attribute(parameter.name)}"
        pairs = [pair for choice in parameter.choices if (pair := pair_of(view.entity, choice))]
        arrange = _two(view, *pairs[0]) if pairs else _two(view, "", "")
        yield _filtering(suffix, arrange, [(params, ["first", "second"])])


def pair_of(entity: Entity, choice: Choice) -> tuple[str, str] | None:
    """Give the keyword arguments of a row that fits a state and of one that does not."""
    if choice.negated:
        pair = pair_of(entity, replace(choice, negated=False))
        return (pair[1], pair[0]) if pair else None
    if choice.column is None or not entity.has(choice.column):
        return None
    column = entity.column(choice.column)
    name = attribute(column.name)
    if isinstance(choice.equals, bool) and column.type.name is TypeName.BOOLEAN:
        return f"{name}={choice.equals}", f"{name}={not choice.equals}"
    limits = effective_limits(column.limits, column.type)
    if choice.equals is None:
        return (
            (f"{name}=None", f"{name}={value_of(column.name, column.type, limits).stored}") if column.nullable else None
        )
    fitting = literal_source(column.type, choice.equals)
    others = [each for each in limits.choices if each != choice.equals]
    other = literal_source(column.type, others[0]) if others else value_of(column.name, column.type, limits, 1).stored
    return (f"{name}={fitting}", f"{name}={other}") if fitting and other else None


def _searches(view: Listing, parameter: QueryParameter) -> Iterator[Filtering]:
    for column_name in parameter.columns:
        if not view.entity.has(column_name):
            continue
        column = view.entity.column(column_name)
        limits = effective_limits(column.limits, column.type)
        straw = _STRAWS.get(limits.format)
        free = not (limits.choices or limits.pattern)
        if column.type.name not in TEXTS or straw is None or not free or (limits.max_length or 99) < len(HAYSTACK):
            continue
        name = attribute(column.name)
        yield Filtering(
            f"_searches_the_{name}",
            tuple(_two(view, f'{name}="{straw.first}"', f'{name}="{straw.second}"')),
            texts=straw.texts,
            text_params=dict_source([(parameter.name, "text")]),
        )


def _ranges(view: Listing, parameter: QueryParameter) -> Iterator[Filtering]:
    if parameter.column is None or not view.entity.has(parameter.column):
        return
    column = view.entity.column(parameter.column)
    values = _steps(column, parameter)
    if values is None:
        return
    name = attribute(column.name)
    arrange = [
        f"{variable} = {view.make(values=f'{name}={stored}')}"
        for variable, (_, stored) in zip(("low", "middle", "high"), values, strict=True)
    ]
    found = ["middle", "high"] if parameter.use is QueryUse.FROM else ["low", "middle"]
    params = dict_source([(parameter.name, values[1][0])])
    yield _filtering(f"_limits_{name}_by_{attribute(parameter.name)}", arrange, [(params, found)])


def _steps(column: Column, parameter: QueryParameter) -> list[tuple[str, str]] | None:
    kind = column.type.name
    if kind is TypeName.DATE and parameter.type.name is TypeName.DATE:
        return [(f'"2090-05-0{day}"', f"date(2090, 5, {day})") for day in (1, 2, 3)]
    if kind is TypeName.TIMESTAMP and parameter.type.name is TypeName.TIMESTAMP:
        return [(f'"2090-05-0{day}T12:00:00Z"', f"datetime(2090, 5, {day}, 12, tzinfo=UTC)") for day in (1, 2, 3)]
    limits: Limits = effective_limits(column.limits, column.type)
    low = int(limits.minimum or 0) + 1
    if limits.maximum is not None and low + 2 > limits.maximum:
        return None
    if kind in INTEGERS:
        return [(f'"{number}"', str(number)) for number in (low, low + 1, low + 2)]
    if kind is TypeName.NUMERIC:
        return [(f'"{number}"', f"Decimal({number})") for number in (low, low + 1, low + 2)]
    return None
