"""Claims about the order of lists: "ordered by name", "sorted by due date ascending", "newest first"."""

import re

from generators.blueprint import ColumnRole, Entity, Operation, OperationKind, QueryUse, RuleKind
from workbench.patterns import regex
from workbench.reading.notation.clauses import Clause, Subject
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Sentence, Wish, missing, proven
from workbench.resolving.words import snake

Kind = OperationKind
_DOWN = regex(
    r"\bdesc(?:ending)?\b|\breverse\b|\b(?:newest|latest|most recent|highest|largest)\b|\bz ?(?:-|to) ?a\b",
    re.IGNORECASE,
)
_AGE = regex(r"\b(?:newest|latest|most recent|oldest|earliest|chronological\w*)\b", re.IGNORECASE)


def _ordered(match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    """``ordered by name``: the first column by which the list comes, where the request asks for no other."""
    lists = _lists(sentence, book)
    if not lists:
        return missing("nothing is listed so", RuleKind.ORDER)
    operation = lists[0]
    entity = next((one for one in book.entities if one.name == operation.entity), None)
    if entity is None:
        return None
    column = _column(match, entity, book)
    if column is None:
        return missing(f"{entity.name} has no such column", RuleKind.ORDER)
    descending = bool(_DOWN.search(match[0]))
    chosen = [one for one in operation.order_by if one.column][:1]
    if chosen and chosen[0].column == column and chosen[0].descending is descending:
        rules = [rule for rule in book.ruled(RuleKind.ORDER) if operation.id in rule.operations]
        return proven(RuleKind.ORDER, *rules)
    return missing(
        "no list comes in that order", RuleKind.ORDER, _wish(operation, entity, column, descending=descending)
    )


def _wish(operation: Operation, entity: Entity, column: str, *, descending: bool) -> Wish | None:
    """Give the wish for an order, where the list has the one that every list has for want of another."""
    first = next((one.column for one in operation.order_by if one.column), None)
    created = entity.with_role(ColumnRole.CREATED_AT)
    usual = created.name if created else next((one.name for one in entity.key), None)
    default = next((one.default for one in operation.query if one.use is QueryUse.SORT), None)
    if first != usual or default is not None:
        return None
    clause = Clause("order", 1, (("columns", ((column, descending),)),))
    return Wish(Subject(method=operation.method, path=operation.path), clause)


def _lists(sentence: Sentence, book: Book) -> list[Operation]:
    here = [one for one in sentence.here if one.kind is Kind.LIST]
    entity = sentence.entity or sentence.about
    return here or (book.of(entity, Kind.LIST) if entity is not None else [])


def _column(match: re.Match[str], entity: Entity, book: Book) -> str | None:
    named = match.groupdict().get("column")
    if named:
        columns = {name for name in book.columns_called(named) if entity.has(name)}
        if snake(named) in ("date", "time") and not columns:
            columns = {name for name in (f"{snake(named)}", "created_at") if entity.has(name)}
        return next(iter(sorted(columns)), None)
    if _AGE.search(match[0]):
        created = entity.with_role(ColumnRole.CREATED_AT)
        return created.name if created else None
    return (
        next((name for name in ("name", "title") if entity.has(name)), None) if "alphabet" in match[0].lower() else None
    )


_LEAD = (
    r"(?:(?:(?:the|all|list(?:ed|s)?|results?|rows?|items?|{noun}|are|is|be|must|should|shall|returned|displayed"
    r"|shows?|contains?|gives?"
    r"|shown|and|in|default|by default|come|comes|come back|returns?|retrieves?|get|gets|fetch|fetches) )*)"
)
_WAY = (
    r"(?:,? ?\(?(?:in )?(?:ascending|descending|asc|desc|alphabetical(?:ly)?|reverse[ -]chronological|newest first"
    r"|oldest first|latest first|earliest first|a ?(?:-|to) ?z|reverse)(?: order)?\)?)*"
)

PATTERNS = (
    Pattern(
        rf"{_LEAD}(?:ordered|sorted|listed|order(?:ing)?|sort(?:ing)?|in order)(?: (?:is|of|alphabetically|in"
        rf"|ascending|descending|order))* by (?:(?:the|its|their|ascending|descending) )*`?(?P<column>{{column}}"
        rf"|date)`?"
        rf"{_WAY}(?: by default)?(?!\w)(?! ?(?:,|or|and|\|) ?`?{{column}})",
        _ordered,
        (" by ",),
    ),
    Pattern(
        rf"{_LEAD}(?:(?:in|by|the|default|sorted|ordered|order|as|is) )*(?:(?:newest|most recent|latest|oldest"
        rf"|earliest)(?: (?:items?|{{noun}}))?[- ]first|reverse[ -]chronological(?: order)?(?: \((?:newest|most"
        rf" recent) first\))?)",
        _ordered,
        ("first", "chronological"),
    ),
    Pattern(
        rf"{_LEAD}(?:(?:in|sorted|ordered|order) )*alphabetical(?:ly)?(?: order)?(?! by)",
        _ordered,
        ("alphabetical",),
    ),
)
