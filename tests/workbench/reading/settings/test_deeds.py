"""Sentences that say who may read and who may write."""

import pytest

from workbench.reading.settings.deeds import Deeds, read_deeds

WRITING = ("POST", "PUT", "PATCH", "DELETE")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GET endpoints are public; all others require a Bearer token.", [Deeds(("GET",), "public")]),
        ("Only `GET` requests can be made without a token.", [Deeds(("GET",), "public")]),
        (
            "Reading needs no login; writing needs a token.",
            [Deeds(("GET",), "public", whole=False), Deeds(WRITING, "required", whole=False)],
        ),
        ("Anonymous visitors can only read.", [Deeds(("GET",), "public", whole=False)]),
        ("Requests that change data must be authenticated.", [Deeds(WRITING, "required")]),
        ("POST, PATCH and DELETE require a JWT.", [Deeds(("POST", "PATCH", "DELETE"), "required")]),
        (
            "Creating and deleting rooms requires an admin token.",
            [Deeds(("POST", "DELETE"), "required", ("admin",), "rooms", whole=False)],
        ),
        ("Write operations require the steward or admin role.", [Deeds(WRITING, "required", ("steward", "admin"))]),
        ("GET | none", [Deeds(("GET",), "public")]),
        ("`POST`, `DELETE` | Bearer token | everything that writes", [Deeds(("POST", "DELETE"), "required")]),
    ],
)
def test_who_may_read_and_write_is_read_clause_by_clause(text: str, expected: list[Deeds]) -> None:
    assert list(read_deeds(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "List rooms for the authenticated user.",
        "A user must be able to change the password.",
        "GET | `/rooms` | Public | all rooms",
        "Reading a room that is not public returns 404.",
        "No request may change data without a token.",
        "Everyone can browse rooms.",
        "Users can read and write.",
    ],
)
def test_what_says_less_is_left_alone(text: str) -> None:
    assert list(read_deeds(text)) == []
