"""Meanings about what lists give: what a search looks at, and that nothing found is an empty list."""

import re

from generators.blueprint import Operation, OperationKind, QueryUse, RuleKind
from workbench.patterns import regex
from workbench.resolving.prose.claims import Proof, missing, proven_or
from workbench.resolving.prose.gist.gist import Gist
from workbench.resolving.prose.gist.meaning import meaning

Kind = OperationKind
_NEVER = regex(r"\b(?:not|never|non)[ -](?:an? )?empty", re.IGNORECASE)
_NONE_SEARCHED = "no list is searched so"


def _lists(gist: Gist) -> list[Operation]:
    """Give the lists that a text is about: of its place or of a call in it, of any entity that it names, or all."""
    return [one for one in gist.scope if one.kind is Kind.LIST]


def _searched(gist: Gist) -> Proof | None:
    """``Searches across name, floor and remarks``: one list looks at all of that, in whatever case it is written."""
    if set(gist.statuses) - {200}:
        return None
    # Words that say nothing elsewhere can be columns all the same: ``status``.
    named = [gist.book.columns_called(match[0]) for match in gist.book.named_columns.finditer(gist.sentence.text)]
    lists = {one.id for one in _lists(gist)}
    rules = [
        rule
        for rule in gist.book.ruled(RuleKind.FILTER)
        if dict(rule.parameters)["use"] == QueryUse.SEARCH.value and lists & set(rule.operations)
    ]
    return proven_or(
        RuleKind.FILTER, [rule for rule in rules if all(one & set(rule.columns) for one in named)], _NONE_SEARCHED
    )


def _none_found(gist: Gist) -> Proof | None:
    """``An empty list where no room is on that floor``, with the status of any other list."""
    if _NEVER.search(gist.sentence.text):
        return None
    lists = [one for one in _lists(gist) if one.response.status in (gist.statuses or [one.response.status])]
    if not lists:
        return missing("no list answers so", RuleKind.STATUS)
    if "FILTER" in gist.senses:
        lists = [one for one in lists if _filters(one, gist)]
    return proven_or(RuleKind.OPERATION, lists, "no list is filtered so")


def _filters(operation: Operation, gist: Gist) -> bool:
    """Tell whether a list is filtered by all that a text names: columns, and rows of other tables."""
    entity = next((one for one in gist.book.entities if one.name == operation.entity), None)
    rules = [rule for rule in gist.book.ruled(RuleKind.FILTER) if operation.id in rule.operations]
    held = {name for rule in rules for name in rule.columns}
    leading = {
        column.references.entity
        for column in (entity.columns if entity else ())
        if column.references is not None and column.name in held
    }
    named = [gist.book.entity_called(text) for text in gist.texts("ENTITY")]
    others = {one.name for one in named if one is not None and one is not entity}
    return bool(rules) and {column.name for _, column in gist.columns()} <= held and others <= leading


SEARCHES = (
    meaning("SEARCH COLUMN", "ENTITY LIST FULLTEXT CASELESS PART MATCH READ BOTH CALL", _searched),
    meaning("SEARCH FULLTEXT|CASELESS|PART", "ENTITY LIST MATCH READ CALL COLUMN", _searched),
    meaning(
        "EMPTY LIST NOT|ABSENT|WITHOUT|FILTER|MATCH",
        "ENTITY COLUMN STATUS SUCCESS EXIST READ FILTER SEARCH MATCH REFERENCE CREATE CALL OWN",
        _none_found,
    ),
)
"""What texts say of what lists give."""
