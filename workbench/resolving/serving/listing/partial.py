"""Filters that a part of the value satisfies: ``host (partial match)``, ``GET /stays?host=An`` matches partially."""

import re
from dataclasses import replace

from generators.blueprint import Entity, Limits, QueryParameter, QueryUse, TypeName
from workbench.patterns import regex
from workbench.reading.facts import FieldFact
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.index import Index
from workbench.resolving.words import snake

_PART = r"(?:partial(?:ly)?[ -]match|partial(?:ly)?\b|substring|contains\b)"
_BESIDE = regex(rf"[`\"]?(?P<name>[a-z]\w*)[`\"]? ?(?:\(|[:=—–-] ?)[^().;]{{0,40}}?\b{_PART}", re.IGNORECASE)
_ASKED = regex(rf"[?&](?P<name>[a-z]\w*)=[^.;]*?\b{_PART}", re.IGNORECASE)
_PLAIN = regex(rf"\b{_PART}", re.IGNORECASE)


def find_partial(said: Index[Statement]) -> frozenset[str]:
    """Give the names of parameters of which sentences say that a part of the value is enough."""
    found: set[str] = set()
    for sentence in said.near(_BESIDE.pattern, _ASKED.pattern):
        matches = (*_BESIDE.finditer(sentence.text), *_ASKED.finditer(sentence.text))
        found |= {snake(match["name"]) for match in matches}
    return frozenset(found)


def matched_in_part(
    parameter: QueryParameter, field: FieldFact, entity: Entity, partial: frozenset[str]
) -> QueryParameter:
    """Give a filter by a text as a search in its column, where a part of the value is to be enough."""
    if parameter.use is not QueryUse.FILTER or parameter.column is None or not entity.has(parameter.column):
        return parameter
    column = entity.column(parameter.column)
    textual = column.type.name in (TypeName.VARCHAR, TypeName.TEXT) and not column.limits.choices
    told = snake(parameter.name) in partial or _PLAIN.search(field.description)
    if not textual or parameter.multiple or parameter.choices or not told:
        return parameter
    limits = Limits(parameter.limits.min_length, parameter.limits.max_length or 200)
    return replace(parameter, use=QueryUse.SEARCH, column=None, columns=(column.name,), limits=limits)
