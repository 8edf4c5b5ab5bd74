"""Plainly: other words for the same rule about a value, read as the rule, and words that only look alike."""

import pytest

from generators.blueprint import Requirement, RequirementStatus
from tests.workbench.resolving.readings import column, endpoint, field, index, reading, requirement, table, users_table
from workbench.resolving.prose.plainly import said_plainly
from workbench.resolving.resolver import resolve

BODY = (
    field("name", "string", required=True, min_length=2, max_length=60),
    field("code", "string", required=True),
    field("depth", "number", required=True, minimum=0),
    field("stars", "integer", minimum=1, maximum=5),
    field("kind", "string", choices=("lake", "river")),
    field("homepage", "string", format="uri"),
    field("opened", "date"),
)
FACTS = (
    users_table(),
    table(
        "waters",
        column("id", "uuid", primary_key=True),
        column("name", "varchar(60)", nullable=False),
        column("code", "varchar(12)", nullable=False),
        column("depth", "numeric(8,2)", nullable=False, check="depth >= 0"),
        column("stars", "smallint", nullable=True, check="stars BETWEEN 1 AND 5"),
        column("kind", "varchar(10)", nullable=True, choices=("lake", "river")),
        column("homepage", "text", nullable=True),
        column("opened", "date", nullable=True),
        column("visits", "integer", nullable=False, default=0, has_default=True),
        column("is_open", "boolean", nullable=False, default=True, has_default=True),
        column("tags", "text[]", nullable=True),
        column("created_at", "timestamptz", nullable=False),
        line=40,
    ),
    index("waters", "code", unique=True),
    endpoint("POST /api/waters", line=10, body=BODY),
    endpoint("GET /api/waters", line=12),
    endpoint("PATCH /api/waters/{id}", line=14, body=BODY),
)


def read(text: str) -> Requirement:
    return resolve(reading(*FACTS, requirement(text, 3))).blueprint.requirements[-1]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Names shorter than 2 or longer than 60 characters are refused.", "rule:waters.name.length"),
        ("A name can't be longer than 60 characters.", "rule:waters.name.length"),
        ("Names need at least two characters.", "rule:waters.name.length"),
        ("A depth below zero is rejected with 422.", "rule:waters.depth.range"),
        ("The depth may not be negative.", "rule:waters.depth.range"),
        ("Stars are whole numbers from 1 to 5 inclusive.", "rule:waters.stars.range"),
        ("Stars of 0 or 6 are rejected.", "rule:waters.stars.range"),
        ("Any kind other than lake or river leads to a validation error.", "rule:waters.kind.choices"),
        ("Only lake and river are valid kinds.", "rule:waters.kind.choices"),
        ("A water without a code cannot be created.", "rule:waters.code.required"),
        ("Every water needs a depth.", "rule:waters.depth.required"),
        ("The default visits is 0.", "rule:waters.visits.default"),
        ("There can only be one water per code.", "rule:waters.code.unique"),
        ("If no visits are given, they start at 0.", "rule:waters.visits.default"),
        ("Waters are open by default.", "rule:waters.is_open.default"),
        ("The homepage has to be a well-formed URL.", "rule:waters.homepage.format"),
        ("created_at is set by the server and ignored in requests.", "waters.create"),
        ("When a PATCH request leaves a field out, the stored value is kept.", "waters.update"),
        ("Only the given fields are touched.", "waters.update"),
        ("A name that consists only of spaces is invalid.", "waters.create"),
    ],
)
def test_a_rule_is_known_in_other_words(text: str, rule: str) -> None:
    assert rule in read(text).by


@pytest.mark.parametrize(
    "text",
    [
        "Names longer than 2 characters are refused.",
        "A depth below zero is rejected with 400.",
        "Stars of 5 or 6 are rejected.",
        "Depth is an integer.",
        "Any kind other than lake leads to a validation error.",
        "A water without a kind cannot be created.",
        "The code is not required.",
        "Every water needs a kind.",
        "Waters are not open by default.",
        "name is set by the server and ignored in requests.",
        "Each tag is at most 60 characters long.",
    ],
)
def test_words_that_look_alike_say_another_rule(text: str) -> None:
    assert read(text).status is RequirementStatus.OPEN


@pytest.mark.parametrize(
    "text",
    ["No two waters share a code.", 'A name is refused with "Name cannot exceed 60 characters".', "Tags, zero or more"],
)
def test_what_is_quoted_or_needs_no_other_words_stays_as_it_is(text: str) -> None:
    assert said_plainly(text) == text
