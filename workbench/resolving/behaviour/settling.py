"""Settling: what is told of behaviour, put into the entities and operations that it is about."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace

from generators.blueprint import (
    CHANGING,
    Choice,
    Column,
    ColumnRole,
    Deadline,
    Entity,
    Grant,
    Hidden,
    Operation,
    OperationKind,
    QueryUse,
    Settings,
    users_among,
)
from generators.states import guard_errors
from workbench.reading.facts import RequirementFact
from workbench.resolving.behaviour.clauses import split_clauses, tell
from workbench.resolving.behaviour.consequences import with_consequences
from workbench.resolving.behaviour.lexicon import Lexicon
from workbench.resolving.behaviour.tellings import (
    Conceals,
    FallsDue,
    Freezes,
    PointsTo,
    Reserved,
    RunsLate,
    Sees,
    Told,
)
from workbench.resolving.prose.sentences import is_odd, sentences_of
from workbench.resolving.words import stem, words
from workbench.spreading import spread

Kind = OperationKind
_READING = (Kind.LIST, Kind.READ, Kind.AGGREGATE, Kind.CREATE)
"""Kinds for which it is enough to see the row, or the one above it."""
_VERBS: dict[str, tuple[OperationKind, ...]] = {
    "create": (Kind.CREATE,),
    "change": CHANGING,
    "edit": CHANGING,
    "update": CHANGING,
    "delete": (Kind.DELETE,),
    "remove": (Kind.DELETE,),
}


def roles_of(settings: Settings, entities: Iterable[Entity]) -> tuple[str, ...]:
    """Give the roles that the users can have, and those that the settings name."""
    users = users_among(entities)
    column = users.with_role(ColumnRole.USER_ROLE) if users else None
    return tuple(dict.fromkeys((*(column.limits.choices if column else ()), *settings.roles)))


def read_tellings(facts: Iterable[RequirementFact], lexicon: Lexicon) -> tuple[Told, ...]:
    """Read what the requirements tell of behaviour, clause by clause."""

    def told(fact: RequirementFact) -> list[Told]:
        clauses = [clause for sentence in sentences_of(fact.said) for _, clause in split_clauses(sentence)]
        return [Told(telling, fact.source) for clause in clauses if (telling := tell(clause, lexicon)) is not None]

    every = [fact for fact in facts if not fact.aside]
    return tuple(itertools.chain.from_iterable(spread(told, every, there=is_odd)))


def with_behaviour(entities: Iterable[Entity], told: Sequence[Told]) -> tuple[Entity, ...]:
    """Give the entities with what is told of their rows: frozen states, concealed rows, due times, who is assigned."""
    return tuple(_with_told(entity, [one for one in told if one.telling.entity == entity.name]) for entity in entities)


def _with_told(entity: Entity, told: Sequence[Told]) -> Entity:
    for one in told:
        said = one.telling
        if isinstance(said, Freezes) and entity.states is not None:
            frozen = tuple(dict.fromkeys((*entity.states.frozen, *said.states)))
            entity = replace(entity, states=replace(entity.states, frozen=frozen))
        elif isinstance(said, Conceals):
            hidden = Hidden(said.column, said.equals, said.roles, (one.source,))
            entity = replace(entity, hidden=(*(two for two in entity.hidden if two.column != said.column), hidden))
        elif isinstance(said, FallsDue):
            due = Deadline(said.by, said.seconds, (one.source,))
            entity = entity.replacing(replace(entity.column(said.column), deadline=due))
        elif isinstance(said, PointsTo):
            entity = entity.replacing(_pointing(entity.column(said.column), said))
    return entity


def _pointing(column: Column, said: PointsTo) -> Column:
    return replace(column, references=replace(column.references, roles=said.roles)) if column.references else column


def settle_operations(
    operations: Iterable[Operation], entities: tuple[Entity, ...], told: Sequence[Told]
) -> tuple[Operation, ...]:
    """Give the operations with who may do them, and with what their changes bring about."""
    found = []
    for operation in operations:
        operation = _reserved(operation, [one.telling for one in told if isinstance(one.telling, Reserved)])
        operation = _reaching(operation, entities, [one.telling for one in told if isinstance(one.telling, Sees)])
        operation = _late(operation, [one.telling for one in told if isinstance(one.telling, RunsLate)])
        operation = with_consequences(operation, entities, told)
        entity = next((one for one in entities if one.name == operation.entity), None)
        errors = guard_errors(operation, entity) if entity else set()
        found.append(replace(operation, errors=tuple(sorted({*operation.errors, *errors}))))
    return tuple(found)


def _reserved(operation: Operation, told: Sequence[Reserved]) -> Operation:
    for said in told:
        if said.entity != operation.entity or not any(does(operation, verb) for verb in said.verbs):
            continue
        if not said.columns:
            roles = operation.roles or said.roles
            operation = replace(operation, roles=roles, errors=tuple(sorted({*operation.errors, 403})))
        elif operation.addresses_row:
            permits = (*(Grant((), column) for column in said.columns), *((Grant(said.roles),) if said.roles else ()))
            operation = replace(operation, permits=permits)
    return operation


def does(operation: Operation, verb: str) -> bool:
    """Tell whether an operation does what a verb says of a row."""
    if verb in _VERBS:
        return operation.kind in _VERBS[verb] and "_" not in operation.id.partition(".")[2]
    return operation.kind in (Kind.ACT, Kind.TOGGLE) and stem(verb) in {stem(word) for word in words(operation.name)}


def _reaching(operation: Operation, entities: tuple[Entity, ...], told: Sequence[Sees]) -> Operation:
    above = _chain(operation, entities)
    for said in told:
        acting = said.changes or operation.roles or operation.permits or operation.kind in _READING
        if said.entity not in above or not acting:
            continue
        if said.column is None:
            # The roles that reach everything stand first in the words of the specifications, the same everywhere.
            bypass = dict.fromkeys((*said.roles, *operation.bypass_roles))
            operation = replace(operation, bypass_roles=tuple(bypass))
        else:
            grants = dict.fromkeys((*operation.grants, Grant(said.roles, said.column)))
            operation = replace(operation, grants=tuple(grants))
    return operation


def _chain(operation: Operation, entities: tuple[Entity, ...]) -> tuple[str, ...]:
    """Give the tables from an operation's rows up to those that their owner stands in."""
    by_name = {entity.name: entity for entity in entities}
    entity = by_name.get(operation.entity or "")
    found = []
    steps = entity.owner.steps if entity and entity.owner else ()
    for step in steps:
        if entity is None:
            break
        found.append(entity.name)
        reference = entity.column(step).references
        entity = by_name.get(reference.entity) if reference else None
    return tuple(found)


def _late(operation: Operation, told: Sequence[RunsLate]) -> Operation:
    query = []
    for one in operation.query:
        said = next((two for two in told if two.entity == operation.entity), None)
        if one.use is QueryUse.OVERDUE and said is not None:
            states = tuple(Choice(state, said.state_column, state) for state in said.done)
            one = replace(one, column=said.column, choices=states)
        query.append(one)
    return replace(operation, query=tuple(query))
