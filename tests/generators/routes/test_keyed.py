"""Routes that take the caller's key alone: a user who has vanished owns nothing that a statement could find."""

import dataclasses
import re

import pytest

from generators.backend import generate
from generators.blueprint import Blueprint, Column, ColumnType, OperationKind, TypeName
from tests.generators.examples.catalogue import EXAMPLES


def text_of(blueprint: Blueprint, path: str) -> str:
    """Give the text of a generated file."""
    return next(file.text for file in generate(blueprint) if file.path == path)


def callers(blueprint: Blueprint, path: str = "app/routes/todos.py") -> dict[str, str]:
    """Give what each route of a module takes the caller as."""
    routes = re.findall(r"async def (\w+)\((.*?)\) ->", text_of(blueprint, path), re.DOTALL)
    return {name: found[1] for name, taken in routes if (found := re.search(r"\b(\w+User(?:Id)?)\b", taken))}


def with_users_column(column: Column) -> Blueprint:
    """Give the example with one more column of the users table."""
    blueprint = EXAMPLES["accounts"]
    entities = tuple(
        dataclasses.replace(entity, columns=(*entity.columns, column)) if entity == blueprint.users else entity
        for entity in blueprint.entities
    )
    return dataclasses.replace(blueprint, entities=entities)


def test_lone_statements_that_read_or_make_own_rows_need_no_more_than_the_key() -> None:
    taken = callers(EXAMPLES["shared-secret"])
    keyed = {name for name, alias in taken.items() if alias == "PathUserId"}
    assert keyed == {"list_todos", "create_todo", "read_todo"}
    assert {taken[name] for name in taken.keys() - keyed} == {"PathUser"}


@pytest.mark.parametrize("name", ["accounts", "integer-accounts", "shared-secret", "community"])
def test_whoever_changes_something_is_loaded(name: str) -> None:
    dependencies = text_of(EXAMPLES[name], "app/dependencies.py")
    assert "async def get_current_user(" in dependencies
    assert re.search(r"async def get_current_user\(.*?\) -> Caller:.*?await require_caller\(", dependencies, re.DOTALL)


def test_rows_that_a_role_may_reach_as_well_need_the_caller() -> None:
    assert callers(EXAMPLES["accounts"])["read_todo"] == "CurrentUser"


@pytest.mark.parametrize("error", ["HTTPException", "RequestValidationError"])
def test_whoever_is_refused_is_looked_up_before(error: str) -> None:
    text = text_of(EXAMPLES["shared-secret"], "app/dependencies.py")
    looked_up = r"except \(([\w, ]+)\):\n +await require_caller\(connection, caller_id\)\n +raise\n"
    assert error in re.findall(looked_up, text)[0].split(", ")


def test_where_nobody_changes_anything_every_caller_is_loaded() -> None:
    example = EXAMPLES["shared-secret"]
    reading = tuple(one for one in example.operations if one.kind in {OperationKind.LIST, OperationKind.READ})
    dependencies = text_of(dataclasses.replace(example, operations=reading), "app/dependencies.py")
    assert "async def get_current_user(" in dependencies
    assert "CurrentUserId" not in dependencies


def test_an_empty_list_is_that_of_a_caller_who_exists() -> None:
    text = text_of(EXAMPLES["shared-secret"], "app/routes/todos.py")
    assert "    if not total:\n        await require_caller(connection, caller_id)\n" in text


def test_a_row_that_nobody_owns_tells_that_the_account_is_gone() -> None:
    text = text_of(EXAMPLES["shared-secret"], "app/middleware/errors.py")
    assert re.search(r'ACCOUNTS = frozenset\({"fk_todos_\w+_users"}\)', text)


def test_an_account_that_may_be_closed_is_loaded_for_every_call() -> None:
    closing = with_users_column(Column("is_active", ColumnType(TypeName.BOOLEAN)))
    assert set(callers(closing).values()) == {"CurrentUser"}
    assert "CurrentUserId" not in text_of(closing, "app/dependencies.py")


def test_without_a_table_of_users_the_token_is_all_there_is() -> None:
    assert set(callers(EXAMPLES["no-users-table"], "app/routes/notes.py").values()) == {"CurrentUser"}


@pytest.mark.parametrize("name", ["accounts", "shared-secret", "nested", "community"])
def test_what_no_route_takes_is_not_written(name: str) -> None:
    files = generate(EXAMPLES[name])
    dependencies = next(file.text for file in files if file.path == "app/dependencies.py")
    routes = "".join(file.text for file in files if file.path.startswith("app/routes/"))
    for alias in re.findall(r"^(\w+User(?:Id)?) = ", dependencies, re.MULTILINE):
        assert re.search(rf"\b{alias}\b", routes + dependencies.replace(f"{alias} = ", ""))
