"""States: which column the transitions of the documents are about, and the state machine that they make."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generators.blueprint import Column, ColumnRole, Entity, Source, StateMachine, Transition
from workbench.reading.facts import TransitionFact
from workbench.resolving.words import singular, stem, words

_FEWEST = 2
"""A single step is an example as often as a rule."""


def with_states(
    entities: Sequence[Entity], facts: Iterable[TransitionFact], roles: Sequence[str]
) -> tuple[Entity, ...]:
    """Give the entities with the state machines that the transitions make; steps that fit no column, or
    several alike, make none."""
    found: dict[str, list[tuple[Column, TransitionFact]]] = {}
    for group in _groups(facts):
        place = _column_of(group, entities)
        if place is not None:
            entity, column = place
            found.setdefault(entity.name, []).extend((column, fact) for fact in group)
    return tuple(_with_machine(entity, found.get(entity.name, []), roles) for entity in entities)


def _groups(facts: Iterable[TransitionFact]) -> list[list[TransitionFact]]:
    """Put the steps together that stand under one heading of one document."""
    groups: dict[tuple[str, tuple[str, ...]], list[TransitionFact]] = {}
    for fact in facts:
        if fact.only:
            groups.setdefault((fact.source.file, fact.section), []).append(fact)
    return list(groups.values())


def _column_of(group: list[TransitionFact], entities: Sequence[Entity]) -> tuple[Entity, Column] | None:
    fitting = [
        (entity, column)
        for entity in entities
        for column in entity.columns
        if column.role is ColumnRole.PLAIN
        and column.limits.choices
        and all(find_state(column, fact.origin) and find_state(column, fact.target) for fact in group)
    ]
    if len(fitting) == 1:
        return fitting[0]
    named = " ".join((group[0].source.file, *group[0].section))
    spoken = {singular(word) for word in words(named)}
    near = [(entity, column) for entity, column in fitting if set(entity.singular.split("_")) <= spoken]
    return near[0] if len(near) == 1 else None


def find_state(column: Column, said: str) -> str | None:
    """Give the choice of a column that somebody means by ``said``: ``In Progress`` is ``in_progress``."""
    wanted = words(said)
    for choice in column.limits.choices:
        if words(choice) == wanted:
            return choice
    stems = tuple(map(stem, wanted))
    return next((one for one in column.limits.choices if tuple(map(stem, words(one))) == stems), None)


def _with_machine(entity: Entity, found: list[tuple[Column, TransitionFact]], roles: Sequence[str]) -> Entity:
    if not found or entity.states is not None:
        # What the exact notation says stands.
        return entity
    column = found[0][0]
    steps: dict[tuple[str, str], Transition] = {}
    for own, fact in found:
        origin, target = find_state(column, fact.origin), find_state(column, fact.target)
        if own is not column or origin is None or target is None or origin == target:
            continue
        named = tuple(role for role in roles if any(singular(role) == singular(said) for said in fact.roles))
        known = steps.get((origin, target))
        sources: tuple[Source, ...] = (*(known.sources if known else ()), fact.source)
        allowed = tuple(dict.fromkeys((*(known.roles if known else ()), *named)))
        steps[origin, target] = Transition(origin, target, allowed, tuple(dict.fromkeys(sources)))
    if len(steps) < _FEWEST:
        return entity
    transitions = tuple(steps.values())
    sources = tuple(dict.fromkeys(source for step in transitions for source in step.sources))
    return replace(entity, states=StateMachine(column.name, transitions, (), sources))
