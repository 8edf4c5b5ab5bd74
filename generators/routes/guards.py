"""Guards: what a row must allow before it is changed, seen under a lock, so that of two requests one is first."""

from generators.blueprint import (
    Effect,
    EffectValue,
    Grant,
    PathParameter,
    PathUse,
    StateMachine,
)
from generators.datatypes import python_type
from generators.naming import attribute, human, in_body, row_variable, snake, with_article
from generators.routes.context import Context
from generators.routes.refusals import forbidden, missing_row
from generators.routes.steps import permission, step_check
from generators.states import frozen_states, locked_columns, moved_to
from generators.templating import tuple_source


def guard_lines(context: Context) -> list[str]:
    """Give the statements that lock the row and refuse what it does not allow."""
    operation, entity = context.operation, context.entity
    rows = context.keys(PathUse.ROW)
    if not operation.addresses_row or not locked_columns(operation, entity):
        return []
    row = row_variable(entity)
    lines = [f"{row} = await {_lock_function(context, rows)}"]
    if operation.permits:
        lines += [f"if {_not_permitted(context, row)}:", f"    raise {forbidden(context)}"]
    return [*lines, *_state_lines(context, row)]


def hidden_checks(context: Context) -> list[str]:
    """Give the statements that refuse rows of which the caller may not know."""
    lines = []
    for hidden in context.entity.hidden if context.has_user else ():
        field = next((one for one in context.operation.body if one.column == hidden.column), None)
        if field is None or (context.operation.roles and set(context.operation.roles) <= set(hidden.roles)):
            continue
        value = in_body(field)
        test = value if hidden.equals is True else f"{value} == {hidden.equals!r}"
        lines += [f"if {test} and {permission(hidden.roles)}:", f"    raise {forbidden(context)}"]
    return lines


def _state_lines(context: Context, row: str) -> list[str]:
    operation, entity = context.operation, context.entity
    if entity.states is None:
        return []
    state, frozen = f"{row}.{attribute(entity.states.column)}", frozen_states(operation, entity)
    target = moved_to(operation, entity)
    if target is not None:
        return _move_lines(context, entity.states, target, state)
    if not frozen:
        return []
    test = f'{state} == "{frozen[0]}"' if len(frozen) == 1 else f"{state} in {{{', '.join(map(repr, frozen))}}}"
    which = f"{frozen[0]}_" if len(frozen) == 1 else ""
    said = f'"{with_article(which + entity.singular).capitalize()} cannot be changed."'
    if len(frozen) > 1:
        said = f'f"{with_article(entity.singular).capitalize()} that is {{{state}}} cannot be changed."'
    return [f"if {test}:", f"    raise HTTPException(409, {said})"]


def _move_lines(context: Context, machine: StateMachine, target: Effect, state: str) -> list[str]:
    check = step_check(context, machine)
    if target.value is EffectValue.LITERAL:
        return [check(state, repr(target.literal))]
    field = next(field for field in context.operation.body if field.column == machine.column)
    value = in_body(field)
    lines = [check(state, value)]
    if field.required:
        return lines
    edits = [f"elif {state} in {{{', '.join(map(repr, machine.frozen))}}}:"] if machine.frozen else []
    words = with_article(context.entity.singular).capitalize()
    edits += [f'    raise HTTPException(409, "{words} in this state cannot be changed.")']
    return [f"if {value} is not None:", f"    {lines[0]}", *(edits if machine.frozen else [])]


def _not_permitted(context: Context, row: str) -> str:
    """Give the condition that none of the permits fits the caller and the row."""
    return " and ".join(_refused(grant, row) for grant in _merged(context.operation.permits))


def _merged(permits: tuple[Grant, ...]) -> tuple[Grant, ...]:
    """Put the grants on all rows into one; those of single columns come first."""
    whole = tuple(dict.fromkeys(role for grant in permits if grant.column is None for role in grant.roles))
    return (*(grant for grant in permits if grant.column), *((Grant(whole),) if whole else ()))


def _refused(grant: Grant, row: str) -> str:
    roles = permission(grant.roles) if grant.roles else ""
    if grant.column is None:
        return roles
    other = f"{row}.{attribute(grant.column)} != user.id"
    return f"({other} or {roles})" if roles else other


def guard_columns(context: Context) -> str:
    """Give the constant that lists what is looked at before a row of the entity is changed, whatever the change:
    so one function does for all of them."""
    entity = context.entity
    wanted = {
        name
        for operation in context.blueprint.operations
        if operation.entity == entity.name
        for name in locked_columns(operation, entity)
    }
    columns = tuple_source([context.column(column.name) for column in entity.columns if column.name in wanted])
    constant = f"{snake(entity.singular).upper()}_GUARDS"
    context.helpers.constants.setdefault(
        constant, f'{constant}: tuple[Any, ...] = {columns}\n"""What decides whether a row may be changed."""'
    )
    return constant


def _lock_function(context: Context, rows: tuple[PathParameter, ...]) -> str:
    """Give the call of the function that locks the row, which the operations of a module share where it is the same."""
    entity, model = context.entity, context.model
    keys = (*rows, *(key for key in context.keys(PathUse.PARENT) if key.via and entity.has(key.via)))
    arguments = [f"{context.parent_value(key)}: {python_type(context.value_type(key))}" for key in keys]
    needs_user = (
        "user" in " ".join(context.row_conditions()).replace(".", " ").replace("(", " ").replace(")", " ").split()
    )
    if needs_user:
        arguments.append("user: Caller")
    words, constant = human(entity.singular), guard_columns(context)
    own = any(condition.endswith("== user.id") for condition in context.row_conditions())
    whose = "the caller's" if own else "the"
    context.helpers.imports.add("from sqlalchemy import Row")
    lines = [
        f"async def {{name}}(connection: AsyncConnection, {', '.join(arguments)}) -> Row[Any]:",
        f'    """Give what decides about a change of {whose} {words}, locked until the change is done."""',
        f"    statement = select(*{constant}).where({', '.join(context.row_conditions())}).with_for_update(of={model})",
        "    row: Row[Any] | None = (await connection.execute(statement)).one_or_none()",
        "    if row is None:",
        f"        raise {missing_row(context)}",
        "    return row",
    ]
    name = snake(entity.singular)
    name = context.helpers.define(f"_lock_{name}", "\n".join(lines), f"_lock_{'own' if own else 'reachable'}_{name}")
    passed = ["connection", *(context.parent_value(key) for key in keys), *(["user"] if needs_user else [])]
    return f"{name}({', '.join(passed)})"
