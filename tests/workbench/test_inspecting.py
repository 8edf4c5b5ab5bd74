"""What was understood, as JSON and as text."""

import json
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from rich.console import Console

from tests.workbench.resolving.readings import (
    CRUD,
    DATABASE,
    at,
    column,
    endpoint,
    reading,
    requirement,
    table,
    tasks_table,
    users_table,
)
from workbench.cli.inspection import print_inspection
from workbench.inspecting import inspect_json
from workbench.reading.facts import DocumentFacts, Fact, Reading, Unread
from workbench.resolving.resolver import resolve

FACTS: tuple[Fact, ...] = (
    *CRUD,
    endpoint("POST /auth/login"),
    endpoint("POST /auth/refresh"),
    users_table(),
    tasks_table(column("size", "varchar(9)", nullable=True)),
    table("tasks", column("size", "varchar(7)", file="specs/plan.md"), file="specs/plan.md"),
    requirement("Users can create tasks", 4),
)


def read() -> Reading:
    base = reading(*FACTS)
    strange = DocumentFacts("specs/odd.md", unread=(Unread(at(2, "specs/odd.md"), "Colours rotate weekly"),))
    return replace(
        base, documents=(*base.documents, strange), texts=MappingProxyType({DATABASE: "CREATE TABLE users\n"})
    )


def inspected() -> dict[str, Any]:
    found = read()
    data = inspect_json(found, resolve(found))
    assert json.loads(json.dumps(data)) == data
    return data


def test_the_format_has_its_number_and_its_parts() -> None:
    data = inspected()
    assert list(data) == ["format", "endpoints", "tables", "requirements", "questions", "unread", "assumptions"]
    assert data["format"] == 1


def test_an_endpoint_is_told_with_all_its_members() -> None:
    found = next(one for one in inspected()["endpoints"] if one["path"] == "/api/tasks/{id}" and one["method"] == "GET")
    assert found == {
        "id": "tasks.get",
        "method": "GET",
        "path": "/api/tasks/{id}",
        "operation": "read",
        "entity": "tasks",
        "auth": "required",
        "roles": [],
        "query": [],
        "body": [],
        "success": 200,
        "errors": [401, 404, 422],
        "source": {"file": "specs/api/endpoints.md", "line": 3, "end_line": 3},
    }


def test_a_column_is_told_as_the_database_has_it() -> None:
    tasks = next(one for one in inspected()["tables"] if one["name"] == "tasks")
    user = next(one for one in tasks["columns"] if one["name"] == "user_id")
    assert tasks["owner"] == "user_id"
    assert user == {
        "name": "user_id",
        "type": "uuid",
        "nullable": False,
        "pk": False,
        "unique": False,
        "fk": "users.id",
        "on_delete": "CASCADE",
        "default": None,
        "source": {"file": "specs/database/schema.md", "line": 1, "end_line": 1},
    }


def test_tables_that_were_added_are_not_told_as_described() -> None:
    assert [one["name"] for one in inspected()["tables"]] == ["users", "tasks"]


def test_defaults_are_told_as_sql_writes_them() -> None:
    tasks = next(one for one in inspected()["tables"] if one["name"] == "tasks")
    defaults = {one["name"]: one["default"] for one in tasks["columns"]}
    assert (defaults["id"], defaults["completed"], defaults["created_at"]) == ("gen_random_uuid()", "false", "now()")


def test_a_question_is_told_with_its_evidence() -> None:
    found = inspected()["questions"][0]
    assert (found["id"], found["recommended"]) == ("tasks.size.type", "varchar(9)")
    assert {one["file"] for one in found["evidence"]} == {"specs/database/schema.md", "specs/plan.md"}


def test_requirements_and_unread_text_are_told() -> None:
    data = inspected()
    assert (data["requirements"][0]["status"], data["requirements"][0]["by"]) == ("enforced", ["tasks.create"])
    assert data["unread"][0]["text"] == "Colours rotate weekly"


def test_the_text_for_people_tells_the_same() -> None:
    console = Console(width=160)
    found = read()
    with console.capture() as captured:
        print_inspection(console, found, resolve(found))
    text = captured.get()
    for words in (
        "7 endpoints",
        "/api/tasks/{id}",
        "user_id uuid not null references users.id on delete cascade",
        "1 requirement: 1 enforced, 0 open, 0 out of scope",
        "tasks.size.type",
        "* varchar(9)",
        "Colours rotate weekly",
    ):
        assert words in text


def test_on_a_narrow_screen_each_endpoint_stays_on_its_line_below_its_document() -> None:
    console = Console(width=80)
    found = read()
    with console.capture() as captured:
        print_inspection(console, found, resolve(found))
    lines = captured.get().split("\n")
    start = lines.index("specs/api/endpoints.md") + 2
    assert [line.split()[0] for line in lines[start : start + 7]] == [one["method"] for one in inspected()["endpoints"]]
