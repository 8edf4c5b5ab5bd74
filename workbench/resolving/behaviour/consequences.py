"""Consequences: what a change of state sets, clears and records, put into the operations that make it."""

from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import (
    Column,
    Effect,
    EffectValue,
    Entity,
    EntityPurpose,
    Operation,
    Record,
    RecordField,
    RecordValue,
    Source,
    TypeName,
)
from generators.states import moved_to
from workbench.resolving.behaviour.clauses import SIDES
from workbench.resolving.behaviour.tellings import Enters, Records, Told
from workbench.resolving.words import snake, stem, words


def with_consequences(operation: Operation, entities: Sequence[Entity], told: Sequence[Told]) -> Operation:
    """Give an operation that changes a state with all that follows from the change."""
    entity = next((one for one in entities if one.name == operation.entity), None)
    target = moved_to(operation, entity) if entity else None
    if entity is None or entity.states is None or target is None:
        return operation
    effects = list(operation.effects)
    for effect in _stamps(entity, told):
        known = {(one.column, one.when) for one in effects}
        if target.value is EffectValue.LITERAL and effect.when == target.literal and (effect.column, None) not in known:
            effects.append(replace(effect, when=None))
        elif target.value is EffectValue.BODY and (effect.column, effect.when) not in known:
            effects.append(effect)
    records = tuple(
        record
        for one in told
        if isinstance(one.telling, Records)
        and one.telling.entity == entity.name
        and (record := record_of(operation, entity, one.telling, entities, one.source)) is not None
    )
    return replace(operation, effects=tuple(effects), records=records)


def _stamps(entity: Entity, told: Sequence[Told]) -> list[Effect]:
    """Give what going to each state writes: what is told, and the time stamps that are called as the states are."""
    said = [one.telling for one in told if isinstance(one.telling, Enters) and one.telling.entity == entity.name]
    found = [Effect(one.column, one.value, one.literal, one.state) for one in said]
    reached = {step.target for step in entity.states.transitions} if entity.states else set()
    known = {(one.column, one.when) for one in found}
    for column in entity.columns:
        name = snake(column.name)
        if column.type.name is not TypeName.TIMESTAMP or not name.endswith("_at"):
            continue
        state = next((one for one in sorted(reached) if stem(snake(one)) == stem(name.removesuffix("_at"))), None)
        if state and (column.name, state) not in known:
            found.append(Effect(column.name, EffectValue.NOW, None, state))
    return found


def record_of(
    operation: Operation, entity: Entity, said: Records, entities: Sequence[Entity], source: Source
) -> Record | None:
    """Give the row that an operation writes into a history; nothing where it cannot fill what the table requires."""
    history = next((one for one in entities if one.name == said.history), None)
    users = next((one.name for one in entities if one.purpose is EntityPurpose.USERS), None)
    if history is None:
        return None
    fields = []
    for column in history.columns:
        field = _field(column, operation, entity, said.column, users)
        if field is not None:
            fields.append(field)
        elif not column.nullable and column.default is None:
            return None
    if not {field.column for field in fields} >= {name for name in said.named if not history.column(name).default}:
        return None
    return Record(history.name, tuple(fields), said.column, (source,))


def _field(column: Column, operation: Operation, entity: Entity, state: str, users: str | None) -> RecordField | None:
    if column.references is not None:
        if column.references.entity == entity.name:
            return RecordField(column.name, RecordValue.KEY)
        return RecordField(column.name, RecordValue.CALLER) if column.references.entity == users else None
    spoken = set(words(column.name))
    rest = {word for side in SIDES for word in spoken - side} if spoken & (SIDES[0] | SIDES[1]) else set()
    if spoken & SIDES[0] and rest - SIDES[0] - SIDES[1] <= {*words(state), "value", "state", "status"}:
        return RecordField(column.name, RecordValue.BEFORE, state)
    if spoken & SIDES[1] and rest - SIDES[0] - SIDES[1] <= {*words(state), "value", "state", "status"}:
        return RecordField(column.name, RecordValue.AFTER, state)
    carried = next((one for one in operation.body if snake(one.name) == snake(column.name)), None)
    if carried is not None:
        return RecordField(column.name, RecordValue.BODY, carried.name)
    if column.limits.choices and spoken <= {"action", "event", "type", "kind"}:
        verb = stem(operation.name.split("_")[0])
        choice = next((one for one in column.limits.choices if stem(snake(one)) == verb), None)
        return RecordField(column.name, RecordValue.LITERAL, choice) if choice else None
    return None
