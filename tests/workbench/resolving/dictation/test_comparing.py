"""Comparisons of two values of a row: the CHECK that sentences ask for, and sentences that compare nothing."""

from dataclasses import replace

import pytest

from generators.blueprint import Blueprint, RequirementStatus
from tests.workbench.resolving.readings import (
    DATABASE,
    at,
    column,
    endpoint,
    field,
    reading,
    requirement,
    table,
    users_table,
)
from workbench.resolving.resolver import resolve

VISITS = table(
    "visits",
    column("id", "uuid", primary_key=True, nullable=False),
    column("user_id", "uuid", nullable=False, references="users.id"),
    column("starts_at", "timestamptz", nullable=False),
    column("ends_at", "timestamptz", nullable=False),
    column("least_price", "numeric(8,2)", nullable=False),
    column("highest_price", "numeric(8,2)", nullable=False),
    column("remark", "text", nullable=True),
    line=20,
)
BODY = tuple(field(name) for name in ("starts_at", "ends_at", "least_price", "highest_price", "remark"))


def told(*texts: str, check: str | None = None) -> Blueprint:
    facts = [requirement(text, line, feature="visits") for line, text in enumerate(texts, 300)]
    api = (endpoint("POST /visits", line=1, body=BODY), endpoint("GET /visits", line=2))
    visits = VISITS if check is None else table(VISITS.name, *VISITS.columns, checks=(check,), line=20)
    return resolve(reading(users_table(), visits, *api, *facts)).blueprint


def checks(blueprint: Blueprint) -> list[str]:
    return [one.expression for one in blueprint.entity("visits").checks]


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("The end must be after the start", "ends_at > starts_at"),
        ("`ends_at` must be later than `starts_at`.", "ends_at > starts_at"),
        ("ends_at > starts_at", "ends_at > starts_at"),
        ("The end date must not be before the start date.", "ends_at >= starts_at"),
        ("The start of a visit must be before its end", "starts_at < ends_at"),
        ("The start time cannot be after the end time", "starts_at <= ends_at"),
        ("If the end is before the start, the request is answered with 422.", "ends_at >= starts_at"),
        ("The highest price must be greater than or equal to the least price", "highest_price >= least_price"),
        ("The least price may never exceed the highest price", "least_price <= highest_price"),
    ],
)
def test_a_sentence_compares_two_values_of_a_row(text: str, expression: str) -> None:
    built = told(text)
    assert checks(built) == [expression]
    found = built.requirements[-1]
    assert (found.status, found.reason) == (RequirementStatus.ENFORCED, "")
    assert all(one.endswith(".cross_field") for one in found.by)


@pytest.mark.parametrize(
    "text",
    [
        "The end must be after the remark",  # a text is above nothing
        "The least price must be after the start",  # a number is no time
        "The end must be after the sunset",  # nothing is called so
        "If the end is before the start, the request is answered with 409.",  # such requests answer 422
        "The end must be after the end",
    ],
)
def test_what_cannot_be_compared_stays_open(text: str) -> None:
    built = told(text)
    assert checks(built) == []
    assert built.requirements[-1].status is RequirementStatus.OPEN


def test_the_row_of_a_value_compares_it_with_another_one() -> None:
    ends = column("ends_at", "timestamptz", nullable=False, line=23)
    visits = table("visits", *(ends if one.field.name == "ends_at" else one for one in VISITS.columns), line=20)
    row = replace(requirement("ends_at — timestamptz — after starts_at"), source=at(23, DATABASE))
    api = (endpoint("POST /visits", line=1, body=BODY), endpoint("GET /visits", line=2))
    built = resolve(reading(users_table(), visits, *api, row)).blueprint
    assert checks(built) == ["ends_at > starts_at"]
    assert built.requirements[-1].status is RequirementStatus.ENFORCED


def test_a_check_that_the_table_has_already_is_not_made_twice() -> None:
    built = told("The end must be after the start", check="ends_at > starts_at")
    assert checks(built) == ["ends_at > starts_at"]
    assert built.requirements[-1].status is RequirementStatus.ENFORCED
