"""Sentences that show the rows of a table to every user."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from generators.blueprint import RequirementStatus
from tests.workbench.resolving.readings import FEATURE, answer, endpoint, reading, requirement, tasks_table, users_table
from workbench.reading.facts import Fact
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve

FACTS = (
    users_table(),
    tasks_table(),
    endpoint("GET /tasks"),
    endpoint("GET /tasks/{id}"),
    endpoint("DELETE /tasks/{id}"),
)
ALL = "Every user can see all tasks."


def told(*sentences: str, facts: tuple[Fact, ...] = ()) -> Resolution:
    stated = (requirement(text, line) for line, text in enumerate(sentences, 1))
    texts = MappingProxyType({FEATURE: "\n\n".join(sentences)})
    return resolve(replace(reading(*FACTS, *stated, *facts), texts=texts))


def is_shared(found: Resolution) -> bool:
    return found.blueprint.entity("tasks").shared


@pytest.mark.parametrize(
    "sentence",
    [
        ALL,
        "Anyone signed in may list all tasks.",
        "Tasks are visible to all signed-in users.",
        "The list shows the tasks of all users.",
        "Users can view tasks of other users.",
        "Members can view other users' tasks.",
        "Everyone can view every task, but only the creator can edit it.",
        "A user can read any task but change only their own.",
    ],
)
def test_a_sentence_opens_a_table_to_every_reader(sentence: str) -> None:
    found = told(sentence)
    assert is_shared(found)
    assert "tasks.seen_by" in {one.id for one in found.assumptions}


@pytest.mark.parametrize(
    "sentence",
    [
        "Users can view all tasks.",
        "Users see only their own tasks.",
        "All users see all their tasks.",
        "No user can see other users' tasks.",
        "Tasks are visible to all members of the project.",
        "Published tasks are visible to all users.",
        "Tasks are visible to everyone once they are done.",
        "List all user's tasks",
        "A user can read any task.",
        "Only the owner of a task may update or delete it.",
        "Admins can see all tasks of all users.",
    ],
)
def test_rows_stay_their_owners_where_a_sentence_may_mean_less(sentence: str) -> None:
    assert not is_shared(told(sentence))


def test_where_other_sentences_keep_rows_to_their_owners_it_is_asked() -> None:
    sentences = (ALL, "Users are isolated from one another.")
    found = told(*sentences)
    assert [one.id for one in found.questions] == ["tasks.seen_by"]
    assert not is_shared(found)
    assert is_shared(told(*sentences, facts=(answer("tasks.seen_by", "everybody"),)))


def test_what_is_said_to_be_seen_by_all_is_enforced_only_where_it_is() -> None:
    def status(found: Resolution) -> RequirementStatus:
        return next(one.status for one in found.blueprint.requirements if one.text == ALL)

    assert status(told(ALL)) is RequirementStatus.ENFORCED
    assert status(told(ALL, facts=(answer("tasks.seen_by", "owner"),))) is RequirementStatus.OPEN
