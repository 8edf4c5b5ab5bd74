"""Clues: the words by which generated code may be tied to the lines that its rules were read from.

A rule knows its lines; what it is about (columns, roles, values) and how its kind is written in generated code are
words that those lines need not hold themselves: ``_reachable_orders`` is there because of "Everyone sees only their
own".
"""

from collections.abc import Iterator, Mapping

from generators.blueprint import Blueprint, Rule, RuleKind, Source
from screens.words import parts_of, telling_words

Clues = Mapping[tuple[str, int], tuple[str, ...]]
"""Words by file and line."""

_NARROW = 3
"""A source of more lines is a section: it says nothing about one of them."""
_WRITTEN: Mapping[RuleKind, str] = {
    RuleKind.AUTHENTICATION: "401 CurrentUser token unauthorized password",
    RuleKind.OWNERSHIP: "reachable lock own find 404",
    RuleKind.PERMISSION: "403 isdisjoint roles",
    RuleKind.VISIBILITY: "reachable visible hidden",
    RuleKind.TRANSITION: "step 409 origins",
    RuleKind.IMMUTABLE: "409",
    RuleKind.UNIQUE: "409 conflict IntegrityError taken",
    RuleKind.COUNT_LIMIT: "409 count limits",
    RuleKind.RATE_LIMIT: "429 throttle wait",
    RuleKind.PAGINATION: "page paged limit offset total",
    RuleKind.ORDER: "order_by order desc asc sort",
    RuleKind.FILTER: "asked given strpos",
    RuleKind.IDEMPOTENT: "nothing",
    RuleKind.COMPUTED: "count sum coalesce label",
}
"""How generated code writes rules of a kind, where it does not do so in the words of what was asked for."""


def find_clues(blueprint: Blueprint, bearing: str) -> Clues:
    """Give the clues to the rules that bear on an operation, or on a table, by its id."""
    asked = {requirement.id: requirement.source for requirement in blueprint.requirements}
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for rule in blueprint.rules:
        if bearing in rule.operations or (rule.entity and bearing == f"table:{rule.entity}"):
            words = tuple(_words_of(rule))
            sources = (*rule.sources, *(asked[name] for name in rule.requirements if name in asked))
            for source in dict.fromkeys(sources):
                if _is_narrow(source):
                    found[source.file, source.line] = (*found.get((source.file, source.line), ()), *words)
    return found


def _is_narrow(source: Source) -> bool:
    return source.end_line - source.line < _NARROW


def _words_of(rule: Rule) -> Iterator[str]:
    values = (value for _, value in rule.parameters if isinstance(value, str | int) and not isinstance(value, bool))
    for text in (*rule.columns, *map(str, values), _WRITTEN.get(rule.kind, "")):
        yield from telling_words(text)
        yield from parts_of(text)
