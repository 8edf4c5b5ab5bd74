"""What a plan allows, told twice: a table with ``Projects | 3`` below ``Free``, ``free accounts have 5 projects``."""

import re
from collections.abc import Iterator

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.layout.markdown import Table
from workbench.reading.layout.outline import is_future
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Told, put, sides_of
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.words import plural, words

_PLANS = (
    "free", "basic", "starter", "trial", "standard", "plus", "pro", "premium", "business", "team", "growth",
    "enterprise", "unlimited", "gold", "silver", "bronze", "gratis",
)  # fmt: skip
_PLAN = regex(rf"\b({'|'.join(_PLANS)})\b(?! (?:of|from|text|to|time|up)\b)", re.IGNORECASE)
_AMOUNT = regex(
    r"(?<![\w.,:/#-])(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?![\w%]|[.:]\d)\s+(?:\w+\s+)??(?P<noun>[^\W\d_]{3,}s)\b"
    r"(?:\s*(?:per|a|each|/)\s*(?P<period>hour|day|week|month|year))?",
    re.IGNORECASE,
)
_CELL = regex(
    r"\A\W*(?:up to |max\.? |at most )?(?P<number>\d[\d,]*)\W*(?:(?:per|a|/)?\s*(?P<period>hour|day|week|month))?\W*\Z",
    re.I,
)
_LABEL = regex(r"\b(?:per|a|each|/)\s*(hour|day|week|month|year)\b|\b(daily|weekly|monthly|yearly)\b", re.IGNORECASE)
_PERIODS = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}
_BOOKED = regex(
    r"\b(?:plans?|tiers?|accounts?|subscri\w+|users?|customers?|members?|compan\w+|teams?)\b", re.IGNORECASE
)
_ROW = regex(" — ")
_SECONDS = regex(r"seconds?|minutes?|hours?|days?|weeks?|months?|years?|characters?|chars|bytes", re.IGNORECASE)

Limit = tuple[str, str, str, str, Statement]
"""Plan, what is counted, its period, the number, and who says so."""


def find_plans(desk: Desk) -> Iterator[Dispute]:
    """Find the limits of a plan that two places put at different numbers."""
    if not desk.said.telling(_PLAN):
        return
    limits = Told[tuple[str, str, str], str]()
    for plan, noun, period, number, said in (*_from_tables(desk), *_from_sentences(desk)):
        limits.add((plan, noun, period), number, said)
    for (plan, noun, period), numbers in limits.differing():
        lead = f"How many {noun}{f' a {period}' if period else ''} does the {plan} plan have"
        name = "-".join(part for part in (plan, noun, period) if part)
        yield put(f"plans.{name}", "number", lead, sides_of(numbers))


def _from_sentences(desk: Desk) -> Iterator[Limit]:
    for statement in desk.said.telling(_PLAN, _BOOKED, unless=_ROW):
        plans = {match[1].lower() for match in _PLAN.finditer(statement.text)}
        amounts = [
            match
            for match in _AMOUNT.finditer(statement.text)
            if not _SECONDS.fullmatch(match["noun"]) and match["noun"].lower() not in _PLANS
        ]
        if len(plans) == 1 and len(amounts) == 1:
            number, noun, period = amounts[0].group("number", "noun", "period")
            yield plans.pop(), plural(noun), (period or "").lower(), number.replace(",", ""), statement


def _from_tables(desk: Desk) -> Iterator[Limit]:
    for file, text in sorted(desk.context.texts.items()):
        if file.lower().endswith(".md") and _PLAN.search(text):
            document = Document(file, text)
            for place in document.places:
                if place.table is not None and not is_future((*place.titles, place.lead)):
                    yield from _from_table(document, place.table, place.titles)


def _from_table(document: Document, table: Table, titles: tuple[str, ...]) -> Iterator[Limit]:
    headers = [(header, _PLAN.search(header)) for header in table.header[1:]]
    for row in table.rows:
        label = row.cells[0] if row.cells else ""
        labelled = _PLAN.fullmatch(label.strip(" *`"))
        for (header, headed), cell in zip(headers, row.cells[1:], strict=False):
            plan, counted = (headed, label) if headed else (labelled, header)
            number = _CELL.match(cell)
            nouns = [word for word in words(counted) if word.endswith("s") and len(word) > 3]
            if plan and number and nouns:
                period = number["period"] or next(
                    (one for match in _LABEL.findall(counted) for one in match if one), ""
                )
                period = _PERIODS.get(period.lower(), period.lower())
                said = Statement(f"{label}: {cell} ({header})", document.source(row.line), titles=titles)
                yield plan[1].lower(), plural(nouns[0]), period, number["number"].replace(",", ""), said
