"""Clauses: the ways in which behaviour is told, each read into a telling when the whole clause is understood."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from generators.blueprint import EffectValue, Entity
from workbench.needs import meets, needs_of
from workbench.reading.values.durations import find_seconds
from workbench.resolving.behaviour.lexicon import Lexicon
from workbench.resolving.behaviour.states import find_state
from workbench.resolving.behaviour.tellings import (
    Conceals,
    Enters,
    FallsDue,
    Freezes,
    PointsTo,
    Records,
    Reserved,
    RunsLate,
    Sees,
    Telling,
)
from workbench.resolving.prose.claims import compile_loosely
from workbench.resolving.words import stem, words

Reader = Callable[[re.Match[str], Lexicon], Telling | None]

_MAY = (
    r"(?:can|may|must be able to|shall be able to|should be able to|are able to|is able to|are allowed to|is "
    r"allowed to)"
)
_SEE = (
    r"(?:see|view|read|access|list|reach|sees|views|reads|accesses)(?:(?:,| and| or|, and)? "
    r"(?:see|view|read|access|list|change|edit|update|handle|manage))*"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A way to tell: ``hints`` are words of which a clause in lower case must hold one."""

    expression: str
    reader: Reader
    hints: tuple[str, ...]


def _sees_all(match: re.Match[str], lexicon: Lexicon) -> Telling | None:
    entity = lexicon.entity_called(match["noun"])
    roles = lexicon.roles_in(match["roles"])
    return Sees(roles, entity.name, changes=_changes(match["see"])) if entity and roles else None


def _changes(verbs: str) -> bool:
    return bool(re.search(r"change|edit|update|handle|manage", verbs, re.IGNORECASE))


def _sees_some(match: re.Match[str], lexicon: Lexicon) -> Telling | None:
    entity, roles = lexicon.entity_called(match["noun"]), lexicon.roles_in(match["roles"])
    if entity is None or not roles:
        return None
    # What is assigned to a technician may be kept as the assignee, or as the technician.
    said = (match["deed"], *roles) if len(roles) == 1 else (match["deed"],)
    column = next((found for word in said if (found := lexicon.user_column(word, entity))), None)
    return Sees(roles, entity.name, column.name, changes=_changes(match["see"])) if column else None


def _reserved(match: re.Match[str], lexicon: Lexicon) -> Telling | None:
    entity = lexicon.entity_called(match["noun"])
    if entity is None:
        return None
    roles: list[str] = []
    columns: list[str] = []
    for part in re.split(r",? (?:or|and) |, ", match["who"]):
        said = re.sub(r"^(?:an?|the|its|their)\s+", "", part.strip(), flags=re.IGNORECASE)
        column = lexicon.user_column(said, entity)
        own = lexicon.roles_in(said) if said.lower() in lexicon.role_words else ()
        # "The technician" is the one of this row, "a technician" anyone of that role.
        if column and own and re.match(r"(?:the|its)\s", part.strip(), re.IGNORECASE):
            own = ()
        column = None if own else column
        if not own and column is None:
            return None
        roles += own
        columns += [column.name] if column else []
    verbs = tuple(word for word in re.findall(r"[a-z]+", match["verbs"].lower()) if word not in ("and", "or"))
    return Reserved(tuple(dict.fromkeys(roles)), tuple(columns), entity.name, verbs)


def _points_to(match: re.Match[str], lexicon: Lexicon) -> Telling | None:
    entity, roles = lexicon.entity_called(match["noun"]), lexicon.roles_in(match["roles"])
    column = lexicon.user_column(match["deed"], entity) if entity else None
    if not re.search(r"\b(?:only|must)\b", match[0], re.IGNORECASE):
        return None
    return PointsTo(entity.name, column.name, roles) if entity and column and roles else None


def _must_be(match: re.Match[str], lexicon: Lexicon) -> Telling | None:
    roles, said = lexicon.roles_in(match["roles"]), match["deed"]
    for entity in lexicon.book.entities:
        column = lexicon.user_column(said.removesuffix("_id"), entity)
        if column and roles:
            return PointsTo(entity.name, column.name, roles)
    return None


