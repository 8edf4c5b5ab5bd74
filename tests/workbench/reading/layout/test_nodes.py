"""JSON as people write it in specifications."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.reading.layout.nodes import Kind, Node, parse_json


def only(text: str) -> Node:
    (node,) = parse_json(text)
    return node


def texts(node: Node) -> dict[str, str]:
    return {name: member.text for name, member in node.members.items()}


def test_plain_json_is_read_with_its_lines() -> None:
    node = only('{\n  "title": "Dune",\n  "tags": [\n    "a"\n  ]\n}')
    assert (node.line, node.end_line) == (1, 6)
    assert (node.members["tags"].line, node.members["tags"].end_line) == (3, 5)
    assert node.members["title"].scalar == "Dune"


def test_types_in_place_of_values_are_kept_up_to_their_comma() -> None:
    node = only('{ "title": string (required, 1-80 chars), "kind": "a" | "b" (default: "a"), "tags": string[] }')
    assert texts(node) == {
        "title": "string (required, 1-80 chars)",
        "kind": '"a" | "b" (default: "a")',
        "tags": "string[]",
    }


def test_shorthand_members_and_optional_marks_are_read() -> None:
    node = only("{ title, note?, pages?: int }")
    assert [(name, member.optional) for name, member in node.members.items()] == [
        ("title", False),
        ("note", True),
        ("pages", True),
    ]


def test_ellipses_are_gaps() -> None:
    node = only("{ id, ...fields, items: [...], more: { ... } }")
    assert node.members["..."].kind is Kind.GAP
    assert node.members["items"].items == []
    assert list(node.members["more"].members) == ["..."]


def test_comments_belong_to_the_member_of_their_line() -> None:
    node = only('{\n  "a": 1, // first\n  "b": 2, # second\n  /* third */\n  "c": "http://x/y"\n}')
    assert [member.comment for member in node.members.values()] == ["first", "second", ""]
    assert node.members["c"].scalar == "http://x/y"


def test_what_follows_a_collection_is_its_text() -> None:
    node = only('{ "tags": [] (optional), "meta": {} }')
    assert node.members["tags"].text == "(optional)"
    assert node.members["meta"].text == ""


def test_several_objects_in_a_row_are_all_read() -> None:
    assert [list(node.members) for node in parse_json('{"a": 1}\n\n{"b": 2}')] == [["a"], ["b"]]


def test_a_bracket_inside_a_line_of_text_opens_nothing() -> None:
    assert parse_json("see {id} and [x]") == []


def test_escapes_in_strings_are_undone() -> None:
    assert only(r'{"a": "say \"hi\"\nthen \\ go"}').members["a"].text == 'say "hi"\nthen \\ go'


def test_an_apostrophe_in_a_bare_value_opens_no_string() -> None:
    assert texts(only("{ a: the user's id, b: 2 }")) == {"a": "the user's id", "b": "2"}


def test_an_unclosed_string_ends_with_its_line() -> None:
    assert texts(only('{"a": "open\n "b": 2}')) == {"a": "open", "b": "2"}


@settings(deadline=None, max_examples=60)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda v: st.lists(v) | st.dictionaries(st.text(min_size=1), v),
    )
)
def test_keys_of_real_json_are_found(value: object) -> None:
    text = json.dumps({"root": value})
    assert only(text).members.keys() == {"root"}


@settings(deadline=None, max_examples=300)
@example("{:")
@example('{"')
@example("['")
@given(st.text(alphabet="{}[]\"':,;?./#*()|\\ \nab1"))
def test_no_text_makes_it_fail(text: str) -> None:
    parse_json(text)


@pytest.mark.parametrize(
    "text", ["{" * 60_000, "[" * 60_000, '{"a": ' + 'x "' * 30_000, "{" + ") " * 60_000, '{"a":' * 30_000]
)
def test_hostile_texts_are_read_to_their_end(text: str) -> None:
    assert len(parse_json(text)) <= 1
