"""Operations: what an endpoint does, in a closed set of kinds that each know how to be written."""

from dataclasses import dataclass
from enum import StrEnum

from generators.blueprint.behaviour import Grant, Record
from generators.blueprint.entity import ColumnType, Limits
from generators.blueprint.scalar import JsonScalar
from generators.blueprint.source import Source
from generators.blueprint.view import Among, Member, Through


class OperationKind(StrEnum):
    """The kinds of operation; each has one renderer for its route and one for its tests."""

    CREATE = "create"
    LIST = "list"
    READ = "read"
    REPLACE = "replace"
    PATCH = "patch"
    DELETE = "delete"
    ACT = "act"
    TOGGLE = "toggle"
    LINK = "link"
    UNLINK = "unlink"
    BULK_DELETE = "bulk_delete"
    AGGREGATE = "aggregate"
    REGISTER = "register"
    LOGIN = "login"
    REFRESH = "refresh"
    LOGOUT = "logout"
    CHANGE_PASSWORD = "change_password"
    READ_ME = "read_me"
    UPDATE_ME = "update_me"
    DELETE_ME = "delete_me"
    HEALTH = "health"
    PORT = "port"


class Access(StrEnum):
    """Who may call an operation."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    PUBLIC = "public"


class PathUse(StrEnum):
    """What a path parameter stands for."""

    CALLER = "caller"
    """The calling user: a value other than the token's subject is refused."""
    ROW = "row"
    """A key of the operation's entity."""
    PARENT = "parent"
    """A key of a parent row that the entity references."""


@dataclass(frozen=True, slots=True)
class PathParameter:
    """A ``{name}`` in the path. ``entity`` and ``column`` say which key it holds;
    for a parent, ``via`` is the operation entity's foreign-key column."""

    name: str
    use: PathUse
    type: ColumnType
    entity: str | None = None
    column: str | None = None
    via: str | None = None


class QueryUse(StrEnum):
    """What a query parameter does to a list."""

    FILTER = "filter"
    """Rows whose ``column`` equals the value."""
    STATE = "state"
    """One of ``choices``, each standing for a condition (``all``, ``pending`` …)."""
    FROM = "from"
    """Rows whose ``column`` is at least the value."""
    TO = "to"
    """Rows whose ``column`` is at most the value."""
    SEARCH = "search"
    """Rows of which one of ``columns`` contains the value, case ignored."""
    OVERDUE = "overdue"
    """A boolean: rows whose ``column`` lies in the past, but for those that fit one of ``choices``, which are done."""
    SORT = "sort"
    """One of ``choices``, each naming a column and a direction."""
    DIRECTION = "direction"
    """``asc`` or ``desc`` for the column that the sort parameter chose."""
    LIMIT = "limit"
    OFFSET = "offset"
    PAGE = "page"
    PERIOD = "period"
    """One of ``choices``, each a unit of time by which an aggregate groups."""
    FLAG = "flag"
    """A boolean that lifts a default restriction: ``include_deleted``."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a STATE or SORT parameter.

    STATE: rows with ``column`` equal to ``equals``; no ``column`` means no condition.
    SORT: order by ``column``, ``descending`` or not.
    """

    value: str
    column: str | None = None
    equals: JsonScalar = None
    descending: bool = False


@dataclass(frozen=True, slots=True)
class QueryParameter:
    """A parameter in the query string of an operation."""

    name: str
    use: QueryUse
    type: ColumnType
    column: str | None = None
    columns: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    required: bool = False
    multiple: bool = False
    default: JsonScalar = None
    limits: Limits = Limits()
    description: str = ""
    sources: tuple[Source, ...] = ()
    through: Through | None = None


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
class BodyField:
    """A field of a request body.

    ``column`` is where it is stored; none for what is only used on the way (a password, a
    refresh token). ``through`` makes it a list of names: rows that are added where they are missing,
    and tied to the row by a join table. ``nullable`` says whether JSON null is accepted. A field with
    ``children`` is a list of objects with ``fields``, each of which becomes a row of that table;
    ``limits`` then count the objects.
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


class Holds(StrEnum):
    """What a place in a response body holds."""

    ITEM = "item"
    """The row, as an object."""
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
    ACCESS_TOKEN = "access_token"
    REFRESH_TOKEN = "refresh_token"
    TOKEN_TYPE = "token_type"
    EXPIRES_IN = "expires_in"
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


@dataclass(frozen=True, slots=True)
class Operation:
    """One endpoint, classified.

    ``id`` is ``<feature>.<verb>`` (``tasks.create``) and stable while method and path are;
    ``feature`` names the route module; ``name`` the route function. ``errors`` are the statuses
    that can come beside success. ``soft`` makes a DELETE set the entity's DELETED_AT column.
    ``roles`` are the roles of which the caller needs one; ``bypass_roles`` see rows of all owners.
    ``grants`` are the rows that a role reaches beyond its own where these are not all; ``permits`` say who may do it
    with a row that they reach, and the rest answers 403 (nothing said: whoever reaches the row).
    ``records`` are the rows that are written along in the same transaction.
    ``other_status`` is the answer for another user's row where it differs from the settings.
    ``tables`` names what an aggregate or health operation reads. ``body_name`` is the one member of the
    body that holds the fields (``{"post": {...}}``). ``among`` keeps a list to what the caller is tied to.
    ``mine`` keeps a list to the caller's own rows although the entity's are shown to everyone.
    ``adjustments`` are the numbers that it moves in other rows, ``rate_limits`` how often it may be called.
    """

    id: str
    method: str
    path: str
    kind: OperationKind
    feature: str
    name: str
    response: Response
    entity: str | None = None
    access: Access = Access.REQUIRED
    roles: tuple[str, ...] = ()
    bypass_roles: tuple[str, ...] = ()
    grants: tuple[Grant, ...] = ()
    permits: tuple[Grant, ...] = ()
    path_parameters: tuple[PathParameter, ...] = ()
    query: tuple[QueryParameter, ...] = ()
    body: tuple[BodyField, ...] = ()
    body_name: str | None = None
    among: Among | None = None
    mine: bool = False
    effects: tuple[Effect, ...] = ()
    records: tuple[Record, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    rate_limits: tuple[RateLimit, ...] = ()
    order_by: tuple[Choice, ...] = ()
    errors: tuple[int, ...] = ()
    other_status: int | None = None
    soft: bool = False
    summary: str = ""
    description: str = ""
    requirements: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def addresses_row(self) -> bool:
        """Whether the path names one row of the entity."""
        return any(key.use is PathUse.ROW for key in self.path_parameters)
