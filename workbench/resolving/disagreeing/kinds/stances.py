"""Stances that exclude each other: the passwords that bcrypt hashes here and SHA-256 there."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from generators.blueprint import DeleteRule, Source
from workbench.needs import meets, needs_of
from workbench.patterns import regex
from workbench.resolving.deciding.ranking import endpoint_rank
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import MOST_SIDES, Dispute, Side, is_disputed, quoted
from workbench.resolving.disagreeing.kinds.matters import MATTERS, Matter, Reach
from workbench.resolving.disagreeing.naming import Names
from workbench.resolving.disagreeing.statements import Statement

_DENIED = regex(
    r"\b(?:no|not|never|without|instead of|rather than|over|replac\w+|than|drop\w*|from)\s+(?:\w+\s+){0,2}\W*\Z", re.I
)
_DENIED_AFTER = regex(r"\A\W{0,4}(?:\)\W*)?(?:is|are|was|will be)?\s*\W*not\b", re.IGNORECASE)
_EXAMPLE = regex(r"\W*(?:given|what happens|edge case|as a)\b|\?\s*\Z", re.IGNORECASE)
_THEN = regex(r"\A\W*given\b.*\bthen\b", re.IGNORECASE)
"""What a scenario begins with; what holds is said behind it."""

_AS_TABLES = {"duplicates": "refused", "reference.kept": "foreign key"}
"""The stances that tables take by what they have: unique constraints and references."""

_PAGING = {"page": "page", "offset": "offset", "skip": "offset", "cursor": "cursor"}
_RULES = {DeleteRule.CASCADE: "cascade", DeleteRule.RESTRICT: "restrict", DeleteRule.SET_NULL: "set null"}
_CUT = regex(r"[,;()]")
_FEW = 4
"""So few words speak of nothing beside: ``PostgreSQL 16``."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile on first use: most matters are spoken of in few projects."""
    return regex(pattern, re.IGNORECASE)


def find_stances(desk: Desk) -> Iterator[Dispute]:
    """Find the matters on which two places take stances that exclude each other."""
    shown = (*_paged(desk), *_referring(desk), *_unique(desk))
    for matter in MATTERS:
        groups: dict[str, dict[frozenset[str], list[Statement]]] = {}
        least = 1 if any(name == matter.name for name, *_ in shown) else 2
        for statement in _speaking(matter, desk, least):
            if taken := _taken(matter, statement):
                for subject in _subjects(statement, matter, desk):
                    groups.setdefault(subject, {}).setdefault(taken, []).append(statement)
        for name, subject, stance, statement in shown if groups else ():
            if name == matter.name and (subject in groups or not subject):
                groups.setdefault(subject, {}).setdefault(frozenset({stance}), []).append(statement)
        standing = {subject for name, subject, *_ in shown if name == matter.name}
        yielded: set[Source] = set()
        for subject, by_stance in groups.items():
            built = (_AS_TABLES.get(matter.name) if subject in standing else None) or matter.built
            dispute = _dispute(replace(matter, built=built), subject, by_stance, desk.names)
            lines = {source for side in dispute.sides for source in side.sources} if dispute else set()
            if dispute and not lines <= yielded:
                yielded |= lines
                yield dispute


def _paged(desk: Desk) -> Iterator[tuple[str, str, str, Statement]]:
    """Give how the parameters of the endpoints ask for a part of a list."""
    for endpoint in desk.context.endpoints:
        for field in endpoint.query:
            stance = _PAGING.get(field.name.lower())
            if stance and field.source:
                text = f"{endpoint.route} takes {field.name}"
                yield "paging", "", stance, Statement(text, field.source)


def _referring(desk: Desk) -> Iterator[tuple[str, str, str, Statement]]:
    """Give what the tables say of columns that refer to a row, and of deleting that."""
    for entity in desk.context.entities:
        for column in entity.columns:
            stance = _RULES.get(column.references.on_delete) if column.references else None
            if column.references and column.sources:
                text = f"{entity.name}.{column.name} references {column.references.entity}"
                yield "reference.kept", column.name, "foreign key", Statement(text, column.sources[0])
            if stance and column.sources:
                text = f"{entity.name}.{column.name}: on delete {stance}"
                yield "reference.deleting", column.name, stance, Statement(text, column.sources[0])


def _unique(desk: Desk) -> Iterator[tuple[str, str, str, Statement]]:
    """Give the columns of which the tables have no value twice, alone or together with others."""
    for entity in desk.context.entities:
        for index in entity.indexes:
            for name in index.columns if index.unique and index.sources else ():
                text = f"{entity.name}: unique {', '.join(index.columns)}"
                yield "duplicates", name, "refused", Statement(text, index.sources[0])
        for column in entity.columns:
            if column.unique and column.sources:
                text = f"{entity.name}.{column.name}: unique"
                yield "duplicates", column.name, "refused", Statement(text, column.sources[0])


