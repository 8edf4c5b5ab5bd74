import re

import pytest

from generators.blueprint import Limits
from generators.testing.values.patterns import shape
from generators.testing.values.samples import matching


@pytest.mark.parametrize(
    "pattern",
    [
        "[A-Z]{3}-[0-9]{4}",
        r"^\d{3}(-\d{2})?$",
        "[a-z0-9]+(?:-[a-z0-9]+)*",
        r"^[^\s@]+@[^\s@]+\.[a-z]{2,}$",
        "(red|green|blue)-[01]",
        r"#[0-9a-fA-F]{6}",
        r"[A-HJ-NPR-Z0-9]{17}",
        r"v\d+\.\d+\.\d+",
    ],
)
def test_texts_have_the_shape_of_the_pattern(pattern: str) -> None:
    texts = [shape(pattern, variant, extra) for variant in range(4) for extra in range(3)]

    assert all(text is not None and re.fullmatch(pattern, text) for text in texts)


def test_variants_differ() -> None:
    assert shape("[A-Z]{3}-[0-9]{4}", 0) != shape("[A-Z]{3}-[0-9]{4}", 1)


def test_what_is_no_regular_expression_has_no_shape() -> None:
    assert shape("[A-Z") is None


def test_a_least_length_is_reached() -> None:
    assert len(matching("[A-Z]+-[0-9]+", Limits(min_length=12, max_length=20))) >= 12


def test_a_pattern_that_nothing_matches_is_refused() -> None:
    with pytest.raises(ValueError, match="no text known"):
        matching("a(?!.)b", Limits())
