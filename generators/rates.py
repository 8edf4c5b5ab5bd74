"""Rates: how often callers may call, and what of it the application needs."""

from dataclasses import dataclass

from generators.blueprint import Blueprint, Counted, Operation, RateLimit
from generators.naming import snake


@dataclass(frozen=True, slots=True)
class Rate:
    """A limit on calls as the generated code names it."""

    constant: str
    calls: int
    seconds: int


def rate_constant(limit: RateLimit) -> str:
    """Give the name of the constant that counts the calls of a limit."""
    return f"{snake(limit.name).upper()}_RATE"


def rates_of(blueprint: Blueprint) -> tuple[Rate, ...]:
    """Give every limit on calls once, in the order of the operations."""
    limits = {limit.name: limit for operation in blueprint.operations for limit in operation.rate_limits}
    return tuple(Rate(rate_constant(limit), limit.calls, limit.seconds) for limit in limits.values())


def counts_periods(blueprint: Blueprint) -> bool:
    """Tell whether anything may be created only so many times in a period."""
    return any(limit.period for entity in blueprint.entities for limit in entity.count_limits)


def rate_checks(operation: Operation, caller: str | None) -> list[str]:
    """Give the statements by which a route counts a call: of ``caller``, where there is one, or of the address."""
    return [
        f"{rate_constant(limit)}.check({caller if caller and limit.per is Counted.USER else ADDRESS})"
        for limit in operation.rate_limits
    ]


ADDRESS = 'request.client.host if request.client else ""'
"""The address that a request comes from, as an expression in a route."""
