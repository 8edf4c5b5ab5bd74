"""Sentences that cannot both hold are asked about, and those that can are left alone."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from generators.blueprint import RequirementStatus
from tests.workbench.resolving.readings import (
    CRUD,
    answer,
    column,
    endpoint,
    field,
    reading,
    requirement,
    tasks_table,
    users_table,
)
from workbench.reading.facts import Fact, Reading
from workbench.resolving.deciding.questions import Question
from workbench.resolving.resolver import resolve

HERE, THERE = "specs/features/tasks.md", "specs/features/boats.md"


def told(here: str, there: str, *more: Fact) -> Reading:
    facts = (users_table(), tasks_table(column("slug", "varchar(80)", nullable=False)), *CRUD)
    return replace(reading(*facts, *more), texts=MappingProxyType({HERE: here, THERE: there}))


def asked(here: str, there: str) -> tuple[Question, ...]:
    return resolve(told(here, there)).questions


CONTRADICTIONS = [
    ("A boat trip lasts at most 14 days.", "Boat trips must not last longer than 21 days.", ["21 days", "14 days"]),
    ("The anchor fee is at least 20 % of the boat price.", "Anchor fee: at least 30 % of the boat price.", None),
    ("A captain may hold up to 3 boats.", "Captains hold at most five boats.", None),
    ("An expired voucher is answered with 410.", "An expired voucher gets 400.", None),
    ("The slug gets updated when the title is changed.", "A slug never changes once it is out.", None),
    ("Finished tasks can be cancelled.", "Finished tasks cannot be cancelled.", None),
    (
        "On sign-out the token is revoked.",
        "Sessions are stateless, tokens stay with the client.",
        ["stateless", "revoked"],
    ),
    ("Tokens are refreshed for an active session.", "When the token has expired, people must sign in again.", None),
]


@pytest.mark.parametrize(("here", "there", "values"), CONTRADICTIONS)
def test_a_contradiction_is_asked_once_with_the_lines_of_both_sides(
    here: str, there: str, values: list[str] | None
) -> None:
    (question,) = asked(here, there)
    assert {(source.file, source.line) for source in question.evidence} == {(HERE, 1), (THERE, 1)}
    assert not question.blocking
    assert values is None or [choice.value for choice in question.choices] == values


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("A boat trip lasts at most 14 days.", "Boat trips last 14 days at most."),
        ("The title has at most 200 characters.", "The description has at most 500 characters."),
        ("Access tokens expire after 1 hour.", "Refresh tokens expire after 7 days."),
        ("Boat lists respond within 2 seconds.", "Boat lists respond within 5 seconds."),
        ("Given a boat of 10 days, the captain rests.", "Given a boat of 12 days, the captain rests."),
        ("Tasks can be deleted.", "Tasks of another user cannot be deleted."),
        ("A task without title is answered with 422.", "A task that does not exist is answered with 404."),
        ("The backend is stateless.", "People sign out in the menu."),
    ],
)
def test_what_can_both_hold_is_not_asked(here: str, there: str) -> None:
    assert asked(here, there) == ()


def test_siblings_in_one_list_are_no_contradiction() -> None:
    assert asked("- small boat trips last 2 days\n- big boat trips last 4 days", "") == ()


def test_what_lost_is_set_aside_once_somebody_answered() -> None:
    here, there = "A boat trip lasts at most 14 days.", "Boat trips must not last longer than 21 days."
    whole = told(here, there, requirement(here))
    (question,) = resolve(whole).questions
    assert resolve(whole).blueprint.requirements[0].status is not RequirementStatus.OUT_OF_SCOPE
    answered = resolve(told(here, there, requirement(here), answer(question.id, "21 days")))
    (sentence,) = answered.blueprint.requirements
    assert (sentence.status, answered.questions) == (RequirementStatus.OUT_OF_SCOPE, ())
    assert question.id in sentence.reason


def test_another_users_row_is_settled_for_the_whole_backend() -> None:
    here, there = "Tasks owned by another user: 404.", "A task of another user is answered with 403."
    (question,) = asked(here, there)
    assert question.id == "rows.other_user.setting"
    settled = resolve(told(here, there, answer(question.id, "403")))
    assert settled.blueprint.settings.other_users_row == 403


def test_a_sentence_about_all_endpoints_is_held_against_a_public_one() -> None:
    check = endpoint("GET /health", auth="public", line=9)
    (question,) = resolve(told("All endpoints require a token.", "", check)).questions
    assert (question.id, question.recommended) == ("access.health.auth", "public")
    closed = resolve(told("All endpoints require a token.", "", check, answer(question.id, "required")))
    (health,) = [one for one in closed.blueprint.operations if one.path == "/health"]
    assert health.access.value == "required"


def test_a_stated_exception_is_no_contradiction() -> None:
    check = endpoint("GET /health", auth="public", line=9)
    assert resolve(told("All endpoints except the health check require a token.", "", check)).questions == ()


def test_a_body_field_is_left_to_the_bodies() -> None:
    post = endpoint("POST /api/boats", body=(field("name", "string"),))
    assert [one.id for one in resolve(told("", "", post)).questions if one.id.startswith("said.")] == []
