"""Honesty: sentences that ask for nothing, or for something else than the blueprint has, never count as enforced."""

from functools import cache

import pytest

from generators.blueprint import Requirement, RequirementStatus
from tests.workbench.resolving.accounts import FACTS
from tests.workbench.resolving.readings import reading, requirement
from workbench.resolving.resolver import resolve

NOTHING = """
The application is fast and secure
Everything works as expected
The system handles errors gracefully
Tasks
The title
Users
Title, description and priority
A task has a title
This document describes the tasks of a user
Tasks are the heart of the application
The backend is written in Python
We use PostgreSQL
See the database schema for details
The API should be easy to use
Error messages are helpful
The list loads quickly
Performance is important
Security is a priority
Users love their tasks
The title should be meaningful
Descriptions are written in plain language
All data is safe
The code is well tested
Follow best practices
Use sensible defaults
Handle edge cases
Tasks are important to users
The system must be reliable
The endpoint must be robust
Validation is performed
Input is validated
Requests are processed correctly
The server responds
The response is JSON
Tokens are great
Authentication is important
Users are happy
Note: to be discussed
Note: see above
Behaviour: as usual
Validation: as described above
The priority is shown as a badge
Users understand their tasks
The user is informed
The task is handled properly
Completed tasks are celebrated
Labels help users to find tasks
Errors are logged somewhere
The system should scale
Best effort is made
""".strip().splitlines()

OTHER_VALUES = """
The title must have 1 to 255 characters.
The title must have 2 to 200 characters.
Title: at most 100 characters
Title: 1-100 characters
Title: max 201 characters
The title must be longer than 200 characters
The title must have at least 5 characters
The description has at most 2000 characters
Description — string — No — Max 500 characters
title — string — Yes — 1-120 characters
title — integer — Yes — 1-200 characters
title — string — No — 1-200 characters
title — string — optional
description — string — required
The priority must be one of low, medium or high
The priority must be one of low, high or urgent
The priority defaults to high
Priority: enum (low, normal, high)
priority — string — one of: low, high, urgent
priority — string — default high
A new task is completed
A new task has the priority high
The description is required
The description must not be empty
The title is optional
The title may be null
The title defaults to Untitled
completed_at defaults to now
Completed defaults to true
Passwords must have at least 12 characters
Passwords must have at most 20 characters
Password: min 10 characters
Passwords are hashed with bcrypt and a pepper
Passwords are hashed with SHA-256
Another user's task returns 403
Returns 403 if the task belongs to a different user
Another user's task returns 200
A non-existent task returns 400
A non-existent task returns 204
Returns 410 if the task does not exist
Requests without a valid token return 403
An expired token returns 419
401 Unauthorized: Task not found
404 Not Found: Missing or invalid token
403 Forbidden: Missing or invalid token
Invalid input returns 400
400 Bad Request: Invalid input
422: Task not found
Missing title returns 400
A duplicate label name returns 400
409 Conflict: Task not found
A taken email answers 422
The list is paginated with a default of 10 items
The list is paginated with a default of 20 and a maximum of 100 items per page
Default limit is 50
The maximum page size is 500
Tasks can be filtered by colour
Tasks can be filtered by title
Users can sort tasks by priority
Users can search tasks by priority
Search is case-sensitive
Access tokens expire after 7 days
Access tokens expire after 1 minute
Refresh tokens expire after 2 days
Tokens are signed with RS256
The token must contain sub, exp and iat
The user id comes from the email claim of the token
After 3 failed logins within 15 minutes, further attempts answer 429
Account lockout after 3 failed attempts
Error responses follow the format {"error": "message"}
Errors are returned as {"code": 1, "reason": "text"}
Authentication: Public
The API key is sent as Authorization: Token <token>
Completing a task clears completed_at
Completing a task sets completed_at to null
updated_at is set only once
created_at is updated on every change
""".strip().splitlines()

NEGATED = """
Users MUST NOT be able to create tasks.
Users cannot delete tasks
Users can never update a task
The title is not required
The title must not have more than 300 characters
The title must be empty
Tasks are not deleted permanently
Tasks are never deleted
Tasks are soft deleted
Deleted tasks are kept
Tasks cannot be filtered by priority
Tasks are not paginated
The list returns all tasks without pagination
Tokens are not required
No endpoint requires a token
Requests without a token are allowed
Expired tokens are accepted
Users can access other users' tasks
Users can see tasks of every user
Queries are not filtered by user_id
The priority must not be low or high
Email need not be unique
Emails are unique only within a team
Passwords are never hashed
updated_at is never changed
Completing a task never sets completed_at
The description is never null
Errors never return a body
The title is immutable
The description cannot be changed
Label names are not unique
A deleted task can be restored
A task that does not exist does not return 404
Whitespace is preserved in the title
""".strip().splitlines()

MORE = """
Users can create tasks only on weekdays
Users can create at most 5 tasks a day
Users can share tasks with other people
Users can export tasks as CSV
Users can only export their own tasks
Users can only share their own tasks
Users can import tasks
Users can assign tasks to a friend
Users can archive tasks
Users can attach files to tasks
Users can comment on tasks
Users can create tasks and receive an email
Admins can delete any task
Only managers can create labels
Only admins can create tasks
Guests can view tasks
Team members can view tasks
The title must be unique per label
The title must be written in French
The title must start with a capital letter
The title is required unless the task is private
The title is required when the priority is high
The description must be Markdown
The priority must be raised every week
The priority can be changed only by admins
The email must belong to the company
Passwords must contain no word of a dictionary
Passwords must contain a number on Sundays
Common passwords are rejected
Passwords expire after 90 days
Users must verify their email before logging in
Users log in with a one-time code
Completing a task sends an email
Completing a task creates a new task
Completing a task locks it
Completed tasks cannot be changed
A task cannot be completed twice
Deleting a task deletes all of its labels
Deleting a user keeps their tasks
Deleting a label is refused while tasks use it
Tasks are archived after 30 days
Tasks older than a year are deleted
The list shows overdue tasks first
The list is filtered by the current week
GET /api/reports returns a report
POST /api/tasks/{id}/share returns 200
PUT /api/tasks/{id} creates the task if it does not exist
GET /api/tasks is public
Rate limit: 100 requests per minute
Rate limit: some requests per minute per user
Responses are cached for 60 seconds
All changes are written to an audit log
Every task has a history of changes
Two users may edit a task at the same time without conflict
""".strip().splitlines()

SENTENCES = (*NOTHING, *OTHER_VALUES, *NEGATED, *MORE)


@cache
def _read_all() -> dict[str, Requirement]:
    facts = [requirement(text, line) for line, text in enumerate(SENTENCES, 1)]
    found = resolve(reading(*FACTS, *facts)).blueprint.requirements
    return {one.text: one for one in found}


def test_there_are_at_least_two_hundred_sentences() -> None:
    assert len(set(SENTENCES)) == len(SENTENCES) >= 200


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_that_asks_for_nothing_or_something_else_is_not_enforced(text: str) -> None:
    found = _read_all()[text]
    assert found.status is RequirementStatus.OPEN
    assert found.by == ()
    assert found.reason