def _conceals(match: re.Match[str], lexicon: Lexicon) -> Telling | None:
    entity, roles = lexicon.entity_called(match["noun"]), lexicon.roles_in(match["roles"])
    flag = lexicon.flag_called(match["flag"], entity) if entity else None
    return Conceals(entity.name, flag[0].name, flag[1], roles) if entity and flag and roles else None


def _conceals_from(match: re.Match[str], lexicon: Lexicon) -> Telling | None:
    found = _conceals(match, lexicon)
    if not isinstance(found, Conceals):
        return None
    others = tuple(role for role in lexicon.roles if role not in found.roles)
    return Conceals(found.entity, found.column, found.equals, others) if others else None


def _freezes(match: re.Match[str], lexicon: Lexicon) -> Telling | None:
    entity = lexicon.entity_called(match["noun"])
    found = lexicon.states_in(match["states"], entity) if entity else None
    if entity is None or found is None or entity.states is None or entity.states.column != found[0].name:
        return None
    return Freezes(entity.name, found[1])


def _enters(match: re.Match[str], lexicon: Lexicon) -> Telling | None:
    entity = lexicon.entity_called(match["noun"])
    found = lexicon.states_in(match["states"], entity) if entity else None
    column = lexicon.column_called(match["column"], entity) if entity else None
    if entity is None or found is None or column is None or len(found[1]) != 1:
        return None
    value = EffectValue.NULL if match.groupdict().get("clears") else EffectValue.NOW
    return Enters(entity.name, found[1][0], column.name, value)


def _falls_due(match: re.Match[str], lexicon: Lexicon) -> Telling | None:
    entity = lexicon.entity_called(match["noun"])
    column = lexicon.column_called(match["column"], entity) if entity else None
    by = lexicon.column_called(match["by"], entity) if entity else None
    if entity is None or column is None or by is None:
        return None
    spans: dict[str, int] = {}
    for part in re.split(r",? and |,", match["spans"]):
        length = find_seconds(part)
        choice = find_state(by, re.sub(r"\d+ ?\w+|\b(?:for|within|after)\b|[^\w-]", " ", part).strip())
        if length is None or choice is None:
            return None
        spans[choice] = length
    if set(spans) != set(by.limits.choices):
        return None
    return FallsDue(entity.name, column.name, by.name, tuple((choice, spans[choice]) for choice in by.limits.choices))


def _records(match: re.Match[str], lexicon: Lexicon) -> Telling | None:
    entity = lexicon.entity_called(match["noun"])
    if entity is None or entity.states is None:
        return None
    history = _history_of(match["history"], entity, lexicon)
    if history is None:
        return None
    named = []
    listed = re.sub(r",? (?:in|within) the same transaction$", "", match["with"] or "", flags=re.IGNORECASE)
    for part in re.split(r",? and |, ", listed):
        said = re.sub(r"^(?:the|its|an?|who)\s+", "", part.strip(), flags=re.IGNORECASE)
        column = _recorded(said, history, lexicon) if said else None
        if said and column is None:
            return None
        named += [column] if column else []
    return Records(entity.name, entity.states.column, history.name, tuple(named))


def _history_of(noun: str, entity: Entity, lexicon: Lexicon) -> Entity | None:
    """Give the table that keeps what happened to rows of ``entity``: one below it, called so."""
    below = [
        one
        for one in lexicon.book.entities
        if any(column.references and column.references.entity == entity.name for column in one.columns)
    ]
    wanted = {stem(word) for word in words(noun)} - {"row", "entry", "entri", "record", "a", "an"}
    return next((one for one in below if wanted and wanted <= {stem(word) for word in words(one.name)}), None)


