"""What belongs to an operation or a table: its specification lines and its code."""

import pytest

from generators.blueprint import Source
from generators.files import GeneratedFile, Origin
from screens.code_index import CodeIndex
from screens.elements import (
    Element,
    Part,
    element_code,
    find_code,
    find_elements,
    list_sheet,
    shared_prefix,
    short_path,
    spec_sheet,
)
from screens.snapshot import find_margins
from tests.screens.memory import API, SCHEMA, a_blueprint, a_reading, some_files

FILES = CodeIndex(some_files())


def element(name: str) -> Element:
    """Give an element of the example."""
    return next(element for element in find_elements(a_blueprint()) if element.id == name)


def symbols(name: str, part: Part) -> list[str]:
    """Give the symbols that belong to an element."""
    return [origin.symbol for _, origins in find_code(element(name), part, FILES) for origin in origins]


def test_operations_come_first_and_tables_last() -> None:
    names = [element.id for element in find_elements(a_blueprint())]
    assert names == ["notes.create", "notes.list", "notes.delete", "table:notes"]


def test_every_element_stands_in_the_list_once() -> None:
    blueprint = a_blueprint()
    elements = find_elements(blueprint)
    targets = [line.target for line in list_sheet(blueprint, elements).lines if line.target]
    assert targets == list(elements)


@pytest.mark.parametrize(
    ("name", "part", "expected"),
    [
        ("notes.create", Part.MODEL, ["Note"]),
        ("notes.create", Part.SCHEMA, ["NoteCreate"]),
        ("notes.create", Part.ROUTE, ["create_note"]),
        ("notes.list", Part.TESTS, ["test_list_notes"]),
        ("notes.list", Part.SCHEMA, ["NoteCreate", "NotePublic"]),
        ("table:notes", Part.MODEL, ["Note"]),
        ("table:notes", Part.SCHEMA, ["NoteCreate", "NotePublic"]),
    ],
)
def test_code_is_found_by_the_closest_id(name: str, part: Part, expected: list[str]) -> None:
    assert symbols(name, part) == expected


def test_an_id_does_not_match_one_that_begins_alike() -> None:
    files = CodeIndex((GeneratedFile("app/routes/a.py", "x", (Origin("x", 1, 1, ("notes.create_many",)),)),))
    assert find_code(element("notes.create"), Part.ROUTE, files) == []


def test_a_column_belongs_to_its_table() -> None:
    files = CodeIndex((GeneratedFile("app/models/a.py", "x", (Origin("x", 1, 1, ("table:notes.title",)),)),))
    assert len(find_code(element("table:notes"), Part.MODEL, files)) == 1


def test_code_in_one_file_is_shown_whole_with_its_lines_lifted() -> None:
    code = element_code(element("notes.list"), Part.ROUTE, FILES)
    assert (code.first, code.title, code.lifted) == (7, "app/routes/notes.py", ((8, 9),))
    assert len(code.sheet.lines) == 13


def test_code_in_several_files_is_shown_as_excerpts() -> None:
    more = GeneratedFile("tests/test_more.py", "a\nb\nc\n", (Origin("b", 2, 2, ("notes.list",)),))
    code = element_code(element("notes.list"), Part.TESTS, CodeIndex((*some_files(), more)))
    assert code.title == "2 files"
    assert [shown.text for shown in code.sheet.lines][-2:] == ["tests/test_more.py:2", "b"]


def test_specification_lines_that_touch_are_joined() -> None:
    reading = a_reading()
    joined = Element("x", "x", (Source(API, 3, 5), Source(API, 6, 9), Source(API, 1, 1)), ())
    titles = [
        line.text
        for line in spec_sheet(joined, reading.texts, find_margins(reading, None)).lines
        if line.tone == "title"
    ]
    assert titles == [f"{API}:1", f"{API}:3-9"]


def test_an_operation_is_shown_with_the_lines_of_its_table_below_its_own() -> None:
    lines = spec_sheet(element("notes.list"), a_reading().texts, {}).lines
    assert [line.text for line in lines if line.tone == "title"] == [f"{API}:11-13", f"{SCHEMA}:3-9"]


def test_a_source_outside_the_readable_documents_is_left_out() -> None:
    gone = Element("x", "x", (Source("specs/gone.md", 1, 2),), ())
    assert spec_sheet(gone, a_reading().texts, {}).lines == ()


@pytest.mark.parametrize(
    ("paths", "prefix"),
    [
        (["/api/a", "/api/b/{id}"], "/api"),
        (["/api/v1/a", "/api/v1/b"], "/api/v1"),
        (["/api/a", "/b"], ""),
        (["/api/a", "/api/b", "/health"], "/api"),
        (["/notes", "/notes/{id}"], ""),
        (["/apiary"], ""),
        (["/api/{user_id}/notes", "/api/{user_id}/boats", "/api/health"], "/api/{user_id}"),
        (["/api/{user_id}/notes", "/api/boats", "/api/health"], "/api"),
        (["/{team}/notes", "/{team}/boats"], "/{team}"),
        ([], ""),
    ],
)
def test_only_a_prefix_that_says_nothing_is_left_out(paths: list[str], prefix: str) -> None:
    assert shared_prefix(paths) == prefix


def test_a_short_path_keeps_what_tells_it_from_others() -> None:
    assert short_path("/api/todos/{todo_id}/complete", "/api") == "…/todos/{id}/complete"
    assert short_path("/health", "/api") == "/health"
