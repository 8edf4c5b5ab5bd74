"""Rows that say much in short: tables of constraints, fields of a form, bodies in braces."""

import dataclasses

import pytest

from generators.blueprint import Requirement, RequirementStatus
from tests.workbench.resolving.readings import DATABASE, at, column, endpoint, field, ok, reading, requirement, table
from workbench.resolving.resolver import resolve

TEAS = table(
    "teas",
    column("id", "uuid", primary_key=True, nullable=False),
    column("name", "varchar(40)", nullable=False, unique=True),
    column("kind", "varchar(10)", nullable=False, choices=("black", "green")),
    column("stars", "integer", nullable=True, check="stars between 1 and 5"),
)
BODY = (
    field("name", "string", required=True),
    field("kind", "string", required=True),
    field("stars", "integer", required=False, minimum=1, maximum=5),
)
POST = endpoint("POST /teas", body=BODY, auth="public", responses=(ok(201),), line=40)


def read(text: str, *section: str, line: int = 1) -> Requirement:
    fact = dataclasses.replace(requirement(text, line), section=section)
    if line == 40:
        fact = dataclasses.replace(fact, source=at(40))
    return resolve(reading(TEAS, POST, fact)).blueprint.requirements[0]


@pytest.mark.parametrize(
    ("text", "title", "enforced"),
    [
        ("teas — name", "Unique Constraints", True),
        ("teas — name, kind", "Unique Constraints", False),
        ("teas — id, name, kind", "Not Null Constraints", True),
        ("teas — stars", "Not Null Constraints", False),
    ],
)
def test_the_heading_of_a_table_says_what_its_rows_ask_for(text: str, title: str, *, enforced: bool) -> None:
    assert (read(text, title).status is RequirementStatus.ENFORCED) is enforced


@pytest.mark.parametrize(
    ("text", "enforced"), [("kind — select — black, green", True), ("kind — select — black, white", False)]
)
def test_the_field_of_a_form_offers_what_its_column_takes(text: str, *, enforced: bool) -> None:
    assert (read(text).status is RequirementStatus.ENFORCED) is enforced


@pytest.mark.parametrize(
    ("text", "enforced"),
    [
        ("kind — varchar(10) — the colour of its leaves", True),
        ("kind — varchar(10) — ISO 3720 name of the kind", False),
    ],
)
def test_a_standard_that_nothing_checks_leaves_a_row_open(text: str, *, enforced: bool) -> None:
    fact = dataclasses.replace(requirement(text), source=at(1, DATABASE))
    found = resolve(reading(TEAS, POST, fact)).blueprint.requirements[0]
    assert (found.status is RequirementStatus.ENFORCED) is enforced


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Body: { name, kind: black|green, stars?: 1-5 }", ""),
        ("**Body:** `{ name: string, kind }`", ""),
        ("Body: { name, kind, stars: 1-5 }", "the body of teas.create takes stars otherwise"),
        ("Body: { name, kind, stars?: 1-9 }", "the body of teas.create takes stars otherwise"),
        ("Body: { name, stars? }", "the body of teas.create says otherwise of kind"),
        ("Body: { name, kind, colour }", "the body of teas.create says otherwise of colour"),
    ],
)
def test_a_body_in_braces_is_the_one_that_the_endpoint_takes(text: str, reason: str) -> None:
    found = read(text, line=40)
    assert (found.status is RequirementStatus.ENFORCED, found.reason) == (not reason, reason)
