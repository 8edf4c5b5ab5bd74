"""Meanings about what lists give: what a search looks at, and that nothing found is an empty list."""

import re

from generators.blueprint import Operation, OperationKind, QueryUse, Rule, RuleKind
from workbench.patterns import regex
from workbench.resolving.prose.claims import Proof, missing, proven, proven_or
from workbench.resolving.prose.gist.gist import Gist
from workbench.resolving.prose.gist.meaning import meaning
from workbench.resolving.words import singular

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
    named = _named(gist)
    lists = {one.id for one in _lists(gist)}
    rules = [
        rule
        for rule in gist.book.ruled(RuleKind.FILTER)
        if dict(rule.parameters)["use"] == QueryUse.SEARCH.value and lists & set(rule.operations)
    ]
    return proven_or(
        RuleKind.FILTER, [rule for rule in rules if all(one & set(rule.columns) for one in named)], _NONE_SEARCHED
    )


def _named(gist: Gist) -> list[set[str]]:
    """Give the columns that words of no other sense can mean: those that say nothing elsewhere, too (``status``)."""
    spoken = {part.text.lower() for part in gist.parts if part.sense not in ("COLUMN", "PARAMETER")}
    found = (match[0] for match in gist.book.named_columns.finditer(gist.sentence.text))
    return [gist.book.columns_called(text) for text in found if text.lower() not in spoken]


def _filtered(gist: Gist) -> Proof | None:
    """``Stays are filtered by host (partial match) and by an optional date range (from, until)``: by all of it in
    one list, each part as it is told."""
    if set(gist.statuses) - {200} or (gist.says("RANGE") and not gist.texts("PARAMETER")):
        return None
    for one in _lists(gist):
        rules = [rule for rule in gist.book.ruled(RuleKind.FILTER) if one.id in rule.operations]
        asked = [part for part in gist.parts if part.sense in ("COLUMN", "PARAMETER")]
        found = [_filter_for(part.text, rules, gist) for part in asked]
        proving = [rule for rule in found if rule is not None]
        held = {name for rule in rules for name in rule.columns}
        silent = any(not columns & held for columns in _named(gist))
        if (
            len(proving) == len(asked)
            and not silent
            and _leads(one, held, gist)
            and _as_told(gist, proving)
            and not any(each.required for each in one.query)
        ):
            return _with_kept(gist, one, proving)
    return missing("no list is filtered so", RuleKind.FILTER)


def _filter_for(name: str, rules: list[Rule], gist: Gist) -> Rule | None:
    """Give the filter of that name, or by that column alone."""
    columns = gist.book.columns_called(name)
    by_name = [rule for rule in rules if rule.id.split(".")[-2].lower() == name.lower()]
    by_column = [rule for rule in rules if len(rule.columns) == 1 and columns & set(rule.columns)]
    return next(iter((*by_name, *by_column)), None)


def _as_told(gist: Gist, rules: list[Rule]) -> bool:
    """Tell whether the value before ``partial match`` is searched for, and a range has its ends."""
    uses = {rule.id: dict(rule.parameters)["use"] for rule in rules}
    told = [part for part in gist.parts if part.sense in ("COLUMN", "PARAMETER", "PART", "CASELESS")]
    before = [told[place - 1] for place, part in enumerate(told) if part.sense in ("PART", "CASELESS") and place]
    order = [part for part in told if part.sense in ("COLUMN", "PARAMETER")]
    values = [part for part in before if part in order]
    searched = all(uses[rules[order.index(part)].id] == QueryUse.SEARCH.value for part in values)
    ends = {QueryUse.FROM.value, QueryUse.TO.value} <= set(uses.values())
    return searched and (values or not gist.says("PART", "CASELESS")) and (ends or not gist.says("RANGE"))


def _with_kept(gist: Gist, operation: Operation, rules: list[Rule]) -> Proof:
    """Give the proof, with that of leaving out deleted rows where only active ones are spoken of."""
    kept = [
        rule
        for rule in gist.book.ruled(RuleKind.VISIBILITY, operation.entity)
        if ".deleted." in rule.id and operation.id in rule.operations
    ]
    if "ACTIVE" in gist.senses and not kept:
        return missing("deleted rows are not kept", RuleKind.VISIBILITY)
    return proven(RuleKind.FILTER, *rules, *(kept if "ACTIVE" in gist.senses else []))


def _none_found(gist: Gist) -> Proof | None:
    """``An empty list where no room is on that floor``, with the status of any other list."""
    if _NEVER.search(gist.sentence.text) or _of_one_row(gist):
        return None
    if "ABSENT" in gist.senses and any(column.limits.choices for _, column in gist.columns()):
        return missing("a value that is none of the known ones is refused", RuleKind.FILTER)
    lists = [one for one in _lists(gist) if one.response.status in (gist.statuses or [one.response.status])]
    if not lists:
        return missing("no list answers so", RuleKind.STATUS)
    if "FILTER" in gist.senses:
        lists = [one for one in lists if _filters(one, gist)]
    return proven_or(RuleKind.OPERATION, lists, "no list is filtered so")


