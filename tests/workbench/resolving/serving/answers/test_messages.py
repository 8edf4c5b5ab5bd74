"""The words of errors: taken from documented answers and sentences, and claimed by them only where they are said."""

import pytest

from generators.blueprint import Message, Occasion, Requirement, RequirementStatus
from tests.workbench.resolving.accounts import FACTS
from tests.workbench.resolving.readings import at, endpoint, field, reading, requirement, setting
from workbench.reading.facts import Fact, ResponseFact, Topic
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve


def resolved(*facts: Fact) -> Resolution:
    return resolve(reading(*FACTS, *facts))


def messages(*facts: Fact) -> list[tuple[str, str, str | None, str | None]]:
    found = resolved(*facts).blueprint.settings.messages
    return [(one.occasion.value, one.text, one.entity, one.column) for one in found]


def read(*texts: str) -> list[Requirement]:
    facts = [requirement(text, line) for line, text in enumerate(texts, 300)]
    return list(resolved(*facts).blueprint.requirements[-len(texts) :])


def refusal(status: int, text: str, code: str = "", line: int = 1, description: str = "") -> ResponseFact:
    fields = [field("message", example=f'"{text}"'), *([field("code", example=f'"{code}"')] if code else [])]
    return ResponseFact(status, description, fields=tuple(fields), source=at(line))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('No token — 401 — {"detail": "Sign in first"}', ("no_token", "Sign in first", None, None)),
        ('Forged token — 401 — "This token is not ours"', ("bad_token", "This token is not ours", None, None)),
        ('Expired token: 401 {"error": "Session over"}', ("expired_token", "Session over", None, None)),
        ('401 — "Wrong e-mail or password"', ("credentials", "Wrong e-mail or password", None, None)),
        ('Any other role gets 403 "You may not do this"', ("forbidden", "You may not do this", None, None)),
        ('404 {"detail": "Task #<id> not found"}', ("missing", "Task #{key} not found", "tasks", None)),
        ('404: {"message": "No task {task_id} here"}', ("missing", "No task {key} here", "tasks", None)),
        ('404: {"message": "No task with ID 42"}', ("missing", "No task with ID {key}", "tasks", None)),
        (
            '404: {"message": "Task 8f14e45f-ceea-467f-9a2b-1c3d5e7f9a0b not found"}',
            ("missing", "Task {key} not found", "tasks", None),
        ),
        ('409 — "This email has an account already"', ("taken", "This email has an account already", "users", "email")),
        ('422 {"detail": "A title is required"}', ("required", "A title is required", "tasks", "title")),
        ('422 {"detail": "Titles: title too long"}', ("too_long", "Titles: title too long", "tasks", "title")),
        ('422 "The title needs 1-200 characters"', ("wrong", "The title needs 1-200 characters", "tasks", "title")),
        (
            'title — at most 200 characters — "The title is too long"',
            ("too_long", "The title is too long", "tasks", "title"),
        ),
        ('Error message: "The title is too long"', ("too_long", "The title is too long", "tasks", "title")),
        ('Bad bodies: 422 {"detail": "Validation failed"}', ("invalid", "Validation failed", None, None)),
        ('A failure is answered 500 "Something broke"', ("unexpected", "Something broke", None, None)),
    ],
)
def test_a_sentence_with_one_status_and_one_text_says_what_an_error_says(
    text: str, said: tuple[str, str, str | None, str | None]
) -> None:
    assert said in messages(requirement(text, 300))


@pytest.mark.parametrize(
    "text",
    [
        'The page shows "No tasks yet" when the list is empty.',  # no status
        'title — text — "Buy milk tomorrow" is a sample',  # nothing that is refused
        '404 "Task not found" or 409 "Task is busy"',  # two of each
        '404 {"detail": "string"}',  # a sample of the shape
        '404 {"detail": "..."}',
        'Titles with more than 500 characters show "Title is too long"',  # a number that is no status
        '400 {"detail": "A title is required"}',  # invalid input is answered with 422 here
        '422 {"detail": "Title or description must be given"}',  # about two values
    ],
)
def test_a_text_whose_occasion_is_not_plain_is_nobodys(text: str) -> None:
    assert messages(requirement(text, 300)) == []


def test_an_answer_of_an_endpoint_says_it_with_its_code() -> None:
    busy = refusal(404, "No such task", "NO_TASK", line=30)
    found = resolved(endpoint("GET /api/tasks/{id}", line=30, responses=(busy,))).blueprint.settings.messages
    assert found == (Message(Occasion.MISSING, "No such task", "tasks", None, "NO_TASK", (at(30),)),)


CODED = setting(Topic.ERROR_BODY, '{"code": "x", "message": "y"}')
TABLE_ROW = "No token — 401 — UNAUTHENTICATED — "


def test_the_row_of_a_table_says_it_with_its_code() -> None:
    row = requirement(f'{TABLE_ROW}"Sign in first"', 300)
    built = resolved(CODED, row).blueprint
    assert [(one.text, one.code) for one in built.settings.messages[:1]] == [("Sign in first", "UNAUTHENTICATED")]
    assert built.requirements[-1].status is RequirementStatus.ENFORCED


def test_a_code_stays_open_where_errors_carry_none() -> None:
    found = resolved(requirement(f'{TABLE_ROW}"Sign in first"', 300)).blueprint.requirements[-1]
    assert (found.status, found.reason) == (RequirementStatus.OPEN, "errors carry no code")


def test_a_sample_that_several_statuses_share_is_no_text_of_theirs() -> None:
    shared = (refusal(404, "Something is wrong", line=30), refusal(403, "Something is wrong", line=30))
    assert messages(endpoint("GET /api/tasks/{id}", line=30, responses=shared)) == []


def test_what_most_places_say_is_said_and_the_rest_stays_open() -> None:
    texts = ('404 — "Task not found"', '404 — "No such task here"', '404 — "Task not found"')
    assert [one.status.value for one in read(*texts)] == ["enforced", "open", "enforced"]
    assert ("missing", "Task not found", "tasks", None) in messages(*(requirement(one, 300) for one in texts))


def test_words_for_any_refused_token_also_serve_where_none_are_told_apart() -> None:
    said = messages(requirement('401 {"detail": "Not authenticated"}', 300))
    assert [occasion for occasion, *_ in said] == ["no_token", "bad_token"]
    apart = messages(
        requirement('401 {"detail": "Not authenticated"}', 300), requirement('Forged token: 401 "Not ours"', 301)
    )
    assert ("bad_token", "Not ours", None, None) in apart


@pytest.mark.parametrize(
    "text",
    [
        'Missing token — 401 — {"detail": "Not authenticated"}',
        '404 — Task not found — {"detail": "Task not found"}',
        'A second account with the same email gets 409 "This email is taken already"',
        'Missing title — 422 — "A title is required. Give it one."',
    ],
)
def test_a_sentence_is_enforced_when_its_very_words_are_said(text: str) -> None:
    (found,) = read(text)
    assert (found.status, found.reason) == (RequirementStatus.ENFORCED, "")
    assert any(one.endswith(".message") for one in found.by)


@pytest.mark.parametrize(
    "text",
    [
        '404 — Task not found — {"detail": "Label not found"}',  # nothing asks for one label
        'Missing title — 422 — "The priority is required"',
        'Missing token — 401 — {"detail": "Not authenticated"} for banned users',
    ],
)
def test_a_sentence_is_open_when_nothing_says_its_words_so(text: str) -> None:
    (found,) = read(text)
    assert found.status is RequirementStatus.OPEN
