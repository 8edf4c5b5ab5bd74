"""Moments: dates and times that must lie ahead of the present or behind it, as the types of input are called; spans of
time in source."""

import re
from dataclasses import dataclass

from generators.blueprint import TypeName

_BASES = {TypeName.DATE: "Date", TypeName.TIMESTAMP: "Timestamp"}


@dataclass(frozen=True, slots=True)
class Moment:
    """One way in which a value relates to the present: ``refused`` is the comparison that must not hold,
    ``check`` what the function that looks is called, before the kind of value."""

    prefix: str
    refused: str
    says: str
    check: str


MOMENTS = {
    "future": Moment("Future", "<=", "must lie in the future", "require_future"),
    "not_past": Moment("Coming", "<", "must not lie in the past", "refuse_past"),
    "past": Moment("Past", ">=", "must lie in the past", "require_past"),
    "not_future": Moment("Elapsed", ">", "must not lie in the future", "refuse_future"),
}
"""The values of ``Limits.moment``."""

_NAMES = re.compile(rf"\b(?:{'|'.join(each.prefix for each in MOMENTS.values())})(?:Date|Timestamp)\b")


def moment_type(kind: TypeName, moment: str) -> str:
    """Give the name of the type of a date or time that relates so to the present."""
    return f"{MOMENTS[moment].prefix}{_BASES[kind]}"


def moments_in(text: str) -> tuple[tuple[str, str, Moment], ...]:
    """Give the types that some source names: the name, the type that it narrows, and how."""
    named = sorted(set(_NAMES.findall(text)))
    return tuple(
        (name, base, each)
        for name in named
        for base in _BASES.values()
        for each in MOMENTS.values()
        if name == f"{each.prefix}{base}"
    )


def span(seconds: int) -> str:
    """Give a span of time in source, in the longest unit that fits."""
    for unit, length in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds % length == 0:
            return f"timedelta({unit}={seconds // length})"
    return f"timedelta(seconds={seconds})"
