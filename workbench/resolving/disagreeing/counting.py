"""Counts that do not agree with what is counted: ``5 predefined kinds: …`` with six names behind the colon."""

import re
from collections import Counter
from collections.abc import Iterator

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.resolving.deciding.ranking import feature_number
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side
from workbench.resolving.disagreeing.statements import Statement, meaning_of

_COUNTED = regex(
    r"\b(?P<number>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten"
    r"|twelve)\s+(?P<what>(?:[a-z][\w-]*\s+){0,3}[a-z][\w-]*s)\b"
    r"(?:\s+[^:,.;]{0,40})?(?:\s*\((?P<inside>[^()]{6,400})\)|:\s+(?P<names>[^.:;]{6,400}))",
    re.IGNORECASE,
)
_NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}
_MEASURES = regex(
    r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|characters?|chars|requests?|attempts?|items?"
    r"|results?|points?"
    r"|users?|times|retries|ms|bytes)\b",
    re.IGNORECASE,
)
_VERB = regex(r"\b(?:is|are|and|has|have|with|of)\b", re.IGNORECASE)
_SEPARATOR = regex(r"\s*,\s*(?:and |or )?|\s+(?:and|or)\s+")
_ENDPOINTS = regex(
    r"\b(\d{1,3})(\+)?\s+(?:(?:rest|api|http|total)\s+)*endpoints\b|\bendpoints?\s*\((\d{1,3})(\+)? total\)",
    re.IGNORECASE,
)


def find_counts(desk: Desk) -> Iterator[Dispute]:
    """Find numbers of things that are listed, and listed in another number."""
    for statement in desk.said.telling(_COUNTED):
        match = _COUNTED.search(statement.text)
        if match and not _MEASURES.search(match["what"]) and not _VERB.search(match["what"]):
            names = [name for name in _SEPARATOR.split((match["inside"] or match["names"]).strip()) if name.strip()]
            number = _NUMBERS.get(match["number"].lower()) or int(match["number"])
            if (
                _are_names(names)
                and number > 2
                and len(names) != number
                and abs(len(names) - number) <= max(2, number // 3)
            ):
                what = match["what"].strip()
                again = [one for one in desk.statements if f"{match['number']} {what}".lower() in one.text.lower()]
                yield _dispute((statement, *again[:8]), what, number, len(names))
    yield from _endpoint_counts(desk)


def _are_names(names: list[str]) -> bool:
    return len(names) >= 3 and all(len(name.split()) <= 4 for name in names) and not names[-1].lower().startswith("etc")


def _dispute(said: tuple[Statement, ...], what: str, number: int, listed: int) -> Dispute:
    statement = said[0]
    sides = (
        Side("as listed", f"the {listed} that are listed", (statement,)),
        Side(f"{number}", f"{number} of them", said),
    )
    text = f"{statement.source.file} speaks of {number} {what} and lists {listed}: which ones are there?"
    shared = "-".join(sorted(meaning_of(what)))
    return Dispute(f"count.{shared}", "count", text, sides)


def _headings(desk: Desk) -> Iterator[Statement]:
    """Give the headings that count endpoints, whatever stands below them."""
    for file, text in sorted(desk.context.texts.items()):
        for number, line in enumerate(text.split("\n"), 1):
            if line.startswith("#") and "endpoint" in line.lower() and _ENDPOINTS.search(line):
                yield Statement(line.lstrip("# "), Source(file, number, number), frozenset())


def _endpoint_counts(desk: Desk) -> Iterator[Dispute]:
    """Tell whether a document counts other endpoints than are described."""
    described = len(desk.context.endpoints)
    features = Counter(one.feature for one in desk.context.operations)
    own = sum(count for feature, count in features.items() if feature not in ("auth", "health"))
    said: dict[str, list[Statement]] = {}
    for one in (*desk.said.telling(_ENDPOINTS), *_headings(desk)):
        if match := _ENDPOINTS.search(one.text):
            number = int(match[1] or match[3])
            every = (described, own) if match[3] else (described, own, *features.values())
            fits = number <= described if match[2] or match[4] else number in every
            if not fits and number > 3 and not feature_number(one.source):
                said.setdefault(str(number), []).append(one)
    for counted, ones in list(said.items())[:1] if described else ():
        first = desk.context.endpoints[0]
        about = Statement(f"{first.method} {first.path}", first.sources[0], frozenset())
        sides = (
            Side("as described", f"the {described} that are described", (about,)),
            Side(counted, f"{counted} of them", tuple(ones[:2])),
        )
        text = f"{ones[0].source.file} counts {counted} endpoints, {described} are described: which ones are there?"
        yield Dispute("count.endpoints", "count", text, sides)
