"""Query parameters that are true or false: what of a row each asks for.

Examples: ``?open=true`` over a column ``is_open``, over a time ``closed_at`` that is not there yet, or over a state
``open``; ``?unread=true`` over ``read_at``; ``?available=true`` over a ``stock`` that is never negative;
``?has_image=true`` over an ``image_url`` that can be missing; ``?include_archived=true``, which shows what is left out
otherwise. One whose words fit nothing of the table is tied to what its description names: "only loans that were not
returned yet".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generators.blueprint import (
    NUMBERS,
    Choice,
    Column,
    ColumnType,
    Entity,
    JsonScalar,
    QueryParameter,
    QueryUse,
    TypeName,
)
from workbench.reading.facts import FieldFact
from workbench.resolving.storing.column_types import stated_choices
from workbench.resolving.words import snake, stem, words

_TIMES = (TypeName.TIMESTAMP, TypeName.DATE)
_FILLING = frozenset({"is", "are", "only", "filter", "by", "just"})
_SHOWING = frozenset({"include", "including", "with", "show"})
_DENYING = frozenset({"not", "never", "without", "no", "non", "nor", "lack", "lacks"})
_NARROWING = frozenset({"only", "just", "that", "which", "whose", "who"})
_PREFIXES = ("un", "in", "non", "not")
_OPPOSITES = {
    "open": ("closed", "resolved", "completed", "done", "finished", "returned", "settled"),
    "active": ("archived", "ended", "finished", "deactivated", "cancelled", "inactive", "disabled"),
    "pending": ("completed", "done", "finished", "processed", "handled"),
    "outstanding": ("paid", "settled", "returned"),
    "new": ("seen", "read"),
}
"""What a row is not when it is what a word says, where no column has the word itself."""
_HOARDS = frozenset({"stock", "quantity", "inventory", "copies"})
"""The last words of columns that say how much of something is there."""
_SOME, _NONE = ("available", "in_stock"), ("out_of_stock", "sold_out")
_TRUE = ("true", "false")


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What is true of the rows that a flag asks for: ``column`` equals a value, or does not."""

    column: str
    equals: JsonScalar
    negated: bool = False

    def opposite(self) -> "_Meaning":
        """Give what is true of all other rows."""
        return _Meaning(self.column, self.equals, not self.negated)

    def choice(self, value: str) -> Choice:
        """Give the choice of these rows by a value of the parameter."""
        return Choice(value, self.column, self.equals, negated=self.negated)


def read_flag(field: FieldFact, entity: Entity) -> QueryParameter | None:
    """Give what a parameter that is true or false asks for; nothing where the table does not tell."""
    if not _is_flag(field):
        return None
    named = [word for word in words(field.name) if word not in _FILLING]
    shows = bool(named) and named[0] in _SHOWING
    meaning = _meaning(named[1:] if shows else named, entity)
    if meaning is None and named[:1] == ["with"]:
        shows, meaning = False, _held("_".join(named[1:]), entity)
    if meaning is None and not shows:
        meaning = _told(field.description, entity)
    if meaning is None:
        return None
    others = meaning.opposite()
    choices = (Choice("true"), others.choice("false")) if shows else (meaning.choice("true"), others.choice("false"))
    default = str(field.default).lower() if field.has_default else ("false" if shows else "")
    return QueryParameter(
        field.name,
        QueryUse.STATE,
        ColumnType(TypeName.BOOLEAN),
        choices=choices,
        default=default == "true" if default in _TRUE else None,
    )


def find_choice(named: Sequence[str], entity: Entity) -> Choice | None:
    """Give the rows of which words say something that the columns know: ``unread``, ``completed``, ``not done``."""
    meaning = _meaning([word for word in named if word not in _FILLING], entity)
    return meaning.choice("") if meaning else None


def _is_flag(field: FieldFact) -> bool:
    """Tell whether a parameter is true or false, by its type, its values or an example."""
    shown = {one.lower() for one in stated_choices(field)} or {str(field.example).strip("`\"' ").lower()}
    return (field.type or "").lower().startswith("bool") or shown <= set(_TRUE)


def _meaning(named: Sequence[str], entity: Entity) -> _Meaning | None:
    """Give what the words of a name say of a row."""
    if not named:
        return None
    if named[0] == "has":
        return _held("_".join(named[1:]), entity)
    denied = named[0] in _DENYING
    word = "_".join(named[1:] if denied else named)
    found = _known(word, entity) or _undone(word, entity)
    return found.opposite() if found and denied else found


def _undone(word: str, entity: Entity) -> _Meaning | None:
    """Give what a row is not: ``read`` where it is ``unread``, ``closed`` where it is ``open``."""
    without = [
        word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix) and len(word) > len(prefix) + 3
    ]
    found = next((known for other in (*without, *_OPPOSITES.get(word, ())) if (known := _known(other, entity))), None)
    return found.opposite() if found else None


def _known(word: str, entity: Entity) -> _Meaning | None:
    """Give what the column that a word names says of a row: a flag, a time at which it came to be, a state."""
    return next((meaning for root, meaning in _sayings(entity) if root == stem(word)), None)


def _sayings(entity: Entity) -> Iterator[tuple[str, _Meaning]]:
    """Give what columns say of rows, each by the stem of its word; flags first, states last. Rows that are marked as
    deleted are left out of lists."""
    columns = [column for column in entity.columns if column != entity.mark]
    for column in columns:
        if column.type.name is TypeName.BOOLEAN:
            yield stem(snake(column.name).removeprefix("is_").removeprefix("has_")), _Meaning(column.name, True)
    for column in columns:
        name, _, ending = snake(column.name).rpartition("_")
        if column.nullable and column.type.name in _TIMES and ending in ("at", "on") and name:
            yield stem(name), _Meaning(column.name, None, negated=True)
    hoards = [column for column in columns if words(column.name)[-1] in _HOARDS and _is_amount(column)]
    for word in (*_SOME, *_NONE) if len(hoards) == 1 else ():
        yield stem(word), _Meaning(hoards[0].name, 0, negated=word in _SOME)
    for column in columns:
        for choice in column.limits.choices:
            yield stem(snake(choice)), _Meaning(column.name, choice)


def _is_amount(column: Column) -> bool:
    """Tell whether a column is a number that is never missing and never below zero."""
    least = column.limits.minimum
    return column.type.name in NUMBERS and not column.nullable and least is not None and least >= 0


def _held(name: str, entity: Entity) -> _Meaning | None:
    """Give the column that can be missing and is what a row is asked to have: ``image_url`` of ``has_image``."""
    wanted = words(name)
    found = [column for column in entity.columns if _is_held(column, wanted)]
    return _Meaning(found[0].name, None, negated=True) if len(found) == 1 else _known(name, entity)


def _is_held(column: Column, wanted: Sequence[str]) -> bool:
    return column.nullable and bool(wanted) and words(column.name)[: len(wanted)] == tuple(wanted)


def _told(description: str, entity: Entity) -> _Meaning | None:
    """Give what a description says of the rows that are listed, where the words of one column alone stand in it."""
    if not _NARROWING & set(words(description)):
        return None
    spoken = [stem(word) for word in words(description)]
    found = {meaning.column: (root, meaning) for root, meaning in _sayings(entity) if root in spoken}
    if len(found) != 1:
        return None
    root, meaning = next(iter(found.values()))
    denied = _DENYING & set(words(description)[: spoken.index(root)])
    return meaning.opposite() if denied else meaning
