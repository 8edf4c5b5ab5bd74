"""Parameters of operations: what stands in a path and in a query string, and what each is for."""

from dataclasses import dataclass
from enum import StrEnum

from generators.blueprint.entity import ColumnType, Limits
from generators.blueprint.scalar import JsonScalar
from generators.blueprint.source import Source
from generators.blueprint.view import Through


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
    CURSOR = "cursor"
    """Rows after the one whose place in the order the value holds."""
    PERIOD = "period"
    """One of ``choices``, each a unit of time by which an aggregate groups."""
    DELETED = "deleted"
    """A boolean that shows rows that are only marked as deleted, too: ``include_deleted``."""
    IGNORED = "ignored"
    """Accepted and checked, without effect."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a STATE or SORT parameter.

    STATE: rows with ``column`` equal to ``equals``, or with any other value or none where that is ``negated``; no
    ``column`` means no condition.
    SORT: order by ``column``, ``descending`` or not.
    """

    value: str
    column: str | None = None
    equals: JsonScalar = None
    descending: bool = False
    negated: bool = False


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
