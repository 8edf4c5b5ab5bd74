"""Tracing: the code names the numbered requirements that it enforces, and no others."""

from generators.blueprint import Operation
from tests.workbench.resolving.readings import CRUD, reading, requirement, tasks_table, users_table
from workbench.resolving.resolver import resolve

FACTS = (
    users_table(),
    tasks_table(),
    *CRUD,
    requirement("FR-001: Users can create tasks.", 1, label="FR-001"),
    requirement("FR-002: The title is required.", 2, label="FR-002"),
    requirement("FR-003: All endpoints require a valid JWT token.", 3, label="FR-003"),
    requirement("FR-004: Users can fly.", 4, label="FR-004"),
    requirement("Users can delete tasks.", 5),
)


def operation(name: str) -> Operation:
    blueprint = resolve(reading(*FACTS)).blueprint
    return next(one for one in blueprint.operations if one.id == f"tasks.{name}")


def test_an_operation_names_the_requirements_that_it_and_its_values_enforce() -> None:
    assert operation("create").requirements == ("tasks#FR-001", "tasks#FR-002")


def test_what_holds_everywhere_is_named_nowhere_in_particular() -> None:
    assert "tasks#FR-003" not in operation("list").requirements


def test_a_requirement_that_is_called_by_its_line_is_not_named() -> None:
    assert operation("delete").requirements == ()


def test_a_rule_names_its_requirements() -> None:
    blueprint = resolve(reading(*FACTS)).blueprint
    named = {rule.id: rule.requirements for rule in blueprint.rules if rule.requirements}
    assert named["rule:tasks.title.required"] == ("tasks#FR-002",)
    assert named["rule:tokens.authentication"] == ("tasks#FR-003",)
