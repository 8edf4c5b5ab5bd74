"""What a clause says of a single value."""

import re
from collections.abc import Callable
from dataclasses import replace

from generators.blueprint import Limits
from workbench.reading.notation.clauses import Clause
from workbench.resolving.ruling.names import Refused


def limited(clause: Clause, limits: Limits) -> Limits:
    """Give the limits with what the clause says; those of another kind stay as they are."""
    apply = _APPLY.get(clause.word)
    return apply(clause, limits) if apply else limits


def _length(clause: Clause, limits: Limits) -> Limits:
    low, high = clause.number("min"), clause.number("max")
    if (low is not None and low < 0) or (low is not None and high is not None and low > high):
        raise Refused("no text is that long")
    return replace(
        limits,
        min_length=int(low) if low is not None else limits.min_length,
        max_length=int(high) if high is not None else limits.max_length,
    )


def _range(clause: Clause, limits: Limits) -> Limits:
    low, high = clause.number("min"), clause.number("max")
    if low is not None and high is not None and low > high:
        raise Refused("no number lies there")
    return replace(limits, minimum=low, maximum=high, exclusive_minimum=False, exclusive_maximum=False)


def _above(clause: Clause, limits: Limits) -> Limits:
    return replace(limits, minimum=clause.number("value"), exclusive_minimum=True)


def _below(clause: Clause, limits: Limits) -> Limits:
    return replace(limits, maximum=clause.number("value"), exclusive_maximum=True)


def _pattern(clause: Clause, limits: Limits) -> Limits:
    try:
        re.compile(clause.text("value"))
    except re.error as error:
        raise Refused(f"the pattern is none: {error}") from error
    return replace(limits, pattern=clause.text("value"))


def _format(clause: Clause, limits: Limits) -> Limits:
    return replace(limits, format=clause.text("value"))


def _choices(clause: Clause, limits: Limits) -> Limits:
    return replace(limits, choices=clause.names("values"))


def _moment(clause: Clause, limits: Limits) -> Limits:
    return replace(limits, moment=clause.word)


_APPLY: dict[str, Callable[[Clause, Limits], Limits]] = {
    "length": _length,
    "range": _range,
    "above": _above,
    "below": _below,
    "pattern": _pattern,
    "format": _format,
    "choices": _choices,
    "future": _moment,
    "past": _moment,
    "not_past": _moment,
    "not_future": _moment,
}
