"""Texts that match a regular expression: what tests send where a pattern rules."""

import re
from collections.abc import Iterator
from itertools import product

from generators.blueprint import Limits
from generators.testing.values.patterns import shape

_KNOWN = (
    "abcdef",
    "qwerty",
    "Abcdef1!",
    "Qwerty2?",
    "abc123",
    "xyz789",
    "ABC",
    "XYZ",
    "AB",
    "CD",
    "ab",
    "cd",
    "#1a2b3c",
    "#4d5e6f",
    "123456",
    "654321",
    "+15551234567",
    "+15557654321",
    "first-entry",
    "second-entry",
    "2090-05-17",
    "2091-06-18",
    "09:30",
    "17:45",
    "https://example.com/first",
    "https://example.com/second",
    "somebody@example.com",
    "another@example.com",
    "en-US",
    "de-DE",
    "Some words",
    "Other words",
)
_PIECES = ("A", "b", "7", "-", "_", "#", ".", "/", "!", "Ab", "b7", "77", "AA", "bb")
_STRANGERS = ("~ no match ~", "\u00a7", "no match", "0", "x", "-")


def matching(pattern: str, limits: Limits, variant: int = 0) -> str:
    """Give the ``variant``-th text that matches ``pattern`` as a whole; raises ValueError where none is found."""
    found: list[str] = []
    for text in _candidates(pattern, limits):
        if text not in found and _fits(text, limits) and re.fullmatch(pattern, text):
            found.append(text)
        if len(found) > variant:
            return found[variant]
    if found:
        return found[-1]
    raise ValueError(f"no text known that matches {pattern}")


def not_matching(pattern: str) -> str | None:
    """Give a text that does not match ``pattern``, if one is known."""
    return next((text for text in _STRANGERS if not re.fullmatch(pattern, text)), None)


def _fits(text: str, limits: Limits) -> bool:
    return (limits.min_length or 0) <= len(text) and (limits.max_length is None or len(text) <= limits.max_length)


def _candidates(pattern: str, limits: Limits) -> Iterator[str]:
    yield from _KNOWN
    for length in range(max(1, limits.min_length or 1), (limits.min_length or 1) + 12):
        yield from (letter * length for letter in "aA1b")
    for extra in range((limits.min_length or 0) + 4):
        yield from (text for variant in range(4) if (text := shape(pattern, variant, extra)) is not None)
    for size in (1, 2, 3, 4):
        yield from ("".join(pieces) for pieces in product(_PIECES, repeat=size))
