"""What a creation takes from other rows and what limits it: the tests of lines, moved numbers, counts and numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

from generators.blueprint import (
    Adjustment,
    BodyField,
    Column,
    ColumnRole,
    CountLimit,
    DefaultKind,
    DerivationKind,
    Entity,
)
from generators.datatypes import product_source
from generators.marks import marked_in_tests
from generators.naming import attribute, class_name, human
from generators.testing.naming import caller_key, factory_of, json_name, key_of, variable_of
from generators.testing.rows.recipes import Recipe, Row, jsonable, owner_arguments
from generators.testing.rows.rooms import (
    amount_in,
    object_members,
    plenty_of,
    room_in,
    sources_of,
    subject_field,
    target_of,
)
from generators.testing.sources import dict_source
from generators.testing.values.bodies import unique_columns
from generators.testing.values.making import value_of

RUSH_SUCCESSES = 10
"""For how many of many callers at once there is enough."""
MOST = 200
"""Up to how many rows a test stores to reach a limit."""


@dataclass(frozen=True, slots=True)
class Taking:
    """A list of objects in a body: ``second`` stores another row that an object can be about, ``objects`` are
    one about each, ``checks`` what must hold afterwards; ``twice`` are two about the same where there may be one;
    ``foreign`` makes a row of another tenant, ``key`` is the
    key of the first row, in ``column``."""

    name: str
    model: str
    second: str
    objects: str
    strange: str
    twice: str
    foreign: str
    key: str
    column: str
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moving:
    """A number that a creation moves: ``arrange`` leaves room for exactly one call, after which ``left`` holds;
    ``several`` leaves room for so many calls as a rush of callers has successes, where the number falls."""

    name: str
    arrange: str
    row: str
    left: str
    closed: str
    several: str


@dataclass(frozen=True, slots=True)
class Limited:
    """A limit on counts: ``prepare`` sets the plan, ``fill`` stores a row that counts, ``beside`` one that does not."""

    name: str
    prepare: str
    maximum: int
    fill: str
    beside: tuple[tuple[str, str], ...]
    status: int


@dataclass(frozen=True, slots=True)
class Numbering:
    """A column that numbers rows within a group."""

    column: str
    within: str


def takings_of(recipe: Recipe) -> tuple[Taking, ...]:
    """Give the lists of objects that become rows about other rows."""
    return tuple(_taking(recipe, field) for field, _, _ in recipe.lists())


def _taking(recipe: Recipe, field: BodyField) -> Taking:
    blueprint = recipe.blueprint
    children, subject = field.children, subject_field(blueprint, field)
    if children is None or subject is None:
        raise ValueError(f"{field.name} is no list about other rows")
    child, (_, target, key) = blueprint.entity(children.entity), subject
    row = variable_of(target)
    copied = [each.derivation.column for each in child.columns if each.derivation and each.derivation.via]
    room = dict(room_in(blueprint, recipe.operation, target))
    for name in copied:
        column = target.column(name)
        room.setdefault(attribute(name), value_of(name, column.type, column.limits, 1).stored)
    kind = target.column(key).type.name
    keys = (jsonable(source, kind) for source in (f"{row}.{key}", f"second.{key}", "strange"))
    first, second, strange = (dict_source(object_members(blueprint, field, each)) for each in keys)
    return Taking(
        json_name(blueprint, field.name),
        class_name(child),
        Row(blueprint, "second", target, tuple(room.items())).line(recipe.caller),
        f"[{first}, {second}]",
        f"[{strange}]",
        f"[{first}, {first}]" if _is_once(child, children.via, subject[0].column) else "",
        f"await {factory_of(target)}({', '.join(['session', *owner_arguments(blueprint, target, 'stranger')])})",
        f"{row}.{key}",
        key,
        tuple(_checks(recipe, field, child, target)),
    )


def _is_once(child: Entity, via: str, subject: str | None) -> bool:
    """Tell whether a row may have no two children about the same."""
    return any({via, subject} == set(columns) for columns in unique_columns(child))


_FOLLOWING = (DerivationKind.COPY, DerivationKind.PRODUCT)


def _checks(recipe: Recipe, field: BodyField, child: Entity, target: Entity) -> Iterator[str]:
    subject = subject_field(recipe.blueprint, field)
    if subject is None:
        return
    member, _, key = subject
    for row in (variable_of(target), "second"):
        own = f'next(each for each in stored if each["{member.column}"] == {row}.{key})'
        told = [column for column in child.columns if column.derivation and column.derivation.kind in _FOLLOWING]
        if not told:
            yield f'assert any(each["{member.column}"] == {row}.{key} for each in stored)'
            continue
        yield f"one = {own}"
        for column in told:
            if column.derivation and column.derivation.kind is DerivationKind.COPY:
                yield f'assert one["{column.name}"] == {row}.{attribute(column.derivation.column)}'
            elif column.derivation and column.derivation.kind is DerivationKind.PRODUCT:
                known = {factor: f'one["{factor}"]' for factor in column.derivation.factors}
                yield f'assert one["{column.name}"] == {product_source(child, column, known)}'
    for column in recipe.entity.columns:
        if column.derivation and column.derivation.kind is DerivationKind.SUM:
            yield f'assert row["{column.name}"] == sum(each["{column.derivation.column}"] for each in stored)'


def movings_of(recipe: Recipe) -> tuple[Moving, ...]:
    """Give the numbers that a creation moves within bounds."""
    return tuple(moving for move in recipe.operation.adjustments if (moving := _moving(recipe, move)) is not None)


def _moving(recipe: Recipe, move: Adjustment) -> Moving | None:
    target = target_of(recipe.blueprint, recipe.operation, move)
    if target is None or not (move.subtract or move.at_most):
        return None
    column, amount = target.column(move.column), _amount(recipe, move)
    least = int(column.limits.minimum or 0)
    values = dict(room_in(recipe.blueprint, recipe.operation, target))
    if move.subtract:
        values[attribute(move.column)] = f"{least} + {amount}" if least else amount
        left = f'{{"{move.column}": {least}}}'
    else:
        values |= {attribute(move.column): str(least), attribute(move.at_most or ""): amount}
        left = f'{{"{move.column}": {amount}}}'
    row = variable_of(target)
    name, arranged = human(move.column).replace(" ", "_"), _arranged(recipe, row, values)
    many = {attribute(move.column): f"{least} + {RUSH_SUCCESSES} * {amount}"} if move.subtract else {}
    several = _arranged(recipe, row, values | many) if many else ""
    return Moving(name, arranged, row, left, _closed(recipe, move, row), several)


def _amount(recipe: Recipe, move: Adjustment) -> str:
    for field in recipe.operation.body:
        if field.children and field.children.entity == move.entity:
            return amount_in(recipe.blueprint, field, move.by)
        if field.column == move.by:
            limits = next(each.limits for each in recipe.fields if each.body is field)
            return value_of(field.name, field.type, limits).stored
    return "1"


def _arranged(recipe: Recipe, variable: str, values: dict[str, str]) -> str:
    rows = [row.having(values) if row.variable == variable else row for row in recipe.rows()]
    return "\n".join(row.line(recipe.caller) for row in rows)


def _closed(recipe: Recipe, move: Adjustment, variable: str) -> str:
    """Give the lines that store the row in a state in which its number may not move, if there is one."""
    target = target_of(recipe.blueprint, recipe.operation, move)
    if target is None or not move.state:
        return ""
    others = [each for each in target.column(move.state).limits.choices if each not in move.among]
    values = dict(room_in(recipe.blueprint, recipe.operation, target))
    return _arranged(recipe, variable, values | {attribute(move.state): f'"{others[0]}"'}) if others else ""


@dataclass(frozen=True, slots=True)
class Giving:
    """A number that a step moves: ``arrange`` stores what it moves with, ``row`` has it, ``left`` is what is left."""

    name: str
    arrange: str
    row: str
    left: str


def givings_of(recipe: Recipe, row: str) -> tuple[Giving, ...]:
    """Give the numbers that a step of ``row`` moves in other rows."""
    return tuple(_giving(recipe, move, row) for move in recipe.operation.adjustments)


def _giving(recipe: Recipe, move: Adjustment, row: str) -> Giving:
    blueprint = recipe.blueprint
    target = target_of(blueprint, recipe.operation, move)
    if target is None:
        raise ValueError(f"{recipe.operation.id} moves {move.column} of nothing")
    lines, holder = [], row
    if move.entity:
        child = blueprint.entity(move.entity)
        via = next(one for one in child.columns if one.references and one.references.entity == recipe.entity.name)
        overrides = ((attribute(via.name), f"{row}.{key_of(recipe.entity).name}"),)
        lines.append(Row(blueprint, "child", child, overrides).line(recipe.caller))
        holder = "child"
    lines.append(f"moved = await session.get_one({class_name(target)}, {holder}.{attribute(move.via)})")
    if move.subtract:
        lines += [f"moved.{attribute(move.column)} = {plenty_of(target, move.column)}", "await session.flush()"]
    by = f"{holder}.{attribute(move.by)}" if move.by else "1"
    left = f'{{"{move.column}": moved.{attribute(move.column)} {"-" if move.subtract else "+"} {by}}}'
    return Giving(human(move.column).replace(" ", "_"), "\n".join(lines), "moved", left)


def limits_on(recipe: Recipe) -> tuple[Limited, ...]:
    """Give the limits on counts that hold a creation back."""
    limits = recipe.entity.count_limits
    return tuple(each for limit in limits for each in _limited(recipe, limit, several=len(limits) > 1))


def _limited(recipe: Recipe, limit: CountLimit, *, several: bool) -> Iterator[Limited]:
    scope = recipe.entity.column(limit.within or "")
    status = 429 if limit.period else 409
    label = f"_of_{'_or_'.join(limit.among) or limit.period or human(scope.name)}" if several else ""
    if limit.maximum is not None and limit.maximum <= MOST:
        yield Limited(label, "", limit.maximum, _fill(recipe, limit), tuple(_beside(recipe, limit)), status)
    for plan in limit.plans:
        if plan.maximum is not None and plan.maximum <= MOST:
            label = f"_on_{attribute(plan.value)}"
            prepare = _prepare(recipe, scope, limit.plan or "", plan.value)
            yield Limited(label, prepare, plan.maximum, _fill(recipe, limit), tuple(_beside(recipe, limit)), status)


def _prepare(recipe: Recipe, scope: Column, column: str, value: str) -> str:
    reference = scope.references
    holder = recipe.blueprint.entity(reference.entity if reference else "")
    key = _scope_key(recipe, scope)
    return (
        f"holder = await session.get_one({class_name(holder)}, {key})\n"
        f'holder.{attribute(column)} = "{value}"\nawait session.flush()'
    )


def _scope_key(recipe: Recipe, scope: Column) -> str:
    tenant = recipe.blueprint.tenant_column
    if scope.role is ColumnRole.TENANT and tenant:
        return f"{recipe.caller}.{attribute(tenant.name)}"
    if scope.role is ColumnRole.OWNER or scope.references is None:
        return f"{recipe.caller}.{caller_key(scope)}"
    return f"{variable_of(recipe.blueprint.entity(scope.references.entity))}.{attribute(scope.references.column)}"


def _fill(recipe: Recipe, limit: CountLimit, **values: str) -> str:
    scope = recipe.entity.column(limit.within or "")
    given = {}
    if scope.role not in {ColumnRole.TENANT, ColumnRole.OWNER}:
        given[attribute(scope.name)] = _scope_key(recipe, scope)
    if limit.column and limit.among:
        given[attribute(limit.column)] = f'"{limit.among[0]}"'
    return _made(recipe, recipe.caller, given | values)


def _made(recipe: Recipe, owner: str, values: dict[str, str]) -> str:
    arguments = ["session", *owner_arguments(recipe.blueprint, recipe.entity, owner)]
    arguments += [sources_of(values.items())] if values else []
    return f"await {factory_of(recipe.entity)}({', '.join(arguments)})"


def _beside(recipe: Recipe, limit: CountLimit) -> Iterator[tuple[str, str]]:
    """Give rows that do not count: in another state, of an earlier period, deleted, of somebody else."""
    entity = recipe.entity
    if limit.column:
        others = [each for each in entity.column(limit.column).limits.choices if each not in limit.among]
        if others:
            yield f"{others[0]}", _fill(recipe, limit, **{attribute(limit.column): f'"{others[0]}"'})
    created, mark = entity.with_role(ColumnRole.CREATED_AT), entity.mark
    if limit.period and created:
        yield "earlier", _fill(recipe, limit, **{attribute(created.name): "datetime(2020, 1, 31, tzinfo=UTC)"})
    elif mark:
        yield "deleted", _fill(recipe, limit, **{attribute(mark.name): marked_in_tests(mark)})


def numberings_of(recipe: Recipe) -> tuple[Numbering, ...]:
    """Give the columns that number the rows of a group."""
    return tuple(
        Numbering(column.name, attribute(str(column.default.value)))
        for column in recipe.entity.columns
        if column.default is not None and column.default.kind is DefaultKind.NEXT
    )
