"""Query parameters become filters, sorting and windows of a list."""

import pytest

from generators.blueprint import QueryParameter, QueryUse
from tests.workbench.resolving.readings import column, endpoint, field, reading, tasks_table, users_table
from tests.workbench.resolving.tasks import operation, resolved
from workbench.reading.facts import FieldFact
from workbench.resolving.resolver import resolve


def query(one: FieldFact) -> QueryParameter:
    return operation("GET /tasks", query=(one,)).query[0]


@pytest.mark.parametrize(
    ("name", "use", "columns"),
    [
        ("priority", QueryUse.FILTER, "priority"),
        ("tag", QueryUse.FILTER, "tags"),
        ("completed", QueryUse.FILTER, "completed"),
        ("due_before", QueryUse.TO, "due_date"),
        ("due_from", QueryUse.FROM, "due_date"),
        ("created_after", QueryUse.FROM, "created_at"),
        ("limit", QueryUse.LIMIT, None),
        ("per_page", QueryUse.LIMIT, None),
        ("skip", QueryUse.OFFSET, None),
        ("page", QueryUse.PAGE, None),
        ("q", QueryUse.SEARCH, None),
        ("sort_by", QueryUse.SORT, None),
        ("order", QueryUse.DIRECTION, None),
    ],
)
def test_a_query_parameter_is_read_by_its_name(name: str, use: QueryUse, columns: str | None) -> None:
    found = query(field(name, "string"))
    assert (found.use, found.column) == (use, columns)


@pytest.mark.parametrize(
    ("says", "use"),
    [
        ("tasks that are due on or after it", QueryUse.FROM),
        ("due date greater than or equal to this", QueryUse.FROM),
        ("only tasks due at this date or earlier", QueryUse.TO),
        ("due on this date", QueryUse.FILTER),
        ("due on or after it, or earlier", QueryUse.FILTER),
    ],
)
def test_a_parameter_called_like_a_column_may_be_described_as_its_bound(says: str, use: QueryUse) -> None:
    found = query(field("due_date", "date", description=says))
    assert (found.use, found.column) == (use, "due_date")


def test_words_for_a_flag_become_states_of_it() -> None:
    tables = (users_table(), tasks_table())
    facts = (endpoint("GET /tasks", query=(field("status", "string", choices=("all", "pending", "completed")),)),)
    found = resolve(reading(*tables, *facts)).blueprint.operations[0].query[0]
    assert [(choice.value, choice.column, choice.equals) for choice in found.choices] == [
        ("all", None, None),
        ("pending", "completed", False),
        ("completed", "completed", True),
    ]
    assert (found.use, found.default) == (QueryUse.STATE, "all")


def test_all_beside_an_enumeration_lifts_the_filter() -> None:
    found = query(field("status", "string", choices=("all", "draft", "published")))
    assert [(choice.value, choice.equals) for choice in found.choices] == [
        ("all", None),
        ("draft", "draft"),
        ("published", "published"),
    ]


def test_ways_to_sort_name_column_and_direction() -> None:
    found = query(
        field("sort", "string", choices=("-created_at", "created_at", "due_date:desc", "title_asc", "newest"))
    )
    assert [(choice.column, choice.descending) for choice in found.choices] == [
        ("created_at", True),
        ("created_at", False),
        ("due_date", True),
        ("title", False),
        ("created_at", True),
    ]


def test_ways_to_sort_may_stand_in_the_description() -> None:
    found = query(field("sort", description="title | -title | due_date, the order"))
    assert [choice.value for choice in found.choices] == ["title", "-title", "due_date"]


def test_a_search_looks_at_the_columns_that_are_named() -> None:
    assert query(field("search", description="text in the title")).columns == ("title",)


def test_a_parameter_that_fits_nothing_is_asked_about() -> None:
    questions = resolved(endpoint("GET /tasks", query=(field("moon_phase", "string"),))).questions
    assert [question.id for question in questions] == ["endpoint.GET /tasks.moon_phase"]


def test_a_list_always_has_a_window() -> None:
    uses = {one.use for one in operation("GET /tasks").query}
    assert {QueryUse.LIMIT, QueryUse.OFFSET} <= uses


def test_a_list_has_a_stable_order() -> None:
    assert [(one.column, one.descending) for one in operation("GET /tasks").order_by] == [
        ("created_at", True),
        ("id", True),
    ]


def test_rows_marked_as_deleted_are_shown_on_request() -> None:
    tables = (users_table(), tasks_table(column("deleted_at", "timestamptz", nullable=True)))
    asked = (field("include_deleted", "boolean"), field("compact", "boolean"))
    found = resolve(reading(*tables, endpoint("GET /tasks", query=asked))).blueprint.operations[0].query
    assert [one.use for one in found[:2]] == [QueryUse.DELETED, QueryUse.IGNORED]
