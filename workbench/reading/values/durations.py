"""Durations and numbers in words: "15 minutes", "7 days", "30min", "two"."""

import re

from workbench.patterns import regex

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60,
}  # fmt: skip
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400, "mo": 30 * 86400, "y": 365 * 86400}
_DURATION = regex(
    r"(?<![\w.])(\d{1,9})[ -]?(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|months?|years?|y)\b",
    re.IGNORECASE,
)


def seconds_in(unit: str) -> int:
    """Give how long a unit of time is, however it is written: ``h``, ``hrs``, ``Hours``."""
    low = unit.lower()
    return _UNITS["mo" if low.startswith("mo") else low[0]]


def find_seconds(text: str) -> int | None:
    """Find the first duration in the text, in seconds; nothing where there is none."""
    match = _DURATION.search(text)
    return int(match[1]) * seconds_in(match[2]) if match else None
