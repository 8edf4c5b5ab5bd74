"""Rules of behaviour: what the states, permissions and consequences of a blueprint enforce, one by one."""

from collections.abc import Iterable, Iterator

from generators.blueprint import (
    STORING,
    EffectValue,
    Entity,
    JsonScalar,
    Operation,
    OperationKind,
    Rule,
    RuleKind,
    Settings,
    Source,
)
from generators.effects import stamps_of
from generators.recurring import ends_by
from generators.states import frozen_states, moved_to

_REACHING = (OperationKind.LIST, OperationKind.READ, OperationKind.CREATE)


def derive_behaviour(
    _settings: Settings, entities: tuple[Entity, ...], operations: tuple[Operation, ...]
) -> Iterator[Rule]:
    """Give the rules that follow from what entities and operations hold of behaviour."""
    for entity in entities:
        own = [one for one in operations if one.entity == entity.name]
        yield from _states(entity, own)
        yield from _rows(entity, own)
        yield from _recurrence(entity, own)
        yield from _columns(entity, own)
    for operation in operations:
        yield from _acts(operation)


def _rule(
    name: str,
    kind: RuleKind,
    operations: Iterable[Operation],
    entity: str | None,
    columns: Iterable[str] = (),
    parameters: tuple[tuple[str, JsonScalar], ...] = (),
    sources: Iterable[Source] = (),
) -> Iterator[Rule]:
    bearing = tuple(operation.id for operation in operations)
    if bearing:
        identifier = f"rule:{name}.{kind.value}"
        yield Rule(identifier, kind, entity, tuple(columns), bearing, parameters, sources=tuple(sources))


def _states(entity: Entity, own: list[Operation]) -> Iterator[Rule]:
    machine = entity.states
    if machine is None:
        return
    moving = [one for one in own if moved_to(one, entity) is not None]
    name = f"{entity.name}.{machine.column}"
    yield from _rule(name, RuleKind.TRANSITION, moving, entity.name, (machine.column,), sources=machine.sources)
    if machine.frozen:
        kept = [one for one in own if frozen_states(one, entity) and one.addresses_row]
        yield from _rule(name, RuleKind.IMMUTABLE, kept, entity.name, (machine.column,))


def _rows(entity: Entity, own: list[Operation]) -> Iterator[Rule]:
    wide = [one for one in own if one.bypass_roles and not one.roles and one.kind in _REACHING]
    for role in dict.fromkeys(role for one in wide for role in one.bypass_roles):
        reaching = [one for one in wide if role in one.bypass_roles]
        yield from _rule(
            f"{entity.name}.reached.{role}", RuleKind.PERMISSION, reaching, entity.name, parameters=(("reaches", role),)
        )
    for hidden in entity.hidden:
        showing = [one for one in own if one.kind in _REACHING]
        yield from _rule(
            f"{entity.name}.{hidden.column}", RuleKind.VISIBILITY, showing, entity.name, (hidden.column,),
            sources=hidden.sources,
        )  # fmt: skip


def _recurrence(entity: Entity, own: list[Operation]) -> Iterator[Rule]:
    again = entity.recurrence
    if again is not None:
        ending = [one for one in own if ends_by(one, entity)]
        named = (again.by, again.done, *again.moves, again.every, again.until, again.left, again.series)
        yield from _rule(
            entity.name, RuleKind.RECURRENCE, ending, entity.name, filter(None, named), sources=again.sources
        )


def _columns(entity: Entity, own: list[Operation]) -> Iterator[Rule]:
    for column in entity.columns:
        name = f"{entity.name}.{column.name}"
        if column.deadline:
            by = column.deadline.by
            deciding = [one for one in own if one.kind is OperationKind.CREATE or any(f.column == by for f in one.body)]
            deciding = [one for one in deciding if one.kind in STORING]
            yield from _rule(
                name, RuleKind.TIME, deciding, entity.name, (column.name, by), sources=column.deadline.sources
            )
        stamping = [one for one in own if any(stamped.name == column.name for stamped, _, _ in stamps_of(one, entity))]
        if column.stamp and stamping:
            followed = (column.name, column.stamp.by)
            yield from _rule(
                f"{name}.stamp", RuleKind.EFFECT, stamping, entity.name, followed, sources=column.stamp.sources
            )
        if column.references and column.references.roles:
            pointing = [one for one in own if any(field.column == column.name for field in one.body)]
            yield from _rule(name, RuleKind.PERMISSION, pointing, entity.name, (column.name,))


def _acts(operation: Operation) -> Iterator[Rule]:
    if operation.permits:
        columns = [grant.column for grant in operation.permits if grant.column]
        yield from _rule(f"{operation.id}.permits", RuleKind.PERMISSION, [operation], operation.entity, columns)
    if operation.foreign:
        yield from _rule(
            f"{operation.id}.foreign", RuleKind.PERMISSION, [operation], operation.entity, (operation.foreign.via,)
        )
    if operation.sides:
        ways = [".".join(side.steps) for side in operation.sides]
        yield from _rule(f"{operation.id}.sides", RuleKind.PERMISSION, [operation], operation.entity, ways)
    written = [effect.column for effect in operation.effects if effect.value is not EffectValue.SLUG]
    if operation.kind in STORING and written:
        written = list(dict.fromkeys(written))
        yield from _rule(f"{operation.id}.written", RuleKind.EFFECT, [operation], operation.entity, written)
    for record in operation.records:
        columns = [field.column for field in record.fields]
        yield from _rule(
            f"{operation.id}.{record.entity}", RuleKind.EFFECT, [operation], operation.entity, columns,
            sources=record.sources,
        )  # fmt: skip
