"""Ways to sort that only some of the documents name."""

from dataclasses import replace
from types import MappingProxyType

from tests.workbench.resolving.readings import FEATURE, answer, endpoint, field, reading, tasks_table, users_table
from workbench.reading.facts import Fact
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve

LIST = endpoint("GET /api/tasks", query=(field("sort", "string", choices=("created_at:desc", "title:asc")),))
ASKED = "endpoint.GET /api/tasks.sorted_by"


def resolved(text: str, *more: Fact) -> Resolution:
    whole = reading(users_table(), tasks_table(), LIST, *more)
    return resolve(replace(whole, texts=MappingProxyType({FEATURE: text})))


def test_a_further_way_to_sort_is_asked_about_and_can_be_added() -> None:
    text = "Tasks can be sorted by title and completed."
    (question,) = resolved(text).questions
    assert (question.id, question.recommended) == (ASKED, "leave out")
    (operation,) = resolved(text, answer(ASKED, "add")).blueprint.operations
    (sort,) = [one for one in operation.query if one.name == "sort"]
    assert [way.value for way in sort.choices] == ["created_at:desc", "title:asc", "completed:asc"]


def test_ways_that_are_offered_already_are_not_asked_about() -> None:
    assert resolved("Tasks can be sorted by title.").questions == ()


def test_a_fixed_order_is_no_way_to_sort() -> None:
    assert resolved("The tasks are sorted by completed.").questions == ()
