"""Lengths and ranges are found in a phrase, whatever it calls them."""

import pytest

from workbench.reading.values.limits import Limited, find_limits


@pytest.mark.parametrize(
    ("phrase", "least", "most"),
    [
        ("at least 1, at most 5", 1, 5),
        ("between 0.5 and 2.5", 0.5, 2.5),
        ("range: 1,5", 1, 5),
        ("up to 1,250,000.50", None, 1250000.5),
        ("≤ 99.95", None, 99.95),
        ("max 1000", None, 1000),
    ],
)
def test_a_range_of_numbers(phrase: str, least: float | None, most: float | None) -> None:
    found = find_limits(phrase, "numeric")
    assert (found.minimum, found.maximum) == (least, most)


@pytest.mark.parametrize(
    ("phrase", "least", "most"),
    [
        ("string, required, 13 characters", 13, 13),
        ("13 characters", 13, 13),
        ("string, 200 characters", None, 200),
        ("string, 8+ characters", 8, None),
    ],
)
def test_a_count_of_letters_alone_is_exact_for_a_code_and_the_most_of_a_text(
    phrase: str, least: int | None, most: int | None
) -> None:
    found = find_limits(phrase, "string")
    assert (found.min_length, found.max_length) == (least, most)


@pytest.mark.parametrize("phrase", ["max 6 integer digits", "at most 2 decimal places", "up to 12 digits"])
def test_how_many_digits_a_number_has_is_no_bound_of_its_value(phrase: str) -> None:
    assert find_limits(phrase, "numeric") == Limited()


def test_lengths_belong_to_text() -> None:
    found = find_limits("3-40 characters", "string")
    assert (found.min_length, found.max_length, found.maximum) == (3, 40, None)
