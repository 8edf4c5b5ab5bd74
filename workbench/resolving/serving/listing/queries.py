"""Query parameters: what each does to a list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from generators.blueprint import (
    Choice,
    Column,
    ColumnType,
    Entity,
    JsonScalar,
    Limits,
    QueryParameter,
    QueryUse,
    Settings,
    TypeName,
)
from workbench.patterns import regex
from workbench.reading.facts import FieldFact
from workbench.resolving.serving.classify import flag_column
from workbench.resolving.serving.listing.flags import read_flag
from workbench.resolving.serving.listing.parameter_names import role_of
from workbench.resolving.serving.listing.sorting import resolve_sort
from workbench.resolving.storing.column_limits import field_limits
from workbench.resolving.storing.column_names import column_named
from workbench.resolving.storing.column_types import read_field_type, stated_choices
from workbench.resolving.words import snake, stem, words

_ALL = frozenset({"all", "any", "everything"})
_FROM = ("_from", "_after", "_gte", "_min", "_since", "_start")
_TO = ("_to", "_before", "_until", "_lte", "_max", "_end")
_FROM_PREFIX = ("min_", "from_", "start_", "after_", "since_")
_TO_PREFIX = ("max_", "to_", "end_", "before_", "until_")
_GONE = frozenset({"deleted", "trashed", "removed"})
_TOO = frozenset({"include", "including", "with", "show"})
_TEXTS = (TypeName.VARCHAR, TypeName.TEXT)
_TIMES = (TypeName.TIMESTAMP, TypeName.DATE)
_NEGATIVE = frozenset(
    {"pending", "incomplete", "active", "open", "todo", "unread", "uncompleted", "not_completed", "undone"}
)
_FINISHED = frozenset(
    {
        "completed",
        "complete",
        "done",
        "finished",
        "closed",
        "resolved",
        "cancelled",
        "canceled",
        "delivered",
        "archived",
    }
)
_POSITIVE = frozenset({"completed", "complete", "done", "finished", "closed", "read"})


@dataclass(frozen=True, slots=True)
class Listing:
    """What a query parameter is read against."""

    entity: Entity
    settings: Settings
    follows: bool = False
    """Whether an answer tells the cursor of the rows that follow."""


def resolve_query(field: FieldFact, listing: Listing) -> QueryParameter | None:
    """Give what a query parameter does to a list of the entity; nothing where no reader knows."""
    for reader in _READERS:
        found = reader(field, listing)
        if found is not None:
            return replace(
                found,
                required=bool(field.required),
                description=field.description,
                sources=(field.source,) if field.source else (),
            )
    return None


def _role(field: FieldFact, listing: Listing) -> str | None:
    return role_of(field.name, is_column=column_named(field.name, listing.entity) is not None)


def _window(field: FieldFact, listing: Listing) -> QueryParameter | None:
    role = _role(field, listing)
    whole = ColumnType(TypeName.INTEGER)
    settings = listing.settings
    if role == "limit":
        most = int(field.maximum) if field.maximum else settings.max_limit
        default = _whole(field.default) or min(settings.default_limit, most)
        return QueryParameter(
            field.name, QueryUse.LIMIT, whole, default=default, limits=Limits(minimum=1, maximum=max(most, default))
        )
    if role == "offset":
        return QueryParameter(
            field.name, QueryUse.OFFSET, whole, default=_whole(field.default) or 0, limits=Limits(minimum=0)
        )
    if role == "cursor" and listing.follows:
        return QueryParameter(field.name, QueryUse.CURSOR, ColumnType(TypeName.VARCHAR), limits=Limits(max_length=500))
    if role == "page":
        return QueryParameter(
            field.name, QueryUse.PAGE, whole, default=_whole(field.default) or 1, limits=Limits(minimum=1)
        )
    return None


def _whole(value: JsonScalar) -> int | None:
    try:
        return int(str(value)) if value is not None else None
    except ValueError:
        return None


def _search(field: FieldFact, listing: Listing) -> QueryParameter | None:
    if _role(field, listing) != "search":
        return None
    columns = search_columns(field.description, listing.entity)
    if not columns:
        return None
    limits = field_limits(field)
    return QueryParameter(
        field.name,
        QueryUse.SEARCH,
        ColumnType(TypeName.VARCHAR),
        columns=columns,
        limits=Limits(min_length=limits.min_length, max_length=limits.max_length or 200),
    )


def search_columns(text: str, entity: Entity) -> tuple[str, ...]:
    """Give the text columns that a search looks at: those named, else the telling ones."""
    texts = [
        column.name
        for column in entity.columns
        if column.type.name in _TEXTS
        and column.name in entity.visible
        and not column.limits.choices
        and column.references is None
        and not column.primary_key
        and column.role.value == "plain"
    ]
    mentioned = set(words(text))
    named = tuple(name for name in texts if set(words(name)) <= mentioned)
    if named:
        return named
    telling = ("title", "name", "description", "content", "body", "text", "notes", "subject", "merchant")
    return tuple(name for name in texts if snake(name) in telling) or tuple(texts[:2])


def _sort(field: FieldFact, listing: Listing) -> QueryParameter | None:
    return resolve_sort(field, listing.entity)


def _direction(field: FieldFact, listing: Listing) -> QueryParameter | None:
    if _role(field, listing) != "direction":
        return None
    default = str(field.default).lower() if field.has_default and field.default is not None else ""
    return QueryParameter(
        field.name,
        QueryUse.DIRECTION,
        ColumnType(TypeName.VARCHAR),
        choices=(Choice("asc"), Choice("desc", descending=True)),
        default=default if default in ("asc", "desc") else None,
    )


def _filter(field: FieldFact, listing: Listing) -> QueryParameter | None:
    column = column_named(field.name, listing.entity)
    if column is None:
        return None
    stated = stated_choices(field)
    extra = [choice for choice in stated if choice.lower() in _ALL]
    if (
        column.type.name is TypeName.BOOLEAN
        and stated
        and not {choice.lower() for choice in stated} <= {"true", "false"}
    ):
        return _state_of_flag(field, column, stated)
    if extra and len(stated) > 1:
        choices = tuple(
            Choice(choice)
            if choice.lower() in _ALL
            else Choice(choice, column.name, _matching(choice, column.limits.choices))
            for choice in stated
        )
        return _chosen(field, choices)
    bound = _bound(field, column, listing)
    if bound is not None:
        return QueryParameter(field.name, bound, column.type, column=column.name)
    multiple = column.type.name is not TypeName.ARRAY and (field.type or "").lower().startswith(("array", "list"))
    return QueryParameter(
        field.name,
        QueryUse.FILTER,
        column.type if column.type.name is not TypeName.TEXT else ColumnType(TypeName.VARCHAR),
        column=column.name,
        multiple=multiple,
        limits=_filter_limits(field, column),
    )


def _filter_limits(field: FieldFact, column: Column) -> Limits:
    if column.limits.choices:
        return Limits(choices=column.limits.choices)
    own = field_limits(field)
    if column.type.name in (*_TEXTS, TypeName.ARRAY):
        return Limits(min_length=own.min_length, max_length=own.max_length)
    return Limits(minimum=own.minimum, maximum=own.maximum)


def _matching(choice: str, known: Sequence[str]) -> str:
    return next((one for one in known if snake(one) == snake(choice)), choice)


def _state(field: FieldFact, listing: Listing) -> QueryParameter | None:
    """Read ``status=all|pending|completed`` over a boolean column."""
    if snake(field.name) not in ("status", "state", "filter", "completion", "show", "view", "completion_status"):
        return None
    stated = stated_choices(field) or _mentioned_states(field.description)
    flag = flag_column(listing.entity, [word for choice in stated for word in words(choice)])
    if not stated or flag is None:
        return None
    return _state_of_flag(field, listing.entity.column(flag), stated)


def _flag(field: FieldFact, listing: Listing) -> QueryParameter | None:
    return read_flag(field, listing.entity)


def _mentioned_states(text: str) -> tuple[str, ...]:
    found = [word for word in words(text) if word in _ALL | _NEGATIVE | _POSITIVE]
    return tuple(dict.fromkeys(found)) if len(set(found)) > 1 else ()


def _state_of_flag(field: FieldFact, column: Column, stated: Sequence[str]) -> QueryParameter | None:
    choices = tuple(choice for text in stated if (choice := _flag_choice(text, column)) is not None)
    if len(choices) < len(stated):
        return None
    return _chosen(field, choices)


def _chosen(field: FieldFact, choices: tuple[Choice, ...]) -> QueryParameter:
    default = _state_default(field, choices)
    return QueryParameter(field.name, QueryUse.STATE, ColumnType(TypeName.VARCHAR), choices=choices, default=default)


def _flag_choice(text: str, column: Column) -> Choice | None:
    name = snake(text)
    if name in _ALL:
        return Choice(text)
    meaning = {stem(word) for word in words(column.name)}
    if name in ("true", "false"):
        return Choice(text, column.name, name == "true")
    if stem(name) in meaning:
        return Choice(text, column.name, True)
    if name in _NEGATIVE or name.startswith(("not_", "un", "in")):
        return Choice(text, column.name, False)
    if name in _POSITIVE:
        return Choice(text, column.name, True)
    return None


def _state_default(field: FieldFact, choices: Sequence[Choice]) -> JsonScalar:
    if field.has_default and any(choice.value == field.default for choice in choices):
        return field.default
    return next((choice.value for choice in choices if choice.column is None), None)


def _range(field: FieldFact, listing: Listing) -> QueryParameter | None:
    name = snake(field.name)
    for endings, prefixes, use in ((_FROM, _FROM_PREFIX, QueryUse.FROM), (_TO, _TO_PREFIX, QueryUse.TO)):
        bases = [name.removesuffix(ending) for ending in endings if name.endswith(ending)]
        bases += [name.removeprefix(prefix) for prefix in prefixes if name.startswith(prefix)]
        if name in ("from", "since", "after") and use is QueryUse.FROM:
            bases.append("date")
        if name in ("to", "until", "before") and use is QueryUse.TO:
            bases.append("date")
        for base in bases:
            column = _range_column(base, listing.entity)
            if column is not None:
                return QueryParameter(field.name, use, column.type, column=column.name)
    return None


_BOUNDS: tuple[tuple[QueryUse, tuple[str, ...]], ...] = (
    (
        QueryUse.FROM,
        ("greater than or equal", "at or after", "on or after", "or later", "or above", "or more", "or higher"),
    ),
    (
        QueryUse.TO,
        ("less than or equal", "at or before", "on or before", "or earlier", "or below", "or less", "or lower"),
    ),
)


def _bound(field: FieldFact, column: Column, listing: Listing) -> QueryUse | None:
    """Tell a parameter that is called like a column and, by its description, bounds it: ``arrival``, "stays that
    begin on or after it"."""
    if not field.description or _range_column(snake(column.name), listing.entity) is not column:
        return None
    said = field.description.lower()
    uses = [use for use, phrases in _BOUNDS if any(phrase in said for phrase in phrases)]
    return uses[0] if len(uses) == 1 else None