def _recorded(said: str, history: Entity, lexicon: Lexicon) -> str | None:
    """Give the column of a history that a phrase means: ``the old state`` is ``from_status``."""
    column = lexicon.column_called(said, history) or lexicon.user_column(said, history)
    if column is not None:
        return column.name
    spoken = set(words(said))
    for side in SIDES:
        if spoken & side and spoken - side <= {"state", "status", "stage", "value"}:
            return next((one.name for one in history.columns if set(words(one.name)) & side), None)
    if spoken <= {"time", "when", "timestamp"}:
        return next((one.name for one in history.columns if one.role.value == "created_at"), None)
    return None


SIDES = (
    frozenset({"old", "from", "previous", "before", "prior"}),
    frozenset({"new", "to", "next", "after", "current"}),
)
"""The words for what was before a change, and for what is after it."""


def _runs_late(match: re.Match[str], lexicon: Lexicon) -> Telling | None:
    entity = lexicon.entity_called(match["noun"])
    column = lexicon.column_called(match["column"], entity) if entity else None
    found = lexicon.states_in(match["states"].replace("neither", ""), entity) if entity else None
    return RunsLate(entity.name, column.name, found[0].name, found[1]) if entity and column and found else None


CLAUSES: tuple[Clause, ...] = (
    Clause(
        rf"(?P<roles>{{roles}}) (?:{_MAY} )?(?P<see>{_SEE}) (?:all|every|any|each)(?: of)?(?: the)? "
        rf"(?P<noun>{{noun}})",
        _sees_all,
        (" all", " every", " any", " each"),
    ),
    Clause(
        rf"(?P<roles>{{roles}}) (?:{_MAY} )?(?:only )?(?P<see>{_SEE}) (?:only )?(?:the |all )?(?P<noun>{{noun}})(?: "
        rf"that are| which are)?"
        r" (?P<deed>\w+ed) (?:to|by) (?:them|him|her|them(?:selves)?|him or her)(?:selves|self)?",
        _sees_some,
        ("ed to ", "ed by "),
    ),
    Clause(
        rf"only (?P<who>[a-z_]+(?: [a-z_]+)?(?:,? (?:or|and) (?:an? |the )?[a-z_]+|, (?:an? |the )?[a-z_]+)*?) {_MAY} "
        r"(?P<verbs>[a-z]+(?:(?:, | and | or |, and |, or )[a-z]+)*) (?:an? |the |any |all )?(?P<noun>{noun})",
        _reserved,
        ("only",),
    ),
    Clause(
        r"(?:an? |the )?(?P<noun>{noun}) (?:can|may|must) (?:only )?be (?P<deed>\w+ed) (?:only )?to "
        r"(?P<roles>{roles})(?: only)?",
        _points_to,
        ("only", "must"),
    ),
    Clause(
        r"(?:the |an? )?(?P<deed>\w+?)(?: of (?:an? |the )?{noun})? must (?:be|refer to|reference|point "
        r"to)(?: a user with the role)? "
        r"(?P<roles>{roles})",
        _must_be,
        ("must be", "must refer", "must point", "must reference"),
    ),
    Clause(
        r"(?P<flag>[a-z-]+) (?P<noun>{noun}) (?:are|is) (?:only )?(?:visible|shown|available|accessible)(?: "
        r"only)? (?:only )?(?:to|for) "
        r"(?P<roles>{roles})(?: only)?",
        _conceals,
        ("only",),
    ),
    Clause(
        r"only (?P<roles>{roles}) (?:can |may )?(?:see|view|read) (?P<flag>[a-z-]+) (?P<noun>{noun})",
        _conceals,
        ("only",),
    ),
    Clause(
        r"(?P<flag>[a-z-]+) (?P<noun>{noun}) (?:are|is|must be) (?:hidden from|(?:never|not) "
        r"(?:visible|shown|returned) to) (?P<roles>{roles})",
        _conceals_from,
        ("hidden from", "never", "not "),
    ),
    Clause(
        r"(?P<roles>{roles}) (?:must |can |may |do )?(?:never|not) see (?P<flag>[a-z-]+) (?P<noun>{noun})",
        _conceals_from,
        ("never see", "not see"),
    ),
    Clause(
        r"(?:once (?:it is |they are )?)?(?:an? |the |any )?(?P<states>{states}) (?P<noun>{noun}) "
        r"(?:(?:can ?not|can't|must not|may not|can no longer) be "
        r"(?:changed|edited|modified|updated|altered)(?: any ?more)?"
        r"|(?:is|are) (?:read-only|immutable|frozen|locked))",
        _freezes,
        (
            "cannot be",
            "can not be",
            "can't be",
            "must not be",
            "may not be",
            "no longer",
            "read-only",
            "immutable",
            "frozen",
            "locked",
        ),
    ),
    Clause(
        r"(?:when|whenever|once|as soon as) (?:an? |the )?(?P<noun>{noun}) (?:becomes|is|goes(?: back)? "
        r"to|moves(?: back)? to|enters|reaches|returns to)"
        r" [`'\"]?(?P<states>{states})[`'\"]?, (?:the )?[`'\"]?(?P<column>{column})[`'\"]? is"
        r" (?:set(?: to (?:the )?(?:current time(?:stamp)?|now))?|(?P<clears>cleared|reset|set to null|emptied))",
        _enters,
        ("when", "once", "as soon as"),
    ),
    Clause(
        r"(?:the )?(?P<column>{column}) of (?:an? |the )?(?P<noun>{noun}) (?:follows from|depends on|is "
        r"(?:computed|calculated|derived|set) (?:from|by)) "
        r"(?:its|the) (?P<by>{column})(?::| —| –|,) ?(?P<spans>.+?)(?:,? (?:counted )?(?:from|after) "
        r"(?:its|the) creation)?",
        _falls_due,
        ("follows from", "depends on", "from its", "from the", "by its"),
    ),
    Clause(
        r"every (?:change of (?:an? |the )?(?P<noun>{noun})(?:'s)? (?:state|status|stage)|(?:state|status) "
        r"change(?: of (?:an? |the )?{noun})?)"
        r" (?:adds|writes|inserts|creates|is (?:recorded|logged|written|kept) (?:in|as|to)) (?:an? |the "
        r")?(?P<history>[a-z_ ]+?)"
        r"(?: (?:with|that holds|holding|recording) (?P<with>(?:the |its |who )?[a-z_ ]+?(?:(?:, |,? and "
        r")(?:the |its )?[a-z_ ]+?)*))?"
        r"(?:,? in the same transaction)?",
        _records,
        ("every ",),
    ),
    Clause(
        r"(?:an? |the )?(?P<noun>{noun}) (?:is|counts as) (?:overdue|late) (?:when|if|once) (?:its |the "
        r")?(?P<column>{column}) "
        r"(?:has passed|is past|lies in the past|is in the past) and it is (?P<states>(?:neither|not) [`'\"\w ,-]+)",
        _runs_late,
        ("overdue", "late"),
    ),
)
"""All ways to tell behaviour; a new one is one function and one entry."""


def split_clauses(sentence: str) -> Iterator[tuple[int, str]]:
    """Give the clauses of a sentence, which a semicolon parts, with the places where they begin."""
    position = 0
    for part in sentence.split(";"):
        plain = part.strip().rstrip(".").rstrip()
        if plain:
            yield position + part.index(plain[0]), plain
        position += len(part) + 1


def tell(clause: str, lexicon: Lexicon) -> Telling | None:
    """Read one clause; nothing where it is not understood as a whole."""
    for one in _ways_to_tell(clause):
        match = lexicon.pattern(one.expression).fullmatch(clause)
        found = one.reader(match, lexicon) if match else None
        if found is not None:
            return found
    return None


@lru_cache(maxsize=8192)
def _ways_to_tell(clause: str) -> tuple[Clause, ...]:
    """Give the ways that a clause may be told in, whatever the words of the blueprint are."""
    lowered = clause.lower()
    return tuple(
        one
        for one in CLAUSES
        if any(hint in lowered for hint in one.hints)
        and meets(needs_of(one.expression), lowered)
        and compile_loosely(one.expression).fullmatch(clause)
    )
