"""Filters of which a part of the value is enough, and what sentences say of filters."""

from functools import cache

import pytest

from generators.blueprint import QueryUse, Requirement, RequirementStatus
from tests.workbench.resolving.readings import column, endpoint, field, reading, requirement, table, users_table
from workbench.reading.facts import Fact
from workbench.resolving.resolver import resolve

BORNE_OUT = """
Stays can be filtered by host and kind
Optional filtering by host (partial match), kind and date range (begins_from, begins_to)
GET /stays lists stays filtered by kind
Filter stays by kind
Search covers host and notes
""".strip().splitlines()

NEAR_MISSES = """
Stays are filtered by host (exact match)
Stays can be filtered by kind (partial match)
Stays can be filtered by notes
Guests can be filtered by kind
Filter stays by kind and guest
Search covers host, notes and kind
""".strip().splitlines()


def _facts(*texts: str, description: str = "") -> tuple[Fact, ...]:
    stays = table(
        "stays",
        column("id", "uuid", primary_key=True),
        column("host", "text", nullable=False),
        column("kind", "text", nullable=False, choices=("room", "flat")),
        column("notes", "text", nullable=True),
        column("begins_on", "date", nullable=False),
    )
    guests = table("guests", column("id", "uuid", primary_key=True), column("name", "text", nullable=False))
    query = (
        field("host", "string", description=description),
        field("kind", "string"),
        field("q", "string", description="Searches host and notes"),
        field("begins_from", "date"),
        field("begins_to", "date"),
    )
    told = [requirement(text, line=100 + number) for number, text in enumerate(texts)]
    return (users_table(), stays, guests, endpoint("GET /stays", query=query), endpoint("GET /guests", line=2), *told)


def _use(*facts: Fact) -> dict[str, QueryUse]:
    operations = resolve(reading(*facts)).blueprint.operations
    return {one.name: one.use for one in operations[0].query}


@pytest.mark.parametrize("description", ["Partial match", "Case-insensitive substring", "Stays whose host contains it"])
def test_a_part_is_enough_where_the_parameter_says_so(description: str) -> None:
    assert _use(*_facts(description=description))["host"] is QueryUse.SEARCH


@pytest.mark.parametrize("description", ["", "The host", "Exact name of the host"])
def test_else_the_whole_value_is_meant(description: str) -> None:
    assert _use(*_facts(description=description))["host"] is QueryUse.FILTER


@cache
def _requirements() -> dict[str, Requirement]:
    facts = _facts(*BORNE_OUT, *NEAR_MISSES, description="Partial match")
    return {one.text: one for one in resolve(reading(*facts)).blueprint.requirements}


@pytest.mark.parametrize("text", BORNE_OUT)
def test_a_sentence_on_filters_is_enforced_where_the_list_has_them(text: str) -> None:
    assert _requirements()[text].status is RequirementStatus.ENFORCED, _requirements()[text].reason


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_a_sentence_on_other_filters_is_open(text: str) -> None:
    assert _requirements()[text].status is RequirementStatus.OPEN
