"""CHECK conditions read as limits: ``x BETWEEN 1 AND 5``, ``x IN ('a', 'b')``, ``length(x) <= 200``."""

from __future__ import annotations

from dataclasses import replace

from workbench.reading.engines import exp, sqlglot
from workbench.reading.facts import FieldFact


def read_condition(text: str) -> exp.Expr | None:
    """Parse the text of a condition; nothing where it is no SQL."""
    try:
        return sqlglot.parse_one(text[:1000], read="postgres")
    except (sqlglot.errors.SqlglotError, RecursionError, ValueError):
        return None


def checked_columns(condition: exp.Expr) -> tuple[str, ...]:
    """Name the columns that the condition speaks of, each once."""
    return tuple(dict.fromkeys(column.name for column in condition.find_all(exp.Column)))


def apply_check(field: FieldFact, condition: exp.Expr) -> FieldFact:
    """Add to the field what the condition on it alone says; what is not understood adds nothing."""
    condition = _bare(condition)
    if isinstance(condition, exp.And):
        return apply_check(apply_check(field, condition.left), condition.right)
    if isinstance(condition, exp.Or):
        return _alternatives(field, condition)
    if isinstance(condition, exp.In):
        values = tuple(str(value.this) for value in condition.expressions if isinstance(value, exp.Literal))
        complete = len(values) == len(condition.expressions)
        return replace(field, choices=values) if values and complete and _is_column(condition.this) else field
    if isinstance(condition, exp.Between):
        field = _bound(field, condition.this, _number(condition.args["low"]), lower=True)
        return _bound(field, condition.this, _number(condition.args["high"]), lower=False)
    return _comparison(field, condition)


def _alternatives(field: FieldFact, condition: exp.Or) -> FieldFact:
    """``x IS NULL OR …`` limits x as … does; ``x = 'a' OR x = 'b'`` enumerates."""
    for one, other in ((condition.left, condition.right), (condition.right, condition.left)):
        bare = _bare(one)
        if isinstance(bare, exp.Is) and isinstance(bare.expression, exp.Null):
            return apply_check(field, other)
    equal = [_bare(part) for part in condition.flatten()]
    values = [
        str(part.right.this) for part in equal if isinstance(part, exp.EQ) and isinstance(part.right, exp.Literal)
    ]
    return replace(field, choices=tuple(values)) if len(values) == len(equal) else field


def _comparison(field: FieldFact, condition: exp.Expr) -> FieldFact:
    kinds: tuple[tuple[type[exp.Binary], bool, bool], ...] = (
        (exp.GTE, True, False),
        (exp.GT, True, True),
        (exp.LTE, False, False),
        (exp.LT, False, True),
    )
    for kind, lower, strict in kinds:
        if isinstance(condition, kind):
            left, right = _bare(condition.left), _bare(condition.right)
            if _number(right) is not None:
                return _bound(field, left, _number(right), lower=lower, strict=strict)
            if _number(left) is not None:
                return _bound(field, right, _number(left), lower=not lower, strict=strict)
    return field


def _bound(
    field: FieldFact, measured: exp.Expr, value: float | None, *, lower: bool, strict: bool = False
) -> FieldFact:
    if value is None:
        return field
    measured = _bare(measured)
    if isinstance(measured, exp.Length) or (isinstance(measured, exp.Anonymous) and "length" in measured.name.lower()):
        length = int(value) + (1 if lower else -1) * strict
        return replace(field, min_length=length) if lower else replace(field, max_length=length)
    if not _is_column(measured):
        return field
    if lower:
        return replace(field, minimum=value, exclusive_minimum=strict)
    return replace(field, maximum=value, exclusive_maximum=strict)


def _is_column(node: exp.Expr) -> bool:
    return isinstance(_bare(node), exp.Column)


def _bare(node: exp.Expr) -> exp.Expr:
    while isinstance(node, exp.Paren | exp.Cast):
        node = node.this
    return node


def _number(node: exp.Expr) -> float | None:
    node = _bare(node)
    if isinstance(node, exp.Neg):
        inner = _number(node.this)
        return None if inner is None else -inner
    if isinstance(node, exp.Literal) and not node.is_string:
        try:
            value = float(node.this)
        except ValueError:
            return None
        return int(value) if value.is_integer() else value
    return None
