"""Rows that come again: where a table and a sentence say so, and the sentences that ask for the next one."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from generators.blueprint import Blueprint, Holds, Recurrence, RequirementStatus
from tests.workbench.resolving.readings import (
    FEATURE,
    column,
    endpoint,
    field,
    ok,
    reading,
    requirement,
    table,
    users_table,
)
from workbench.reading.facts import EndpointFact
from workbench.resolving.resolver import resolve

RHYTHM = column("frequency", "varchar(12)", nullable=False, choices=("never", "weekly", "monthly"))
WATERINGS = table(
    "waterings",
    column("id", "uuid", primary_key=True, nullable=False),
    column("user_id", "uuid", nullable=False, references="users.id"),
    column("plant", "varchar(80)", nullable=False),
    RHYTHM,
    column("every", "integer", nullable=True),
    column("due_on", "date", nullable=True),
    column("ends_on", "date", nullable=True),
    column("done", "boolean", nullable=False, default=False, has_default=True),
    column("done_at", "timestamptz", nullable=True),
)
ROUTES = (
    endpoint("POST /waterings", line=1, body=(field("plant"), field("frequency"), field("due_on", required=False))),
    endpoint("PATCH /waterings/{id}", line=2, body=(field("done", "boolean", required=False),)),
    endpoint("GET /waterings/{id}", line=3),
)
TELLING = "Completing a repeating watering creates the next one."


def built(*said: str, route: EndpointFact | None = None) -> Blueprint:
    facts = [requirement(text, line=line, feature="waterings") for line, text in enumerate(said, 1)]
    texts = MappingProxyType({FEATURE: "\n".join(said) + "\n"})
    return resolve(
        replace(reading(users_table(), WATERINGS, *ROUTES, *([route] if route else []), *facts), texts=texts)
    ).blueprint


def status_of(said: str, *before: str) -> RequirementStatus:
    return built(*before, said).requirements[-1].status


def test_a_table_with_a_rhythm_and_an_end_repeats_where_a_sentence_says_so() -> None:
    found = built(TELLING)
    again = found.entity("waterings").recurrence
    assert again == Recurrence(
        "frequency", "done", True, ("due_on",), "every", "ends_on", sources=again.sources if again else ()
    )
    assert [rule.operations for rule in found.rules if rule.id == "rule:waterings.recurrence"] == [
        ("waterings.update",)
    ]


def test_an_answer_shows_the_next_row_where_it_has_a_place_for_it() -> None:
    shown = ok(200, field("watering", "object", fields=(field("id"),)), field("next_watering", "null"))
    found = built(TELLING, route=endpoint("POST /waterings/{id}/complete", line=4, responses=(shown,)))
    (complete,) = [one for one in found.operations if one.path.endswith("/complete")]
    assert [(one.name, one.holds) for one in complete.response.envelope] == [
        ("watering", Holds.ITEM),
        ("next_watering", Holds.NEXT),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "A watering has a frequency.",
        "Completing a repeating watering creates no next one.",
        "A nightly job creates the next of each repeating watering.",
        "Users can create repeating waterings and complete them.",
    ],
)
def test_nothing_repeats_where_no_sentence_says_that_the_end_adds_the_next(said: str) -> None:
    assert built(said).entity("waterings").recurrence is None
    assert status_of(said) is not RequirementStatus.ENFORCED or "frequency" in said


@pytest.mark.parametrize(
    "said",
    [
        TELLING,
        "When a recurring watering is marked as done, its next occurrence must be created automatically",
        "Repeating watering done — the next watering is generated with the same plant",
        "The next watering has the same plant; its due_on is one interval later, clamped to the last day of the month",
        "A watering that repeats never creates no next watering when it is completed",
        "No watering is created after ends_on",
        "weekly — repeats every 7 days",
    ],
)
def test_sentences_about_the_next_row_are_borne_out(said: str) -> None:
    assert status_of(said, TELLING) is RequirementStatus.ENFORCED


@pytest.mark.parametrize(
    "said",
    [
        "Completing a repeating watering creates the next three",
        "When a recurring watering is done, the next one is created after a week",
        "The next watering has the same done_at",
        "No watering is created after due_on",
        "weekly — repeats every 8 days",
        "Users can create and complete repeating waterings",
    ],
)
def test_sentences_that_ask_for_something_else_stay_open(said: str) -> None:
    assert status_of(said, TELLING) is not RequirementStatus.ENFORCED
