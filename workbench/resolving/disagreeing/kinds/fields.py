"""What sentences say of single fields, held against each other and against tables and bodies.

``A stop is required`` beside ``stop is optional``, ``level defaults to 1`` beside ``level … DEFAULT 0``, ``notes of
unlimited length`` beside ``notes: at most 900 characters``.
"""

import re
from collections.abc import Iterator

from generators.blueprint import NUMBERS, Column, TypeName
from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, is_disputed, put, sides_of
from workbench.resolving.disagreeing.kinds.described import SERVER, Claim, described
from workbench.resolving.disagreeing.naming import Names
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.words import snake

_REQUIRED = regex(
    r"\b(?:is|are|must be)\s+(?:required|mandatory)\b|\b(?:must|shall) (?:require|be (?:given|provided|set"
    r"|non-?empty))\b"
    r"|\brequired (?:on|for|when)\b|[(,—:]\s*required\b|\b(?:cannot|must not|can't) be (?:empty|blank|null)\b",
    re.IGNORECASE,
)
_OPTIONAL = regex(
    r"\b(?:is|are|remains?) optional\b|[(,—:]\s*optional\b|\b(?:may|can) be (?:omitted|empty|null|left out)\b"
    r"|\boptional(?:ly)? (?:field|value)\b|\bif (?:it is )?not (?:specified|provided|given|set)\b"
    r"|\bwithout (?:an? )?[\w -]{2,30} (?:is|are) (?:allowed|possible|fine|accepted|permitted)\b",
    re.IGNORECASE,
)
_DEFAULT = regex(
    r"\bdefault(?:s|ed|ing)?\b(?: value)?(?: (?:to|is|of|with))?\W{0,4}(?:`|\"|')?(?P<value>-?\d+(?:\.\d+)?|[\w-]+)"
    r"|\biniti\w+\b.{0,40}\b(?:to|with|=)\s*[`\"']?(?P<first>-?\d+(?:\.\d+)?)"
    r"|\bis [`\"']?(?P<until>true|false)[`\"']? (?:until|by default|at first|initially|unless)\b",
    re.IGNORECASE,
)
_UNBOUNDED = regex(
    r"\bunlimited\b|\bno (?:length|size|maximum|max\.?) ?(?:limit|length)?\b|\bany length\b", re.IGNORECASE
)
_AT_MOST = regex(
    r"\b(?:up to|at most|max(?:imum)?(?: of| length)?:?|no more than|not exceed|limited to|within)\s*(\d[\d,]*)\s*char",
    re.I,
)
_ASIDE = regex(
    r"\A\W*given\b|\b(?:when (?:the )?(?:filter|query|search)\w*|only (?:if|when|for)|unless|for (?:completed|done"
    r"|admin)|error|message|returns?|answers?|status code|4\d\d|test\w*|sort\w*|page|limit|filter\w*)\b",
    re.IGNORECASE,
)
_CHANGED = regex(
    r"\b(?:updat\w*|edit\w*|PATCH|PUT|modif\w*|chang\w*|select|dropdown|radio|checkbox|text ?area"
    r"|input field)\b|\Anew\b(?! \w+s\b)",
    re.I,
)
"""What may be left out when a row is changed says nothing of making one, nor do the parts of a form."""

_MADE = regex(r"\bcreat\w*\W{1,3}(?:and |or |on )?updat", re.IGNORECASE)
"""``required on create and update`` speaks of new rows as well."""

_ASIDES = regex(r"\([^()]*\)")
_BEGINS = regex(
    r"\b(?:new \w+ (?:\w+ )?|initial\w* |starts? |begins? |(?:is|are|gets?) (?:created|placed|booked) )(?:.{0,24}\b)?"
    r"(?:(?P<as>as|with (?:the )?(?:status|state))|in|is|are)\s+(?:an? |the )?(?:status |state )?"
    r"\W?(?P<value>[A-Za-z][\w-]*)",
    re.IGNORECASE,
)
_STATES = frozenset({"status", "state", "stage", "phase"})
_QUOTED = regex(r"[\"\u201c][^\"\u201d]{4,}[\"\u201d]")
_NOT_VALUES = frozenset(
    {"value", "values", "to", "is", "of", "for", "when", "if", "on", "order", "sort", "sorting", "the", "and"}
)


_FILTERING = regex(r"\b(?:filter\w*|quer(?:y|ies)|search\w*|sort\w*|parameters?)\b", re.IGNORECASE)
"""Headings of what a client may narrow a list by: there ``optional`` says nothing of a new row."""


def find_field_disputes(desk: Desk) -> Iterator[Dispute]:
    """Find the columns of which two places say what cannot both hold."""
    names = desk.names
    claims: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in (*_from_sentences(desk, names), *_first_states(desk, names), *described(desk)):
        claims.setdefault((claim.entity, claim.column, claim.aspect), []).append(claim)
    for (entity, column, aspect), found in claims.items():
        sides: dict[str, list[Statement]] = {}
        for claim in found:
            if any(_exclude(claim, other) for other in found):
                sides.setdefault(claim.value, []).append(claim.said)
        if is_disputed(sides):
            yield _dispute(entity, column, aspect, sides)


