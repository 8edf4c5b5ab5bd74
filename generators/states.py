"""States: what an operation asks of the row that it changes, for routes, tests and specifications alike."""

from generators.blueprint import CHANGING, Effect, EffectValue, Entity, Operation, OperationKind, RecordValue
from generators.recurring import ends_by

_CONTENT = (*CHANGING, OperationKind.DELETE)
_ACTIONS = (OperationKind.ACT, OperationKind.TOGGLE)


def moved_to(operation: Operation, entity: Entity) -> Effect | None:
    """Give the effect by which an operation moves a row to another state; nothing where it moves none."""
    if entity.states is None:
        return None
    column = entity.states.column
    told = next((effect for effect in operation.effects if effect.column == column and effect.when is None), None)
    if told is not None and told.value is EffectValue.LITERAL:
        return told
    carried = any(field.column == column for field in operation.body)
    changes = operation.kind in _CONTENT or operation.kind in _ACTIONS
    return Effect(column, EffectValue.BODY) if carried and changes else None


def frozen_states(operation: Operation, entity: Entity) -> tuple[str, ...]:
    """Give the states in which the operation must leave a row as it is."""
    if entity.states is None or moved_to(operation, entity) is not None:
        return ()
    return entity.states.frozen if operation.kind in _CONTENT or operation.kind in _ACTIONS else ()


def guard_errors(operation: Operation, entity: Entity) -> set[int]:
    """Give the statuses with which an operation refuses what a row, or the rows of its kind, do not allow."""
    found: set[int] = set()
    addressed = operation.addresses_row
    if addressed and (moved_to(operation, entity) or frozen_states(operation, entity)):
        found.add(409)
    written = {field.column for field in operation.body}
    if operation.permits or any(hidden.column in written for hidden in entity.hidden):
        found.add(403)
    return found


def locked_columns(operation: Operation, entity: Entity) -> tuple[str, ...]:
    """Give the columns that are looked at before the row is changed; none where nothing guards it."""
    wanted = [grant.column for grant in operation.permits if grant.column]
    wanted += [str(field.value) for record in operation.records for field in record.fields if _is_before(field.holds)]
    if entity.states and (moved_to(operation, entity) or frozen_states(operation, entity)):
        wanted.append(entity.states.column)
    if entity.recurrence and ends_by(operation, entity):
        wanted += [entity.recurrence.done, entity.key[0].name]
    return tuple(column.name for column in entity.columns if column.name in wanted)


def _is_before(holds: RecordValue) -> bool:
    return holds is RecordValue.BEFORE
