"""Flags by which rows are marked as deleted: what sentences on soft deletion set, and what flags by that name do."""

import re
from collections.abc import Iterable
from dataclasses import replace

from generators.blueprint import Column, ColumnRole, Default, DefaultKind, Entity, EntityPurpose, TypeName
from workbench.patterns import regex
from workbench.reading.facts import RequirementFact
from workbench.resolving.words import plural, singular, snake

_SOFT = regex(r"\bsoft[- ]?delet", re.IGNORECASE)
_SET = regex(
    r"(?:\b(?P<table>[a-z]\w*)\.)?\b(?P<column>[a-z]\w*)\b`? ?"
    r"(?:(?:(?:is )?set )?to|==?|:|as|becomes) ?`?(?P<value>true|false)\b",
    re.IGNORECASE,
)
_FLAG = regex(r"\A(?P<table>(?!))?\W{0,3}(?P<column>[a-z]\w*)\b.*\bsoft[- ]?delet\w* (?:flag|marker)", re.IGNORECASE)
"""The row of a column that says what its flag is for: ``is_listed — boolean — default true — Soft delete flag``."""
_MARKED = regex(
    r"\b(?:delet|remov)\w*\b[^.;]{0,60}\b(?:marks?|marked|flags?|flagged|sets?|turns?|makes?)\b[^.;]{0,40}?\b"
    r"(?P<state>inactive|deleted|archived|disabled)\b",
    re.IGNORECASE,
)
"""``Removing a room only marks it as inactive``: soft deletion that is not called so."""
_FLAGS = {
    "inactive": (("is_active", False), ("active", False), ("is_inactive", True), ("inactive", True)),
    "deleted": (("is_deleted", True), ("deleted", True)),
    "archived": (("is_archived", True), ("archived", True)),
    "disabled": (("is_enabled", False), ("enabled", False), ("is_disabled", True), ("disabled", True)),
}
"""The flags that say that a row is in such a state, with their value then."""
_TEXTS_BETWEEN = regex(r"[^a-z]+")


def with_marks(entities: tuple[Entity, ...], facts: Iterable[RequirementFact]) -> tuple[Entity, ...]:
    """Give the tables with the flag that marks deleted rows, where a sentence on soft deletion says which it is:
    ``Deleting a room is a soft delete (is_open = false)``, in whatever language the rest of it is, or its own row."""
    told: dict[str, tuple[str, bool]] = {}
    for fact in facts:
        if fact.aside:
            continue
        if marked := _MARKED.search(fact.text):
            for name, value in _FLAGS[marked["state"].lower()]:
                entity = _flagged(name, None, fact, entities)
                if entity is not None:
                    told.setdefault(entity.name, (name, value))
        if not _SOFT.search(fact.text):
            continue
        for match in (*_SET.finditer(fact.text), *_FLAG.finditer(fact.text)):
            entity = _flagged(match["column"], match["table"], fact, entities)
            column = _flag(entity, match["column"]) if entity is not None else None
            if entity is not None and column is not None:
                told.setdefault(entity.name, (column.name, _deleted_value(match, column)))
    return tuple(marked_by(one, *told[one.name]) if one.name in told else one for one in entities)


def _deleted_value(match: re.Match[str], column: Column) -> bool:
    """Give the value that marks a deleted row: the one that is set, or else the one that no new row has."""
    if value := match.groupdict().get("value"):
        return value.lower() == "true"
    return column.default is None or column.default.value is not True


def marked_by(entity: Entity, name: str, value: bool) -> Entity:
    """Give the table whose rows are marked as deleted by that value of a flag; new rows have the other one."""
    role = ColumnRole.DELETED if value else ColumnRole.ACTIVE
    columns = tuple(
        replace(one, role=role, default=one.default or Default(DefaultKind.LITERAL, not value))
        if one.name == name
        else one
        for one in entity.columns
    )
    return replace(entity, columns=columns)


def _flagged(flag: str, table: str | None, fact: RequirementFact, entities: tuple[Entity, ...]) -> Entity | None:
    """Give the table that is meant by a flag: named before it or in the sentence, by what stands around, or the only
    one that has such a flag."""
    holding = [
        one
        for one in entities
        if one.mark is None and one.purpose is EntityPurpose.DATA and _flag(one, flag) is not None
    ]
    if table and (named := [one for one in holding if snake(table) in (one.name, one.singular)]):
        return named[0]
    for text in (fact.text, *reversed(fact.section), fact.feature, fact.source.file):
        spoken = set(_TEXTS_BETWEEN.split(text.lower()))
        named = [one for one in holding if spoken & {singular(one.name), plural(one.name), one.singular}]
        if len(named) == 1:
            return named[0]
    return holding[0] if len(holding) == 1 else None


def _flag(entity: Entity, name: str) -> Column | None:
    return next(
        (one for one in entity.columns if one.type.name is TypeName.BOOLEAN and snake(one.name) == snake(name)), None
    )
