"""C2: what PostgreSQL says after the migrations is what the specifications ask for."""

from dataclasses import replace

import pytest

from generators.blueprint import Column, ColumnType, TypeName
from tests.workbench.criteria.world import RUN, TABLES, World
from workbench.criteria.c02_tables import written_type
from workbench.criteria.verdict import Evidence, State
from workbench.running.events import ObservedColumn, ObservedConstraint


def row(world: World, element: str) -> Evidence:
    return next(each for each in world.judge("C2").evidence if each.element == element)


def observe_column(world: World, name: str, **members: object) -> None:
    columns = tuple(
        replace(each, **members) if (each.table, each.name) == ("tasks", name) else each  # type: ignore[arg-type]
        for each in RUN.columns
    )
    world.change_run(columns=columns)


def test_a_column_as_specified_leads_to_its_line(world: World) -> None:
    found = row(world, "table:tasks.title")

    assert (found.state, found.text) == (State.GREEN, "tasks.title character varying(200)")
    assert found.spec is not None
    assert (found.spec.file, found.spec.line) == (TABLES, 6)
    assert found.code is not None
    assert found.code.file == "backend/app/models/task.py"


def test_another_type_is_red(world: World) -> None:
    observe_column(world, "title", type="text")

    assert row(world, "table:tasks.title").text == ("tasks.title is text where character varying(200) is specified")
    assert world.judge("C2").state is State.RED


def test_a_null_that_is_not_allowed_is_red(world: World) -> None:
    observe_column(world, "title", nullable=True)

    assert row(world, "table:tasks.title").state is State.RED


def test_a_missing_column_is_red(world: World) -> None:
    world.change_run(columns=tuple(each for each in RUN.columns if each.name != "title"))

    assert row(world, "table:tasks.title").text == "tasks.title is missing"


def test_a_missing_table_is_red(world: World) -> None:
    world.change_run(columns=tuple(each for each in RUN.columns if each.table != "tasks"))

    assert row(world, "table:tasks").text == "table tasks is missing"


@pytest.mark.parametrize(
    ("lost", "element", "text"),
    [
        ("pk_tasks", "table:tasks.id", "tasks.id is not in the primary key"),
        ("fk_tasks", "table:tasks.user_id", "tasks.user_id does not reference users"),
    ],
)
def test_a_missing_constraint_is_red(world: World, lost: str, element: str, text: str) -> None:
    world.change_run(constraints=tuple(each for each in RUN.constraints if each.name != lost))

    assert row(world, element).text == text


def make_title_unique(world: World) -> None:
    users, tasks = world.blueprint.entities
    columns = tuple(replace(each, unique=each.name == "title") for each in tasks.columns)
    world.blueprint = replace(world.blueprint, entities=(users, replace(tasks, columns=columns)))


def test_a_missing_uniqueness_is_red(world: World) -> None:
    make_title_unique(world)

    assert row(world, "table:tasks.title").text == "tasks.title is not unique"


@pytest.mark.parametrize(
    ("kind", "definition"),
    [
        ("unique", "UNIQUE (title)"),
        ("index", "CREATE UNIQUE INDEX uq ON public.tasks USING btree (lower((title)::text))"),
    ],
)
def test_a_unique_constraint_or_index_serves(world: World, kind: str, definition: str) -> None:
    make_title_unique(world)
    world.change_run(constraints=(*RUN.constraints, ObservedConstraint("tasks", "uq", kind, definition)))

    assert row(world, "table:tasks.title").state is State.GREEN


def test_drift_between_models_and_migrations_is_red(world: World) -> None:
    world.change_run(migration_problem="models and migrations differ: add_column tasks.note")

    verdict = world.judge("C2")

    assert verdict.state is State.RED
    assert "add_column tasks.note" in verdict.evidence[0].text


def test_migrations_that_failed_are_red(world: World) -> None:
    world.change_run(columns=(), migration_problem="alembic upgrade head failed: KeyError: x")

    assert world.judge("C2").state is State.RED


def test_migrations_that_never_ran_are_amber(world: World) -> None:
    world.change_run(columns=())

    assert world.judge("C2").state is State.AMBER


def test_a_table_beside_the_specified_ones_is_nobodys_fault(world: World) -> None:
    other = ObservedColumn("alembic_version", "version_num", "character varying(32)", nullable=False)
    world.change_run(columns=(*RUN.columns, other))

    assert world.judge("C2").state is State.GREEN


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (ColumnType(TypeName.VARCHAR, length=20), "character varying(20)"),
        (ColumnType(TypeName.VARCHAR), "character varying"),
        (ColumnType(TypeName.TIMESTAMP), "timestamp with time zone"),
        (ColumnType(TypeName.NUMERIC, precision=10, scale=2), "numeric(10,2)"),
        (ColumnType(TypeName.FLOAT), "double precision"),
        (ColumnType(TypeName.ARRAY, item=TypeName.TEXT), "text[]"),
        (ColumnType(TypeName.ARRAY, item=TypeName.VARCHAR), "character varying[]"),
        (ColumnType(TypeName.JSON), "jsonb"),
    ],
)
def test_types_are_compared_in_the_words_of_postgresql(kind: ColumnType, written: str) -> None:
    assert written_type(Column("x", kind)) == written
