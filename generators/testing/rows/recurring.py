"""Recurrence in tests: rows at the edges of the calendar, the next ones that must follow, and those that must not."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from generators.blueprint import Column, EffectValue, Entity, Holds, OperationKind, Recurrence, TypeName
from generators.naming import attribute, human
from generators.recurring import ends_by, kept_columns, steps_of
from generators.testing.answers.responses import accessor
from generators.testing.naming import json_name, key_of
from generators.testing.rows.recipes import Recipe
from generators.testing.suite import Source
from generators.testing.values.making import literal_source

_EDGES = {
    (0, 0, 0, 1): date(2024, 2, 28),
    (0, 0, 1, 0): date(2024, 12, 28),
    (0, 0, 2, 0): date(2024, 2, 20),
    (0, 1, 0, 0): date(2024, 1, 31),
    (0, 3, 0, 0): date(2024, 11, 30),
    (1, 0, 0, 0): date(2024, 2, 29),
}
"""A day for each step that does not lead to the day of the same number, or not in the same year."""
Values = tuple[tuple[str, str], ...]
"""Keyword arguments of a row: attributes and their values as Python source."""


@dataclass(frozen=True, slots=True)
class Last:
    """A row that none follows: what makes it so, in words, and its values."""

    name: str
    values: Values


@dataclass(frozen=True, slots=True)
class Repeating:
    """Rows of one operation that are followed by a next one.

    ``key`` is the attribute of their key, ``ready`` the values of one that can come to its end, ``given`` those that
    the table of the test gives it; ``ending`` is the member of the body that ends it, with its value, ``members`` what
    the body can hold with the attributes that it is stored in. ``shown`` leads to the next row in the answer.
    """

    key: str
    ready: Values
    given: Values
    moved: str | None
    table: list[Source]
    kept: str
    begun: str
    lasts: tuple[Last, ...]
    ending: tuple[str, str] | None
    flips: bool
    members: tuple[tuple[str, str], ...]
    kind: OperationKind
    shown: str | None

    @property
    def replaces(self) -> bool:
        """Whether the body says all that the row holds afterwards."""
        return self.kind is OperationKind.REPLACE

    @property
    def whole(self) -> bool:
        """Whether the body needs more than the member that ends the row."""
        return self.kind is not OperationKind.PATCH

    def body(self, body: str | None, values: Values) -> str | None:
        """Give the body of a call that brings a row with those values to its end; one that replaces it says them."""
        if self.ending is None:
            return body
        said = dict(values) if self.replaces else {}
        told = {name: said[own] for name, own in self.members if own in said} | dict([self.ending])
        members = ", ".join(f'"{name}": {_sent(source)}' for name, source in told.items())
        return f"changed({body}, {{{members}}})" if self.whole else f"{{{members}}}"


def _sent(source: str) -> str:
    """Give a value as JSON can carry it."""
    return f"to_jsonable_python({source})" if source == "due" or "date" in source else source


def repeating_of(recipe: Recipe) -> Repeating | None:
    """Give the rows that the operation can bring to their end; nothing where none is followed by another."""
    if recipe.operation.entity is None or recipe.entity.recurrence is None:
        return None
    entity, recurrence = recipe.entity, recipe.entity.recurrence
    how = ends_by(recipe.operation, entity)
    if how is None:
        return None
    moved = entity.column(recurrence.moves[0]) if recurrence.moves else None
    steps = steps_of(entity, recurrence)
    first = next(iter(steps))
    own: list[tuple[str, str]] = [(attribute(recurrence.done), _begun(entity, recurrence))]
    own += [(attribute(recurrence.every), "1")] if recurrence.every else []
    own += [(attribute(name), "None") for name in (recurrence.until, recurrence.left) if name and _empty(entity, name)]
    own += [(attribute(recurrence.left), "3")] if recurrence.left and not _empty(entity, recurrence.left) else []
    field = next((one for one in recipe.operation.body if one.column == recurrence.done), None)
    ends = field is not None and how is not EffectValue.LITERAL
    return Repeating(
        attribute(key_of(entity).name),
        (*own, (attribute(recurrence.by), f'"{first}"')),
        (
            *own,
            (attribute(recurrence.by), "step"),
            *((attribute(name), "due") for name in recurrence.moves),
        ),
        moved.name if moved else None,
        [_row(word, step, moved) for word, step in steps.items()],
        ", ".join(f'"{column.name}"' for column in kept_columns(recipe.blueprint, entity)),
        _begun(entity, recurrence),
        tuple(_lasts(entity, recurrence, tuple(own), first, moved)),
        (json_name(recipe.blueprint, field.name), _value(recurrence.equals)) if ends and field else None,
        how is EffectValue.FLIP,
        tuple(
            (json_name(recipe.blueprint, one.name), attribute(one.column))
            for one in recipe.operation.body
            if one.column
        ),
        recipe.operation.kind,
        accessor(recipe.operation, Holds.NEXT),
    )


def _empty(entity: Entity, name: str) -> bool:
    return entity.column(name).nullable


def _begun(entity: Entity, recurrence: Recurrence) -> str:
    """Give the value of a row that has not come to its end, as Python source."""
    column = entity.column(recurrence.done)
    if isinstance(recurrence.equals, bool):
        return str(not recurrence.equals)
    origins = entity.states.origins(str(recurrence.equals)) if entity.states else ()
    if column.default and (not origins or column.default.value in origins):
        return literal_source(column.type, column.default.value) or "None"
    return f'"{origins[0]}"'


def _row(word: str, step: tuple[int, int, int, int], moved: Column | None) -> Source:
    due = _EDGES[step]
    return Source(f'("{word}", {_moment(due, moved)}, {_moment(_later(due, step), moved)})')


def _later(day: date, step: tuple[int, int, int, int]) -> date:
    years, months, weeks, days = step
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years + year, month + 1
    day = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return day + timedelta(weeks=weeks, days=days)


def _moment(day: date, column: Column | None) -> str:
    if column is not None and column.type.name is TypeName.TIMESTAMP:
        # Half an hour before midnight in UTC, another day in most other zones.
        return f"datetime({day.year}, {day.month}, {day.day}, 23, 30, tzinfo=UTC)"
    return f"date({day.year}, {day.month}, {day.day})"


def _value(value: object) -> str:
    return str(value) if isinstance(value, bool) else f'"{value}"'


def _lasts(entity: Entity, recurrence: Recurrence, own: Values, first: str, moved: Column | None) -> list[Last]:
    by = entity.column(recurrence.by)
    never = [word for word in by.limits.choices if word not in steps_of(entity, recurrence)]
    found = [Last(f"that_is_{_name(word)}", (*own, (attribute(by.name), f'"{word}"'))) for word in never[:1]]
    found += [Last("that_does_not_repeat", (*own, (attribute(by.name), "None")))] if by.nullable and not never else []
    ready = dict((*own, (attribute(by.name), f'"{first}"')))
    if recurrence.until and moved:
        day = _moment(date(2024, 1, 31), moved)
        bound = _moment(date(2024, 1, 31), entity.column(recurrence.until))
        values = ready | {attribute(moved.name): day, attribute(recurrence.until): bound}
        found.append(Last("at_its_bound", tuple(values.items())))
    if recurrence.left:
        found.append(Last("of_which_none_is_left", tuple((ready | {attribute(recurrence.left): "1"}).items())))
    return found


def _name(word: str) -> str:
    return human(word).replace(" ", "_")
