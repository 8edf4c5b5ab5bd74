"""Counts that do not agree with what is counted: ``5 predefined kinds: …`` with six names behind the colon."""

import re
from collections.abc import Iterator

from workbench.patterns import regex
from workbench.reading.values.durations import NUMBERS
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side
from workbench.resolving.disagreeing.statements import Statement, meaning_of

_COUNTED = regex(
    rf"\b(?P<number>\d{{1,2}}|{'|'.join(NUMBERS)})\s+(?P<what>(?:[a-z][\w-]*\s+){{0,3}}[a-z][\w-]*s)\b"
    r"(?:\s+[^:,.;]{0,40})?(?:\s*\((?P<inside>[^()]{6,400})\)|:\s+(?P<names>[^.:;]{6,400}))",
    re.IGNORECASE,
)
_MEASURES = regex(
    r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|characters?|chars|requests?|attempts?|items?"
    r"|results?|points?|users?|times|retries|ms|bytes)\b",
    re.IGNORECASE,
)
_VERB = regex(r"\b(?:is|are|and|has|have|with|of)\b", re.IGNORECASE)
_SEPARATOR = regex(r"\s*,\s*(?:and |or )?|\s+(?:and|or)\s+")


def find_counts(desk: Desk) -> Iterator[Dispute]:
    """Find numbers of things that are listed, and listed in another number."""
    for statement in desk.said.telling(_COUNTED):
        match = _COUNTED.search(statement.text)
        if match and not _MEASURES.search(match["what"]) and not _VERB.search(match["what"]):
            names = [name for name in _SEPARATOR.split((match["inside"] or match["names"]).strip()) if name.strip()]
            number = NUMBERS.get(match["number"].lower()) or int(match["number"])
            if (
                _are_names(names)
                and number > 2
                and len(names) != number
                and abs(len(names) - number) <= max(2, number // 3)
            ):
                what = match["what"].strip()
                again = [one for one in desk.statements if f"{match['number']} {what}".lower() in one.text.lower()]
                listing = (statement, *_listing(desk, names))
                yield _dispute(listing, (statement, *again[:8]), what, number, len(names))


def _listing(desk: Desk, names: list[str]) -> list[Statement]:
    """Give the first and the last line of a list with an item for each of the names, where one is written so."""
    for statement in desk.said.near(names[0]):
        items = [one for one in desk.statements if one.place == statement.place and one.lead == statement.lead]
        texts = [one.text.lower() for one in items]
        if all(any(text.startswith(name.strip().lower()) for text in texts) for name in names):
            return [items[0], items[-1]]
    return []


def _are_names(names: list[str]) -> bool:
    return len(names) >= 3 and all(len(name.split()) <= 4 for name in names) and not names[-1].lower().startswith("etc")


def _dispute(
    listing: tuple[Statement, ...], said: tuple[Statement, ...], what: str, number: int, listed: int
) -> Dispute:
    statement = said[0]
    sides = (
        Side("as listed", f"the {listed} that are listed", listing),
        Side(f"{number}", f"{number} of them", said),
    )
    text = f"{statement.source.file} speaks of {number} {what} and lists {listed}: which ones are there?"
    shared = "-".join(sorted(meaning_of(what)))
    return Dispute(f"count.{shared}", "count", text, sides)
