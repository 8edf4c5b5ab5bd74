"""Indexes that only some of the documents list."""

from dataclasses import replace

from tests.workbench.resolving.readings import CRUD, answer, at, index, reading, tasks_table, users_table
from workbench.reading.facts import Fact
from workbench.resolving.resolver import resolve

PLAN = "specs/plan.md"
FACTS: tuple[Fact, ...] = (
    users_table(),
    tasks_table(),
    *CRUD,
    replace(index("tasks", "completed"), source=at(40, "specs/database/schema.md")),
    replace(index("tasks", "title"), source=at(41, "specs/database/schema.md")),
    replace(index("tasks", "title"), source=at(9, PLAN)),
)


def indexed(*more: Fact) -> set[str]:
    (tasks,) = [entity for entity in resolve(reading(*FACTS, *more)).blueprint.entities if entity.name == "tasks"]
    return {column.name for column in tasks.columns if column.index}


def test_an_index_that_one_document_leaves_out_is_asked_about_with_the_lines_of_both() -> None:
    (question,) = resolve(reading(*FACTS)).questions
    assert question.id == "tasks.indexes"
    assert {source.file for source in question.evidence} == {PLAN, "specs/database/schema.md"}


def test_it_is_created_unless_somebody_says_no() -> None:
    assert {"completed", "title"} <= indexed()
    without = indexed(answer("tasks.indexes", "no"))
    assert "completed" not in without
    assert "title" in without


def test_documents_that_list_the_same_are_of_one_mind() -> None:
    same = replace(index("tasks", "completed"), source=at(10, PLAN))
    assert resolve(reading(*FACTS, same)).questions == ()


def test_what_is_only_unique_lists_no_index() -> None:
    only = (*FACTS[:-1], replace(index("tasks", "title", unique=True), source=at(9, PLAN)))
    found = resolve(reading(*only)).questions
    assert "tasks.indexes" not in [one.id for one in found]
