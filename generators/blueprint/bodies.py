"""Bodies: what a request carries, and the shape of a successful response."""

from dataclasses import dataclass
from enum import StrEnum

from generators.blueprint.entity import ColumnType, Limits
from generators.blueprint.scalar import JsonScalar
from generators.blueprint.source import Source
from generators.blueprint.view import Member, Through


@dataclass(frozen=True, slots=True)
class Children:
    """The rows of another table that belong to a row, as a list in it: the lines of an order.

    ``name`` is the member that holds them, ``entity`` their table, ``via`` its column that references the row;
    ``columns`` what is shown of each, as in ``Response``.
    """

    name: str
    entity: str
    via: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """An object of a request body whose members are columns of the row itself: ``{"address": {"street", "city"}}``.

    ``required`` says whether the body needs it; ``needs`` are those of its members without which it is refused.
    """

    name: str
    required: bool = True
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyField:
    """A field of a request body.

    ``column`` is where it is stored; none for what is only used on the way (a password, a
    refresh token). ``through`` makes it a list of names: rows that are added where they are missing,
    and tied to the row by a join table. ``nullable`` says whether JSON null is accepted. A field with
    ``children`` is a list of objects with ``fields``, each of which becomes a row of that table;
    ``limits`` then count the objects. A field within a ``group`` is called by both names, ``address.street``, and
    ``required`` where the body must hold it.
    """

    name: str
    type: ColumnType
    column: str | None = None
    required: bool = True
    nullable: bool = False
    limits: Limits = Limits()
    default: JsonScalar = None
    children: Children | None = None
    fields: tuple["BodyField", ...] = ()
    description: str = ""
    sources: tuple[Source, ...] = ()
    through: Through | None = None
    group: Group | None = None

    @property
    def member(self) -> str:
        """What the object that holds the field calls it: the body itself, or the group."""
        return self.name.rpartition(".")[2]


class Holds(StrEnum):
    """What a place in a response body holds."""

    ITEM = "item"
    """The row, as an object."""
    NEXT = "next"
    """The row that follows the one that came to its end, as an object; null where none does."""
    ITEMS = "items"
    """The rows, as an array."""
    TOTAL = "total"
    """The number of matching rows, whatever the page."""
    COUNT = "count"
    """The number of rows in this answer; in an aggregate the number of rows that satisfy ``value``,
    written ``column=value`` (``completed=true``, ``priority=high``)."""
    LIMIT = "limit"
    OFFSET = "offset"
    PAGE = "page"
    PAGES = "pages"
    HAS_MORE = "has_more"
    NEXT_CURSOR = "next_cursor"
    """What to send to get the rows after this page; null after the last one."""
    ACCESS_TOKEN = "access_token"
    REFRESH_TOKEN = "refresh_token"
    TOKEN_TYPE = "token_type"
    EXPIRES_IN = "expires_in"
    EXPIRES_AT = "expires_at"
    """The time at which the access token expires."""
    NOW = "now"
    """The time of the answer."""
    USER = "user"
    """The user's row, as an object (session operations)."""
    COLUMN = "column"
    """The column of the row that ``value`` names."""
    VALUES = "values"
    """The rows' values of the column that ``value`` names, as an array."""
    KEY = "key"
    """The key of the row that was addressed."""
    LITERAL = "literal"
    """A fixed value: ``success: true``, a message."""
    AVERAGE = "average"
    """In an aggregate the mean of ``value``, written ``later - earlier`` for the seconds between two times."""
    SUM = "sum"
    """In an aggregate the column ``value`` of all rows, added up; 0 of none."""
    LEAST = "least"
    """In an aggregate the smallest value of the column ``value``."""
    GREATEST = "greatest"
    """In an aggregate the largest value of the column ``value``."""
    GROUPS = "groups"
    """In an aggregate one object with ``fields`` for each value that occurs of what ``GROUP`` names."""
    GROUP = "group"
    """What the rows of one object of ``GROUPS`` have in common: the column ``value``, or the period of its time that
    the query parameter chooses, written ``column by parameter``."""
    OBJECT = "object"
    """A nested object with ``fields`` of its own."""


@dataclass(frozen=True, slots=True)
class ResponseField:
    """One member of a response envelope."""

    name: str
    holds: Holds
    value: JsonScalar = None
    fields: tuple["ResponseField", ...] = ()


class Body(StrEnum):
    """The outermost shape of a successful response."""

    EMPTY = "empty"
    ITEM = "item"
    """The row itself, bare."""
    ITEMS = "items"
    """A bare array of rows."""
    CSV = "csv"
    """Lines of CSV, one for each row, below a header."""
    ENVELOPE = "envelope"
    """An object described by ``envelope``."""


@dataclass(frozen=True, slots=True)
class Response:
    """The successful response.

    ``columns`` lists the row's members when they differ from the entity's ``visible`` ones;
    ``members`` lists them where more than columns is shown. ``entity`` names the table of the shown row
    where it is not the operation's: who follows a user is answered with the user. ``children`` are the
    lists of rows that are shown in the row.
    """

    status: int
    body: Body
    envelope: tuple[ResponseField, ...] = ()
    columns: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    entity: str | None = None
    children: tuple[Children, ...] = ()
