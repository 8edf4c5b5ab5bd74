"""Routes that change a state: acts and toggles."""

from generators.blueprint import Column, ColumnRole, Effect, EffectValue, Holds, TypeName
from generators.naming import attribute, in_body, row_variable, rows_variable
from generators.routes.adjusting import moved_by_step
from generators.routes.answers import respond
from generators.routes.context import Context
from generators.routes.guards import guard_columns
from generators.routes.records import record_lines
from generators.routes.refusals import parent_checks
from generators.routes.rows import key_conditions, reference_checks, run_bulk, settle_row, update_row
from generators.states import moved_to


def render_act(context: Context) -> list[str]:
    """Change the state: of a locked row where that must allow it, else in one statement; no update can be lost."""
    values, stamps = _values(context)
    reached = "" if moved_to(context.operation, context.entity) else _reached(context)
    lines = []
    if reached and stamps and not context.operation.only:
        lines = ["# What is so already stays untouched, and with it the time since when.", f"already = {reached}"]
        stamps = {name: f"case((already, {context.column(name)}), else_={value})" for name, value in stamps.items()}
    written = [f"{attribute(name)}={value}" for name, value in (values | stamps).items()]
    if not context.operation.addresses_row:
        return [*parent_checks(context), *lines, *_render_bulk(context, ", ".join(written))]
    # Only a step that a state machine guards is taken once, so that nothing moves twice.
    moves = moved_by_step(context) if context.entity.states else []
    return [
        *parent_checks(context),
        *reference_checks(context),
        *lines,
        *settle_row(context, update_row(context, written), then=moves),
    ]


def _render_bulk(context: Context, written: str) -> list[str]:
    """Give the statements of an act on all rows that fit: those named in the body, in a state that may be left,
    or all that are not yet as it leaves them."""
    entity, target = context.entity, moved_to(context.operation, context.entity)
    conditions = [*key_conditions(context), *context.scope()]
    if entity.states and target and target.literal is not None:
        origins = entity.states.origins(str(target.literal))
        column = context.column(entity.states.column)
        conditions.append(f"{column} == {origins[0]!r}" if len(origins) == 1 else f"{column}.in_({list(origins)!r})")
    where = f".where({', '.join(conditions)})" if conditions else ""
    if context.operation.records:
        return _recorded_bulk(context, where, written)
    return run_bulk(context, f"update({context.model}){where}.values({written})")


def _recorded_bulk(context: Context, where: str, written: str) -> list[str]:
    """Give the statements of an act on many rows, each of which leaves its records: the rows are locked first."""
    entity, key = context.entity, context.column(context.entity.key[0].name)
    rows, row, own = rows_variable(entity), row_variable(entity), attribute(entity.key[0].name)
    lines = [
        f"statement = select({key}, *{guard_columns(context)}){where}.with_for_update(of={context.model})",
        f"{rows} = (await connection.execute(statement)).all()",
        f"if {rows}:",
        f"    keys = [{row}.{own} for {row} in {rows}]",
        f"    await connection.execute(update({context.model}).where({key}.in_(keys)).values({written}))",
    ]
    lines += [f"    {line}" for line in record_lines(context, after=row, each=rows)]
    return [*lines, *respond(context, {Holds.COUNT: f"len({rows})", Holds.TOTAL: f"len({rows})"})]


def _values(context: Context) -> tuple[dict[str, str], dict[str, str]]:
    """Give the values that make up the new state by column, and those that tell when it was reached."""
    entity, effects = context.entity, context.operation.effects
    state = next((effect for effect in effects if effect.value in (EffectValue.FLIP, EffectValue.BODY)), None)
    values: dict[str, str] = {}
    stamps: dict[str, str] = {}
    for name in dict.fromkeys(effect.column for effect in effects):
        own, column = [effect for effect in effects if effect.column == name], entity.column(name)
        found = stamps if any(effect.value is EffectValue.NOW for effect in own) else values
        if own[0].when is None:
            found[name] = _effect_value(context, own[0], column)
        elif state:
            found[name] = _conditional(context, own, state, column)
    updated = entity.with_role(ColumnRole.UPDATED_AT)
    if updated and updated.name not in values:
        stamps.setdefault(updated.name, "func.now()")
    return values, stamps


def _reached(context: Context) -> str:
    """Give the condition that a row is already as the operation leaves it; nothing where it never is."""
    effects = [effect for effect in context.operation.effects if effect.when is None]
    if any(effect.value is EffectValue.FLIP for effect in effects):
        return ""
    states = [effect for effect in effects if effect.value is not EffectValue.NOW]
    # What happens again and again ("last seen") is no state; the time of anything else is its first.
    states = states or [effect for effect in effects if not effect.column.startswith("last_")]
    conditions = [_reached_by(context, effect) for effect in states]
    return conditions[0] if len(conditions) == 1 else f"and_({', '.join(conditions)})" if conditions else ""


def _reached_by(context: Context, effect: Effect) -> str:
    column = context.column(effect.column)
    if effect.value is EffectValue.NOW:
        return f"{column}.is_not(None)"
    if effect.value is EffectValue.BODY:
        value = _body_value(context, effect, context.entity.column(effect.column))
        return f"{column} == ({value})" if " if " in value else f"{column} == {value}"
    value = _effect_value(context, effect, context.entity.column(effect.column))
    return f"{column}.is_({value})" if value in {"True", "False", "None"} else f"{column} == {value}"


def _conditional(context: Context, own: list[Effect], state: Effect, column: Column) -> str:
    by_state = {effect.when: _effect_value(context, effect, column) for effect in own}
    unchanged = context.column(column.name)
    condition = _effect_value(context, state, context.entity.column(state.column))
    return f"case(({condition}, {by_state.get(True, unchanged)}), else_={by_state.get(False, unchanged)})"


def _effect_value(context: Context, effect: Effect, column: Column) -> str:
    if effect.value is EffectValue.NOW:
        return "func.current_date()" if column.type.name is TypeName.DATE else "func.now()"
    if effect.value is EffectValue.CALLER:
        return context.caller
    if effect.value is EffectValue.NULL:
        return "None"
    if effect.value is EffectValue.FLIP:
        return f"not_({context.column(column.name)})"
    if effect.value is EffectValue.LITERAL:
        return repr(effect.literal)
    return _body_value(context, effect, column)


def _body_value(context: Context, effect: Effect, column: Column) -> str:
    field = next((field for field in context.operation.body if field.column == column.name), None)
    field = field or next((field for field in context.operation.body if field.name == column.name), None)
    if field is None:
        return repr(effect.literal) if effect.literal is not None else f"not_({context.column(column.name)})"
    value, kept = in_body(field), context.column(column.name)
    if field.required:
        return value
    if effect.literal is not None:
        return f"{effect.literal!r} if {value} is None else {value}"
    if column.type.name is TypeName.BOOLEAN:
        return f"not_({kept}) if {value} is None else {value}"
    if column.nullable and field.group is None:
        return f'{value} if "{value.removeprefix("body.")}" in body.model_fields_set else {kept}'
    return f"{kept} if {value} is None else {value}"
