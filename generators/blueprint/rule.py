"""Rules and requirements: what must hold, and where it was asked for."""

from dataclasses import dataclass
from enum import StrEnum

from generators.blueprint.scalar import JsonScalar
from generators.blueprint.source import Source


class RuleKind(StrEnum):
    """The closed set of formal rules that prose is read into."""

    REQUIRED = "required"
    LENGTH = "length"
    RANGE = "range"
    PRECISION = "precision"
    """How many digits a number may have before and after its point."""
    PATTERN = "pattern"
    FORMAT = "format"
    CHOICES = "choices"
    DEFAULT = "default"
    NORMALISATION = "normalisation"
    CROSS_FIELD = "cross_field"
    UNIQUE = "unique"
    COUNT_LIMIT = "count_limit"
    TRANSITION = "transition"
    EFFECT = "effect"
    RECURRENCE = "recurrence"
    """A row that comes to its end is followed by the next one."""
    IMMUTABLE = "immutable"
    PERMISSION = "permission"
    OWNERSHIP = "ownership"
    VISIBILITY = "visibility"
    COMPUTED = "computed"
    ORDER = "order"
    FILTER = "filter"
    PAGINATION = "pagination"
    CASCADE = "cascade"
    IDEMPOTENT = "idempotent"
    RATE_LIMIT = "rate_limit"
    TIME = "time"
    STATUS = "status"
    """A situation answers with a certain status code."""
    MESSAGE = "message"
    """An error says something in the words of the specifications."""
    FRAME = "frame"
    """What holds for every request, whatever it asks: its line in the log, the origins it may come from."""
    AUTHENTICATION = "authentication"
    OPERATION = "operation"
    """The requirement asks for an operation to exist and do its work."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One formal rule. ``parameters`` holds the rule's own values by name, in a fixed order
    (``(("max", 200),)``); ``operations`` the operations on which it bears."""

    id: str
    kind: RuleKind
    entity: str | None = None
    columns: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    parameters: tuple[tuple[str, JsonScalar], ...] = ()
    requirements: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


class RequirementStatus(StrEnum):
    """Where a requirement stands before anything has run."""

    ENFORCED = "enforced"
    OPEN = "open"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A sentence of the specifications that asks for behaviour.

    ``id`` is ``feature#FR-001`` (or ``feature#L12`` where the sentence has no id of its own);
    ``by`` are the ids of operations and rules that enforce it; ``reason`` says why it is out of
    scope or open.
    """

    id: str
    text: str
    kind: RuleKind | None
    status: RequirementStatus
    source: Source
    by: tuple[str, ...] = ()
    reason: str = ""
