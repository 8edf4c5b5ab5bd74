"""Views: what a response shows of a row beside its own columns, and how rows are tied to each other."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Through:
    """The way from a row to rows of another table, and the ``column`` of those that matters.

    Without ``entity``, ``there`` is a foreign key of the row itself: the author of a post is
    ``Through("author_id", "username")``. With it, ``entity`` is a join table, whose column ``here``
    references the row and whose column ``there`` references the others: the names of a post's tags are
    ``Through("tag_id", "name", "post_tags", "post_id")``.
    """

    there: str
    column: str
    entity: str | None = None
    here: str | None = None


@dataclass(frozen=True, slots=True)
class Among:
    """A restriction to what the caller is tied to: rows whose ``column`` is among the values of ``there``
    in the rows of the join table ``entity`` that hold the caller in ``caller``.

    The posts of the users whom the caller follows: ``Among("author_id", "follows", "followed_id",
    "follower_id")``; the projects of which the caller is a member: ``Among("id", "members",
    "project_id", "user_id")``.
    """

    column: str
    entity: str
    there: str
    caller: str


class Shows(StrEnum):
    """What a member of a shown row holds."""

    COLUMN = "column"
    """The row's own ``column``."""
    PARENT = "parent"
    """The row that the foreign key ``column`` leads to, as an object with ``members`` of its own."""
    GROUP = "group"
    """Columns of the row itself, as an object with ``members`` that show them: an address."""
    EXISTS = "exists"
    """Whether the caller is tied to the row: the join table ``entity`` has a row that references this one in
    ``here`` and the caller in ``caller``; false where nobody calls."""
    COUNT = "count"
    """The number of rows of ``entity`` that reference the row in ``here``."""
    VALUES = "values"
    """The values that ``through`` leads to, in their order, as an array."""
    LINK = "link"
    """The path at which the row is found: ``here``, and behind it the row's own ``column``."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a shown row; ``name`` is what the response calls it."""

    name: str
    shows: Shows = Shows.COLUMN
    column: str | None = None
    entity: str | None = None
    here: str | None = None
    caller: str | None = None
    through: Through | None = None
    members: tuple["Member", ...] = ()
