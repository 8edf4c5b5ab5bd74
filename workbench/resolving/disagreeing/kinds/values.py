"""Lists of values in running text: ``rooms are single, double or suite`` beside a column that knows three other words.

A list speaks of a column where it holds two of its values; of one thing with another list where both name the same
column, or hold two words that are the same.
"""

import re
from collections.abc import Iterator, Sequence

from generators.blueprint import Source, TypeName
from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import MOST_SIDES, Dispute, Side, by_authority, placed
from workbench.resolving.disagreeing.naming import Names
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.words import snake

_GROUP = regex(
    r"(?:(?<![A-Za-z])|(?=[`\"']))(?P<first>[`\"']?[A-Za-z][\w-]*[`\"']?)(?P<rest>(?:\s*,\s*(?:(?:and|or)\s+)?[`\"']?[A-Za-z][\w-]*[`\"']?)+"
    r"(?:\s+(?:and|or)\s+[`\"']?[A-Za-z][\w-]*[`\"']?)?|(?:\s*[|/]\s*[`\"']?[A-Za-z][\w-]*[`\"']?){2,}"
    r"|\s+(?:and|or)\s+[`\"']?[A-Za-z][\w-]*[`\"']?)(?=\s*(?:[.;:)\]—–]|\Z))"
)
_PARTS = regex(r"\s*(?:,|\||/)\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+")
_PARTIAL = regex(
    r"\b(?:only|unless|except|if|when|while|until|not|cannot|never|than|from|either|e\.g|such as|like|including"
    r"|filter\w*"
    r"|etc|given|then|invalid|error|sort\w*|becomes?|chang\w+|moves?|set to|both|between|without|4\d\d)\b|→|->"
    r"|\?|…|\.\.\.",
    re.IGNORECASE,
)
"""What shows that a list names some of the values, or tells of a step from one to another."""

_WHOLE = regex(
    r"\b(?:one of|is|are|be|have|has|values?|types?|kinds?|status(?:es)?|states?|categor\w+|levels?)\b|:", re.I
)
_WHATEVER = frozenset({"all", "any", "none", "null"})
_FEWEST = 3
_NEAR = 8
_WORDY = frozenset({TypeName.VARCHAR, TypeName.TEXT})

Known = tuple[str, str, frozenset[str], Statement]
"""A table, its column, the values that are listed for it, and where."""


def find_values(desk: Desk) -> Iterator[Dispute]:
    """Find the lists in text that hold other values than the column that they speak of."""
    names = desk.names
    known = [*_described(desk)]
    told: dict[tuple[str, str], list[tuple[frozenset[str], Statement]]] = {}
    for statement in desk.said.telling(_WHOLE, unless=_PARTIAL):
        for values, before in _lists(statement.text):
            about = _column_of(values, statement, before, known, names)
            if about is not None:
                told.setdefault(about, []).append((values, statement))
    for entity, column, values, where in known:
        found = [one for one in told.pop((entity, column), []) if one[0] != values and not _within(one[1], where)]
        if found:
            yield _dispute(entity, column, [(values, where), *found])
    for (entity, column), lists in told.items():
        found = [one for one in lists if any(one[0] != other and len(one[0] & other) >= 2 for other, _ in lists)]
        if len({values for values, _ in found}) > 1 and len({one.place for _, one in found}) > 1:
            yield _dispute(entity, column, found)


def _described(desk: Desk) -> Iterator[Known]:
    """Give the columns whose values a table or a field of an endpoint lists, each once."""
    taken: set[tuple[str, str]] = set()
    for entity in desk.context.entities:
        for column in entity.columns:
            if len(column.limits.choices) >= 2 and column.sources:
                taken.add((entity.name, column.name))
                yield _known(entity.name, column.name, column.limits.choices, column.sources[0])
    columns = {(entity.name, column.name) for entity in desk.context.entities for column in entity.columns}
    entities = {one.route: one.entity for one in desk.context.operations}
    for endpoint in desk.context.endpoints:
        entity_name = entities.get(endpoint.route) or ""
        for fact in endpoint.facts:
            for field in (*(fact.body or ()), *fact.query):
                key = (entity_name, snake(field.name))
                if key in columns and key not in taken and len(field.choices) >= 2 and field.source:
                    taken.add(key)
                    yield _known(*key, field.choices, field.source)


def _known(entity: str, column: str, choices: Sequence[str], source: Source) -> Known:
    values = frozenset(value.lower() for value in choices) - _WHATEVER
    return entity, column, values, Statement(", ".join(choices), source)


def _within(one: Statement, other: Statement) -> bool:
    return one.source.file == other.source.file and abs(one.source.line - other.source.line) <= 1


def _lists(text: str) -> Iterator[tuple[frozenset[str], str]]:
    """Give the lists of a sentence, each with the text before it."""
    for match in _GROUP.finditer(text):
        parts = [part.strip("`\"' ").lower() for part in _PARTS.split(match["first"] + match["rest"])]
        values = frozenset(part.replace(" ", "_") for part in parts if part) - _WHATEVER
        if len(values) >= _FEWEST:
            yield values, text[: match.start()]


def _column_of(
    values: frozenset[str], statement: Statement, before: str, known: list[Known], names: Names
) -> tuple[str, str] | None:
    """Give the column that a list speaks of: the one whose values it shares, else the one that is named before it."""
    sharing = [
        (entity, column)
        for entity, column, choices, _ in known
        if len(values & choices) >= 2 and 2 * len(values & choices) >= min(len(values), len(choices))
    ]
    named = names.columns_in(before)
    about = [one for one in sharing if one[1] in named] or sharing
    about = [one for one in about if one[0] in names.entities_of(statement)] or about
    if about:
        return about[0] if len(about) == 1 else None
    if not named or len(before.split()) > _NEAR:
        return None
    entity = names.owner_of(named[-1], statement)
    column = names.column(entity, named[-1]) if entity else None
    return (
        (entity, named[-1]) if entity and column and column.type.name in _WORDY and not column.limits.choices else None
    )


def _dispute(entity: str, column: str, found: list[tuple[frozenset[str], Statement]]) -> Dispute:
    sides: dict[frozenset[str], Side] = {}
    for values, one in found:
        shown = _in_order(values, one.text)
        rule = f"{entity}.{column}: one of {', '.join(shown)}"
        sides[values] = (
            sides[values].also(one) if values in sides else Side(", ".join(shown), ", ".join(shown), (one,), (rule,))
        )
    ordered = by_authority(sides.values())[:MOST_SIDES]
    text = f"Which values can {column} of {entity} have: {placed(ordered)}?"
    return Dispute(f"values.{entity}.{column}", "choices", text, ordered)


def _in_order(values: frozenset[str], text: str) -> list[str]:
    lowered = text.lower().replace(" ", "_")
    return sorted(values, key=lambda value: (lowered.find(value), value))
