"""Figures of an aggregate: what the names in a documented answer add up, and which sentences they bear out."""

import pytest

from generators.blueprint import Blueprint, Holds, RequirementStatus, ResponseField
from tests.workbench.resolving.readings import column, endpoint, field, reading, requirement, table, users_table
from workbench.reading.facts import FieldFact, ResponseFact
from workbench.resolving.resolver import resolve

TRIPS = table(
    "trips",
    column("id", "uuid", primary_key=True, nullable=False),
    column("user_id", "uuid", nullable=False, references="users.id"),
    column("distance", "integer", nullable=False),
    column("cost", "numeric(10,2)", nullable=True),
    column("created_at", "timestamptz", nullable=False, default="now()", has_default=True),
    line=20,
)


def built(*fields: FieldFact, text: str = "") -> Blueprint:
    answer = ResponseFact(200, fields=fields)
    facts = [requirement(text, feature="trips")] if text else []
    summary = endpoint("GET /trips/summary", line=3, responses=(answer,))
    return resolve(reading(users_table(), TRIPS, endpoint("GET /trips", line=1), summary, *facts)).blueprint


def answer_of(*fields: FieldFact) -> tuple[ResponseField, ...]:
    (found,) = [one for one in built(*fields).operations if one.kind.value == "aggregate"]
    return found.response.envelope


@pytest.mark.parametrize(
    ("name", "holds", "value"),
    [
        ("total_distance", Holds.SUM, "distance"),
        ("distance_sum", Holds.SUM, "distance"),
        ("lowest_cost", Holds.LEAST, "cost"),
        ("max_distance", Holds.GREATEST, "distance"),
        ("average_cost", Holds.AVERAGE, "cost"),
        ("total", Holds.TOTAL, None),
    ],
)
def test_a_name_tells_what_is_worked_out(name: str, holds: Holds, value: str | None) -> None:
    assert answer_of(field(name, "number")) == (ResponseField(name, holds, value),)


def test_groups_hold_figures_too() -> None:
    months = field("by_month", "array", fields=(field("month"), field("total_cost", "number")))
    (found,) = answer_of(months)
    assert found.fields == (
        ResponseField("month", Holds.GROUP, "created_at by month"),
        ResponseField("total_cost", Holds.SUM, "cost"),
    )


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The summary shows the sum of the costs of trips.", RequirementStatus.ENFORCED),
        ("The summary includes the highest distance", RequirementStatus.ENFORCED),
        ("The summary shows the sum of the distances of trips.", RequirementStatus.OPEN),
        ("The summary includes the lowest distance", RequirementStatus.OPEN),
    ],
)
def test_a_sentence_is_borne_out_by_the_figure_alone(text: str, status: RequirementStatus) -> None:
    fields = (field("total_cost", "number"), field("max_distance", "number"))
    (found,) = built(*fields, text=text).requirements
    assert found.status is status, found.reason
