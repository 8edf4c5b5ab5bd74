"""Documented answers become responses: their shape, what they show, their status."""

import pytest

from generators.blueprint import Body, Holds, Member
from tests.workbench.resolving.readings import endpoint, field, ok
from tests.workbench.resolving.tasks import operation, resolved

ROW = (field("id"), field("title"), field("description"), field("completed"))


@pytest.mark.parametrize(
    ("route", "answer_", "body", "held"),
    [
        ("GET /tasks", ok(200, *ROW, array=True), Body.ITEMS, []),
        ("GET /tasks", ok(200, field("tasks", "array", fields=ROW), field("count", "integer")), Body.ENVELOPE,
         [Holds.ITEMS, Holds.TOTAL]),
        ("GET /tasks", ok(200, field("success", "boolean", example="true"), field("data", "array", fields=ROW)),
         Body.ENVELOPE, [Holds.LITERAL, Holds.ITEMS]),
        ("GET /tasks/{id}", ok(200, *ROW), Body.ITEM, []),
        ("GET /tasks/{id}", ok(200, field("data", "object", fields=ROW)), Body.ENVELOPE, [Holds.ITEM]),
        ("GET /health", ok(200, field("status", example='"ok"'), field("checked_at", example='"2024-02-01T08:00:00Z"')),
         Body.ENVELOPE, [Holds.LITERAL, Holds.NOW]),
        ("POST /auth/login", ok(200, field("token"), field("expiresAt", example='"2024-02-01T08:00:00Z"')),
         Body.ENVELOPE, [Holds.ACCESS_TOKEN, Holds.EXPIRES_AT]),
        ("DELETE /tasks/{id}", ok(200, field("data", "object", fields=(field("message", example='"Gone"'),))),
         Body.ENVELOPE, [Holds.OBJECT]),
        ("DELETE /tasks/{id}", ok(204), Body.EMPTY, []),
        ("DELETE /tasks/{id}", ok(200, field("message", "string", example='"Gone"'), field("id")), Body.ENVELOPE,
         [Holds.LITERAL, Holds.KEY]),
    ],
)  # fmt: skip
def test_the_documented_answer_gives_its_shape(route: str, answer_: object, body: Body, held: list[Holds]) -> None:
    found = operation(route, responses=(answer_,)).response
    assert (found.body, [one.holds for one in found.envelope]) == (body, held)


def test_a_list_of_which_nothing_is_said_has_the_usual_envelope() -> None:
    assert [one.name for one in operation("GET /tasks").response.envelope] == ["total", "items", "limit", "offset"]


def test_a_row_shows_what_the_example_shows() -> None:
    assert operation("GET /tasks/{id}", responses=(ok(200, *ROW),)).response.columns == (
        "id",
        "title",
        "description",
        "completed",
    )


def test_a_login_answers_with_a_token() -> None:
    held = [one.holds for one in operation("POST /auth/login").response.envelope]
    assert held == [Holds.ACCESS_TOKEN, Holds.TOKEN_TYPE]


@pytest.mark.parametrize(("route", "status"), [("POST /tasks", 201), ("GET /tasks", 200), ("DELETE /tasks/{id}", 204)])
def test_the_usual_status_holds_where_none_is_stated(route: str, status: int) -> None:
    assert operation(route).response.status == status


def test_two_statuses_of_success_are_asked_about() -> None:
    facts = (
        endpoint("DELETE /tasks/{id}", responses=(ok(204, body=False),)),
        endpoint("DELETE /tasks/{id}", file="specs/features/x.md", responses=(ok(200),)),
    )
    result = resolved(*facts)
    assert [one.id for one in result.questions] == ["endpoint.DELETE /tasks/{id}.status"]
    assert result.blueprint.operations[0].response.status == 204


def test_the_key_may_be_written_in_one_word_beside_the_row() -> None:
    row = field("task", "object", fields=(field("title"), field("completed")))
    shown = operation("POST /tasks", responses=(ok(201, field("taskid", "integer"), row),)).response
    assert [(one.name, one.holds) for one in shown.envelope] == [("taskid", Holds.KEY), ("task", Holds.ITEM)]
    assert shown.columns == ("title", "completed")
    assert not shown.members


def test_a_list_may_show_nothing_but_the_keys_under_a_name_of_their_own() -> None:
    response = operation("GET /tasks", responses=(ok(200, field("taskid", "integer"), array=True),)).response
    assert response.body is Body.ITEMS
    assert response.members == (Member("taskid", column="id"),)


def test_the_names_within_an_envelope_tell_how_json_is_written() -> None:
    row = (field("id"), field("title"), field("user_id"), field("created_at"))
    shown = ok(201, field("data", "object", fields=row))
    found = resolved(endpoint("POST /tasks", body=(field("title"), field("dueDay")), responses=(shown,)))
    assert not found.blueprint.settings.camel_case
