"""Plainly: a sentence about one value in the words that readers know, where its author chose other ones.

``Names shorter than 2 characters are refused`` is ``Names must be at least 2 characters``. Only the wording is changed:
what a sentence says must be the same before and after, and a sentence of another form stays as it is.
"""

import re
from functools import cache, lru_cache

from workbench.patterns import regex
from workbench.resolving.prose.plain_forms import FORMS

_PHRASES = """
must: shall
must be: has to be | have to be | needs to be | need to be | is to be | are to be | ought to be
must have: has to have | have to have | needs to have | need to have
must be at least: need at least | needs at least | requires at least | require at least | takes at least
must be at least: must not be shorter than | cannot be shorter than | can't be shorter than | may not be shorter than
must be at least: must not be less than | cannot be less than | can't be less than | may not be less than
must be at least: must not be lower than | cannot be lower than | can't be lower than | must not be smaller than
must be at least: never goes below | never go below | cannot go below | can't go below | must not go below
must be at least: never falls below | cannot fall below | must not fall below | never drops below | cannot drop below
must be at least: must never be below | must never be less than | must not be below | cannot be below | can't be below
must be at most: must not be longer than | cannot be longer than | can't be longer than | may not be longer than
must be at most: must not exceed | cannot exceed | can't exceed | may not exceed | should not exceed | never exceed
must be at most: never exceeds
must be at most: must not be greater than | cannot be greater than | can't be greater than | may not be greater than
must be at most: must not be more than | cannot be more than | can't be more than | must not be higher than
must be at least: is never below | are never below | is never less than | is never lower than | never gets below
must be at most: tops out at | top out at | maxes out at | is never above | is never more than | are never above
must be at most: cannot be higher than | is capped at | are capped at | must never exceed | shall not exceed
must be at most: must not be above | cannot be above | can't be above | must not be larger than | cannot go above
may not share: may never share | must never share | can never share
must not be negative: may not be negative | can't be negative | is never negative | are never negative
must not be negative: never becomes negative | must never be negative | cannot become negative | can never be negative
must be unique: may not repeat | must not repeat | cannot repeat | can't repeat | may not occur twice
must be unique: must not occur twice | cannot occur twice | can't occur twice | may not be used twice | never repeats
is immutable: never changes | never change | can never change | may never change | must never change
are immutable: stay the same forever | always stay the same
must be between: goes from | go from | ranges from | range from | runs from | lies between | lie between
must be between: has to lie between | must lie between | must range from | must fall between | must range between
is optional: is not required | are not required | isn't required | aren't required | is not mandatory
is optional: need not be given | need not be provided | doesn't have to be given | does not have to be provided
is optional: isn't mandatory | does not have to be given | doesn't have to be provided | need not be set
defaults to: is set by default to | starts out as
integer: whole number
integers: whole numbers | round numbers
uppercase letters: capital letters | capitals
at most: no more than | not more than | no longer than
at least: no less than | no fewer than | not less than | not fewer than | a minimum of
"""
_UNIT = r"( (?:characters?|chars?|letters))?"
_INNER: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (regex(expression, re.IGNORECASE), plain)
    for expression, plain in (
        (r"\b(be|is|are) (?:zero|0) or (?:greater|more|higher|above|positive)\b", r"\1 at least 0"),
        (rf"\b(\d+){_UNIT} or (?:more|longer|above|greater|higher)(?: characters)?\b(?! than)", r"at least \1\2"),
        (rf"\b(\d+){_UNIT} or (?:fewer|less|shorter|below|lower)(?: characters)?\b(?! than)", r"at most \1\2"),
        (r"\bbetween (-?\d+(?:\.\d+)?) to (-?\d)", r"between \1 and \2"),
        (r"\bfrom (-?\d+(?:\.\d+)?) (?:up )?(?:to|through) (-?\d+(?:\.\d+)?)(?=[ .,;)]|$)", r"between \1 and \2"),
        (r"\b(at least|at most|defaults? to) zero\b", r"\1 0"),
        (r"(?<=\d),? \(?(?:both )?inclusive(?:ly)?\)?", ""),
        (
            r"(\bdefaults? to \S+?),? (?:when|if) (?:it is )?(?:omitted|left out|missing"
            r"|not (?:given|provided|set))(?=\.?$)",
            r"\1",
        ),
    )
)
_COUNTS = {
    "seven": 7,
    "nine": 9,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "eight": 8,
    "ten": 10,
    "twelve": 12,
    "twenty": 20,
}
_SPAN = regex(
    r"(?<=\bfrom )(?P<least>one|two|three|four|five) (?:up )?(?:to|through) (?P<most>[a-z]+)\b"
    r"|(?<=\bbetween )(?P<least2>one|two|three|four|five) and (?P<most2>[a-z]+)\b",
    re.IGNORECASE,
)
"""``from one to five``, in words."""
_COUNTED = regex(
    rf"(?:(?<=at least )|(?<=at most )|(?<=than )|(?<=up to ))(?:{'|'.join(_COUNTS)})\b"
    rf"|\b(?:{'|'.join(_COUNTS)})(?= (?:characters?|letters|digits|decimals?)\b)",
    re.IGNORECASE,
)
_END = ".,;:"