def _range_column(base: str, entity: Entity) -> Column | None:
    comparable = (*_TIMES, TypeName.INTEGER, TypeName.BIGINT, TypeName.SMALLINT, TypeName.NUMERIC, TypeName.FLOAT)
    columns = [column for column in entity.columns if column.type.name in comparable and column.name in entity.visible]
    by_name = {snake(column.name): column for column in columns}
    for candidate in (base, f"{base}_at", f"{base}_date", f"{base}_on"):
        if candidate in by_name:
            return by_name[candidate]
    if base == "date":
        return next((column for column in columns if snake(column.name) in ("due_date", "created_at")), None)
    # "max_price" over price_per_night: the only column that is about it.
    about = [column for name, column in by_name.items() if base in name.split("_")]
    return about[0] if len(about) == 1 else None


_LATE = frozenset({"overdue", "is_overdue", "late", "is_late", "past_due"})
_DUE = regex(r"^(?:due(?:_at|_date|_on|_time|_by)?|deadline(?:_at)?|\w+_due(?:_at|_date)?|sla_\w*at)$")


def _overdue(field: FieldFact, listing: Listing) -> QueryParameter | None:
    """Read ``overdue=true`` over a due time: rows that are past it and not done."""
    entity = listing.entity
    due = next((one for one in entity.columns if one.type.name in _TIMES and _DUE.match(snake(one.name))), None)
    if snake(field.name) not in _LATE or due is None:
        return None
    done: list[Choice] = []
    for column in entity.columns:
        if column.type.name is TypeName.BOOLEAN and {stem(word) for word in words(column.name)} & {"complet", "don"}:
            done.append(Choice("done", column.name, True))
        elif snake(column.name) in ("status", "state"):
            done += [Choice(one, column.name, one) for one in column.limits.choices if snake(one) in _FINISHED]
    return QueryParameter(
        field.name, QueryUse.OVERDUE, ColumnType(TypeName.BOOLEAN), column=due.name, choices=tuple(done)
    )


def _deleted(field: FieldFact, listing: Listing) -> QueryParameter | None:
    """``include_deleted``, ``withTrashed``: rows that are only marked as deleted are shown, too."""
    named = set(words(field.name))
    if listing.entity.mark is None or not (named & _GONE and named & _TOO):
        return None
    return QueryParameter(field.name, QueryUse.DELETED, ColumnType(TypeName.BOOLEAN))


_READERS: tuple[Callable[[FieldFact, Listing], QueryParameter | None], ...] = (
    _window,
    _search,
    _sort,
    _direction,
    _filter,
    _state,
    _range,
    _overdue,
    _deleted,
    _flag,
)


def free_parameter(field: FieldFact) -> QueryParameter:
    """Give a parameter that is accepted and checked, but stands for nothing that the tables hold."""
    kind = read_field_type(field) or ColumnType(TypeName.VARCHAR)
    return QueryParameter(field.name, QueryUse.IGNORED, kind, limits=field_limits(field), description=field.description)
