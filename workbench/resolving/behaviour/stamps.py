"""Stamps: time columns that tell when a row came to be what they are called after (``completed_at``, ``shipped_at``).

A body that writes the flag or the state writes the time with it, so that the two never say different things.
"""

from collections.abc import Iterable
from dataclasses import replace

from generators.blueprint import Column, ColumnRole, DefaultKind, Entity, Stamp, TypeName
from workbench.resolving.words import snake, stem

_STATES = ("status", "state", "stage")
_SAME = {stem(word): "complet" for word in ("complete", "completed", "done", "finished", "finish")}
"""Words for one thing: ``completed_at`` tells when a task was ``done``."""
_BACK = frozenset(map(stem, ("reopened", "restored", "reverted", "undone", "returned")))
"""States that stand late in an enumeration and lead back all the same."""


def with_stamps(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Give the entities with the times that follow from a flag or a state of the same row."""
    return tuple(
        replace(entity, columns=tuple(replace(column, stamp=_stamp(column, entity)) for column in entity.columns))
        for entity in entities
    )


def _stamp(column: Column, entity: Entity) -> Stamp | None:
    name = snake(column.name)
    if column.stamp or not (is_stamp(column) and name.endswith("_at")):
        return column.stamp
    reached = said(name.removesuffix("_at"))
    for other in entity.columns:
        if other.type.name is TypeName.BOOLEAN and said(snake(other.name).removeprefix("is_")) == reached:
            return Stamp(other.name, True, sources=column.sources)
    for other in entity.columns:
        guarded = entity.states is not None and entity.states.column == other.name
        state = next((one for one in other.limits.choices if said(snake(one)) == reached), None)
        if state and snake(other.name) in _STATES and not guarded:
            return Stamp(other.name, state, _later(other, state, column, entity), column.sources)
    return None


def is_stamp(column: Column) -> bool:
    """Tell whether a column can hold a time that the backend sets and clears."""
    timed = column.type.name in (TypeName.TIMESTAMP, TypeName.DATE)
    return timed and column.nullable and column.role is ColumnRole.PLAIN and column.default is None


def said(word: str) -> str:
    """Give what a word says of a row, whatever its form."""
    return _SAME.get(stem(word), stem(word))


def _later(by: Column, state: str, column: Column, entity: Entity) -> tuple[str, ...]:
    """Give the states that a row reaches only by way of ``state``: those after it, in an enumeration that begins
    where rows begin. A CHECK that ties the time to its state leaves none."""
    choices = by.limits.choices
    first = by.default.value if by.default and by.default.kind is DefaultKind.LITERAL else None
    tied = any(column.name in check.expression and by.name in check.expression for check in entity.checks)
    if tied or choices[0] != first:
        return ()
    return tuple(one for one in choices[choices.index(state) + 1 :] if said(snake(one)) not in _BACK)
