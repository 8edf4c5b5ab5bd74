"""Behaviour: the states that rows go through, who may act on them, and what is written along with a change."""

from dataclasses import dataclass
from enum import StrEnum

from generators.blueprint.scalar import JsonScalar
from generators.blueprint.source import Source


@dataclass(frozen=True, slots=True)
class Transition:
    """A step that is allowed: from the state ``origin`` to the state ``target``.

    ``roles`` are those that may take it; where none is named, whoever may call the operation.
    """

    origin: str
    target: str
    roles: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class StateMachine:
    """The states of an entity's rows: ``column`` holds them, ``transitions`` are the only steps between them.

    A row in one of the ``frozen`` states keeps its content; only a transition leads out of it.
    """

    column: str
    transitions: tuple[Transition, ...]
    frozen: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()

    def origins(self, target: str) -> tuple[str, ...]:
        """Give the states from which a row may go to ``target``."""
        return tuple(dict.fromkeys(step.origin for step in self.transitions if step.target == target))

    def targets(self, origin: str) -> tuple[str, ...]:
        """Give the states to which a row in ``origin`` may go."""
        return tuple(dict.fromkeys(step.target for step in self.transitions if step.origin == origin))


@dataclass(frozen=True, slots=True)
class Grant:
    """Rows on which callers may act: those in which ``column`` holds the caller, all rows where it names none.

    It is meant for callers of one of ``roles``, for every caller where none is named.
    """

    roles: tuple[str, ...] = ()
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Foreign:
    """A row that must be somebody else's: the one to which the foreign key ``via`` leads; the caller's own is answered
    with ``status``. Nobody applies to their own gig."""

    via: str
    status: int = 403


@dataclass(frozen=True, slots=True)
class Within:
    """The caller's only row of another table, to which a new row is added: the one that the foreign key ``via`` leads
    to. ``made`` makes it where there is none yet. ``POST /basket/items`` adds to the caller's basket."""

    via: str
    made: bool = False


@dataclass(frozen=True, slots=True)
class Hidden:
    """Rows in which ``column`` is ``equals``: only callers of ``roles`` know of them, and only they may write them."""

    column: str
    equals: JsonScalar
    roles: tuple[str, ...]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time that follows from another column: so many ``seconds`` after the row's creation, by the value of ``by``."""

    by: str
    seconds: tuple[tuple[str, int], ...]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """The time at which another column, ``by``, came to hold ``equals``.

    It stays while ``by`` goes on to one of ``kept``, and is null while it holds anything else:
    ``completed_at`` of ``completed``, ``shipped_at`` of an order that may be delivered afterwards.
    """

    by: str
    equals: JsonScalar
    kept: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Rows that come again: when ``done`` comes to hold ``equals``, the next row is added in the same transaction.

    It is a copy in which the times in ``moves`` lie one step later: as much as the text in ``by`` says (``weekly``;
    nothing follows where it names no step), so many times as ``every`` holds. Days that a month does not have become
    its last one; months and years are counted in UTC. No next row lies after ``until``; ``left`` counts how many there
    are, the row itself among them. ``series`` references the first of them.
    """

    by: str
    done: str
    equals: JsonScalar
    moves: tuple[str, ...] = ()
    every: str | None = None
    until: str | None = None
    left: str | None = None
    series: str | None = None
    sources: tuple[Source, ...] = ()


class RecordValue(StrEnum):
    """What a column of a record holds."""

    LITERAL = "literal"
    CALLER = "caller"
    KEY = "key"
    """The key of the row that the operation changes."""
    BEFORE = "before"
    """What the column ``value`` of that row held before the change."""
    AFTER = "after"
    """What the column ``value`` of that row holds after the change."""
    BODY = "body"
    """The body field called ``value``."""


@dataclass(frozen=True, slots=True)
class RecordField:
    """One column of a record."""

    column: str
    holds: RecordValue
    value: JsonScalar = None


@dataclass(frozen=True, slots=True)
class Record:
    """A row of ``entity`` that an operation inserts in its own transaction: history, an audit trail, an event.

    Where ``on`` names a column of the changed row, only a change of that column is recorded.
    """

    entity: str
    fields: tuple[RecordField, ...]
    on: str | None = None
    sources: tuple[Source, ...] = ()
