"""Envelopes: the classes of responses that hold more, or less, than a row."""

import ast
from dataclasses import replace

import pytest

from generators.blueprint import Body, Holds, OperationKind, Response, ResponseField
from generators.schemas.envelopes import render_envelope
from generators.shapes import envelope_name
from tests.generators.examples.todos import todo_blueprint

LOGIN = next(one for one in todo_blueprint().operations if one.kind is OperationKind.LOGIN)


def written(*fields: ResponseField) -> dict[str, str]:
    answer = Response(200, Body.ENVELOPE, envelope=fields)
    return dict(render_envelope(replace(LOGIN, response=answer), "LoginResponse", None, None))


@pytest.mark.parametrize(
    ("field", "line"),
    [
        (ResponseField("total", Holds.TOTAL), "total: int"),
        (ResponseField("totalCount", Holds.TOTAL), 'total_count: int = Field(serialization_alias="totalCount")'),
        (ResponseField("success", Holds.LITERAL, True), "success: bool = True"),
        (
            ResponseField("wasFound", Holds.LITERAL, True),
            'was_found: bool = Field(default=True, serialization_alias="wasFound")',
        ),
        (
            ResponseField("tokenType", Holds.TOKEN_TYPE),
            'token_type: str = Field(default="bearer", serialization_alias="tokenType")',
        ),
        (
            ResponseField("token_type", Holds.TOKEN_TYPE),
            'token_type: str = "bearer"  # noqa: S105 - a scheme, not a secret',
        ),
    ],
)
def test_a_member_keeps_the_name_that_clients_call_it(field: ResponseField, line: str) -> None:
    text = written(field)["LoginResponse"]
    assert line in [each.strip() for each in text.splitlines()]
    ast.parse(text)


def test_an_object_within_stands_before_what_holds_it() -> None:
    inner = ResponseField("tokens", Holds.OBJECT, fields=(ResponseField("access", Holds.ACCESS_TOKEN),))
    classes = written(ResponseField("expires", Holds.EXPIRES_IN), inner)
    assert list(classes) == ["LoginTokens", "LoginResponse"]
    assert "access: str" in classes["LoginTokens"]
    assert "tokens: LoginTokens" in classes["LoginResponse"]


def test_what_a_port_shows_as_an_example_tells_the_type_alone() -> None:
    fields = (ResponseField("steps", Holds.LITERAL, 3), ResponseField("since", Holds.LITERAL))
    port = replace(LOGIN, kind=OperationKind.PORT, response=Response(200, Body.ENVELOPE, envelope=fields))
    text = dict(render_envelope(port, "StepsResponse", None, None))["StepsResponse"]
    assert text.endswith("    steps: int\n    since: Any\n")


def test_operations_that_wrap_a_row_alike_share_a_class() -> None:
    fields = (ResponseField("success", Holds.LITERAL, True), ResponseField("data", Holds.ITEM))
    other = (ResponseField("message", Holds.LITERAL, "Changed"), ResponseField("data", Holds.ITEM))
    envelopes = {OperationKind.CREATE: fields, OperationKind.READ: fields, OperationKind.PATCH: other}
    blueprint = todo_blueprint()
    todos = [each for each in blueprint.operations if each.entity == "todos" and each.kind in envelopes]
    wrapped = tuple(
        replace(each, response=Response(200, Body.ENVELOPE, envelope=envelopes[each.kind])) for each in todos
    )
    blueprint = replace(blueprint, operations=wrapped)
    names = {each.kind: envelope_name(blueprint, each) for each in wrapped}
    assert names == {
        OperationKind.CREATE: "TodoResponse",
        OperationKind.READ: "TodoResponse",
        OperationKind.PATCH: "UpdateTodoResponse",
    }
