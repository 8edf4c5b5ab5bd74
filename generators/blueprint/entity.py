"""Entities: the tables of a backend-to-be, typed for PostgreSQL."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from generators.blueprint.behaviour import Deadline, Hidden, Recurrence, Stamp, StateMachine
from generators.blueprint.scalar import JsonScalar
from generators.blueprint.source import Source


class TypeName(StrEnum):
    """The PostgreSQL types that a column can have; times are always with time zone."""

    SMALLINT = "smallint"
    INTEGER = "integer"
    BIGINT = "bigint"
    NUMERIC = "numeric"
    FLOAT = "double precision"
    BOOLEAN = "boolean"
    VARCHAR = "varchar"
    TEXT = "text"
    UUID = "uuid"
    DATE = "date"
    TIME = "time"
    TIMESTAMP = "timestamptz"
    INTERVAL = "interval"
    JSON = "jsonb"
    BYTES = "bytea"
    ARRAY = "array"


INTEGERS = frozenset({TypeName.SMALLINT, TypeName.INTEGER, TypeName.BIGINT})
NUMBERS = INTEGERS | {TypeName.NUMERIC, TypeName.FLOAT}
MOMENTS = frozenset({TypeName.DATE, TypeName.TIME, TypeName.TIMESTAMP})
"""Types that are spoken of together: whole numbers, all numbers, days and times."""


@dataclass(frozen=True, slots=True)
class ColumnType:
    """A type with its parameters.

    ``length`` is in characters and belongs to ``VARCHAR``; ``precision`` and ``scale``
    are in decimal digits and belong to ``NUMERIC``; ``item`` is the element type of an ``ARRAY``, and of
    a ``JSON`` value that is known to be a list.
    """

    name: TypeName
    length: int | None = None
    precision: int | None = None
    scale: int | None = None
    item: TypeName | None = None

    def __str__(self) -> str:
        """Give the type as PostgreSQL writes it, ``varchar(200)`` or ``text[]``."""
        if self.name is TypeName.ARRAY:
            return f"{self.item or TypeName.TEXT}[]"
        if self.name is TypeName.VARCHAR and self.length:
            return f"varchar({self.length})"
        if self.name is TypeName.NUMERIC and self.precision:
            return f"numeric({self.precision},{self.scale or 0})"
        return str(self.name)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a single value must satisfy, for a column, a body field or a parameter.

    Lengths are in characters (items, for arrays); ``minimum`` and ``maximum`` are inclusive
    unless the matching ``exclusive_…`` is set; ``pattern`` is a regular expression that the
    whole value must match; ``format`` is ``email``, ``uri`` or ``slug``; ``choices`` is the enumeration;
    ``moment`` says how a date or time given by a client relates to the present: ``future``, ``past``,
    ``not_past`` or ``not_future``. ``rank`` is 1 where CHECKs keep it above another column of its row, 2 where
    they keep that one above a third, and so on. ``needs`` are the kinds of characters of which a password must
    hold one each: ``upper``, ``lower``, ``letter``, ``digit``, ``special``.
    """

    min_length: int | None = None
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: bool = False
    exclusive_maximum: bool = False
    pattern: str | None = None
    format: str | None = None
    choices: tuple[str, ...] = ()
    moment: str | None = None
    rank: int = 0
    needs: tuple[str, ...] = ()


class DefaultKind(StrEnum):
    """How a column gets its value when nobody gives one."""

    LITERAL = "literal"
    NOW = "now"
    UUID = "uuid"
    SERIAL = "serial"
    SLUG = "slug"
    """Made of the text in the column that ``value`` names, with a number at its end where it is taken."""
    NEXT = "next"
    """The next number, from 1 on and without gaps, among the rows that share the column named by ``value``."""


@dataclass(frozen=True, slots=True)
class Default:
    """A default; ``value`` belongs to ``LITERAL`` (JSON text for JSON and array columns), ``SLUG`` and ``NEXT``."""

    kind: DefaultKind
    value: JsonScalar = None

    @property
    def by_application(self) -> bool:
        """Whether the application works it out, and not the database."""
        return self.kind in (DefaultKind.SLUG, DefaultKind.NEXT)


