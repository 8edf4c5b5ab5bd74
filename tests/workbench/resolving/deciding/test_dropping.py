"""What somebody leaves out goes with what is built on it alone."""

from dataclasses import replace

from generators.blueprint import Entity, Operation
from tests.workbench.resolving.readings import CRUD, endpoint, reading, tasks_table, users_table
from tests.workbench.resolving.validating import validate
from workbench.resolving.deciding.dropping import drop
from workbench.resolving.resolver import resolve

BLUEPRINT = resolve(reading(users_table(), tasks_table(), *CRUD, endpoint("GET /api/health", line=9))).blueprint


def dropped(*names: str) -> tuple[tuple[Entity, ...], tuple[Operation, ...]]:
    return drop(names, BLUEPRINT.entities, BLUEPRINT.operations)


def test_a_path_goes_with_all_that_is_below_it() -> None:
    entities, operations = dropped("/api/tasks")
    assert [one.path for one in operations] == ["/api/health"]
    assert entities == tuple(one for one in BLUEPRINT.entities)


def test_a_path_that_only_begins_alike_stays() -> None:
    assert dropped("/api/task") == (BLUEPRINT.entities, BLUEPRINT.operations)


def test_a_table_goes_with_the_endpoints_about_it() -> None:
    entities, operations = dropped("tasks")
    assert "tasks" not in [one.name for one in entities]
    assert [one.path for one in operations] == ["/api/health"]


def test_a_table_that_another_one_refers_to_stays() -> None:
    entities, _ = dropped("users")
    assert "users" in [one.name for one in entities]


def test_what_is_left_is_sound() -> None:
    entities, operations = dropped("tasks")
    assert validate(replace(BLUEPRINT, entities=entities, operations=operations, rules=(), requirements=())) == ()
