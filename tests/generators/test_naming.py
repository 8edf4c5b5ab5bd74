"""Names follow Python's customs, whatever the specifications call things."""

import pytest

from generators.blueprint import Body, Entity, Operation, OperationKind, Response
from generators.naming import (
    attribute,
    body_schema,
    camel,
    class_name,
    module_name,
    parameter,
    row_variable,
    rows_variable,
    snake,
    summary_of,
    with_article,
)


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
    assert (row_variable(entity), rows_variable(entity)) == ("todo_item", "todo_items")


@pytest.mark.parametrize(
    ("entity", "names"),
    [
        (Entity("dates", "date", ()), ("DateRow", "date", "date_row", "dates")),
        (Entity("clients", "client", ()), ("Client", "client", "client_row", "clients")),
        (Entity("errors", "error", ()), ("Error", "error_row", "error_row", "errors_rows")),
        (Entity("staff", "staff", ()), ("Staff", "staff", "staff", "staff_rows")),
    ],
)
def test_a_row_never_takes_a_name_that_the_code_has_itself(entity: Entity, names: tuple[str, ...]) -> None:
    assert (class_name(entity), module_name(entity), row_variable(entity), rows_variable(entity)) == names


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


@pytest.mark.parametrize("words", ["order", "order_line", "announcement", "hour", "honest answer", "unnamed"])
def test_words_that_sound_like_a_vowel_take_an(words: str) -> None:
    assert with_article(words).startswith("an ")


@pytest.mark.parametrize("words", ["todo", "user", "unit", "utility", "one-off", "euro", "house"])
def test_words_that_sound_like_a_consonant_take_a(words: str) -> None:
    assert with_article(words).startswith("a ")


def test_an_operation_that_nobody_describes_is_told_by_its_kind() -> None:
    operation = Operation(
        "users.get_me", "GET", "/me", OperationKind.READ_ME, "users", "get_me", Response(200, Body.EMPTY)
    )
    assert summary_of(operation) == "Give the caller's own profile"


def test_an_operation_is_told_as_the_specifications_say_it() -> None:
    operation = Operation(
        "users.get_me",
        "GET",
        "/me",
        OperationKind.READ_ME,
        "users",
        "get_me",
        Response(200, Body.EMPTY),
        summary="Who am I?",
    )
    assert summary_of(operation) == "Who am I?"
