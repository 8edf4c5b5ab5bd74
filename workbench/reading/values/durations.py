"""Durations in words: "15 minutes", "7 days", "30min"."""

import re

from workbench.patterns import regex

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400, "y": 365 * 86400}
_DURATION = regex(
    r"(?<![\w.])(\d{1,9})[ -]?(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|months?|years?|y)\b",
    re.IGNORECASE,
)


def find_seconds(text: str) -> int | None:
    """Find the first duration in the text, in seconds; nothing where there is none."""
    match = _DURATION.search(text)
    if match is None:
        return None
    unit = match[2].lower()
    length = 30 * 86400 if unit.startswith("mo") else _UNITS[unit[0]]
    return int(match[1]) * length
