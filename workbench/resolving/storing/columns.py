"""Statements about one column, merged into a column."""

from collections.abc import Sequence

from generators.blueprint import Column
from workbench.resolving.contradicting import kinds
from workbench.resolving.contradicting.kinds import Said, settle
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.storing.checks import ColumnCheck
from workbench.resolving.storing.column_limits import fitting_limits, settle_limits
from workbench.resolving.storing.column_types import settle_type
from workbench.resolving.storing.defaults import settle_default
from workbench.resolving.storing.roles import column_role
from workbench.resolving.storing.stated import Statement


def resolve_column(
    ledger: Ledger,
    table: str,
    statements: Sequence[Statement],
    checks: Sequence[ColumnCheck] = (),
    *,
    key: bool = False,
    affects: int = 1,
) -> Column:
    """Merge statements (most authoritative first) into a column; references, and whether it can be empty, are
    left to the entities."""
    name = statements[0].field.name.strip('`"* ')
    about = f"{table}.{name}"
    primary_key = key or any(statement.fact.primary_key for statement in statements)
    limits = settle_limits(ledger, about, statements, checks, affects)
    kind = settle_type(ledger, about, statements, limits, primary_key=primary_key, affects=affects)
    role = column_role(name, kind)
    default = settle_default(ledger, about, statements, kind, role, primary_key=primary_key)
    return Column(
        name=name,
        type=kind,
        primary_key=primary_key,
        unique=_unique(ledger, about, statements) and not primary_key,
        index=any(statement.fact.index for statement in statements),
        case_insensitive=_case_insensitive(statements),
        default=default,
        limits=fitting_limits(kind, limits),
        role=role,
        description=next((text for statement in statements if (text := statement.field.description)), ""),
        sources=tuple(dict.fromkeys(statement.fact.source for statement in statements)),
    )


def _unique(ledger: Ledger, about: str, statements: Sequence[Statement]) -> bool:
    said = [
        Said(statement.fact.unique, statement.fact.source)
        for statement in statements
        if statement.fact.unique is not None
    ]
    if not said:
        return False
    return settle(ledger, kinds.UNIQUE, about, said, show=lambda value: "unique" if value else "not unique")


def _case_insensitive(statements: Sequence[Statement]) -> bool:
    texts = " ".join(f"{statement.field.type or ''} {statement.field.description}" for statement in statements).lower()
    return "citext" in texts or "case-insensitive" in texts or "case insensitive" in texts
