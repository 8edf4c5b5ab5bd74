"""Exports: which endpoints answer with lines of CSV, and what those lines hold."""

import pytest

from generators.blueprint import Body, Operation, QueryUse, RequirementStatus
from tests.workbench.resolving.readings import at, endpoint, field, ok, reading, requirement
from tests.workbench.resolving.tasks import TABLES, K
from workbench.reading.facts import EndpointFact, Fact, RuleFact
from workbench.reading.notation.lines import read_rule
from workbench.resolving.resolver import resolve


def _operation(stated: EndpointFact, *facts: Fact) -> Operation:
    return resolve(reading(*TABLES, stated, *facts)).blueprint.operations[0]


@pytest.mark.parametrize(
    "stated",
    [
        endpoint("GET /tasks/export", summary="Export all tasks as CSV"),
        endpoint("GET /tasks/download", responses=(ok(description="A CSV file"),)),
        endpoint("GET /tasks/csv"),
        endpoint("GET /tasks/export.csv"),
        endpoint("GET /export/tasks", query=(field("format", choices=("csv",)),)),
    ],
    ids=lambda stated: stated.path,
)
def test_what_takes_rows_away_as_csv_lists_them_in_lines_without_a_window(stated: EndpointFact) -> None:
    found = _operation(stated)
    assert (found.kind, found.entity, found.response.body) == (K.LIST, "tasks", Body.CSV)
    assert {one.use for one in found.query} <= {QueryUse.IGNORED}


@pytest.mark.parametrize(
    "stated",
    [
        endpoint("GET /tasks/export", summary="Export all tasks"),
        endpoint("GET /tasks/export", summary="Export all tasks as CSV or PDF"),
        endpoint("GET /tasks/export", summary="As CSV", query=(field("format", choices=("csv", "xlsx")),)),
        endpoint("GET /tasks", summary="List tasks; the page can turn them into CSV"),
        endpoint("POST /tasks/export", summary="Start an export as CSV"),
        endpoint("GET /tasks/{id}/export", summary="Export one task as CSV"),
    ],
    ids=lambda stated: f"{stated.method} {stated.path} {stated.summary}",
)
def test_another_format_another_method_or_a_single_row_is_no_export(stated: EndpointFact) -> None:
    assert _operation(stated).response.body is not Body.CSV


def test_an_export_takes_the_filters_of_a_list() -> None:
    found = _operation(endpoint("GET /tasks/export", summary="Tasks as CSV", query=(field("status"),)))
    assert [(one.name, one.use) for one in found.query] == [("status", QueryUse.FILTER)]


def test_the_columns_that_are_named_are_its_columns_in_that_order() -> None:
    told = ok(description="CSV with the columns `due_date`, title and `owner_mood`. Status is left out.")
    found = _operation(endpoint("GET /tasks/export", responses=(told,)))
    assert found.response.columns == ("due_date", "title")


def test_a_line_of_the_notation_makes_an_export_of_what_says_no_format() -> None:
    line = "GET /tasks/dump: as csv"
    rule = RuleFact(*read_rule(line), line, at(1, "specs/clarifications.md"))
    assert _operation(endpoint("GET /tasks/dump"), rule).response.body is Body.CSV


EXPORTING = (
    endpoint("GET /tasks", query=(field("status"),)),
    endpoint("GET /tasks/export", summary="Export tasks as CSV", query=(field("status"),)),
)


@pytest.mark.parametrize(
    ("text", "borne_out"),
    [
        ("Users can export their tasks as CSV", True),
        ("A user can download all of their tasks as a CSV file", True),
        ("The CSV export of tasks uses the same filters as the list", True),
        ("Users can export their tasks as PDF", False),
        ("Users can import their tasks from a CSV file", False),
        ("Users can export their comments as CSV", False),
        ("Exported tasks are sent by mail as CSV", False),
    ],
)
def test_a_requirement_of_an_export_is_borne_out_by_one_of_that_table(text: str, *, borne_out: bool) -> None:
    requirements = resolve(reading(*TABLES, *EXPORTING, requirement(text))).blueprint.requirements
    [found] = [one for one in requirements if one.text == text]
    assert (found.status is RequirementStatus.ENFORCED) is borne_out, found.reason


def test_an_export_with_fewer_filters_than_the_list_does_not_use_the_same() -> None:
    text = "The CSV export of tasks uses the same filters as the list"
    facts = (EXPORTING[0], endpoint("GET /tasks/export", summary="Export tasks as CSV"), requirement(text))
    [found] = [one for one in resolve(reading(*TABLES, *facts)).blueprint.requirements if one.text == text]
    assert found.status is RequirementStatus.OPEN
