"""Names follow Python's customs, whatever the specifications call things."""

import pytest

from generators.blueprint import Entity, Operation, OperationKind, Response
from generators.blueprint.operation import Body
from generators.naming import attribute, body_schema, camel, class_name, module_name, parameter, snake


@pytest.mark.parametrize(
    ("given", "expected"),
    [("dueDate", "due_date"), ("due-date", "due_date"), ("HTTPCode", "http_code"), ("title", "title"), ("--", "value")],
)
def test_names_become_snake_case(given: str, expected: str) -> None:
    assert snake(given) == expected


@pytest.mark.parametrize("reserved", ["class", "metadata", "model_config", "json", "import"])
def test_an_attribute_never_takes_a_reserved_name(reserved: str) -> None:
    assert attribute(reserved) == f"{reserved}_"


def test_an_attribute_never_starts_with_a_digit() -> None:
    assert attribute("2fa") == "n2fa"


@pytest.mark.parametrize(("given", "expected"), [("filter", "filter_"), ("id", "id"), ("todoId", "todo_id")])
def test_a_parameter_hides_no_builtin(given: str, expected: str) -> None:
    assert parameter(given) == expected


def test_camel_case_starts_small() -> None:
    assert camel("created_at") == "createdAt"


def test_an_entity_gives_class_and_module_their_names() -> None:
    entity = Entity("todo_items", "todo_item", ())
    assert (class_name(entity), module_name(entity)) == ("TodoItem", "todo_item")


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        (OperationKind.CREATE, "create_todo", "TodoCreate"),
        (OperationKind.PATCH, "update_todo", "TodoUpdate"),
        (OperationKind.PATCH, "update_todo_status", "UpdateTodoStatusRequest"),
        (OperationKind.LOGIN, "login", "LoginRequest"),
    ],
)
def test_a_body_is_named_after_what_it_does(kind: OperationKind, name: str, expected: str) -> None:
    operation = Operation("x.y", "POST", "/x", kind, "x", name, Response(200, Body.EMPTY))
    assert body_schema(operation, Entity("todos", "todo", ())) == expected
