"""Derived values: times that follow from another column, and those that a change of state sets or clears."""

from collections.abc import Iterable

from generators.blueprint import Column, ColumnRole, Deadline, Effect, EffectValue, Operation, Stamp, TypeName
from generators.effects import stamps_of, told_effects
from generators.moments import span
from generators.naming import article, attribute, human, in_body, snake
from generators.routes.context import Context


def created_values(context: Context) -> list[tuple[str, str]]:
    """Give the attributes of a new row that follow from its other values, as source."""
    found = []
    for column, deadline in _deadlines(context):
        field = next((one for one in context.operation.body if one.column == deadline.by), None)
        value = in_body(field) if field else repr(_default_of(context, deadline.by))
        found.append((attribute(column.name), f"func.now() + {_spans(context, column, deadline)}[{value}]"))
    for column, stamp, field in stamps_of(context.operation, context.entity):
        reached = _holds(in_body(field), stamp)
        found.append((attribute(column.name), f"{_present(column)} if {reached} else None"))
    return [*found, *_told_values(context)]


def _told_values(context: Context) -> list[tuple[str, str]]:
    return _sources(context, told_effects(context.operation))


def _sources(context: Context, effects: Iterable[Effect]) -> list[tuple[str, str]]:
    """Give the attributes that effects write, with what they write as source."""
    return [(attribute(one.column), _written(context, one)) for one in effects]


def told_assignments(context: Context) -> list[str]:
    """Give the assignments of what a change writes whatever its body holds."""
    return [f"{name}={value}" for name, value in _told_values(context)]


def replaced_stamps(context: Context) -> list[str]:
    """Give the assignments of the stamps that follow from a body which replaces all of a row."""
    return [
        f"{attribute(column.name)}={_stamped(context, column, stamp)}({in_body(field)})"
        for column, stamp, field in stamps_of(context.operation, context.entity)
    ]


def changed_lines(context: Context) -> list[str]:
    """Give the statements that put into ``changes`` what follows from the values that are changed."""
    lines = []
    created = context.entity.with_role(ColumnRole.CREATED_AT)
    for column, deadline in _deadlines(context):
        name = attribute(deadline.by)
        if created and any(one.column == deadline.by for one in context.operation.body):
            since = f"{context.column(created.name)} + {_spans(context, column, deadline)}[changes[{name!r}]]"
            lines += [f'if "{name}" in changes:', f'    changes["{attribute(column.name)}"] = {since}']
    for column, stamp, field in stamps_of(context.operation, context.entity):
        by, call = attribute(stamp.by), _stamped(context, column, stamp)
        indent = "" if field.required else "    "
        lines += [] if field.required else [f'if "{by}" in changes:']
        lines.append(f'{indent}changes["{attribute(column.name)}"] = {call}(changes["{by}"])')
    return [*lines, *_stamp_lines(context)]


def _stamped(context: Context, column: Column, stamp: Stamp) -> str:
    """Give the function that says what a stamp becomes when the column that it follows is written."""
    entity, own = context.entity, context.column(column.name)
    words, kind = human(entity.singular), "bool" if isinstance(stamp.equals, bool) else "str"
    state = human(stamp.by.removeprefix("is_") if kind == "bool" else str(stamp.equals))
    state = f"not {state}" if stamp.equals is False else state
    value = attribute(stamp.by)
    lines = [
        f"def {{name}}({value}: {kind} | None) -> SQLColumnExpression[Any] | None:",
        f'    """Give the time at which {article(words)} {words} came to be {state}: the first one, while it is."""',
        f"    if {_holds(value, stamp)}:",
        f"        return func.coalesce({own}, {_present(column)})",
    ]
    if stamp.kept:
        listed = ", ".join(map(repr, stamp.kept))
        test = f"== {stamp.kept[0]!r}" if len(stamp.kept) == 1 else f"in {{{listed}}}"
        lines += [f"    if {value} {test}:", f"        return {own}"]
    name = f"_{attribute(column.name)}_by_{value}"
    return context.helpers.define(name, "\n".join([*lines, "    return None"]), f"_{snake(entity.singular)}{name}")


def _holds(value: str, stamp: Stamp) -> str:
    """Give the condition that ``value`` is what the stamp tells the time of."""
    if isinstance(stamp.equals, bool):
        return value if stamp.equals else f"{value} is False"
    return f"{value} == {stamp.equals!r}"


def _present(column: Column) -> str:
    return "func.current_date()" if column.type.name is TypeName.DATE else "func.now()"


def _deadlines(context: Context) -> list[tuple[Column, Deadline]]:
    carried = {field.column for field in context.operation.body}
    columns = context.entity.columns
    return [(one, one.deadline) for one in columns if one.deadline and one.name not in carried]


def _default_of(context: Context, name: str) -> object:
    default = context.entity.column(name).default
    return default.value if default else None


def _spans(context: Context, column: Column, deadline: Deadline) -> str:
    name = f"{snake(context.entity.singular)}_{snake(column.name).removesuffix('_at')}_after".upper()
    entries = ", ".join(f"{value!r}: dt.{span(seconds)}" for value, seconds in deadline.seconds)
    said = f"How long after its creation {column.name} lies, by {deadline.by}."
    context.helpers.constants.setdefault(name, f'{name} = {{{entries}}}\n"""{said}"""')
    return name


def moving_effects(operation: Operation) -> dict[str, list[Effect]]:
    """Give the effects that depend on the state to which a row goes, by that state."""
    found: dict[str, list[Effect]] = {}
    for effect in operation.effects:
        if isinstance(effect.when, str):
            found.setdefault(effect.when, []).append(effect)
    return found


def _stamp_lines(context: Context) -> list[str]:
    machine, moving = context.entity.states, moving_effects(context.operation)
    field = next((one for one in context.operation.body if machine and one.column == machine.column), None)
    if machine is None or field is None or not moving:
        return []
    name = f"{snake(context.entity.singular)}_stamps".upper()
    entries = ", ".join(
        f"{state!r}: {{{', '.join(f'{name!r}: {value}' for name, value in _sources(context, effects))}}}"
        for state, effects in moving.items()
    )
    said = "What else is written when a row goes to a state."
    context.helpers.constants.setdefault(name, f'{name}: dict[str, dict[str, Any]] = {{{entries}}}\n"""{said}"""')
    state = in_body(field)
    if not field.required:
        state = f'changes.get("{attribute(machine.column)}", "")'
    return [f"changes |= {name}.get({state}, {{}})"]


def _written(context: Context, effect: Effect) -> str:
    if effect.value is EffectValue.NOW:
        return _present(context.entity.column(effect.column))
    if effect.value is EffectValue.CALLER:
        return context.caller
    return "None" if effect.value is EffectValue.NULL else repr(effect.literal)
