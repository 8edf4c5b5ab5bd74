"""Columns that can be empty in one document and not in another: asked together, for each table."""

from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import Column
from workbench.resolving.contradicting import kinds
from workbench.resolving.contradicting.kinds import Said, settle
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Choice
from workbench.resolving.storing.roles import is_optional_by_name
from workbench.resolving.storing.stated import Statement, stated_nullable
from workbench.resolving.words import join_words

Saying = tuple[Said[bool], ...]


def settle_nullables(
    ledger: Ledger, table: str, columns: Sequence[tuple[Column, Sequence[Statement]]]
) -> tuple[Column, ...]:
    """Give the columns of a table with what holds of their being empty, asking once for all that differ alike."""
    stated = {column.name: _said(statements) for column, statements in columns if not column.primary_key}
    differing: dict[bool, dict[str, Saying]] = {}
    for name, said in stated.items():
        if len({one.value for one in said}) > 1:
            differing.setdefault(said[0].value, {})[name] = said
    settled = {name: value for lead, found in differing.items() for name, value in _ask(ledger, table, lead, found)}
    return tuple(
        replace(column, nullable=settled.get(column.name, _agreed(column, statements, stated.get(column.name, ()))))
        for column, statements in columns
    )


def _said(statements: Sequence[Statement]) -> Saying:
    return tuple(
        Said(nullable, statement.fact.source)
        for statement in statements
        if (nullable := stated_nullable(statement)) is not None
    )


def _agreed(column: Column, statements: Sequence[Statement], said: Saying) -> bool:
    if column.primary_key:
        return False
    if said:
        return said[0].value
    if column.default is not None or column.unique:
        return False
    return is_optional_by_name(column.name, [statement.field for statement in statements])


def _ask(ledger: Ledger, table: str, lead: bool, found: dict[str, Saying]) -> list[tuple[str, bool]]:
    names = sorted(found)
    if len(names) == 1:
        said = found[names[0]]
        return [(names[0], settle(ledger, kinds.NULLABLE, f"{table}.{names[0]}", said, show=_show))]
    first = found[names[0]]
    choices = [
        Choice(
            _show(value),
            f"{_show(value)}, as {next(one.source.file for one in first if one.value is value)} says",
            f"The columns {join_words(names)} are {_show(value)}.",
        )
        for value in (lead, not lead)
    ]
    chosen = ledger.ask(
        f"{table}.{'+'.join(names)}.nullable",
        f"Can {join_words(names)} of {table} be empty? The documents say {choices[0].value} and {choices[1].value}.",
        choices,
        [one.source for name in names for one in found[name]],
        why=kinds.NULLABLE.why,
        blocking=False,
        affects=kinds.NULLABLE.weight * len(names),
    )
    return [(name, chosen == _show(value=True)) for name in names]


def _show(value: bool) -> str:
    return "nullable" if value else "not null"