def _speaking(matter: Matter, desk: Desk, least: int) -> list[Statement]:
    """Give the sentences that may take a stance, where that many stances may be taken at all."""
    indices = (desk.said, desk.weighed) if matter.notes else (desk.said,)
    stances = [pattern for _, pattern in matter.stances]
    if sum(any(index.near(pattern) for index in indices) for pattern in stances) < least:
        return []
    return [one for index in indices for one in index.near(*stances)]


def _taken(matter: Matter, statement: Statement) -> frozenset[str]:
    """Give the stances that a sentence takes, all of them where it offers several."""
    text = _THEN.sub("", statement.text)
    lowered = text.lower()
    found = frozenset(
        value
        for value, pattern in matter.stances
        if meets(needs_of(pattern), lowered)
        for match in _compiled(pattern).finditer(text)
        if not _is_denied(match) and not (matter.unless and _compiled(matter.unless).search(_clause(match)))
    )
    if not found or _EXAMPLE.search(text):
        return frozenset()
    title = " ".join(statement.titles[-1:])
    if matter.unless and _compiled(matter.unless).search(title):
        return frozenset()
    short = len(text.split()) <= _FEW
    if matter.about and not short and not _compiled(matter.about).search(f"{text} {title}"):
        return frozenset()
    return found


def _is_denied(match: re.Match[str]) -> bool:
    before, after = match.string[max(0, match.start() - 40) : match.start()], match.string[match.end() :]
    return bool(_DENIED.search(before) or _DENIED_AFTER.match(after))


def _clause(match: re.Match[str]) -> str:
    """Give the part of the sentence that the words stand in: ``in memory for tests`` says nothing of the rest."""
    text = match.string
    start = max((cut.end() for cut in _CUT.finditer(text, 0, match.start())), default=0)
    end = _CUT.search(text, match.end())
    return text[start : end.start() if end else len(text)]


def _subjects(statement: Statement, matter: Matter, desk: Desk) -> tuple[str, ...]:
    if matter.reach is Reach.PROJECT:
        return ("",)
    if matter.reach is Reach.ENTITY:
        return desk.names.entities_of(statement)
    columns = desk.names.columns_of(statement) or _tying(statement, desk)
    return tuple(desk.names.qualified(column, statement) for column in columns)


def _tying(statement: Statement, desk: Desk) -> tuple[str, ...]:
    """Give the column by which one of the two tables that a sentence and its lead name refers to the other."""
    named = {*desk.names.entities_in(statement.text), *desk.names.entities_in(statement.lead)}
    found = [
        column.name
        for entity in desk.context.entities
        for column in (entity.columns if entity.name in named else ())
        if column.references is not None and {entity.name, column.references.entity} == named
    ]
    return tuple(found) if len(found) == 1 else ()


def _dispute(
    matter: Matter, subject: str, by_stance: dict[frozenset[str], list[Statement]], names: Names
) -> Dispute | None:
    single = {stance: said for stance, said in by_stance.items() if len(stance) == 1}
    sides = {next(iter(stance)): said for stance, said in single.items()}
    for stance, said in by_stance.items():
        if len(stance) > 1 and not stance & sides.keys():
            sides[" or ".join(sorted(stance))] = said
    if not is_disputed(sides):
        return None
    made = [_side(matter, subject, value, said[:MOST_SIDES], names) for value, said in sides.items()]
    made.sort(key=lambda side: (side.value != matter.built, endpoint_rank(side.sources[0]), side.sources[0]))
    about = f"{matter.name}.{subject}" if subject else matter.name
    lead = f"{subject}: {matter.question}" if subject else matter.question
    return Dispute(f"said.{about}", matter.name, f"{lead} {quoted(made)}.", tuple(made[:MOST_SIDES]))


def _side(matter: Matter, subject: str, value: str, said: list[Statement], names: Names) -> Side:
    """Give a side with what makes it so: clauses about the column, or that it cannot be built otherwise."""
    effect = ""
    clause = dict(matter.clauses).get(value)
    where = "all" if clause and matter.reach is Reach.PROJECT else names.place_of(subject) if clause else ""
    if matter.name in _AS_TABLES and matter.built:
        effect, drops = _against_table(subject, names.place_of(subject), value, matter.built)
        return Side(value, value, tuple(said), (), effect, drops)
    if matter.built and not where:
        effect = (
            "The backend stays as it is described."
            if matter.built in value
            else f"The backend keeps {matter.built} all the same; what asks for {value} stays an open requirement."
        )
    return Side(value, value, tuple(said), (f"{where}: {clause}",) if where else (), effect)


def _against_table(subject: str, place: str, value: str, built: str) -> tuple[str, tuple[str, ...]]:
    """Tell what becomes of what the tables have, and give the constraint that goes where two rows may be alike."""
    if value == built:
        return "The backend stays as it is described.", ()
    if value == "allowed" and place:
        return f"There is no unique constraint on {subject}.", (place,)
    return f"The tables stay as they are described; what says {value} stays an open requirement.", ()
