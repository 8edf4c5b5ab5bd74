"""Requirements that OpenAPI documents state: in descriptions, limits, errors and security."""

import json
from textwrap import dedent, indent

import pytest

from workbench.reading.api import openapi
from workbench.reading.documents import Document
from workbench.reading.facts import RequirementFact

HEAD = "openapi: 3.1.0\ninfo: {title: Library, version: '1'}\n"


def read(text: str, linked: tuple[tuple[str, str], ...] = (), file: str = "specs/api/library.yaml") -> list[str]:
    """Give the requirements as ``line[-last]: text``."""
    return [shown(fact) for fact in facts(text, linked, file)]


def facts(
    text: str, linked: tuple[tuple[str, str], ...] = (), file: str = "specs/api/library.yaml"
) -> list[RequirementFact]:
    found = openapi.read(Document(file, text, linked)).facts
    return [fact for fact in found if isinstance(fact, RequirementFact)]


def shown(fact: RequirementFact) -> str:
    first, last = fact.source.line, fact.source.end_line
    return f"{first}{f'-{last}' if last > first else ''}: {fact.text}"


def operation(text: str) -> str:
    return f"{HEAD}paths:\n  /loans:\n    get:\n{indent(dedent(text).strip(), '      ')}\n"


def schema(text: str) -> str:
    return f"{HEAD}components:\n  schemas:\n    Loan:\n      properties:\n{indent(dedent(text).strip(), '        ')}\n"


def test_every_sentence_about_an_operation_is_one_with_its_own_line() -> None:
    text = """
    summary: Loans
    description: |
      Lists loans. Newest come first.

      The page is bounded
      by the limit.
    """
    assert read(operation(text)) == [
        "8: Lists loans.",
        "8: Newest come first.",
        "10-11: The page is bounded by the limit.",
    ]


def test_a_folded_description_without_a_block_keeps_its_lines() -> None:
    text = """
    description: Lists loans of the caller.
      Newest come first.
    """
    assert read(operation(text)) == ["6: Lists loans of the caller.", "7: Newest come first."]


def test_bullets_are_one_each_and_fences_headings_and_tables_none() -> None:
    text = """
    description: |
      ## Order
      - `due` sorts by due date
      - `new` sorts by creation
      | a | b |
      ```
      some code
      ```
    """
    assert read(operation(text)) == ["8: due sorts by due date", "9: new sorts by creation"]


def test_abbreviations_do_not_end_a_sentence() -> None:
    assert read(operation("description: Filters combine (e.g. `Open` and mine).")) == [
        "6: Filters combine (e.g. Open and mine)."
    ]


def test_limits_of_a_parameter_are_a_row() -> None:
    text = """
    parameters:
      - name: page
        in: query
        description: The page to show
        schema:
          type: integer
          minimum: 1
          maximum: 90
          default: 1
    """
    assert read(operation(text)) == ["11-14: page — integer — minimum 1, maximum 90, default 1"]


def test_a_required_query_parameter_is_a_rule_and_a_path_parameter_is_not() -> None:
    text = """
    parameters:
      - {name: shelf, in: query, required: true, schema: {type: string}}
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: X-Trace, in: header, required: true, schema: {type: string, maxLength: 3}}
    """
    assert read(operation(text)) == ["7: shelf — string — required"]


def test_a_parameter_of_the_components_is_read_once() -> None:
    text = operation("""
    parameters:
      - {$ref: '#/components/parameters/Limit'}
      - {$ref: '#/components/parameters/Limit'}
    """)
    text += "components:\n  parameters:\n    Limit: {name: limit, in: query, schema: {type: integer, maximum: 50}}\n"
    assert read(text) == ["11: limit — integer — maximum 50"]


