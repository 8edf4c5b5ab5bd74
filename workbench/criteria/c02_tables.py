"""C2: all tables of the specifications exist and are properly typed."""

from collections.abc import Iterator, Mapping

from generators.blueprint import Column, Entity, TypeName
from workbench.criteria.grounds import Grounds, specification
from workbench.criteria.judging import count, sentence
from workbench.criteria.verdict import Evidence, State
from workbench.running.events import ObservedColumn, ObservedConstraint, Run
from workbench.wording import plural

_WRITTEN = {
    TypeName.VARCHAR: "character varying",
    TypeName.TIMESTAMP: "timestamp with time zone",
    TypeName.TIME: "time without time zone",
}


def check_tables(grounds: Grounds) -> tuple[str, tuple[Evidence, ...]]:
    """Compare every column of the blueprint with what PostgreSQL says of the database after the migrations.

    Red where a table or column is missing, where type, nullability, key, reference or uniqueness
    differ, where the migrations fail, and where Alembic finds that models and migrations differ;
    amber where the migrations have not run.
    """
    run = grounds.run
    if run is None or not (run.columns or run.migration_problem):
        return "The migrations have not run yet.", (Evidence("No migration was observed.", State.AMBER),)
    rows = [row for entity in grounds.blueprint.entities for row in _judged_table(grounds, run, entity)]
    if run.migration_problem:
        rows.insert(0, Evidence(run.migration_problem, State.RED))
    else:
        rows.append(Evidence("alembic check finds no drift between models and migrations", State.GREEN))
    tables = len(grounds.blueprint.entities)
    columns = [row for row in rows if row.element.startswith("table:") and "." in row.element]
    summary = (
        f"{count(columns)} of {plural(len(columns), 'column')} in {plural(tables, 'table')} "
        f"{'are' if len(columns) != 1 else 'is'} as specified"
        + (f"; {sentence(run.migration_problem)}" if run.migration_problem else " and there is no drift.")
    )
    return summary, tuple(rows)


def _judged_table(grounds: Grounds, run: Run, entity: Entity) -> Iterator[Evidence]:
    observed = {column.name: column for column in run.columns if column.table == entity.name}
    element = f"table:{entity.name}"
    code = grounds.code_of(element, "app/models/")
    if not observed:
        yield Evidence(f"table {entity.name} is missing", State.RED, element, specification(entity.sources), code)
        return
    constraints = [constraint for constraint in run.constraints if constraint.table == entity.name]
    for column in entity.columns:
        departures = _departures(column, observed) or _constraint_departures(entity, column, constraints)
        yield Evidence(
            text=f"{entity.name}.{column.name} {departures or written_type(column)}",
            state=State.RED if departures else State.GREEN,
            element=f"{element}.{column.name}",
            spec=specification(column.sources or entity.sources),
            code=grounds.code_of(f"{element}.{column.name}", "app/models/") or code,
        )


def _departures(column: Column, observed: Mapping[str, ObservedColumn]) -> str:
    found = observed.get(column.name)
    if found is None:
        return "is missing"
    if found.type not in _accepted_types(column):
        return f"is {found.type} where {written_type(column)} is specified"
    if found.nullable and not (column.nullable or column.primary_key):
        return "allows null where the specifications do not"
    if not found.nullable and column.nullable and not column.primary_key:
        return "refuses null where the specifications allow it"
    return ""


def _constraint_departures(entity: Entity, column: Column, constraints: list[ObservedConstraint]) -> str:
    """Say which key, reference or uniqueness of ``column`` the database lacks."""
    if not constraints:
        return ""
    definitions = [(constraint.kind, constraint.definition) for constraint in constraints]
    if column.primary_key and not any(
        kind == "primary key" and _names(definition) == [key.name for key in entity.key]
        for kind, definition in definitions
    ):
        return "is not in the primary key"
    if column.references and not any(
        kind == "foreign key"
        and _names(definition) == [column.name]
        and f" {column.references.entity}(" in definition.replace('"', "").replace("public.", "")
        for kind, definition in definitions
    ):
        return f"does not reference {column.references.entity}"
    if column.unique and not column.primary_key and not any(_is_unique_over(column.name, *row) for row in definitions):
        return "is not unique"
    return ""


def _is_unique_over(name: str, kind: str, definition: str) -> bool:
    """Tell whether a unique constraint or index is over that column alone, or over an expression of it."""
    if kind == "unique":
        return _names(definition) == [name]
    return kind == "index" and definition.startswith("CREATE UNIQUE") and name in definition.partition(" USING ")[2]


def _names(definition: str) -> list[str]:
    """Give the column names in the first parentheses of a constraint's definition."""
    inner = definition.partition("(")[2].partition(")")[0]
    return [name.strip().strip('"') for name in inner.split(",")]


def written_type(column: Column) -> str:
    """Give the type as PostgreSQL's ``format_type`` writes it."""
    kind = column.type
    if kind.name is TypeName.ARRAY:
        item = kind.item or TypeName.TEXT
        return f"{_WRITTEN.get(item, item.value)}[]"
    if kind.name is TypeName.VARCHAR and kind.length:
        return f"character varying({kind.length})"
    return _WRITTEN.get(kind.name, str(kind))


def _accepted_types(column: Column) -> tuple[str, ...]:
    """Give the types that serve: a time of day may carry its zone, text that ignores case may be ``citext``."""
    written = written_type(column)
    if column.type.name is TypeName.TIME:
        return written, "time with time zone"
    return (written, "citext") if column.case_insensitive else (written,)
