"""Filters of a list that one document names and the description of the endpoint leaves out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from generators.blueprint import Column, Entity, QueryParameter, QueryUse, Source, TypeName
from workbench.patterns import regex
from workbench.reading.facts import FieldFact
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.disagreeing.naming import spelled
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.words import join_words, snake

_FILTERED = regex(r"\bfilter\w*\b.{0,30}?\b(?:by|on):?\s+(?P<what>[^.;]{2,90})", re.IGNORECASE)
_TITLE = regex(r"\bfilter(?:s|ing|ed)?\b", re.IGNORECASE)
_DATES = regex(r"\bdate range\b|\bbetween (?:two )?dates\b|\bfrom .{0,12}\bto\b.{0,12}\bdates?\b", re.IGNORECASE)
_SEVERAL = regex(r"\bmulti-?select\b|\b(?:one or more|several|multiple)\b(?! of\b)", re.IGNORECASE)
_ASIDE = regex(
    r"\b(?:index\w*|owner|user_id|own|future|later|not|combin\w*|dropdown|button|test\w*|where)\b", re.IGNORECASE
)
_OWN = frozenset({"id", "user_id", "created_at", "updated_at", "deleted_at"})
_MOST = 3


def find_filtering(sentences: Iterable[Statement]) -> tuple[Statement, ...]:
    """Give the sentences that can name what lists are filtered by."""
    return tuple(one for one in sentences if _filters_of(one) and not _ASIDE.search(one.text))


def settle_filters(
    ledger: Ledger, endpoint: Endpoint, entity: Entity, found: Sequence[QueryParameter], sentences: Sequence[Statement]
) -> tuple[FieldFact, ...]:
    """Ask whether a list can also be filtered as other documents say in some of the ``sentences`` that name filters;
    give the further parameters."""
    if not any(fact.query for fact in endpoint.facts):
        return ()
    offered = {spelled(text) for one in found for text in _words_of(one)}
    missing: dict[str, list[Source]] = {}
    for sentence in sentences:
        if not any(one.holds(sentence.source) for one in endpoint.sources) and _is_about(sentence, entity):
            for column in _filtered(sentence, entity):
                if not any(f"_{snake(column.name)}_" in text for text in offered):
                    missing.setdefault(column.name, []).append(sentence.source)
    if not missing:
        return ()
    names = sorted(missing)[:_MOST]
    route = endpoint.route
    line = next((one.source for one in endpoint.query if one.source), endpoint.sources[0])
    chosen = ledger.ask(
        f"endpoint.{route}.filtered_by",
        f"{missing[names[0]][0].file} filters by {join_words(names)}, {route} has no such parameter: is there one?",
        [
            Choice("leave out", f"no, as {line.file} says", f"{route} takes no {join_words(names, 'or')}."),
            Choice("add", f"yes, as {missing[names[0]][0].file} says", f"{route} also takes {join_words(names)}."),
        ],
        [line, endpoint.sources[0], *(one for name in names for one in missing[name][:2])],
        why="the description of the endpoint has more authority.",
        blocking=False,
        affects=2,
    )
    if chosen == "leave out":
        return ()
    columns = {column.name: column for column in entity.columns}
    return tuple(parameter for name in names for parameter in _parameters(columns[name]))


def settle_several(
    ledger: Ledger, endpoint: Endpoint, entity: Entity, found: QueryParameter, sentences: Sequence[Statement]
) -> QueryParameter:
    """Ask whether a filter takes several values, as a sentence says, where the endpoint describes it with one."""
    column = next((one for one in entity.columns if one.name == found.column), None)
    if column is None or found.multiple or found.use is not QueryUse.FILTER:
        return found
    telling = [
        one.source
        for one in sentences
        if _SEVERAL.search(one.text) and _is_about(one, entity) and _filtered(one, entity) == [column]
    ]
    line = next((field.source for field in endpoint.query if field.name == found.name and field.source), None)
    if not telling or line is None or line in telling:
        return found
    route = endpoint.route
    chosen = ledger.ask(
        f"endpoint.{route}.{snake(found.name)}.several",
        f"Does {found.name} of {route} take several values? {telling[0].file} says so, {line.file} describes one.",
        [
            Choice("one", f"one value, as {line.file} describes", f"{found.name} takes one value."),
            Choice(
                "several", f"several, as {telling[0].file} says", f"Rows with any of the values of {found.name} fit."
            ),
        ],
        [line, *telling[:3]],
        why="the description of the endpoint has more authority.",
        blocking=False,
        affects=3,
    )
    return found if chosen == "one" else replace(found, multiple=True)


def _words_of(parameter: QueryParameter) -> tuple[str, ...]:
    """Give what a parameter selects by: its column, what it searches, the values that it takes."""
    if parameter.use is QueryUse.SORT:
        return (parameter.name,)
    values = [choice.value for choice in parameter.choices]
    return (parameter.name, parameter.column or "", *parameter.columns, parameter.description, *values)


def _parameters(column: Column) -> tuple[FieldFact, ...]:
    """Give the parameters for a column: a range for a point in time, the value for anything else."""
    if column.type.name in (TypeName.DATE, TypeName.TIMESTAMP):
        return FieldFact(f"{column.name}_from", "date"), FieldFact(f"{column.name}_to", "date")
    return (FieldFact(column.name, str(column.type)),)


def _is_about(sentence: Statement, entity: Entity) -> bool:
    said = "".join(spelled(text) for text in (sentence.text, *sentence.titles, sentence.source.file))
    return f"_{entity.singular}_" in said or f"_{entity.name}_" in said


def _filtered(sentence: Statement, entity: Entity) -> list[Column]:
    text = _filters_of(sentence)
    within = spelled(text)
    named = [column for column in entity.columns if f"_{snake(column.name)}_" in within and column.name not in _OWN]
    if not named and _DATES.search(text):
        named = [column for column in entity.columns if _is_meant(column, within)]
    return named


def _filters_of(sentence: Statement) -> str:
    """Give the words that say what is filtered by, if there are any."""
    if match := _FILTERED.search(sentence.text):
        return match["what"]
    around = (sentence.lead, *sentence.titles[-1:])
    return sentence.text if _is_short(sentence.text) and any(map(_announces, around)) else ""


@lru_cache(maxsize=2048)
def _announces(heading: str) -> bool:
    """Tell whether a heading, under which many sentences stand, is about filters."""
    return bool(_TITLE.search(heading))


def _is_short(text: str) -> bool:
    """Tell whether an entry of a list can be no more than what is filtered by; what sorts is no filter."""
    return len(text.split()) <= 8 and "sort" not in text.lower()


def _is_meant(column: Column, within: str) -> bool:
    """Tell whether ``Date range (due)`` means the column ``due_date``."""
    stem = snake(column.name).removesuffix("_at").removesuffix("_date").removesuffix("_on")
    return column.type.name in (TypeName.DATE, TypeName.TIMESTAMP) and f"_{stem}_" in within