@lru_cache(maxsize=4096)
def said_plainly(text: str) -> str:
    """Give a sentence in the words that readers know; one that quotes something stays as it is."""
    if '"' in text or "“" in text:
        return text
    words = text.split()
    if not _openers().isdisjoint([word.lower().rstrip(_END) for word in words]):
        text = " ".join(_replaced(words))
    if _SPAN.search(text):
        text = _SPAN.sub(_span, text)
    if _COUNTED.search(text):
        text = _COUNTED.sub(lambda match: str(_COUNTS[match[0].lower()]), text)
    for form, say in FORMS:
        if match := form.search(text):
            text = _filled(say, match)
            break
    for pattern, plain in _INNER:
        if pattern.search(text):  # not even looked for in most texts, as `sub` would be
            text = pattern.sub(plain, text)
    return text


def _span(match: re.Match[str]) -> str:
    least, most = match["least"] or match["least2"], match["most"] or match["most2"]
    numbers = {"one": 1, **_COUNTS}
    count = numbers.get(most.lower())
    return f"{numbers[least.lower()]} {'to' if match['least'] else 'and'} {count}" if count else match[0]


def _filled(said: str, match: re.Match[str]) -> str:
    """Give what a form asks for with its own words, and the status that it names."""
    words = {name: word or "" for name, word in match.groupdict().items()}
    if "list" in words:
        words["list"] = words["list"].replace(" and ", " or ")
    text = said.format_map(words)
    status = f"; invalid input returns {words['status']}" if words.get("status") else ""
    return text[:1].upper() + text[1:] + status


def _replaced(words: list[str]) -> list[str]:
    found, position = list[str](), 0
    phrases = _phrases()
    plain = [word.lower() for word in words]
    while position < len(words):
        width = _width(plain, position)
        if width:
            last = words[position + width - 1]
            mark = last[len(last.rstrip(_END)) :]
            found.append(phrases[" ".join(plain[position : position + width]).rstrip(_END)] + mark)
        else:
            found.append(words[position])
        position += width or 1
    return found


def _width(words: list[str], position: int) -> int:
    """Tell how many words the phrase takes that begins at a word; none where none begins."""
    for width in _openers_of().get(words[position].rstrip(_END), ()):
        if position + width <= len(words) and " ".join(words[position : position + width]).rstrip(_END) in _phrases():
            return width
    return 0


@cache
def _phrases() -> dict[str, str]:
    lines = (line.split(": ", 1) for line in _PHRASES.strip().splitlines())
    return {phrase: plain for plain, phrases in lines for phrase in phrases.split(" | ")}


@cache
def _openers_of() -> dict[str, tuple[int, ...]]:
    """Give the words that phrases begin with, with how many words those have, the longest first."""
    widths: dict[str, set[int]] = {}
    for phrase in _phrases():
        widths.setdefault(phrase.split()[0], set()).add(len(phrase.split()))
    return {word: tuple(sorted(each, reverse=True)) for word, each in widths.items()}


@cache
def _openers() -> frozenset[str]:
    return frozenset(_openers_of())
