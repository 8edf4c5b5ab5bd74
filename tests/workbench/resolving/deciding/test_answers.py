"""Answers: the blueprint depends on what was answered, never on when."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workbench.resolving.readings import (
    API,
    FEATURE,
    answer,
    column,
    endpoint,
    reading,
    table,
    tasks_table,
    users_table,
)
from tests.workbench.resolving.validating import validate
from workbench.reading.facts import AnswerFact, Fact
from workbench.resolving.resolver import resolve

FACTS: tuple[Fact, ...] = (
    users_table(),
    tasks_table(column("size", "integer", nullable=False)),
    table("tasks", column("size", "boolean", nullable=True), file="specs/plan.md"),
    endpoint("GET /api/tasks", file=API),
    endpoint("GET /api/v1/tasks", file=FEATURE, auth="public"),
    endpoint("GET /api/tasks", file="specs/plan.md", auth="required"),
)


def ids() -> list[str]:
    return [question.id for question in resolve(reading(*FACTS)).questions]


def test_each_contradiction_is_one_question() -> None:
    assert sorted(ids()) == ["endpoint.GET /api/tasks.auth", "paths.prefix", "tasks.size.nullable", "tasks.size.type"]


def test_what_decides_most_comes_first() -> None:
    assert ids()[0] == "tasks.size.type"


@pytest.mark.parametrize("position", range(4))
def test_every_choice_of_every_question_gives_a_sound_blueprint(position: int) -> None:
    question = resolve(reading(*FACTS)).questions[position]
    for choice in question.choices:
        result = resolve(reading(*FACTS, answer(question.id, choice.value)))
        assert validate(result.blueprint) == ()
        assert question.id not in [one.id for one in result.questions]


def test_the_recommended_answers_change_nothing_but_the_questions() -> None:
    before = resolve(reading(*FACTS))
    after = resolve(reading(*FACTS, *(answer(one.id, one.recommended) for one in before.questions)))
    assert (after.blueprint, after.questions) == (before.blueprint, ())


def test_the_order_of_the_answers_does_not_matter() -> None:
    answers = [
        answer("tasks.size.type", "boolean"),
        answer("tasks.size.nullable", "nullable"),
        answer("paths.prefix", "/api/v1"),
    ]
    found = {repr(resolve(reading(*FACTS, *order)).blueprint) for order in permutations(answers)}
    assert len(found) == 1


def test_a_question_keeps_its_id_when_the_text_around_it_moves() -> None:
    moved = table("tasks", column("size", "boolean", nullable=True, line=99), file="specs/plan.md", line=90)
    assert sorted(one.id for one in resolve(reading(*FACTS[:2], moved, *FACTS[3:])).questions) == sorted(ids())


def test_an_answer_to_nothing_is_reported_once() -> None:
    assert len(resolve(reading(*FACTS, answer("moon.phase", "full"))).notices) == 1


MOST_ROUNDS = 9


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_sequence_of_answers_ends_and_gives_one_blueprint_whatever_the_order(data: st.DataObject) -> None:
    given_answers: list[AnswerFact] = []
    for _ in range(MOST_ROUNDS):
        questions = resolve(reading(*FACTS, *given_answers)).questions
        if not questions:
            break
        question = data.draw(st.sampled_from(questions))
        choice = data.draw(st.sampled_from(question.choices))
        given_answers.append(replace(answer(question.id, choice.value), fingerprint=question.binding(choice.value)))
    result = resolve(reading(*FACTS, *given_answers))
    assert result.questions == ()
    shuffled = data.draw(st.permutations(given_answers))
    assert resolve(reading(*FACTS, *shuffled)) == result
    assert resolve(reading(*FACTS, *given_answers)) == result
    assert validate(result.blueprint) == ()
