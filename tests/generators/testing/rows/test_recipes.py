"""Recipes: what must exist before a call, how its path is filled in, and what its body carries."""

import dataclasses

import pytest

from generators.blueprint import (
    Blueprint,
    BodyField,
    Column,
    ColumnRole,
    ColumnType,
    Entity,
    Limits,
    PathParameter,
    PathUse,
    TypeName,
)
from generators.testing.naming import usual_role
from generators.testing.rows.recipes import Recipe, has_one_row_each
from tests.generators.examples.catalogue import EXAMPLES


def recipe(example: str, operation_id: str) -> Recipe:
    """Give the recipe of one operation of an example."""
    blueprint = EXAMPLES[example]
    return Recipe(blueprint, next(each for each in blueprint.operations if each.id == operation_id))


def lines(given: Recipe) -> list[str]:
    """Give the statements that store what the call names."""
    return [row.line(given.caller) for row in given.rows()]


def test_a_row_in_the_path_is_stored_for_the_caller() -> None:
    read = recipe("shared-secret", "todos.read")
    assert lines(read) == ["todo = await make_todo(session, user)"]
    assert read.url == 'f"/api/{user.id}/todos/{todo.id}"'


def test_a_parent_in_the_path_is_stored_first() -> None:
    create = recipe("nested", "tasks.create")
    assert lines(create) == ["project = await make_project(session, user)"]
    assert create.url == 'f"/api/v1/projects/{project.id}/tasks"'


def test_a_link_needs_both_of_its_ends() -> None:
    link = recipe("nested", "tasks.add_label")
    assert sorted(lines(link)) == [
        "label = await make_label(session, user)",
        "task = await make_task(session, user)",
    ]


def test_a_placeholder_means_the_same_in_every_path() -> None:
    assert recipe("no-users-table", "notes.read").template == "/notes/{note_id}"
    assert recipe("nested", "tasks.list").template == "/api/v1/projects/{project_id}/tasks"


def test_an_operation_for_a_role_is_called_by_somebody_of_that_role() -> None:
    users = recipe("accounts", "users.list")
    assert (users.role, users.caller, users.headers) == ("admin", "admin_user", "admin_headers")
    assert recipe("accounts", "todos.list").role is None


def test_the_least_body_holds_what_is_required_and_the_full_one_everything() -> None:
    create = recipe("shared-secret", "todos.create")
    assert [name for name, _ in create.body()] == ["title"]
    assert [name for name, _ in create.body(optional=True)] == [field.name for field in create.operation.body]


def test_a_required_reference_is_stored_and_carried_by_its_key() -> None:
    blueprint = EXAMPLES["nested"]
    create = next(each for each in blueprint.operations if each.id == "tasks.create")
    in_body = BodyField("project_id", ColumnType(TypeName.BIGINT), "project_id")
    flat = dataclasses.replace(create, path="/tasks", path_parameters=(), body=(*create.body, in_body))
    given = Recipe(with_operation(blueprint, create.id, flat), flat)
    assert lines(given) == ["project = await make_project(session, user)"]
    assert given.reference_sources() == (("project_id", "project.id"),)
    assert "project_id" not in dict(given.body(optional=True))


def test_something_outside_the_tables_is_filled_in_as_it_is() -> None:
    blueprint = EXAMPLES["nested"]
    export = next(each for each in blueprint.operations if each.id == "tasks.export")
    outside = dataclasses.replace(
        export,
        entity=None,
        path="/exports/{kind}",
        path_parameters=(PathParameter("kind", PathUse.ROW, ColumnType(TypeName.TEXT)),),
    )
    given = Recipe(with_operation(blueprint, export.id, outside), outside)
    assert given.addressed == ()
    assert given.url == '"/exports/Some%20kind"'


def test_an_operation_without_entity_says_so() -> None:
    with pytest.raises(LookupError, match=r"health\.read"):
        _ = recipe("shared-secret", "health.read").entity


def with_operation(blueprint: Blueprint, name: str, operation: object) -> Blueprint:
    """Give the blueprint with one operation replaced."""
    operations = tuple(operation if each.id == name else each for each in blueprint.operations)
    return dataclasses.replace(blueprint, operations=operations)  # type: ignore[arg-type]


@pytest.mark.parametrize(("unique", "shared", "one"), [(True, True, True), (True, False, False), (False, True, False)])
def test_rows_that_everybody_sees_and_nobody_has_two_of_are_made_for_somebody_else(
    unique: bool, shared: bool, one: bool
) -> None:
    owner = Column("user_id", ColumnType(TypeName.UUID), unique=unique, role=ColumnRole.OWNER)
    assert has_one_row_each(Entity("guides", "guide", (owner,), shared=shared)) is one


@pytest.mark.parametrize(
    ("roles", "beyond", "usual"),
    [
        (("admin", "clerk"), ("admin",), "clerk"),
        (("clerk", "admin"), ("admin",), "clerk"),
        (("admin",), ("admin",), "admin"),
    ],
)
def test_accounts_that_must_have_a_role_have_one_that_opens_nothing(
    roles: tuple[str, ...], beyond: tuple[str, ...], usual: str
) -> None:
    blueprint = EXAMPLES["nested"]
    operations = tuple(dataclasses.replace(one, bypass_roles=beyond) for one in blueprint.operations)
    kind = ColumnType(TypeName.VARCHAR, length=10)
    role = Column("role", kind, role=ColumnRole.USER_ROLE, limits=Limits(choices=roles))
    users = blueprint.users
    assert users is not None
    entities = tuple(
        dataclasses.replace(one, columns=(*one.columns, role)) if one == users else one for one in blueprint.entities
    )
    assert usual_role(dataclasses.replace(blueprint, operations=operations, entities=entities)) == usual
