"""Numbers that move when something is done with a thing: the copies of a tape that is borrowed and brought back."""

import pytest

from generators.blueprint import Adjustment, Blueprint, RequirementStatus
from tests.workbench.resolving.readings import at, column, endpoint, reading, requirement, table, users_table
from workbench.reading.facts import TransitionFact
from workbench.resolving.resolver import resolve

ID = column("id", "uuid", primary_key=True, nullable=False)
STATES = column(
    "status", "text", nullable=False, choices=("lent", "returned", "lost"), default="lent", has_default=True
)
TABLES = (
    users_table(),
    table("tapes", ID, column("copies_left", "integer", nullable=False, check="copies_left >= 0"), line=30),
    table(
        "loans",
        ID,
        column("user_id", "uuid", nullable=False, references="users.id"),
        column("tape_id", "uuid", nullable=False, references="tapes.id"),
        STATES,
        column("paid", "boolean", nullable=False, default=False, has_default=True),
        column("paid_at", "timestamptz", nullable=True),
        line=40,
    ),
)
API = (
    endpoint("POST /loans", auth="required", line=1),
    endpoint("POST /loans/{id}/return", auth="required", line=2),
    endpoint("POST /loans/{id}/pay", auth="required", line=3),
    endpoint("GET /tapes", auth="required", line=4),
)
STEPS = (TransitionFact("lent", "returned", at(60)), TransitionFact("lent", "lost", at(61)))
BOTH = "Borrowing a tape MUST decrease its copies left by one; returning it MUST increase them by one."


def told(text: str, *more: TransitionFact) -> Blueprint:
    return resolve(reading(*TABLES, *API, *more, requirement(text, 300, feature="loans"))).blueprint


def moves(blueprint: Blueprint) -> dict[str, tuple[Adjustment, ...]]:
    return {one.path: one.adjustments for one in blueprint.operations if one.adjustments}


def test_what_is_done_with_a_thing_moves_its_number() -> None:
    built = told("Borrowing a tape decreases its copies left by one.")
    assert moves(built) == {"/loans": (Adjustment("copies_left", "tape_id", subtract=True),)}
    assert built.requirements[-1].status is RequirementStatus.ENFORCED


def test_what_undoes_it_moves_the_number_back() -> None:
    built = told(BOTH, *STEPS)
    assert moves(built) == {
        "/loans": (Adjustment("copies_left", "tape_id", subtract=True),),
        "/loans/{id}/return": (Adjustment("copies_left", "tape_id"),),
    }
    assert built.requirements[-1].status is RequirementStatus.ENFORCED


def test_nothing_moves_where_it_could_be_brought_back_twice() -> None:
    built = told(BOTH)
    assert moves(built) == {}
    assert built.requirements[-1].status is RequirementStatus.OPEN


@pytest.mark.parametrize(
    "text",
    [
        "Borrowing a tape decreases its weight by one.",
        "Watching a tape decreases its copies left by one.",
        "Borrowing a tape decreases its copies left by two.",
    ],
)
def test_what_nobody_does_or_counts_moves_nothing(text: str) -> None:
    built = told(text)
    assert moves(built) == {}
    assert built.requirements[-1].status is RequirementStatus.OPEN


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Paying a loan sets `paid` to true and `paid_at` to the current time.", RequirementStatus.ENFORCED),
        ("Paying sets `paid_at` to the current time", RequirementStatus.ENFORCED),
        ("Paying a loan sets `paid` to false.", RequirementStatus.OPEN),
        ("Returning a loan sets `paid` to true.", RequirementStatus.OPEN),
        ("Paying a loan sets `paid` to true and `paid_at` to null.", RequirementStatus.OPEN),
    ],
)
def test_an_action_with_a_short_name_writes_what_a_sentence_says(text: str, status: RequirementStatus) -> None:
    assert told(text).requirements[-1].status is status
