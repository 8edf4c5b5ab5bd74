"""Requirements: enforced only where every word is borne out by the blueprint."""

import pytest

from generators.blueprint import Requirement, RequirementStatus
from tests.workbench.resolving.accounts import FACTS
from tests.workbench.resolving.readings import (
    FEATURE,
    at,
    column,
    endpoint,
    field,
    ok,
    reading,
    requirement,
    setting,
    table,
)
from workbench.reading.facts import Fact, RequirementFact, Topic
from workbench.resolving.resolver import resolve


def read(text: str | RequirementFact, *more: Fact) -> Requirement:
    fact = requirement(text, 3) if isinstance(text, str) else text
    return resolve(reading(*FACTS, *more, fact)).blueprint.requirements[0]


@pytest.mark.parametrize(
    "text",
    [
        "Users MUST be able to create tasks.",
        "FR-002: A user can view all their tasks",
        "Users can view a single task by ID",
        "The system shall allow users to update, and delete their own tasks",
        "Users can mark a task as complete",
        "The title is required",
        "Title must not be empty",
        "The title must have 1 to 200 characters.",
        "Title: at most 200 characters",
        "The description is optional and has at most 1000 characters.",
        "The priority must be one of low or high; it defaults to low.",
        "Priority must be `low` or `high`",
        "A new task is not completed.",
        "Email must be unique",
        "Email must be a valid email address",
        "Passwords must have at least 8 characters.",
        "Passwords are hashed with Argon2 and never returned in responses",
        "A visitor can register with email and password",
        "Users can log in with email and password",
        "All endpoints require a valid JWT token",
        "Requests without a valid token MUST return 401 Unauthorized",
        "An expired or invalid token returns 401",
        "Users can only access their own tasks",
        "Authentication: Required",
        "Returns 401 if not authenticated",
        "Returns 404 if the task belongs to a different user",
        "Another user's task returns 404",
        "A non-existent task returns 404 Not Found",
        "Invalid input returns 422",
        "GET /api/tasks returns the user's tasks",
        "Tasks can be filtered by priority",
        "Users can search tasks by title",
        "Users can sort tasks by title",
        "The list is paginated with a default of 20 and a maximum of 50 items per page",
        "Tasks are listed newest first",
        "Completing a task sets completed_at to the current time",
        "Every change of a task updates updated_at",
        "updated_at is automatically refreshed on every update",
        "Tasks are permanently deleted",
        "Label names must be unique",
        "The title must be unique",
    ],
)
def test_a_sentence_that_the_blueprint_bears_out_is_enforced(text: str) -> None:
    found = read(text)
    assert (found.status, found.reason) == (RequirementStatus.ENFORCED, "")
    assert found.by


@pytest.mark.parametrize(
    "text",
    [
        "Users MUST NOT be able to create tasks.",
        "Users can create tasks only on weekdays",
        "Users can create at most 5 tasks a day",
        "Users can share tasks with other people",
        "Users can export tasks as CSV",
        "The title is optional",
        "The title must have 1 to 255 characters.",
        "The title must be unique per label",
        "The title must be written in French",
        "The title is required unless the task is private",
        "The priority must be one of low, medium or high",
        "The priority defaults to high",
        "A new task is completed",
        "Passwords are hashed with scrypt",
        "Passwords must have at least 12 characters",
        "Passwords must not contain the name of the user",
        "Another user's task returns 403",
        "Returns 403 if the task belongs to a different user",
        "Authentication: Public",
        "Requests without a valid token return 403",
        "Invalid input returns 400",
        "Tasks can be filtered by colour",
        "Users can sort tasks by priority",
        "The list is paginated with a default of 10 items",
        "Tasks are soft deleted",
        "Completing a task sends an email",
        "Completing a task clears completed_at",
        "Deleting a task deletes all of its labels",
        "Tasks are archived after 30 days",
        "GET /api/reports returns a report",
        "The application is fast and secure",
        "Everything works as expected",
        "Tasks",
        "The system handles errors gracefully",
        "Admins can delete any task",
        "Users never see deleted tasks",
    ],
)
def test_a_sentence_that_it_does_not_bear_out_stays_open_with_a_reason(text: str) -> None:
    found = read(text)
    assert found.status is RequirementStatus.OPEN
    assert found.reason


def test_what_is_set_aside_is_out_of_scope_with_the_reason() -> None:
    found = read(requirement("The button is blue", aside="user interface"))
    assert (found.status, found.reason) == (RequirementStatus.OUT_OF_SCOPE, "user interface")


def test_a_story_is_told_by_the_numbered_requirements_beside_it() -> None:
    story = requirement("As a user, I want to fly, so that I arrive.", 1)
    numbered = requirement("FR-001: Users can create tasks", 2, label="FR-001")
    found = resolve(reading(*FACTS, story, numbered)).blueprint.requirements
    assert [one.status for one in found] == [RequirementStatus.OUT_OF_SCOPE, RequirementStatus.ENFORCED]


def test_a_story_that_stands_alone_stays_open() -> None:
    assert read("As a user, I want to fly, so that I arrive.").status is RequirementStatus.OPEN


def test_requirements_are_called_by_feature_and_label() -> None:
    assert read(requirement("FR-001: Users can create tasks", label="FR-001")).id == "tasks#FR-001"


def test_a_label_that_stands_twice_is_told_apart() -> None:
    twice = [requirement("Users can create tasks", line, label="FR-1") for line in (1, 2)]
    found = resolve(reading(*FACTS, *twice)).blueprint.requirements
    assert [one.id for one in found] == ["tasks#FR-1", "tasks#FR-1.2"]


def test_the_status_of_another_users_row_follows_the_setting() -> None:
    forbidden = setting(Topic.OTHER_USERS_ROW, "403")
    assert read("Another user's task returns 403", forbidden).status is RequirementStatus.ENFORCED


def at_endpoint(text: str) -> Requirement:
    """Read a line that stands in the description of an endpoint."""
    create = endpoint(
        "POST /api/notes", file=FEATURE, line=1, summary="Write a note", responses=(ok(201),),
        body=(field("text", "string", required=True, max_length=50, source=at(5, FEATURE)),),
    )  # fmt: skip
    around = type(create)(**{name: getattr(create, name) for name in create.__slots__} | {"source": at(1, FEATURE, 20)})
    notes = table("notes", column("id", "uuid", primary_key=True), column("text", "text", nullable=False))
    return resolve(reading(*FACTS, notes, around, requirement(text, 5))).blueprint.requirements[0]


@pytest.mark.parametrize(
    "text",
    [
        "text — string — yes — at most 50 characters",
        "Errors: 401, 422.",
        "Errors: 422 when a field is invalid",
        "422 — Validation error — A field is invalid",
        "Write a note",
    ],
)
def test_a_line_from_which_the_blueprint_was_made_is_enforced(text: str) -> None:
    assert at_endpoint(text).status is RequirementStatus.ENFORCED


@pytest.mark.parametrize(
    "text",
    [
        "text — string — yes — at most 60 characters",
        "text — string — yes — must rhyme",
        "Errors: 401, 418.",
        "404 — Not found — The note does not exist",
        "422 — Validation error — On Sundays",
        "Errors: 422 when the moon is full",
    ],
)
def test_a_line_that_says_more_than_was_made_of_it_stays_open(text: str) -> None:
    assert at_endpoint(text).status is RequirementStatus.OPEN
