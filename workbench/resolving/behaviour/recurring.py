"""Rows that come again: found by their columns, where some sentence says that the end of one adds the next."""

import re
from collections.abc import Iterable
from dataclasses import replace

from generators.blueprint import (
    INTEGERS,
    Column,
    ColumnRole,
    Entity,
    Holds,
    JsonScalar,
    Operation,
    Recurrence,
    ResponseField,
    TypeName,
)
from generators.recurring import STEPS, ends_by, why_not
from workbench.patterns import regex
from workbench.resolving.behaviour.stamps import said
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.index import Index
from workbench.resolving.words import snake, stem

_AGAIN = regex(r"\b(?:recur|repeat)", re.IGNORECASE)
_NEXT = regex(r"\b(?:next|new|another|following|sibling|instances?|occurrences?|copy)\b", re.IGNORECASE)
_MADE = regex(r"\b(?:auto-?)?(?:creat|generat|add|spawn|insert|clon|duplicat|schedul)", re.IGNORECASE)
_OTHERWISE = regex(
    r"\b(?:cron|jobs?|schedulers?|workers?|not|never|no|without|later|future|cannot)\b|\bon schedule\b", re.IGNORECASE
)
"""Words by which something else adds the next row, or nothing does."""
_RHYTHM = frozenset(map(stem, ("recurrence", "recurring", "repeat", "repeats", "repetition", "frequency", "cadence")))
_DONE = stem(said("done"))
_BOUND = regex(r"until|(?:recur|repeat)\w*_end|^ends?_(?:on|after|date|at)$")
_EVERY = regex(r"(?:^|_)(?:every|interval)(?:_|$)")
_LEFT = regex(r"occurrences|repetitions|(?:recur|repeat)\w*_(?:left|remaining|count)")
_SERIES = regex(r"recurr|series|template|origin")
_MOVED = regex(r"(?:^|_)(?:due|deadline|date|remind\w*|starts?|ends?|begins?|scheduled|planned)(?:_|$)")
_MOMENTS = frozenset({TypeName.DATE, TypeName.TIMESTAMP})


def with_recurrence(entities: tuple[Entity, ...], sentences: Index[Statement]) -> tuple[Entity, ...]:
    """Give the entities with what comes again among their rows: ``Completing a recurring task creates the next one``
    speaks of the table that has a rhythm and an end, the one that it names where there are several."""
    able = {one.name: found for one in entities if one.recurrence is None and (found := _recurrence(one)) is not None}
    telling = sentences.telling(_AGAIN, _NEXT, _MADE, unless=_OTHERWISE) if able else []
    for one in entities:
        about = [each for each in telling if len(able) == 1 or one.singular.replace("_", " ") in each.text.lower()]
        if one.name in able and about:
            again = replace(able[one.name], sources=(about[0].source,))
            entities = tuple(replace(each, recurrence=again) if each is one else each for each in entities)
    return entities


def _recurrence(entity: Entity) -> Recurrence | None:
    by, end = next(filter(_is_rhythm, entity.columns), None), _end(entity)
    if by is None or end is None:
        return None
    lasting = any(snake(one.name).startswith("start") for one in entity.columns)
    until = _called(_BOUND, entity, _MOMENTS) if not lasting else None
    moves = tuple(one.name for one in entity.columns if one.name != until and _is_moved(one))
    every, left = (_called(pattern, entity, INTEGERS) for pattern in (_EVERY, _LEFT))
    leading = (
        one for one in entity.columns if one.nullable and one.references and one.references.entity == entity.name
    )
    series = next((one.name for one in leading if _SERIES.search(snake(one.name))), None)
    found = Recurrence(by.name, *end, moves, every, until, left, series)
    return None if why_not(entity, found) else found


def _is_rhythm(column: Column) -> bool:
    """Tell whether a column says how often: by its name, and by its values where these are told."""
    parts = snake(column.name).split("_")
    if _RHYTHM.isdisjoint(map(stem, parts)) or {"rule", "rrule", "cron", "id"} & set(parts):
        return False
    choices = column.limits.choices
    return not choices or any(one.lower() in STEPS for one in choices)


def _end(entity: Entity) -> tuple[str, JsonScalar] | None:
    """Give the column that tells whether a row came to its end, with the value that it then has."""
    for column in entity.columns:
        if column.type.name is TypeName.BOOLEAN and stem(said(snake(column.name).removeprefix("is_"))) == _DONE:
            return column.name, True
    for column in entity.columns:
        state = next((one for one in column.limits.choices if stem(said(snake(one))) == _DONE), None)
        if state and snake(column.name) in ("status", "state", "stage"):
            return column.name, state
    return None


def _called(pattern: re.Pattern[str], entity: Entity, kinds: frozenset[TypeName]) -> str | None:
    fitting = (one.name for one in entity.columns if one.type.name in kinds and pattern.search(snake(one.name)))
    return next(fitting, None)


def _is_moved(column: Column) -> bool:
    plain = column.role is ColumnRole.PLAIN and column.default is None
    free = column.stamp is None and column.deadline is None
    return plain and free and column.type.name in _MOMENTS and _MOVED.search(snake(column.name)) is not None


def with_next_rows(operations: tuple[Operation, ...], entities: Iterable[Entity]) -> tuple[Operation, ...]:
    """Give the operations, those that bring a row to its end with the next one where their answers have a place for
    it: ``{"task": …, "next_task": null}``."""
    again = {one.name: one for one in entities if one.recurrence is not None}
    return tuple(
        _showing(one) if one.entity in again and ends_by(one, again[one.entity]) else one for one in operations
    )


def _showing(operation: Operation) -> Operation:
    fields = tuple(
        ResponseField(field.name, Holds.NEXT) if snake(field.name).startswith(("next", "following")) else field
        for field in operation.response.envelope
    )
    return replace(operation, response=replace(operation.response, envelope=fields))
