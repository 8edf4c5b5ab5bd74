"""The limits of a column: what its statements and checks say of its values."""

import re
from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import ColumnType, Limits, TypeName
from workbench.reading.facts import FieldFact
from workbench.resolving.contradicting import kinds
from workbench.resolving.contradicting.kinds import Said, settle
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.storing.checks import ColumnCheck, combine, read_check
from workbench.resolving.storing.stated import Statement
from workbench.resolving.words import snake


def settle_limits(
    ledger: Ledger, about: str, statements: Sequence[Statement], checks: Sequence[ColumnCheck], affects: int
) -> Limits:
    """Give the limits that statements about a column (most authoritative first) and its checks set together."""
    stated = [_statement_limits(statement) for statement in statements]
    choices = _agreed_choices(ledger, about, statements, stated, affects)
    limits = Limits()
    for one in stated:
        limits = combine(limits, one)
    for check in checks:
        limits = combine(limits, check.limits)
    return replace(limits, choices=choices or limits.choices)


def _statement_limits(statement: Statement) -> Limits:
    limits = field_limits(statement.field)
    if statement.fact.check:
        for check in read_check(statement.fact.check)[0]:
            if check.column == snake(statement.field.name):
                limits = combine(limits, check.limits)
    return limits


def field_limits(field: FieldFact) -> Limits:
    """Give the limits that a field states by itself."""
    known_format = field.format if field.format in ("email", "uri", "slug") else None
    return Limits(
        min_length=field.min_length,
        max_length=field.max_length,
        minimum=field.minimum,
        maximum=field.maximum,
        exclusive_minimum=field.exclusive_minimum,
        exclusive_maximum=field.exclusive_maximum,
        pattern=_whole_pattern(field.pattern),
        format=known_format or {"url": "uri"}.get(field.format or ""),
        choices=field.choices,
    )


def _whole_pattern(pattern: str | None) -> str | None:
    if not pattern:
        return None
    try:
        re.compile(pattern)
    except re.error:
        return None
    head = pattern[1:] if pattern.startswith("^") else f".*{pattern}"
    return head[:-1] if head.endswith("$") and not head.endswith("\\$") else f"{head}.*"


def _agreed_choices(
    ledger: Ledger, about: str, statements: Sequence[Statement], stated: Sequence[Limits], affects: int
) -> tuple[str, ...]:
    said = [
        Said(limits.choices, statement.fact.source)
        for limits, statement in zip(stated, statements, strict=True)
        if limits.choices
    ]
    distinct = {tuple(sorted(one.value)) for one in said}
    if len(distinct) < 2:
        return said[0].value if said else ()
    ordered = {tuple(sorted(one.value)): one.value for one in reversed(said)}
    unified = [Said(ordered[tuple(sorted(one.value))], one.source) for one in said]
    return settle(ledger, kinds.CHOICES, about, unified, show=", ".join, affects=affects)


def fitting_limits(kind: ColumnType, limits: Limits) -> Limits:
    """Keep the limits that the type can carry; a varchar's length is one of them."""
    if kind.name in (TypeName.VARCHAR, TypeName.TEXT):
        length = min((size for size in (kind.length, limits.max_length) if size is not None), default=None)
        if limits.choices:
            return Limits(choices=limits.choices)
        return Limits(
            min_length=limits.min_length,
            max_length=length,
            pattern=limits.pattern,
            format=limits.format,
        )
    if kind.name is TypeName.ARRAY:
        return Limits(min_length=limits.min_length, max_length=limits.max_length)
    if kind.name in (TypeName.SMALLINT, TypeName.INTEGER, TypeName.BIGINT, TypeName.NUMERIC, TypeName.FLOAT):
        return replace(limits, min_length=None, max_length=None, pattern=None, format=None, choices=())
    return Limits()
