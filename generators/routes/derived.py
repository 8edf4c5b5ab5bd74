"""Derived values: times that follow from another column, and those that a change of state sets or clears."""

from generators.blueprint import Column, ColumnRole, Deadline, Effect, EffectValue, Operation
from generators.naming import attribute, snake
from generators.routes.context import Context


def created_values(context: Context) -> list[tuple[str, str]]:
    """Give the attributes of a new row that follow from its other values, as source."""
    found = []
    for column, deadline in _deadlines(context):
        field = next((one for one in context.operation.body if one.column == deadline.by), None)
        value = f"body.{attribute(field.name)}" if field else repr(_default_of(context, deadline.by))
        found.append((attribute(column.name), f"func.now() + {_spans(context, column, deadline)}[{value}]"))
    return found


def changed_lines(context: Context) -> list[str]:
    """Give the statements that put into ``changes`` what follows from the values that are changed."""
    lines = []
    created = context.entity.with_role(ColumnRole.CREATED_AT)
    for column, deadline in _deadlines(context):
        name = attribute(deadline.by)
        if created and any(one.column == deadline.by for one in context.operation.body):
            since = f"{context.column(created.name)} + {_spans(context, column, deadline)}[changes[{name!r}]]"
            lines += [f'if "{name}" in changes:', f'    changes["{attribute(column.name)}"] = {since}']
    return [*lines, *_stamp_lines(context)]


def _deadlines(context: Context) -> list[tuple[Column, Deadline]]:
    carried = {field.column for field in context.operation.body}
    columns = context.entity.columns
    return [(one, one.deadline) for one in columns if one.deadline and one.name not in carried]


def _default_of(context: Context, name: str) -> object:
    default = context.entity.column(name).default
    return default.value if default else None


def _spans(context: Context, column: Column, deadline: Deadline) -> str:
    name = f"{snake(context.entity.singular)}_{snake(column.name).removesuffix('_at')}_after".upper()
    entries = ", ".join(f"{value!r}: {_span(seconds)}" for value, seconds in deadline.seconds)
    said = f"How long after its creation {column.name} lies, by {deadline.by}."
    context.helpers.constants.setdefault(name, f'{name} = {{{entries}}}\n"""{said}"""')
    return name


def _span(seconds: int) -> str:
    for unit, length in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds % length == 0:
            return f"dt.timedelta({unit}={seconds // length})"
    return f"dt.timedelta(seconds={seconds})"


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
        f"{state!r}: {{{', '.join(f'{attribute(one.column)!r}: {_written(one)}' for one in effects)}}}"
        for state, effects in moving.items()
    )
    said = "What else is written when a row goes to a state."
    context.helpers.constants.setdefault(name, f'{name}: dict[str, dict[str, Any]] = {{{entries}}}\n"""{said}"""')
    state = f"body.{attribute(field.name)}"
    if not field.required:
        state = f'changes.get("{attribute(machine.column)}", "")'
    return [f"changes |= {name}.get({state}, {{}})"]


def _written(effect: Effect) -> str:
    if effect.value is EffectValue.NOW:
        return "func.now()"
    return "None" if effect.value is EffectValue.NULL else repr(effect.literal)
