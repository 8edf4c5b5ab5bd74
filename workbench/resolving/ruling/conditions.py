"""Conditions on rows, as SQL for a partial index or a CHECK."""

from generators.blueprint import Entity
from workbench.reading.notation.clauses import Clause, Scalar
from workbench.resolving.ruling.names import find_column


def as_sql(clause: Clause, entity: Entity) -> str | None:
    """Give the condition behind ``where``; nothing where there is none."""
    if not clause.text("where"):
        return None
    column = find_column(clause.text("where"), entity).name
    among = clause.names("among")
    if among:
        return f"{column} IN ({', '.join(literal(value) for value in among)})"
    value = clause.scalar("equals")
    return f"{column} IS NULL" if value is None else f"{column} = {literal(value)}"


def literal(value: Scalar) -> str:
    """Give a value as SQL writes it."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return "'" + value.replace("'", "''") + "'"
