"""Messages: what errors say, in the words of the specifications."""

from dataclasses import dataclass
from enum import StrEnum

from generators.blueprint.source import Source


class Occasion(StrEnum):
    """What an error tells of. The first ones happen to any request, ``MISSING`` to a row of an entity,
    the rest to a value of one of its columns."""

    NO_TOKEN = "no_token"
    BAD_TOKEN = "bad_token"
    """The token is expired, forged, malformed, or its user is gone."""
    EXPIRED_TOKEN = "expired_token"
    CREDENTIALS = "credentials"
    """A login with an unknown account or a wrong password."""
    FORBIDDEN = "forbidden"
    INVALID = "invalid"
    """The request does not fit its schema, whatever is wrong with it."""
    TOO_MANY = "too_many"
    UNEXPECTED = "unexpected"
    MISSING = "missing"
    """The row is not there, or out of the caller's reach; ``{key}`` in the text stands for the key asked for."""
    TAKEN = "taken"
    """Another row has the value already."""
    REQUIRED = "required"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    WRONG = "wrong"
    """Whatever else is wrong with the value."""


FIELD_OCCASIONS = (Occasion.REQUIRED, Occasion.TOO_SHORT, Occasion.TOO_LONG, Occasion.WRONG)
"""What can be wrong with a value by itself, before anything is looked up."""


@dataclass(frozen=True, slots=True)
class Message:
    """What an error says on an occasion, and its ``code`` where errors carry one.

    An empty ``text`` leaves the usual one in place: then the code alone was stated. Where errors are an object of
    messages, ``key`` is the member that this one stands under: ``{"ticket": ["is sold out"]}``.
    """

    occasion: Occasion
    text: str
    entity: str | None = None
    column: str | None = None
    code: str | None = None
    sources: tuple[Source, ...] = ()
    key: str | None = None
