"""Readiness: the state in which a row must be, and whom it must hold, so that an operation may be done to it."""

from generators.blueprint import EffectValue, Entity, EntityPurpose, Operation
from generators.naming import attribute
from generators.states import frozen_states, moved_to
from generators.testing.naming import caller_key


def moving_target(operation: Operation, entity: Entity) -> str | None:
    """Give the state to which the tests' own call moves a row; nothing where the operation moves none."""
    target = moved_to(operation, entity)
    if target is None or entity.states is None:
        return None
    if target.value is EffectValue.LITERAL:
        return str(target.literal)
    initial = initial_state(entity)
    reached = entity.states.targets(initial) if initial else ()
    return reached[0] if reached else entity.states.transitions[0].target


def initial_state(entity: Entity) -> str | None:
    """Give the state of a new row."""
    if entity.states is None:
        return None
    default = entity.column(entity.states.column).default
    return str(default.value) if default and default.value is not None else None


def ready_state(operation: Operation, entity: Entity) -> str | None:
    """Give the state in which the tests store the row before the call; nothing where that of a new one does."""
    machine, initial = entity.states, initial_state(entity)
    target = moving_target(operation, entity)
    if machine is None:
        return None
    if target is not None:
        origins = machine.origins(target)
        return None if initial in origins or not origins else origins[0]
    frozen = frozen_states(operation, entity)
    choices = entity.column(machine.column).limits.choices
    return next((one for one in choices if one not in frozen), None) if initial in frozen else None


def ready_values(operation: Operation, entity: Entity, caller: str) -> tuple[tuple[str, str], ...]:
    """Give the keyword arguments of a row to which ``caller`` may do the operation."""
    values = []
    state = ready_state(operation, entity)
    if state is not None and entity.states is not None:
        values.append((attribute(entity.states.column), f'"{state}"'))
    owner = entity.owner.steps if entity.owner else ()
    held = next((grant.column for grant in operation.permits if grant.column), None)
    if held and (held,) != owner and entity.purpose is not EntityPurpose.USERS:
        values.append((attribute(held), f"{caller}.{caller_key(entity.column(held))}"))
    return tuple(values)