def _of_one_row(gist: Gist) -> bool:
    """Tell whether a text is about one row that is not there (``if a room does not exist``), and not about none."""
    senses = [part.sense for part in gist.parts]
    alone = all(singular(text) == text for text in gist.texts("ENTITY"))
    after = "ABSENT" in senses and "ENTITY" in senses and senses.index("ENTITY") < senses.index("ABSENT")
    return alone and after


def _filters(operation: Operation, gist: Gist) -> bool:
    """Tell whether a list is filtered by all that a text names: columns, and rows of other tables."""
    rules = [rule for rule in gist.book.ruled(RuleKind.FILTER) if operation.id in rule.operations]
    held = {name for rule in rules for name in rule.columns}
    return bool(rules) and {column.name for _, column in gist.columns()} <= held and _leads(operation, held, gist)


def _leads(operation: Operation, held: set[str], gist: Gist) -> bool:
    """Tell whether the columns that a list is filtered by lead to all other tables that a text names."""
    entity = next((one for one in gist.book.entities if one.name == operation.entity), None)
    leading = {
        column.references.entity
        for column in (entity.columns if entity else ())
        if column.references is not None and column.name in held
    }
    named = [gist.book.entity_called(text) for text in gist.texts("ENTITY")]
    others = {one.name for one in named if one is not None and one is not entity}
    return others <= leading


_UNFILTERING = (
    QueryUse.SORT,
    QueryUse.DIRECTION,
    QueryUse.LIMIT,
    QueryUse.OFFSET,
    QueryUse.PAGE,
    QueryUse.CURSOR,
    QueryUse.IGNORED,
)


def _exported(gist: Gist) -> Proof | None:
    """``Readers can download their loans as a CSV file``; ``the export takes the same filters as the list``."""
    exports = [one for one in _lists(gist) if one.exports]
    if gist.says("FILTER", "MATCH"):
        exports = [one for one in exports if _narrowing(one) >= _filters_of_list(one, gist)]
    return proven_or(RuleKind.OPERATION, exports, "nothing is exported so")


def _narrowing(operation: Operation) -> set[str]:
    """Give the names of the parameters that narrow a list down."""
    return {one.name for one in operation.query if one.use not in _UNFILTERING}


def _filters_of_list(export: Operation, gist: Gist) -> set[str]:
    """Give the filters of the list whose rows an export takes along."""
    lists = [one for one in gist.book.operations if one.kind is Kind.LIST and one.entity == export.entity]
    return set().union(*(_narrowing(one) for one in lists if not one.exports))


def _after_cursor(gist: Gist) -> Proof | None:
    """``Lists use cursor-based pagination``; ``visits are paginated by a cursor``: all of those that are spoken of."""
    lists = [one for one in _lists(gist) if not one.exports]
    following = [one for one in lists if any(each.use is QueryUse.CURSOR for each in one.query)]
    rules = [
        rule for rule in gist.book.ruled(RuleKind.PAGINATION) if {one.id for one in following} & set(rule.operations)
    ]
    if not rules or (following != lists and gist.says("PAGED") and not gist.says("ENTITY", "CALL")):
        return missing("no list goes on after a cursor", RuleKind.PAGINATION)
    return proven(RuleKind.PAGINATION, *rules)


def _no_cursor(gist: Gist) -> Proof | None:
    """``A malformed cursor answers 422``, as any other parameter that is wrong."""
    if set(gist.statuses) - {gist.book.settings.validation_status}:
        return missing("a wrong cursor answers as any wrong parameter", RuleKind.PAGINATION)
    return _after_cursor(gist)


_TAKEN_ALONG = "ENTITY OWN LIST CALL READ SAME STATUS"

SEARCHES = (
    meaning("CURSOR INVALID STATUS|REFUSE", "STATUS REFUSE ENTITY LIST", _no_cursor),
    meaning("CURSOR PAGED", "ENTITY LIST CALL READ OWN", _after_cursor),
    meaning("EXPORT CSV", _TAKEN_ALONG, _exported),
    meaning("EXPORT FILTER|MATCH", f"{_TAKEN_ALONG} CSV FILTER MATCH ONLY COMBINE", _exported),
    meaning(
        "FILTER COLUMN|PARAMETER",
        "ENTITY LIST OPTIONAL CALL READ PART CASELESS MATCH RANGE TIMESTAMP ACTIVE PROVIDED COLUMN PARAMETER STATUS",
        _filtered,
    ),
    meaning("SEARCH COLUMN", "ENTITY LIST FULLTEXT CASELESS PART MATCH READ BOTH CALL", _searched),
    meaning("SEARCH FULLTEXT|CASELESS|PART", "ENTITY LIST MATCH READ CALL COLUMN", _searched),
    meaning(
        "EMPTY LIST NOT|ABSENT|WITHOUT|FILTER|MATCH",
        "ENTITY COLUMN STATUS SUCCESS EXIST READ FILTER SEARCH MATCH REFERENCE CREATE CALL OWN",
        _none_found,
    ),
)
"""What texts say of what lists give."""
