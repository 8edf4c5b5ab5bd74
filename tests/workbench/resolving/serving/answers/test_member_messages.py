"""Objects of messages: what each member of a shown error tells of, by its status."""

import json

import pytest

from generators.blueprint import Message
from tests.workbench.resolving.accounts import FACTS
from tests.workbench.resolving.readings import at, endpoint, field, reading, setting
from workbench.reading.facts import Fact, ResponseFact, Topic
from workbench.resolving.resolver import resolve

MEMBERS = setting(Topic.ERROR_BODY, '{"errors": {"title": ["is wrong"]}}')


def shown(status: int, key: str, text: str, route: str = "GET /api/tasks/{id}") -> Fact:
    error = field("errors", "object", example=json.dumps({key: [text]}))
    return endpoint(route, line=30, responses=(ResponseFact(status, fields=(error,), source=at(30)),))


def messages(*facts: Fact) -> list[Message]:
    return list(resolve(reading(*FACTS, *facts)).blueprint.settings.messages)


def keyed(*facts: Fact) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.occasion.value, one.text, one.entity, one.key) for one in messages(*facts)]


@pytest.mark.parametrize(
    ("status", "key", "text", "told"),
    [
        (401, "token", "is missing", [("no_token", "is missing", None, "token"), ("bad_token", "", None, "token")]),
        (403, "task", "is not yours", [("forbidden", "is not yours", "tasks", "task")]),
        (404, "resource", "is unknown", [("missing", "is unknown", "tasks", "task")]),
        (404, "shelf", "is unknown", []),  # no path names one
        (422, "title", "can't be blank", [("required", "can't be blank", None, None)]),
        (422, "title", "is odd", []),
    ],
)
def test_the_status_and_the_member_say_what_a_text_tells_of(
    status: int, key: str, text: str, told: list[tuple[str, str, str | None, str | None]]
) -> None:
    assert keyed(MEMBERS, shown(status, key, text)) == told


def test_what_is_taken_stands_under_its_own_field_whichever_is_shown() -> None:
    found = keyed(MEMBERS, shown(409, "email", "has an owner", "POST /api/auth/register"))
    assert found == [("taken", "has an owner", "labels", "name"), ("taken", "has an owner", "users", "email")]


def test_a_text_that_names_its_field_is_said_of_that_alone() -> None:
    found = keyed(MEMBERS, shown(409, "email", "this email has an owner", "POST /api/auth/register"))
    assert found == [("taken", "this email has an owner", "users", "email")]


def test_what_was_sent_to_sign_in_has_a_member_of_its_own() -> None:
    found = keyed(MEMBERS, shown(401, "login", "is wrong", "POST /api/auth/login"))
    assert found == [("credentials", "is wrong", None, "login")]


def test_required_texts_hold_something_where_a_blank_one_is_shown_to_be_refused() -> None:
    blank = shown(422, "title", "can't be blank")
    built = [resolve(reading(*FACTS, *facts)).blueprint.entity("labels") for facts in ((), (MEMBERS, blank))]
    assert [one.column("name").limits.min_length for one in built] == [None, 1]


def test_members_say_nothing_where_errors_are_no_object_of_messages() -> None:
    assert keyed(setting(Topic.ERROR_BODY, '{"detail": "x"}'), shown(404, "task", "is unknown")) == []
