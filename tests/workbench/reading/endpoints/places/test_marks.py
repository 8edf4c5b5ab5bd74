"""Recognising ``METHOD /path`` and bringing paths into one notation."""

import pytest

from workbench.reading.endpoints.places.marks import (
    find_marks,
    find_reversed,
    key_of,
    methods_in,
    normal_path,
    read_call,
    same_shape,
    split_calls,
    template_of,
)


def found(text: str) -> list[str]:
    return [f"{mark.method} {mark.path}" for mark in find_marks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GET /a", ["GET /a"]),
        ("`GET /a`", ["GET /a"]),
        ("**GET** `/a`", ["GET /a"]),
        ("GET: /a", ["GET /a"]),
        ("GET | /a", ["GET /a"]),
        ("`GET` → `/a`", ["GET /a"]),
        ("POST request to `/a`", ["POST /a"]),
        ("GET/POST /a", ["GET /a", "POST /a"]),
        ("PUT or PATCH /a", ["PUT /a", "PATCH /a"]),
        ("DELETE /a, then GET /b.", ["DELETE /a", "GET /b"]),
        ("GET https://x.org/a/b", ["GET /a/b"]),
        ("GET {{baseUrl}}/a", ["GET /a"]),
        ("get /a", []),
        ("FORGET /a", []),
        ("GET it from the shelf", []),
        ("DELETE CASCADE", []),
        ("GET /a/*", []),
        ("GET /src/app.py", []),
    ],
)
def test_marks_are_found_in_every_writing(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_a_mark_knows_host_query_and_place() -> None:
    (mark,) = find_marks("see GET http://localhost:8000/a?x=1&y now")
    assert (mark.host, mark.query) == ("localhost:8000", (("x", "1"), ("y", "")))
    assert "see GET http://localhost:8000/a?x=1&y now"[mark.start : mark.end].startswith("GET")


@pytest.mark.parametrize(
    ("path", "normal"),
    [
        ("/books/:isbn", "/books/{isbn}"),
        ("/books/<int:isbn>/", "/books/{isbn}"),
        ("/books/[isbn]", "/books/{isbn}"),
        ("/books/{isbn:path}", "/books/{isbn}"),
        ("/books/${isbn}", "/books/{isbn}"),
        ("/books/{{isbn}}", "/books/{isbn}"),
        ("/books//x", "/books/x"),
        ("/", "/"),
    ],
)
def test_parameters_have_one_notation(path: str, normal: str) -> None:
    assert normal_path(path) == normal


def test_paths_can_come_first() -> None:
    assert [(mark.method, mark.path) for mark in find_reversed("`/a/:id` — GET, DELETE")] == [
        ("GET", "/a/{id}"),
        ("DELETE", "/a/{id}"),
    ]
    assert find_reversed("a path /a then GET") == []


def test_values_in_examples_become_parameters() -> None:
    assert template_of("/users/17/books/0b6f0c3e-1111-4222-8333-123456789abc/USER_ID") == "/users/{id}/books/{id}/{id}"


def test_paths_of_one_shape_differ_in_parameters_only() -> None:
    assert same_shape("/a/{id}/b", "/a/7/b")
    assert not same_shape("/a/{id}", "/a/{id}/b")
    assert key_of("/A/{id}") == key_of("/a/{other}")


def test_methods_of_a_cell_are_found() -> None:
    assert methods_in("get, POST") == ["GET", "POST"]
    assert methods_in("word " * 20 + "GET") == []


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("curl http://localhost/a", "GET /a"),
        ("curl -X DELETE http://localhost/a/7", "DELETE /a/{id}"),
        ("curl --request PUT 'http://localhost/a'", "PUT /a"),
        ("curl http://localhost/a -d '{}'", "POST /a"),
        ("curl $API/a/b", "GET /a/b"),
    ],
)
def test_calls_of_curl_are_read(call: str, expected: str) -> None:
    mark = read_call(call)
    assert mark is not None
    assert f"{mark.method} {mark.path}" == expected


def test_a_call_without_an_address_is_none() -> None:
    assert read_call("curl --help") is None


def test_calls_are_split_with_their_lines() -> None:
    assert split_calls("# one\ncurl a\n\ncurl b\n") == [(1, "curl a\n\n"), (3, "curl b\n")]
    assert split_calls("no curl") == []
