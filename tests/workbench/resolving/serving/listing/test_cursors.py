"""Lists that go on after a cursor: where one is taken and told, and where pages stay numbered."""

import pytest

from generators.blueprint import Holds, Operation, QueryUse, RequirementStatus
from tests.workbench.resolving.readings import at, column, endpoint, field, ok, reading, requirement, tasks_table
from tests.workbench.resolving.readings import users_table as users
from tests.workbench.resolving.tasks import operation
from workbench.reading.facts import FieldFact, RuleFact
from workbench.reading.notation.lines import read_rule
from workbench.resolving.resolver import resolve

TASKS = field("items", "array", fields=(field("id"), field("title")))
NEXT = field("next_cursor", "string")
FOLLOWED = (ok(200, TASKS, NEXT),)


def uses(found: Operation) -> dict[str, QueryUse]:
    return {one.name: one.use for one in found.query}


def told(found: Operation) -> dict[str, Holds]:
    return {one.name: one.holds for one in found.response.envelope}


@pytest.mark.parametrize("query", [(), (field("cursor", "string"),)], ids=["told in the answer", "told on both sides"])
def test_what_tells_the_next_cursor_takes_one_in_place_of_an_offset(query: tuple[FieldFact, ...]) -> None:
    found = operation("GET /tasks", query=query, responses=FOLLOWED)
    assert uses(found) == {"cursor": QueryUse.CURSOR, "limit": QueryUse.LIMIT}
    assert told(found) == {"items": Holds.ITEMS, "next_cursor": Holds.NEXT_CURSOR}


def test_what_takes_a_cursor_and_shows_no_answer_tells_the_next_one() -> None:
    found = operation("GET /tasks", query=(field("cursor", "string"),))
    assert uses(found) == {"cursor": QueryUse.CURSOR, "limit": QueryUse.LIMIT}
    assert told(found) == {"items": Holds.ITEMS, "next_cursor": Holds.NEXT_CURSOR}


@pytest.mark.parametrize(
    ("query", "members"),
    [
        ((field("cursor", "string"),), (TASKS, NEXT, field("total", "integer"))),
        ((field("cursor", "string"), field("sort", choices=("title", "created_at"))), (TASKS, NEXT)),
    ],
    ids=["pages that are counted", "an order that each request chooses"],
)
def test_what_needs_another_window_has_no_cursor_and_tells_none(
    query: tuple[FieldFact, ...], members: tuple[FieldFact, ...]
) -> None:
    found = operation("GET /tasks", query=query, responses=(ok(200, *members),))
    assert QueryUse.CURSOR not in uses(found).values()
    assert told(found)["next_cursor"] is Holds.LITERAL


def test_no_order_by_what_may_be_missing_goes_with_a_cursor() -> None:
    line = "GET /tasks: order by due_on"
    rule = RuleFact(*read_rule(line), line, at(1, "specs/clarifications.md"))
    tasks = tasks_table(column("due_on", "date", nullable=True))
    built = resolve(reading(users(), tasks, endpoint("GET /tasks", responses=FOLLOWED), rule)).blueprint
    [found] = [one for one in built.requirements if one.text == line]
    assert found.status is RequirementStatus.OPEN
    assert "due_on" in found.reason


@pytest.mark.parametrize(
    ("text", "borne_out"),
    [
        ("Tasks use cursor-based pagination", True),
        ("A malformed cursor answers 422", True),
        ("A malformed cursor answers 410", False),
        ("Comments use cursor-based pagination", False),
        ("All lists use cursor-based pagination", False),
    ],
)
def test_a_requirement_of_cursors_is_borne_out_by_the_lists_that_it_speaks_of(text: str, *, borne_out: bool) -> None:
    people = field("items", "array", fields=(field("id"), field("email")))
    numbered = endpoint("GET /users", line=2, responses=(ok(200, people, field("total", "integer")),))
    facts = (users(), tasks_table(), endpoint("GET /tasks", responses=FOLLOWED), numbered, requirement(text))
    [found] = [one for one in resolve(reading(*facts)).blueprint.requirements if one.text == text]
    assert (found.status is RequirementStatus.ENFORCED) is borne_out, found.reason
