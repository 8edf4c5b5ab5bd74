"""Rows and lines of database documents: enforced where the schema bears them out, open where it says otherwise."""

from typing import Any

import pytest

from generators.blueprint import RequirementStatus
from tests.workbench.resolving.readings import DATABASE, at, column, endpoint, field, index, reading, table, users_table
from workbench.reading.facts import RequirementFact
from workbench.resolving.resolver import resolve

LOANS = table(
    "loans",
    column("id", "uuid", primary_key=True, nullable=False, default="gen_random_uuid()", has_default=True, line=21),
    column("user_id", "uuid", nullable=False, references="users.id", on_delete="CASCADE", line=22),
    column("title", "varchar(80)", nullable=False, unique=True, min_length=1, line=23),
    column("note", "text", nullable=True, line=24),
    column("created_at", "timestamptz", nullable=False, default="now()", has_default=True, line=25),
    line=20,
)
RATINGS = table(
    "ratings",
    column("loan_id", "uuid", nullable=False, references="loans.id", line=31),
    column("user_id", "uuid", nullable=False, references="users.id", line=32),
    key=("loan_id", "user_id"),
    line=30,
)
FACTS = (
    users_table(),
    LOANS,
    RATINGS,
    index("loans", "user_id", "created_at"),
    endpoint("POST /loans", body=(field("title", "string", required=True), field("note", "string")), line=1),
    endpoint("GET /loans", line=2),
    endpoint("POST /loans/{id}/rating", line=3),
    endpoint("DELETE /loans/{id}/rating", line=4),
)


def read(text: str, line: int) -> Any:  # noqa: ANN401 - a requirement, read for its status and ids
    fact = RequirementFact("schema", text, at(line, DATABASE))
    [found] = [one for one in resolve(reading(*FACTS, fact)).blueprint.requirements if one.text == text]
    return found


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("id — UUID — PRIMARY KEY, DEFAULT gen_random_uuid()", 21),
        ("user_id — UUID — NOT NULL, FOREIGN KEY REFERENCES users(id) ON DELETE CASCADE — the reader", 22),
        ("title — VARCHAR(80) — NOT NULL, UNIQUE, CHECK (char_length(title) >= 1)", 23),
        ("note — TEXT — NULL", 24),
        ("created_at — TIMESTAMPTZ — NOT NULL, DEFAULT now()", 25),
        ("loan_id — UUID — NOT NULL — the loan", 31),
        ("Primary key: (loan_id, user_id)", 40),
        ("loans(user_id, created_at)", 41),
    ],
)
def test_what_the_schema_bears_out_is_enforced(text: str, line: int) -> None:
    found = read(text, line)
    assert found.status is RequirementStatus.ENFORCED, found.reason
    assert found.by


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("note — TEXT — NULL, never shown to others", 24),
        ("Primary key: (loan_id, title)", 40),
        ("Check: `due_on > created_at`", 41),
        ("loans(title, note)", 42),
    ],
)
def test_what_the_schema_does_not_bear_out_stays_open(text: str, line: int) -> None:
    assert read(text, line).status is RequirementStatus.OPEN
