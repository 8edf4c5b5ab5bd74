"""Ways to sort a list that one document names and the description of the endpoint leaves out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from generators.blueprint import Choice as Way
from generators.blueprint import Entity, QueryParameter, QueryUse, Source
from workbench.patterns import regex
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.index import Index
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.serving.listing.sorting import sort_column
from workbench.resolving.words import join_words, snake, words

_SORTED_BY = regex(r"\bsort(?:s|ed|ing|able)?\b[^.;]{0,24}?\bby:?\s+([^.;]{2,120})", re.IGNORECASE)
_SORTED = regex(r"\A\W*sort(?:s|ed|ing|able)?\b[^:.]{0,20}:\s*(?:by )?(.{2,120})", re.IGNORECASE)
_ORDERED = regex(r"\b(?:sort|order)(?:s|ed|ing)?\b|\b(?:newest|oldest|latest|earliest) first\b", re.IGNORECASE)
_NEAR = 20
"""Within so many lines, a sentence belongs to the description of the parameter."""

_TITLE = regex(r"\bsort(?:ing|able)?\b", re.IGNORECASE)
_SEPARATOR = regex(r"\s*(?:,|\||/|\bor\b|\band\b|—)\s*|\s*[(:;]")
_FIXED = regex(
    r"\b(?:is|are|comes?|returned|listed|always)\s+sorted\b|\bsorted by\b.{0,40}\bby default\b", re.IGNORECASE
)


def find_sorting(sentences: Iterable[Statement]) -> tuple[Statement, ...]:
    """Give the sentences that can name what lists are sorted by."""
    return tuple(one for one in sentences if _ways_of(one) and not _FIXED.search(one.text))


def speak_of_orders(said: Index[Statement]) -> bool:
    """Tell whether any sentence says in which order rows come."""
    return bool(said.telling(_ORDERED))


def settle_sorting(
    ledger: Ledger, endpoint: Endpoint, entity: Entity, parameter: QueryParameter, sentences: Sequence[Statement]
) -> QueryParameter:
    """Ask whether a list can also be sorted as other documents say in some of the ``sentences`` that name ways to
    sort; give the parameter with what holds."""
    source = next((one.source for one in endpoint.query if one.name == parameter.name and one.source), None)
    if parameter.use is not QueryUse.SORT or source is None or not parameter.choices:
        return parameter
    offered = {way.column for way in parameter.choices}
    more: dict[str, list[Source]] = {}
    for sentence in sentences:
        if not _is_near(sentence.source, source) and _is_about(sentence, entity):
            for column in _sorted_by(sentence, entity) - offered:
                more.setdefault(column, []).append(sentence.source)
    if not more:
        return parameter
    names = sorted(more)
    route = endpoint.route
    chosen = ledger.ask(
        f"endpoint.{route}.sorted_by",
        f"{more[names[0]][0].file} sorts by {join_words(names)}, {parameter.name} of {route} does not offer it: "
        "can the list be sorted so?",
        [
            Choice("leave out", f"no, as {source.file} says", f"{parameter.name} refuses {join_words(names, 'and')}."),
            Choice(
                "add", f"yes, as {more[names[0]][0].file} says", f"{parameter.name} also takes {join_words(names)}."
            ),
        ],
        [source, *(one for name in names for one in more[name][:2])],
        why="the description of the endpoint has more authority.",
        blocking=False,
        affects=2,
    )
    if chosen == "leave out":
        return parameter
    return replace(parameter, choices=(*parameter.choices, *(_way(name, parameter) for name in names)))


def _is_near(one: Source, other: Source) -> bool:
    return one.file == other.file and abs(one.line - other.line) <= _NEAR


def _way(column: str, parameter: QueryParameter) -> Way:
    """Give a further way to sort, written as the ways that are there: ``title:asc`` beside ``created_at:desc``."""
    suffixed = all(":" in way.value for way in parameter.choices)
    return Way(f"{column}:asc" if suffixed else column, column)


def _is_about(sentence: Statement, entity: Entity) -> bool:
    said = {word for text in (sentence.text, *sentence.titles, sentence.source.file) for word in words(text)}
    return bool(said & {*words(entity.name), *words(entity.singular)})


def _sorted_by(sentence: Statement, entity: Entity) -> set[str]:
    names = (snake(text.removeprefix("By ").strip(" `'\"*?)")) for text in _ways_of(sentence))
    return {column for name in names if (column := sort_column(name, entity)) is not None}


def _ways_of(sentence: Statement) -> list[str]:
    """Give the words that say what is sorted by, if there are any."""
    if match := _SORTED_BY.search(sentence.text) or _SORTED.search(sentence.text):
        return _SEPARATOR.split(match[1])
    if sentence.titles and _announces(sentence.titles[-1]):
        return _SEPARATOR.split(sentence.text)[:2]
    return []


@lru_cache(maxsize=2048)
def _announces(heading: str) -> bool:
    """Tell whether a heading, under which many sentences stand, is about sorting."""
    return bool(_TITLE.search(heading))
