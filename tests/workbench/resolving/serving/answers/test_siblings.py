"""Answers that no document shows look as those of other endpoints on the same table."""

import pytest

from generators.blueprint import Body, Holds, QueryUse, Shows
from tests.workbench.resolving.readings import (
    CRUD,
    column,
    endpoint,
    field,
    ok,
    reading,
    table,
    tasks_table,
    users_table,
)
from workbench.reading.facts import EndpointFact, FieldFact
from workbench.resolving.resolver import resolve

ID, TITLE, LINK = field("id", "uuid"), field("title", "string"), field("link", "string")
TASKS = (users_table(), tasks_table())


def shown(*endpoints: EndpointFact) -> dict[str, tuple[Body, tuple[str, ...]]]:
    operations = resolve(reading(*TASKS, *endpoints)).blueprint.operations
    return {f"{one.method} {one.path}": (one.response.body, one.response.columns) for one in operations}


def test_a_row_that_is_shown_once_is_shown_alike_everywhere() -> None:
    found = shown(
        endpoint("GET /tasks/{id}", line=1),
        endpoint("POST /tasks", body=(TITLE,), responses=(ok(201, ID, TITLE),), line=2),
        endpoint("GET /tasks", line=3),
        endpoint("DELETE /tasks/{id}", line=4),
    )
    assert found == {
        "GET /tasks/{id}": (Body.ITEM, ("id", "title")),
        "POST /tasks": (Body.ITEM, ("id", "title")),
        "GET /tasks": (Body.ENVELOPE, ("id", "title")),
        "DELETE /tasks/{id}": (Body.EMPTY, ()),
    }


def test_the_member_that_wraps_a_row_is_taken_over_too() -> None:
    wrapped = field("task", "object", fields=(ID, TITLE))
    facts = reading(
        *TASKS,
        endpoint("GET /tasks/{id}", responses=(ok(200, wrapped),), line=1),
        endpoint("PATCH /tasks/{id}", body=(field("title", "string"),), line=2),
    )
    patch = next(one for one in resolve(facts).blueprint.operations if one.method == "PATCH")
    assert [(one.name, one.holds) for one in patch.response.envelope] == [("task", Holds.ITEM)]


def test_what_an_endpoint_shows_itself_stands() -> None:
    found = shown(
        endpoint("POST /tasks", body=(TITLE,), responses=(ok(201, ID, TITLE),), line=1),
        endpoint("GET /tasks/{id}", responses=(ok(200, ID, TITLE, field("completed", "boolean")),), line=2),
    )
    assert found["GET /tasks/{id}"][1] == ("id", "title", "completed")


def test_taking_over_and_leaving_out_are_told() -> None:
    facts = reading(
        *TASKS,
        endpoint("POST /tasks", body=(TITLE,), responses=(ok(201, ID, TITLE, LINK),), line=1),
        endpoint("GET /tasks/{id}", line=2),
    )
    told = {one.id: one.text for one in resolve(facts).assumptions}
    assert told["unsaid.rows"] == "GET /tasks/{id} shows a row as POST /tasks shows it."
    assert told["endpoint.POST /tasks.left_out"] == "POST /tasks leaves out link."


def test_nothing_is_left_out_where_the_tables_give_it_all() -> None:
    ids = [one.id for one in resolve(reading(*TASKS, *CRUD)).assumptions]
    assert [one for one in ids if one.endswith("left_out")] == []


DATA = field("data", "object[]", fields=(ID, TITLE))
PAGES = (field("page", "integer"), field("per_page", "integer"), field("total", "integer"))
TAGS = table("tags", column("id", "uuid", primary_key=True), column("title", "text"), column("note", "text"), line=60)


def test_lists_that_nothing_is_said_of_have_the_envelope_and_the_pages_of_the_others() -> None:
    facts = reading(
        *TASKS,
        TAGS,
        endpoint("GET /tasks", responses=(ok(200, DATA, field("meta", "object", fields=PAGES)),), line=1),
        endpoint("GET /tags", line=2),
    )
    tasks, tags = resolve(facts).blueprint.operations
    assert tags.response.envelope == tasks.response.envelope
    assert [(one.name, one.use) for one in tags.query] == [("per_page", QueryUse.LIMIT), ("page", QueryUse.PAGE)]


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param((field("tasks", "object[]", fields=(ID, TITLE)),), id="called like its table"),
        pytest.param((DATA, field("message", "string", example='"Tasks found"')), id="with a message of its own"),
    ],
)
def test_an_envelope_that_speaks_of_its_own_rows_is_not_taken_over(shown: tuple[FieldFact, ...]) -> None:
    facts = reading(
        *TASKS, TAGS, endpoint("GET /tasks", responses=(ok(200, *shown),), line=1), endpoint("GET /tags", line=2)
    )
    tags = resolve(facts).blueprint.operations[1]
    assert [one.name for one in tags.response.envelope] == ["total", "items", "limit", "offset"]


ADDRESS = field("url", "string", example='"http://localhost:8000/tasks/7"')
WHOLE = tuple(field(name) for name in ("id", "title", "description", "completed", "created_at"))


@pytest.mark.parametrize(("listed", "alike"), [((*WHOLE, ADDRESS), True), ((*WHOLE[:2], ADDRESS), False)])
def test_whole_rows_with_their_addresses_are_shown_alike_everywhere(
    listed: tuple[FieldFact, ...],
    alike: bool,
) -> None:
    facts = reading(
        *TASKS,
        endpoint("GET /tasks", responses=(ok(200, *listed, array=True),), line=1),
        endpoint("POST /tasks", body=(TITLE,), line=2),
    )
    create = next(one for one in resolve(facts).blueprint.operations if one.method == "POST")
    links = [(one.name, one.column, one.here) for one in create.response.members if one.shows is Shows.LINK]
    assert links == ([("url", "id", "/tasks/")] if alike else [])


@pytest.mark.parametrize("example", ['"http://localhost:8000/labels/7"', '"see the manual"', None])
def test_an_address_of_something_else_is_none_of_the_row(example: str | None) -> None:
    shown_there = (*WHOLE, field("url", "string", example=example))
    facts = reading(*TASKS, endpoint("GET /tasks", responses=(ok(200, *shown_there, array=True),), line=1))
    (listing,) = resolve(facts).blueprint.operations
    assert not any(one.shows is Shows.LINK for one in listing.response.members)
