"""In whatever order questions are answered: resolving ends, gives the same blueprint, and twice is as once."""

import random
from dataclasses import replace
from types import MappingProxyType

import pytest

from generators.blueprint import fingerprint
from tests.workbench.resolving.readings import (
    API,
    DATABASE,
    FEATURE,
    answer,
    at,
    column,
    endpoint,
    field,
    ok,
    reading,
    table,
    users_table,
)
from workbench.reading.facts import AnswerFact, Fact, Reading
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve

PLAN = "specs/plan.md"
KITES = table(
    "kites",
    column("id", "uuid", primary_key=True, line=3),
    column("user_id", "uuid", nullable=False, references="users.id", line=4),
    column("label", "varchar(40)", nullable=False, line=5),
    column("tail", "integer", nullable=True, line=6),
    column("colour", "varchar(9)", nullable=False, choices=("red", "blue"), line=7),
    column("flown_at", "timestamptz", nullable=True, line=8),
)
OTHER = table(
    "kites",
    column("id", "integer", primary_key=True, file=PLAN, line=3),
    column("user_id", "uuid", nullable=True, file=PLAN, line=4),
    column("label", "varchar(60)", nullable=True, file=PLAN, line=5),
    column("tail", "text", nullable=False, file=PLAN, line=6),
    column("colour", "varchar(9)", choices=("red", "green"), file=PLAN, line=7),
    file=PLAN,
    line=2,
)
ROUTES = (
    endpoint("GET /kites", line=9, auth="public", query=(field("reel", "integer", source=at(10)),)),
    endpoint("GET /kites", line=9, file=FEATURE, auth="required"),
    endpoint("POST /kites", line=12, body=(field("label", "string"), field("wind", "string")), responses=(ok(201),)),
    endpoint("POST /kites", line=12, file=FEATURE, body=(field("label", "string"), field("tail", "integer"))),
    endpoint("DELETE /kites/{id}", line=15, responses=(ok(204),)),
    endpoint("DELETE /kites/{id}", line=15, file=FEATURE, responses=(ok(200),)),
)
TEXTS = MappingProxyType(
    {
        FEATURE: "Kites are stored in SQLite.\nA kite of another user is answered with 403.\nThe label is optional.",
        PLAN: "Storage: PostgreSQL\nA kite of another user: 404.\n\n## Out of scope\n\n- Reviews",
        API: "Passwords are hashed with MD5.\nUsers MUST be able to write reviews.",
        DATABASE: "Passwords: Argon2id hashes",
    }
)


def given(*answers: AnswerFact) -> Reading:
    facts: tuple[Fact, ...] = (users_table(), KITES, OTHER, *ROUTES, *answers)
    return replace(reading(*facts), texts=TEXTS)


def answer_all(seed: int) -> tuple[tuple[AnswerFact, ...], Resolution]:
    """Answer at random, one question at a time, until none is open."""
    chance, given_answers = random.Random(seed), list[AnswerFact]()
    for line in range(1, 80):
        resolution = resolve(given(*given_answers))
        if not resolution.questions:
            return tuple(given_answers), resolution
        question = chance.choice(resolution.questions)
        given_answers.append(answer(question.id, chance.choice(question.choices).value, line))
    pytest.fail("questions without end")


def test_there_is_much_to_ask() -> None:
    kinds = {question.id.rsplit(".", 1)[-1] for question in resolve(given()).questions}
    assert len(kinds) > 8


@pytest.mark.parametrize("seed", range(8))
def test_any_answers_end_and_their_order_does_not_matter(seed: int) -> None:
    answers, resolution = answer_all(seed)
    shuffled = list(answers)
    random.Random(seed + 100).shuffle(shuffled)
    again = resolve(given(*shuffled))
    assert again.questions == ()
    assert fingerprint(again.blueprint) == fingerprint(resolution.blueprint)


@pytest.mark.parametrize("seed", range(3))
def test_resolving_twice_changes_nothing(seed: int) -> None:
    answers, resolution = answer_all(seed)
    assert resolve(given(*answers)) == resolution


def test_recommended_answers_are_the_blueprint_of_before() -> None:
    before = resolve(given())
    answers = [answer(question.id, question.recommended, line) for line, question in enumerate(before.questions, 1)]
    after = resolve(given(*answers))
    assert after.questions == ()
    assert [one.columns for one in after.blueprint.entities] == [one.columns for one in before.blueprint.entities]
    assert after.blueprint.operations == before.blueprint.operations


def test_three_come_first_and_nine_answers_leave_nothing_that_blocks() -> None:
    answers = list[AnswerFact]()
    while blocking := [question for question in resolve(given(*answers)).questions if question.blocking]:
        answers.append(answer(blocking[0].id, blocking[0].recommended, len(answers) + 1))
        assert len(answers) <= 9
