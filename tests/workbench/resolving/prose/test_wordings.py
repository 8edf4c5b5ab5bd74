"""Wordings: the same rules in the words of different authors, and the words that make something else of them."""

import pytest

from generators.blueprint import Requirement, RequirementStatus, RuleKind
from tests.workbench.resolving.accounts import FACTS
from tests.workbench.resolving.readings import reading, requirement
from workbench.resolving.resolver import resolve

STORY = requirement("As a planner, I want to plan my day, so that I rest.", 90)


def read(text: str) -> Requirement:
    """Read a sentence beside a story that says what users are called."""
    return resolve(reading(*FACTS, STORY, requirement(text, 3))).blueprint.requirements[-1]


@pytest.mark.parametrize(
    "text",
    [
        "A title is mandatory and no longer than 200 characters.",
        "Titles: 1-200 characters",
        "title (string, required, 1-200 characters)",
        "title: string (required, max 200 chars)",
        "The description may be left empty",
        "description — string — No — Max 1000 characters, null to clear",
        "Priority accepts only low and high",
        "priority — one of `low`, `high` (default `low`)",
        "Leading and trailing spaces in titles are dropped.",
        "Title: no leading/trailing whitespace allowed",
        "The email address must be well-formed and is stored in lower case.",
        "Email is case-insensitive (stored as lowercase)",
        "No two labels may share the same name",
        "Two accounts cannot have the same email; a second attempt gets 409.",
        "IF the email already exists THEN THE SYSTEM SHALL respond with 409 Conflict.",
        "A freshly added task is not completed.",
        "Planners see nothing but their own tasks.",
        "A planner can add a task with title and priority.",
        "Planners cannot see other planners' tasks",
        "Asking for somebody else's task yields 404, exactly as for a task that was never there.",
        "Given a task of another user, when I request it, then the response is 404.",
        "Return 404 (not 403) if the task belongs to another user, to prevent user enumeration",
        "Given an empty title, when a task is created, then the response is 422.",
        "Given a user attempts to delete a task that doesn't exist, When they make the request, Then they get a 404",
        "WHEN a task is requested without a token THEN THE SYSTEM SHALL respond with 401.",
        "401 Unauthorized: missing or expired token",
        "When the token is missing, expired or tampered with, the API responds with 401.",
        "All endpoints need a bearer token unless they are marked public.",
        "The owner is always taken from the token; an owner sent in the body is ignored.",
        "User ID is extracted from the JWT sub claim, never from the request body",
        "All database queries are filtered by the authenticated user's ID",
        "The JWT must contain sub and exp",
        "Tokens are verified with HS256 and the shared secret",
        "Passwords are stored as Argon2 hashes only",
        "Password hashes never leave the server.",
        "The list shows the newest tasks first",
        "The list shows at most 50 per page (20 unless asked otherwise).",
        "The list can be narrowed by priority.",
        "Free-text search looks at the title and ignores case.",
        "Returns an empty array when the user has no tasks",
        "Adding a task returns 201",
        "Task ids are never reused",
        "created_at cannot be changed by the client",
        "created_at and updated_at are set to the current UTC timestamp",
        "All timestamps are stored in UTC",
        "All timestamps must be in ISO 8601 format",
        "Every modification refreshes updated_at",
        "When a user is deleted, all their tasks are automatically deleted (cascade delete)",
        "tasks.user_id must reference an existing user",
        'Error responses follow the format {"detail": "message"}',
        "Deletion is permanent (no soft delete)",
        "Note: the title is required.",
    ],
)
def test_a_rule_is_read_in_the_words_of_its_author(text: str) -> None:
    found = read(text)
    assert (found.status, found.reason) == (RequirementStatus.ENFORCED, "")


@pytest.mark.parametrize(
    "text",
    [
        "A title is mandatory and no longer than 199 characters.",
        "title (string, required, 1-100 characters)",
        "Priority accepts only low",
        "Two accounts may have the same email",
        "A freshly added task is completed.",
        "Planners see nothing but tasks of their team.",
        "Planners can see other planners' tasks",
        "Somebody else's task yields 403",
        "Given an empty title, when a task is created, then the response is 400.",
        "WHEN a task is requested without a token THEN THE SYSTEM SHALL respond with 403.",
        "The owner is taken from the body",
        "User ID is extracted from the JWT email claim",
        "The JWT must contain sub, exp and iat",
        "Tokens are verified with RS256",
        "The list shows at most 50 per page (10 unless asked otherwise).",
        "limit (optional): items per page (default: 10, max: 50)",
        "The list can be narrowed by title.",
        "Free-text search looks at the priority.",
        "Adding a task returns 200",
        "completed cannot be changed",
        'Error responses follow the format {"error": "message"}',
        "When a user is deleted, all their labels are deleted",
        "As a planner, I want to fly",
        "Administrators see nothing but their own tasks and those of their team",
    ],
)
def test_other_words_make_another_rule_of_it(text: str) -> None:
    found = read(text)
    assert found.status is RequirementStatus.OPEN
    assert found.reason


def test_the_words_for_persons_come_from_stories_alone() -> None:
    alone = resolve(reading(*FACTS, requirement("Planners see nothing but their own tasks.", 3)))
    assert alone.blueprint.requirements[-1].status is RequirementStatus.OPEN


def test_columns_told_to_be_unique_together_are_looked_up() -> None:
    told = read("unique together: (club_id, rig)")
    assert told.status is RequirementStatus.OPEN
    assert told.reason == "club_id, rig are not unique together"


def test_words_in_quotes_are_the_default_whatever_they_mean_elsewhere() -> None:
    told = read("The description defaults to 'none yet'.")
    assert (told.kind, told.status) == (RuleKind.DEFAULT, RequirementStatus.OPEN)
    assert told.reason == "tasks.description has no default 'none yet'"