class DeleteRule(StrEnum):
    """What happens to a row when the row that it references is deleted."""

    CASCADE = "CASCADE"
    RESTRICT = "RESTRICT"
    SET_NULL = "SET NULL"
    NO_ACTION = "NO ACTION"


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key to ``entity.column`` (table name and column name).

    ``roles`` are those of which the user must have one that a row may point to: a ticket is assigned to an agent.
    """

    entity: str
    column: str
    on_delete: DeleteRule = DeleteRule.NO_ACTION
    roles: tuple[str, ...] = ()


class ColumnRole(StrEnum):
    """What a column is for, where the generated code treats it by purpose and not by name."""

    PLAIN = "plain"
    ID = "id"
    OWNER = "owner"
    AUTHOR = "author"
    """The user who wrote the row, where it belongs to somebody else or to nobody."""
    TENANT = "tenant"
    """The tenant that a row, or a user, belongs to."""
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"
    DELETED_AT = "deleted_at"
    DELETED = "deleted"
    """True of rows that are marked as deleted."""
    ACTIVE = "active"
    """False of rows that are marked as deleted."""
    PASSWORD = "password"
    USER_ROLE = "user_role"
    SECRET = "secret"


_MARKS = (ColumnRole.DELETED_AT, ColumnRole.DELETED, ColumnRole.ACTIVE)


class DerivationKind(StrEnum):
    """Where the value of a derived column comes from."""

    COPY = "copy"
    """From ``column`` of the row that ``via`` references, as it is at that time."""
    PRODUCT = "product"
    """``factors`` of the same row, multiplied."""
    SUM = "sum"
    """``column`` of the rows of ``entity`` that are written with this one, added up."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a column gets its value when its row is created: never from the client."""

    kind: DerivationKind
    column: str = ""
    via: str = ""
    entity: str = ""
    factors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``unique`` and ``index`` are for the column alone; composites are on the entity.

    A ``deadline`` says that its value follows from another column, a ``derivation`` how it is worked out
    when the row is created, a ``stamp`` that it holds the time at which another column took a value.
    """

    name: str
    type: ColumnType
    nullable: bool = False
    primary_key: bool = False
    unique: bool = False
    index: bool = False
    case_insensitive: bool = False
    references: Reference | None = None
    default: Default | None = None
    limits: Limits = Limits()
    role: ColumnRole = ColumnRole.PLAIN
    deadline: Deadline | None = None
    derivation: Derivation | None = None
    stamp: Stamp | None = None
    description: str = ""
    sources: tuple[Source, ...] = ()

    @property
    def is_slug(self) -> bool:
        """Whether the backend makes its value, of the text in the column that the default names."""
        return self.default is not None and self.default.kind is DefaultKind.SLUG


@dataclass(frozen=True, slots=True)
class Index:
    """An index over several columns, or a partial one; ``where`` is an SQL condition for the migration."""

    columns: tuple[str, ...]
    unique: bool = False
    where: str | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A table-level CHECK across columns; ``expression`` is SQL, used by model and migration alike."""

    name: str
    expression: str
    sources: tuple[Source, ...] = ()


class Period(StrEnum):
    """A period of the calendar, in UTC."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a limit is for one value of a plan column; no ``maximum`` means no limit."""

    value: str
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class CountLimit:
    """How many rows there may be at most at the same time, or may be created in one period.

    Rows count together that share the value of ``within``, a column of the entity; none counts all rows.
    ``column`` and ``among`` restrict the limit to rows in which the column holds one of these texts.
    With ``plans``, ``plan`` names the column of the row that ``within`` references which decides on the
    maximum. A full limit answers 409, a full ``period`` 429 with the time until the next one.
    """

    maximum: int | None
    within: str | None = None
    column: str | None = None
    among: tuple[str, ...] = ()
    period: Period | None = None
    plan: str | None = None
    plans: tuple[Plan, ...] = ()
    sources: tuple[Source, ...] = ()


class EntityPurpose(StrEnum):
    """Why a table is there."""

    DATA = "data"
    USERS = "users"
    JOIN = "join"
    REFRESH_TOKENS = "refresh_tokens"
    REQUEST_KEYS = "request_keys"


@dataclass(frozen=True, slots=True)
class OwnerPath:
    """How a row leads to the user who owns it.

    ``steps`` are foreign-key columns to follow from the entity on: ``("user_id",)`` for a
    direct owner, ``("project_id", "owner_id")`` through a parent. The way to a tenant is
    written alike; it ends at the column with the role TENANT.
    """

    steps: tuple[str, ...]


CONFLICT = 409
"""The status that answers what another row is in the way of, unless documents say otherwise."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One table.

    ``name`` is the table's name (``todo_items``), ``singular`` the snake-case name of one row
    (``todo_item``); class and module names follow from it. ``visible`` lists the columns that a
    response shows when the operation names none. ``external`` marks a table that another
    system writes (an identity provider's ``users``). ``shared`` rows are there for every reader; their
    owner alone changes them. ``states`` are the steps that its rows may take, ``hidden`` the rows that only
    some roles know of. ``recurrence`` says which rows are followed by a next one. ``tenant`` leads to the tenant whose
    users alone reach the rows, whoever of them owns a row. ``taken_status`` is what answers a value that another row
    has and none may share.
    """

    name: str
    singular: str
    columns: tuple[Column, ...]
    purpose: EntityPurpose = EntityPurpose.DATA
    indexes: tuple[Index, ...] = ()
    checks: tuple[Check, ...] = ()
    owner: OwnerPath | None = None
    states: StateMachine | None = None
    hidden: tuple[Hidden, ...] = ()
    recurrence: Recurrence | None = None
    tenant: OwnerPath | None = None
    count_limits: tuple[CountLimit, ...] = ()
    external: bool = False
    shared: bool = False
    visible: tuple[str, ...] = ()
    taken_status: int = CONFLICT
    description: str = ""
    sources: tuple[Source, ...] = ()

    def column(self, name: str) -> Column:
        """Give the column called ``name``; raises ``KeyError`` where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")

    def replacing(self, column: Column) -> "Entity":
        """Give the entity with that column in the place of the one of its name."""
        return replace(self, columns=tuple(column if one.name == column.name else one for one in self.columns))

    def has(self, name: str) -> bool:
        """Tell whether there is a column called ``name``."""
        return any(column.name == name for column in self.columns)

    def with_role(self, role: ColumnRole) -> Column | None:
        """Give the first column of that role, or nothing."""
        return next((column for column in self.columns if column.role is role), None)

    @property
    def mark(self) -> Column | None:
        """The column that marks deleted rows, where deleting them only does that."""
        return next((column for column in self.columns if column.role in _MARKS), None)

    @property
    def key(self) -> tuple[Column, ...]:
        """The columns of the primary key, in order."""
        return tuple(column for column in self.columns if column.primary_key)


def users_among(entities: Iterable[Entity]) -> Entity | None:
    """Give the entity that holds the users, where there is one."""
    return next((entity for entity in entities if entity.purpose is EntityPurpose.USERS), None)
