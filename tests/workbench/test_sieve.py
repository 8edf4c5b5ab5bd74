"""A sieve lets through the expressions that a text can hold, and few others."""

import pytest

from workbench.needs import needs_of
from workbench.sieve import Sieve

EXPRESSIONS = (r"expires? after \d+", r"(?:kept|stored) for", r"\S+", r"read-only|frozen", r"each (?:parcel|crate)")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a link expires after 7 days", [0, 2]),
        ("it expired long ago", [2]),
        ("restored for good", [1, 2]),
        ("a read-only parcel", [2, 3]),
        ("each crates' lid", [2, 4]),
        ("", [2]),
    ],
)
def test_what_holds_the_words_that_an_expression_needs_passes(text: str, places: list[int]) -> None:
    assert Sieve(map(needs_of, EXPRESSIONS)).passing(text) == places


def test_the_same_words_pass_again_in_another_text() -> None:
    sieve = Sieve(map(needs_of, EXPRESSIONS))
    assert sieve.passing("frozen crate") == sieve.passing("crate frozen") == [2, 3]


@pytest.mark.parametrize(("text", "places"), [("within a day", [0]), ("in a day", []), ("within", [])])
def test_a_text_must_hold_a_hint_as_well(text: str, places: list[int]) -> None:
    assert Sieve([needs_of(r"\w+ a day")], [("within a", "per ")]).passing(text) == places
