"""Lines that enumerate: a shared schema's values (``Shelf — string — one of a, b``), those of a form's field
(``shelf — select — a, b``), and the values of a parameter, each with what it does (``newest — made last``)."""

import re
from collections.abc import Iterator

from generators.blueprint import Choice, Operation, QueryParameter, QueryUse, RuleKind
from workbench.patterns import regex
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Proof, Sentence, proven
from workbench.resolving.prose.rows import lived_by
from workbench.resolving.words import words

_ROW = regex(
    r"^(?P<name>[A-Za-z_]\w*) — (?:(?:string|integer|number|enum|str|text) — one of |"
    r"(?P<form>select|dropdown|radio|enum) — )(?P<values>[\w./-]+(?:, [\w./-]+)+)$"
)
_VALUE = regex(r"^(?P<value>[a-z][\w-]*)(?P<default>[ *(]*default[) *]*)? ?(?:—|–|:|-) (?P<said>.+)$", re.IGNORECASE)
_DOWN = frozenset({"desc", "descending", "newest", "latest", "highest", "largest", "recent"})
_UP = frozenset({"asc", "ascending", "oldest", "earliest", "lowest", "smallest", "alphabetical", "alphabetically"})
_SILENT = frozenset(
    {"first", "the", "by", "in", "order", "most", "sorted", "ordered", "sort", "a", "z", "to", "default"}
)


def read_enumeration(sentence: Sentence, book: Book) -> Proof | None:
    """Read a line that lists the values of a schema: what takes exactly these bears it out."""
    match = _ROW.match(sentence.text.strip())
    if match is None:
        return None
    wanted = set(match["values"].split(", "))
    rules = [rule for rule in book.ruled(RuleKind.CHOICES) if {str(value) for _, value in rule.parameters} == wanted]
    if match["form"]:
        rules = [rule for rule in rules if book.columns_called(match["name"]) & set(rule.columns)]
        return proven(RuleKind.CHOICES, *rules) if rules else None
    if rules:
        return proven(RuleKind.CHOICES, *rules)
    taking = [one for one in book.operations if any(_values(each) == wanted for each in one.query)]
    kept = [one for one in book.entities if any(set(column.limits.choices) == wanted for column in one.columns)]
    by = (*(one.id for one in taking), *(name for one in kept for name in lived_by(one, book)))
    return Proof(tuple(dict.fromkeys(by)), RuleKind.CHOICES) if by else None


def _values(parameter: QueryParameter) -> set[str]:
    return {choice.value for choice in parameter.choices} or set(parameter.limits.choices)


def read_choice(sentence: Sentence, book: Book) -> Proof | None:
    """Read a line that says in which order one value of a parameter brings the rows."""
    match = _VALUE.match(sentence.text.strip())
    if match is None:
        return None
    for operation, parameter, choice in _sorting(sentence, match["value"]):
        if match["default"] and parameter.default != choice.value:
            return None
        if _is_order(match["said"], choice, operation, book):
            rules = [rule for rule in book.ruled(RuleKind.ORDER) if operation.id in rule.operations]
            return proven(RuleKind.ORDER, operation, *rules)
    return None


def _sorting(sentence: Sentence, value: str) -> Iterator[tuple[Operation, QueryParameter, Choice]]:
    for operation in sentence.here:
        for parameter in operation.query:
            if parameter.use is QueryUse.SORT:
                yield from ((operation, parameter, one) for one in parameter.choices if one.value == value)


def _is_order(said: str, choice: Choice, operation: Operation, book: Book) -> bool:
    """Tell whether words say nothing but the column and the direction of a choice."""
    left = set(re.findall(r"[a-z_]+", said.lower())) - _SILENT
    down, up = left & _DOWN, left & _UP
    if choice.column is None or (down and not choice.descending) or (up and choice.descending) or not (down or up):
        return False
    entity = next((one for one in book.entities if one.name == operation.entity), None)
    rows = set(words(entity.name)) | set(words(entity.singular)) if entity else set()
    names = {"".join(words(choice.column)), choice.column.lower(), *words(choice.column)}
    dated = {"created", "date", "time"} if "created" in choice.column.lower() else set()
    return left - down - up <= rows | names | dated