def _exclude(one: Claim, other: Claim) -> bool:
    """Tell whether two claims cannot both hold; what tables or bodies say among themselves is settled elsewhere."""
    if one.value == other.value or (one.by == other.by != "sentence"):
        return False
    by = {one.by: one, other.by: other}
    table = by.get("table")
    if table is None or one.aspect == "default":
        return True
    given = other if one is table else one
    if one.aspect == "longest":
        return given.value.isdigit() and int(given.value) > int(table.value)
    return given.by == "sentence" if given.value == "required" else table.value == "required"


def _first_states(desk: Desk, names: Names) -> Iterator[Claim]:
    """Give what is said of the state that new rows begin in: ``new bookings start as pending``."""
    states = {
        (entity.name, column.name): column
        for entity in desk.context.entities
        for column in entity.columns
        if snake(column.name).rpartition("_")[2] in _STATES and column.type.name is not TypeName.BOOLEAN
    }
    for statement in desk.said.telling(_BEGINS, unless=_ASIDE) if states else ():
        match = _BEGINS.search(statement.text)
        if match is None:
            continue
        entities, value = names.entities_of(statement), match["value"].lower()
        alone = sum(one == entities[0] for one, _ in states) == 1 if entities else False
        for (entity, name), column in states.items() if len(entities) == 1 else ():
            known = {choice.lower() for choice in column.limits.choices}
            default = str(column.default.value).lower() if column.default else ""
            if entity == entities[0] and (
                value in known or (not known and alone and default.isidentifier() and match["as"])
            ):
                yield Claim(entity, name, "default", value, statement)


def _from_sentences(desk: Desk, names: Names) -> Iterator[Claim]:
    claiming = (one.pattern for one in (_REQUIRED, _OPTIONAL, _DEFAULT, _AT_MOST, _UNBOUNDED))
    for statement in desk.said.near(*claiming):
        text = statement.text
        above = f"{statement.lead} {' '.join(statement.titles[-2:])}"
        changed = _CHANGED.search(f"{text} {above}") and not _MADE.search(text)
        aside = changed or _ASIDE.search(text) or _FILTERING.search(above)
        claims = [] if aside else list(_claims_in(_QUOTED.sub(" ", text)))
        columns = names.columns_in(text) if claims else ()
        if len(columns) > 1:
            columns = names.columns_in(_ASIDES.sub(" ", text))
        if len(columns) != 1 or columns[0] in SERVER:
            continue
        entity = names.owner_of(columns[0], statement)
        column = names.column(entity, columns[0]) if entity else None
        if entity is not None and column is not None:
            for aspect, value in claims:
                if aspect == "default" and not _fits(column, value):
                    continue
                yield Claim(entity, columns[0], aspect, value, statement)


def _fits(column: Column, value: str) -> bool:
    """Tell whether a word can be a value of the column, and is not just the next word of the sentence."""
    if column.limits.choices:
        return value in {choice.lower() for choice in column.limits.choices}
    if column.type.name is TypeName.BOOLEAN:
        return value in ("true", "false")
    return column.type.name in NUMBERS and value.lstrip("-").replace(".", "").isdigit()


def _claims_in(text: str) -> Iterator[tuple[str, str]]:
    required, optional = bool(_REQUIRED.search(text)), bool(_OPTIONAL.search(text))
    if required != optional:
        yield "required", "required" if required else "optional"
    default = _DEFAULT.search(text)
    value = (default["value"] or default["first"] or default["until"]) if default else None
    if value and value.lower() not in _NOT_VALUES:
        yield "default", value.strip("-").lower()
    limit = _AT_MOST.search(text)
    if limit:
        yield "longest", limit[1].replace(",", "")
    elif _UNBOUNDED.search(text):
        yield "longest", "unlimited"


def _dispute(entity: str, column: str, aspect: str, said: dict[str, list[Statement]]) -> Dispute:
    sides = sides_of(said, lambda value: _rules(f"{entity}.{column}", aspect, value))
    lead = {
        "required": f"Must {column} of {entity} be given",
        "default": f"Which default does {column} of {entity} have",
        "longest": f"How long may {column} of {entity} be",
    }[aspect]
    return put(f"{entity}.{column}.said_{aspect}", aspect, lead, sides)


def _rules(where: str, aspect: str, value: str) -> tuple[str, ...]:
    """Give the line of the exact notation that says the same, where it can be said."""
    if aspect == "required":
        return (f"{where}: {value}",)
    if aspect == "default":
        return (f"{where}: default {value}",)
    return (f"{where}: length ..{value}",) if value.isdigit() else ()
