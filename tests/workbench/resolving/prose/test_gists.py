"""Gists: what sentences ask for by the senses of their words, and near misses that must stay open."""

from functools import cache

import pytest

from generators.blueprint import Requirement, RequirementStatus
from tests.workbench.resolving.accounts import FACTS
from tests.workbench.resolving.readings import reading, requirement
from workbench.resolving.resolver import resolve

BORNE_OUT = """
JWT signature is checked with the shared secret
User identity is derived from the token payload
Requests whose token is malformed or has expired are rejected with 401
Login fails with wrong credentials
Existing users sign in with email and password
Only the owner may edit or remove a task
Nobody sees tasks of another user
Successful deletion returns 204
Returns 201 with the created task
created_at is set automatically and is not modifiable
Timestamps are converted to UTC
Query parameters can be combined
A duplicate email is refused
Duplicate email registration is rejected
Every route demands a valid bearer token unless it is declared public
Requests without a token are denied, and the signature of each token is verified
CORS is configured for the frontend origin
Allowed headers: Authorization, Content-Type
Every request is logged
Failed authentication is logged
Errors never expose stack traces
The secret is read from an environment variable
Secrets are not hardcoded
Creating a task is atomic
Updates are rolled back if one fails
Maximum request body size: 1 MB
If the user has no tasks, an empty array is returned with 200
Email is valid and unique
The description is optional when a task is created, without it the task is created successfully
A non-numeric id answers 422
Pagination works correctly
The email must be valid
""".strip().splitlines()

NEAR_MISSES = """
Tokens are verified once a week
Invalid tokens are not rejected
Expired tokens are rejected with 403
The token is extracted from a cookie
User identity is derived from the request body
Login fails with wrong credentials and locks the account
Existing users sign in with a fingerprint
Existing users sign in with title and password
Only the owner may archive a task
Only the team of the owner may edit a task
Somebody sees tasks of another user
Nobody sees tasks of another user but auditors
Successful deletion returns 200
Returns 204 with the created task
completed_at is set automatically and is not modifiable
title is set automatically
Timestamps are converted to local time
Query parameters cannot be combined
A duplicate title is refused
A duplicate email is refused with 400
No route demands a bearer token
Every second route demands a bearer token
Registration fails with a wrong captcha
Partial updates are not possible
An order and its lines are saved in one transaction or rolled back
The label must exist before it is linked
Every list tells the total number of pages
Deleting a user cascades to labels
CORS allows all origins
CORS is not configured
Every second request is logged
Requests are logged with their body
Errors expose stack traces
The secret is read from a file
Secrets are hardcoded
Creating a task is not atomic
Maximum request body size: 900 MB
If the user has no tasks the list is not empty
If the user has no tasks an empty list is returned with 404
Filtering by mood with no match returns an empty list
The title is valid and unique
The title must be valid
Pagination works backwards
A non-numeric id answers 404
The title is optional when a task is created
Amounts have at most 2 decimal places
""".strip().splitlines()


@cache
def _read_all() -> dict[str, Requirement]:
    texts = (*BORNE_OUT, *NEAR_MISSES)
    found = resolve(reading(*FACTS, *(requirement(text, line) for line, text in enumerate(texts, 1))))
    return {one.text: one for one in found.blueprint.requirements}


@pytest.mark.parametrize("text", BORNE_OUT)
def test_a_sentence_is_enforced_whatever_the_order_and_the_form_of_its_words(text: str) -> None:
    found = _read_all()[text]
    assert found.status is RequirementStatus.ENFORCED, found.reason
    assert found.by


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_a_near_miss_stays_open(text: str) -> None:
    found = _read_all()[text]
    assert found.status is RequirementStatus.OPEN, found.by
    assert found.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Results are ranked by relevance", "searches look for the words as they stand"),
        ("A finished task is repeated weekly by its recurrence", "no row is created by another one's completion"),
        ("Overdue tasks are mailed to the owner every morning", "nothing is sent to anybody"),
        ("The moon_phase decides what is shown", "no column and no filter is called moon_phase"),
        ("Una tarea se repite con otras", "heard as “A task se repite with other”: not understood: se repite"),
        ("Tasks smell of roses", "not understood: smell roses"),
        ("404 — 할 일 쉬는 중", "heard as “404 — task 쉬는 중”: it holds words of another language that are not known"),
        ("Tasks are free of charge in a free market", "not understood: free charge free market"),
    ],
)
def test_an_open_sentence_says_what_is_lacking(text: str, reason: str) -> None:
    found = resolve(reading(*FACTS, requirement(text, 3))).blueprint.requirements[0]
    assert found.status is RequirementStatus.OPEN
    assert found.reason.startswith(reason)
