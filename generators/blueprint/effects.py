"""Effects: what an operation changes beside what its body says, and how often it may be called."""

from dataclasses import dataclass
from enum import StrEnum

from generators.blueprint.scalar import JsonScalar
from generators.blueprint.source import Source


class EffectValue(StrEnum):
    """What an action writes into a column."""

    LITERAL = "literal"
    NOW = "now"
    NULL = "null"
    FLIP = "flip"
    CALLER = "caller"
    """The key of the calling user."""
    BODY = "body"
    """The value of the body field of the same name; where it is absent, the flip or literal beside it."""
    SLUG = "slug"
    """A slug, made anew where the body changes the column that ``literal`` names."""


@dataclass(frozen=True, slots=True)
class Effect:
    """A column that an operation changes. ``when`` limits it to the new value of what it flips or moves
    (``completed_at`` set when true, cleared when false; ``resolved_at`` set when ``resolved``)."""

    column: str
    value: EffectValue
    literal: JsonScalar = None
    when: bool | str | None = None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A number in a referenced row that an operation moves in its transaction: stock, seats, an amount paid back.

    ``column`` belongs to the row that ``via`` references: a foreign key of the operation's entity, or of
    ``entity``, whose rows reference the operation's row (the lines of a cancelled order). It moves by the
    value of ``by``, or by one; downwards with ``subtract``. It never falls below its column's minimum and
    never exceeds ``at_most``, a column of the same row, and moves only while the text in ``state``, another
    column of it, is one of ``among``: 409 instead.
    """

    column: str
    via: str
    entity: str | None = None
    by: str | None = None
    subtract: bool = False
    at_most: str | None = None
    state: str | None = None
    among: tuple[str, ...] = ()


class Counted(StrEnum):
    """Whose calls a rate limit counts together."""

    USER = "user"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class RateLimit:
    """How often one caller may call within any ``seconds``; further calls answer 429 with Retry-After.

    Operations with a limit of the same ``name`` share one count.
    """

    name: str
    calls: int
    seconds: int
    per: Counted = Counted.USER
    sources: tuple[Source, ...] = ()
