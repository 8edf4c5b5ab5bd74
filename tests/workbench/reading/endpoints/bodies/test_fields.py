"""Fields from tables, bullets, examples and sentences."""

import pytest

from workbench.reading.documents import Document
from workbench.reading.endpoints.bodies.fields import (
    columns_of,
    field_of_bullet,
    fields_of_node,
    fields_of_table,
    is_phrase,
    merge_fields,
    placed_fields,
    split_names,
    type_of_example,
)
from workbench.reading.endpoints.bodies.sentences import fields_of_sentence, is_demand, split_run
from workbench.reading.facts import FieldFact
from workbench.reading.layout.markdown import Table
from workbench.reading.layout.nodes import Kind, Node, parse_json

DOCUMENT = Document("specs/api/a.md", "\n" * 50)


def table(text: str) -> Table:
    block = Document("specs/api/a.md", text).sections.blocks[0]
    assert isinstance(block, Table)
    return block


def names(fields: tuple[FieldFact, ...]) -> list[str]:
    return [field.name for field in fields]


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("string", True),
        ("string (required)", True),
        ("uuid", True),
        ("low | high", True),
        ("boolean, default false", True),
        ("A title (optional)", True),
        ("Buy milk", False),
        ("mail@example.com", False),
        ("a|b|c", True),
        ("data for the timeline", False),
    ],
)
def test_descriptions_of_values_are_told_from_examples(text: str, *, described: bool) -> None:
    assert is_phrase(Node(Kind.STRING, 1, 1, text)) is described


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, None),
        (True, "boolean"),
        (3, "integer"),
        (1.5, "number"),
        ("x", "string"),
        ("2024-01-31", "date"),
        ("2024-01-31T10:00:00Z", "datetime"),
        ("0b6f0c3e-1111-4222-8333-123456789abc", "uuid"),
    ],
)
def test_examples_have_types(value: object, kind: str | None) -> None:
    assert type_of_example(value) == kind


def test_columns_of_a_field_table_are_found_in_any_order() -> None:
    found = columns_of(table("| Required | Description | Name | Type |\n|---|---|---|---|\n| Yes | x | a | int |\n"))
    assert found == {"name": 2, "type": 3, "required": 0}
    assert columns_of(table("| Colour | Mood |\n|---|---|\n| red | calm |\n")) == {}


def test_an_optional_column_is_the_opposite_of_a_required_one() -> None:
    fields = fields_of_table(table("| Field | Optional |\n|---|---|\n| a | Yes |\n| b | No |\n"), DOCUMENT)
    assert [(field.name, field.required) for field in fields] == [("a", False), ("b", True)]


def test_a_default_column_states_defaults() -> None:
    fields = fields_of_table(
        table("| Field | Type | Default |\n|---|---|---|\n| a | int | `5` |\n| b | int | — |\n"), DOCUMENT
    )
    assert [(field.default, field.has_default) for field in fields] == [(5, True), (None, False)]


def test_a_location_column_is_given_with_each_field() -> None:
    found = placed_fields(table("| Name | In |\n|---|---|\n| a | Query |\n| b | Body |\n"), DOCUMENT)
    assert [(field.name, place) for field, place in found] == [("a", "query"), ("b", "body")]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("`a`", ["a"]),
        ("**a***", ["a"]),
        ("a, b", ["a", "b"]),
        ("page / limit", ["page", "limit"]),
        ("two words", []),
        ("", []),
    ],
)
def test_cells_hold_one_name_or_several(cell: str, expected: list[str]) -> None:
    assert split_names(cell) == expected


@pytest.mark.parametrize(
    ("text", "name", "required"),
    [
        ("`a` (required): text", "a", True),
        ("`a` (string, optional)", "a", False),
        ("a?: string", "a", False),
        ("**a** - required integer", "a", True),
        ("a: string", "a", None),
    ],
)
def test_bullets_describe_fields(text: str, name: str, required: bool | None) -> None:
    field = field_of_bullet(text, DOCUMENT, 1)
    assert field is not None
    assert (field.name, field.required) == (name, required)


@pytest.mark.parametrize("text", ["a plain sentence about books", "", "- - -", "Two words: text"])
def test_sentences_are_no_fields(text: str) -> None:
    assert field_of_bullet(text, DOCUMENT, 1) is None


def test_lists_of_objects_give_the_members_of_their_objects() -> None:
    (node,) = parse_json('[{"id": 1, "tags": ["x"], "on": {"day": "date"}}, ...]')
    fields = fields_of_node(node, DOCUMENT)
    assert [(field.name, field.type) for field in fields] == [("id", "integer"), ("tags", "string[]"), ("on", "object")]
    assert names(fields[2].fields) == ["day"]


def test_merging_completes_and_adds() -> None:
    one = (FieldFact("a", type="string", example='"x"'), FieldFact("b"))
    two = (FieldFact("b", required=True), FieldFact("a", type="uuid", max_length=3), FieldFact("c"))
    merged = merge_fields(one, two)
    assert names(merged) == ["a", "b", "c"]
    assert (merged[0].type, merged[0].max_length, merged[1].required) == ("uuid", 3, True)


@pytest.mark.parametrize(
    ("method", "rest", "body", "query"),
    [
        ("POST", "to create loans with book_id, due_on (optional), and note", ["book_id", "due_on", "note"], []),
        ("POST", "accepting `name`", ["name"], []),
        ("POST", "with a valid token", [], []),
        ("PUT", "to update the details (title, note)", ["title", "note"], []),
        ("PUT", "with is_open=false", ["is_open"], []),
        ("GET", "with filtering by shelf (exact) and author", [], ["shelf", "author"]),
        ("GET", "with optional range filtering (from_date, to_date)", [], ["from_date", "to_date"]),
        ("GET", "to list all books", [], []),
        ("DELETE", "with care and love", [], []),
    ],
)
def test_sentences_name_fields(method: str, rest: str, body: list[str], query: list[str]) -> None:
    found = fields_of_sentence(method, rest, DOCUMENT, 1)
    assert (names(found[0]), names(found[1])) == (body, query)


@pytest.mark.parametrize(
    ("text", "demanded"),
    [
        ("- **FR-1**: GET /a lists", True),
        ("The API MUST offer GET /a", True),
        ("The service exposes GET /a", True),
        ("GET /a must answer within 200 ms", False),
        ("SC-1: GET /a MUST be fast", False),
        ("the page calls GET /a", False),
    ],
)
def test_demands_are_told_from_talk(text: str, *, demanded: bool) -> None:
    assert is_demand(text) is demanded


def test_runs_of_names_end_with_the_sentence() -> None:
    assert split_run("a, b (x, y) and c. Then d") == ["a", "b (x, y)", "c"]
