"""Tellings: what a clause about states, permissions and consequences says, as a value."""

from dataclasses import dataclass

from generators.blueprint import EffectValue, JsonScalar, Source


@dataclass(frozen=True, slots=True)
class Sees:
    """Callers of ``roles`` reach rows of ``entity``: all of them, or those that hold them in ``column``; ``changes``
    says that they may change what they see."""

    roles: tuple[str, ...]
    entity: str
    column: str | None = None
    changes: bool = False


@dataclass(frozen=True, slots=True)
class Reserved:
    """Only callers of ``roles``, and those whom the row holds in ``columns``, may do what ``verbs`` say."""

    roles: tuple[str, ...]
    columns: tuple[str, ...]
    entity: str
    verbs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointsTo:
    """``column`` of ``entity`` may only hold users of one of ``roles``."""

    entity: str
    column: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conceals:
    """Rows of ``entity`` in which ``column`` is ``equals`` are for callers of ``roles`` alone."""

    entity: str
    column: str
    equals: JsonScalar
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Freezes:
    """Rows of ``entity`` cannot be changed while they are in one of ``states``."""

    entity: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Enters:
    """When a row of ``entity`` goes to ``state``, ``column`` is written."""

    entity: str
    state: str
    column: str
    value: EffectValue
    literal: JsonScalar = None


@dataclass(frozen=True, slots=True)
class FallsDue:
    """``column`` of ``entity`` lies so many ``seconds`` after the creation, by the value of ``by``."""

    entity: str
    column: str
    by: str
    seconds: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Records:
    """Every change of ``column`` in ``entity`` adds a row to ``history``, which has the columns ``named``."""

    entity: str
    column: str
    history: str
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunsLate:
    """A row of ``entity`` is overdue when ``column`` has passed and it is in none of the states ``done``."""

    entity: str
    column: str
    state_column: str
    done: tuple[str, ...]


Telling = Sees | Reserved | PointsTo | Conceals | Freezes | Enters | FallsDue | Records | RunsLate


@dataclass(frozen=True, slots=True)
class Told:
    """A telling and where it stands."""

    telling: Telling
    source: Source