@pytest.mark.parametrize(
    ("keywords", "words"),
    [
        ("type: string, minLength: 1, maxLength: 80", "string — at least 1 characters, at most 80 characters"),
        ("type: string, enum: [open, back]", "string — one of `open`, `back`"),
        ("type: array, items: {enum: [a, b]}, uniqueItems: true", "array — one of `a`, `b`, no item twice"),
        ("type: string, pattern: '^[A-Z]{3}$'", "string — pattern ^[A-Z]{3}$"),
        ("type: number, exclusiveMinimum: 0, multipleOf: 0.5", "number — above 0, a multiple of 0.5"),
        ("type: string, format: email, readOnly: true", "string — format email, read-only"),
        ("type: array, minItems: 1, maxItems: 4", "array — at least 1 items, at most 4 items"),
    ],
)
def test_limits_of_a_property_are_a_row(keywords: str, words: str) -> None:
    assert read(schema(f"value: {{{keywords}}}")) == [f"7: value — {words}"]


def test_a_type_alone_is_no_rule() -> None:
    assert read(schema("value: {type: string, format: date-time, description: The value}")) == []


def test_what_a_body_requires_is_a_rule_and_what_a_response_holds_is_not() -> None:
    text = f"""{HEAD}paths:
  /loans:
    post:
      requestBody:
        content: {{application/json: {{schema: {{$ref: '#/components/schemas/NewLoan'}}}}}}
components:
  schemas:
    NewLoan: {{required: [book], properties: {{book: {{type: string}}}}}}
    Loan: {{required: [book], properties: {{book: {{type: string}}}}}}
"""
    assert read(text) == ["10: book — string — required"]


@pytest.mark.parametrize(
    "words",
    [
        "Set only when the loan is late",
        "True for loans of staff, false for others",
        "Must be unique among the loans of the reader",
        "Days left, max(due - today, 0)",
        "Time of day, HH:mm",
        "Null if it was never returned",
    ],
)
def test_the_description_of_a_property_that_says_more_than_its_type_is_one(words: str) -> None:
    (fact,) = facts(schema(f"value:\n  type: string\n  description: '{words}'"))
    assert (fact.text, fact.source.line) == (words, 9)


@pytest.mark.parametrize("words", ["Unique identifier", "Creation time (UTC)", "The reader's name (optional)"])
def test_the_description_of_a_property_that_only_names_it_is_none(words: str) -> None:
    assert read(schema(f"value:\n  type: string\n  description: '{words}'")) == []


def test_errors_are_rows_and_everyday_failures_are_none() -> None:
    text = """
    responses:
      '200': {description: The loans}
      '404':
        description: No such reader
      '500': {description: Internal server error}
      '503': {description: The database is away}
    """
    assert read(operation(text)) == ["8-9: 404 — No such reader", "11: 503 — The database is away"]


def test_security_of_the_document_and_of_an_operation_is_said_in_words() -> None:
    text = "security: [{Bearer: []}]\n" + operation("security: []\nresponses: {}")
    assert read(text) == [
        "1: Every operation requires Bearer unless it states its own security",
        "7: GET /loans is public",
    ]


def test_the_introduction_counts_where_it_binds() -> None:
    head = "openapi: 3.0.0\ninfo:\n  title: x\n  description: Lends books. Every call must carry a token.\npaths: {}\n"
    assert read(head) == ["4: Every call must carry a token."]


def test_a_description_in_json_stands_on_its_line() -> None:
    text = json.dumps(
        {"openapi": "3.0.0", "paths": {"/x": {"get": {"description": "Lists it.\nNewest first."}}}}, indent=1
    )
    assert read(text, file="specs/api/x.json") == ["6: Lists it.", "6: Newest first."]


def test_properties_of_a_linked_file_keep_that_file() -> None:
    text = operation("""
    responses:
      '200':
        description: x
        content: {application/json: {schema: {$ref: 'loan.yaml'}}}
    """)
    linked = (("specs/api/loan.yaml", "properties:\n  days:\n    type: integer\n    maximum: 30\n"),)
    (fact,) = facts(text, linked)
    assert (fact.source.file, fact.source.line, fact.text) == ("specs/api/loan.yaml", 3, "days — integer — maximum 30")


def test_what_a_screen_does_is_set_aside() -> None:
    (fact,) = facts(operation("description: Shown in a modal on the dashboard."))
    assert fact.aside == "user interface"
