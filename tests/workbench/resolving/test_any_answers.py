"""Bundled examples with facts taken out, and with contradictions put in: any answers, in any order, come to one end."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import workbench
from generators.blueprint import fingerprint
from tests.workbench.resolving.readings import answer
from workbench.reading.facts import AnswerFact, DocumentFacts, EndpointFact, Fact, Reading, TableFact
from workbench.reading.project import read_project
from workbench.resolving.deciding.questions import Assumption, Question, Resolution
from workbench.resolving.resolver import resolve

EXAMPLES = Path(workbench.__file__).parent / "examples"
NAMES = ("community", "helpdesk", "shop", "todo")
NOTES = "specs/features/zz-notes.md"
SAID = (
    "Another user's row is answered with 403.",
    "Lists show 7 rows per page.",
    "The name is optional.",
    "The title is optional.",
    "Passwords are hashed with MD5.",
    "An access token lives 2 minutes.",
    "All rows are kept in SQLite.",
    "Lists are sorted oldest first.",
    "Deleting a user keeps the tickets.",
    "Status is one of open, closed or odd.",
    "Bulk changes MUST be supported.",
    "Rate limit: 3 requests per minute and user",
    "The API allows 500 requests per minute for each user.",
    "All identifiers are integer ids, every primary key is auto-increment.",
    "Anyone can add a ticket without an account.",
    "Only signed-in users can browse the products.",
    "A list shows at most 400 rows.",
    "The todos table is replaced by chores.",
    "The `posts` table is replaced by articles.",
    "When a user is deleted, the orders are kept.",
    "Deleting a post answers 200.",
    "Invalid input is answered with 400.",
    "Tokens are refreshed with a refresh token.",
    "When the token has expired, people must sign in again.",
    "Tickets start as closed.",
    "All rows are stored in PostgreSQL.",
    "Lists use cursor-based pagination.",
)
"""Sentences that contradict one example or the other."""

MOST_ROUNDS = 20
WHERE = settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@cache
def example(name: str) -> Reading:
    return read_project(EXAMPLES / name)


def spoiled(name: str, lost: frozenset[int], said: tuple[str, ...]) -> Reading:
    """Give an example without some of its endpoints and columns, and with some sentences that say otherwise."""
    reading, position, documents = example(name), 0, list[DocumentFacts]()
    for document in reading.documents:
        facts = list[Fact]()
        for fact in document.facts:
            position += isinstance(fact, EndpointFact | TableFact)
            if isinstance(fact, EndpointFact) and position in lost:
                continue
            if isinstance(fact, TableFact) and position in lost:
                fact = replace(fact, columns=fact.columns[:-1])
            facts.append(fact)
        documents.append(replace(document, facts=tuple(facts)))
    texts = {**reading.texts, NOTES: "\n\n".join(said)}
    return replace(reading, documents=tuple(documents), texts=MappingProxyType(texts))


def answered(reading: Reading, answers: tuple[AnswerFact, ...]) -> Resolution:
    told = DocumentFacts("specs/clarifications.md", answers)
    return resolve(replace(reading, documents=(*reading.documents, told)))


def take(asked: Question | Assumption, answers: tuple[AnswerFact, ...], draw: st.DataObject) -> tuple[AnswerFact, ...]:
    """Give the answers with one more, bound to what was asked; an earlier one to the same is replaced."""
    value = draw.draw(st.sampled_from([choice.value for choice in asked.choices]), label=asked.id)
    given_now = replace(answer(asked.id, value, len(answers) + 1), fingerprint=asked.binding(value))
    return (*(one for one in answers if one.id != asked.id), given_now)


@pytest.mark.parametrize("name", NAMES)
@WHERE
@given(
    lost=st.frozensets(st.integers(1, 60), max_size=4),
    said=st.lists(st.sampled_from(SAID), min_size=2, max_size=8, unique=True).map(tuple),
    draw=st.data(),
)
def test_any_answers_in_any_order_come_to_one_end(
    name: str, lost: frozenset[int], said: tuple[str, ...], draw: st.DataObject
) -> None:
    reading, answers = spoiled(name, lost, said), tuple[AnswerFact, ...]()
    resolution, overturned = answered(reading, answers), False
    for _ in range(MOST_ROUNDS):
        if not resolution.questions and overturned:
            break
        # Some of the open questions at once, in any order; once none is open, some of the assumptions.
        overturned = not resolution.questions
        open_ones = [one for one in resolution.assumptions if len(one.choices) > 1]
        known: Sequence[Question | Assumption] = open_ones if overturned else resolution.questions
        for asked in draw.draw(st.lists(st.sampled_from(known), min_size=1, max_size=6, unique=True), label="next"):
            answers = take(asked, answers, draw)
        resolution = answered(reading, answers)
    assert resolution.questions == (), "questions without end"
    assert [one for one in resolution.notices if "is none of" in one] == []
    shuffled = draw.draw(st.permutations(answers), label="order")
    again = answered(reading, tuple(shuffled))
    assert again.questions == ()
    assert fingerprint(again.blueprint) == fingerprint(resolution.blueprint)
    assert answered(reading, answers) == resolution


@pytest.mark.parametrize("name", NAMES)
@WHERE
@given(
    lost=st.frozensets(st.integers(1, 60), max_size=4),
    said=st.lists(st.sampled_from(SAID), min_size=2, max_size=5, unique=True).map(tuple),
)
def test_after_nine_answers_nothing_is_open_that_blocks(name: str, lost: frozenset[int], said: tuple[str, ...]) -> None:
    reading, answers = spoiled(name, lost, said), list[AnswerFact]()
    while blocking := [one for one in answered(reading, tuple(answers)).questions if one.blocking]:
        answers.append(answer(blocking[0].id, blocking[0].recommended, len(answers) + 1))
        assert len(answers) <= 9
