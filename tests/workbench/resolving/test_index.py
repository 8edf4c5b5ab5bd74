"""An index gives the texts in which expressions are found, and looks into those alone that can hold them."""

import re

import pytest

from workbench.patterns import regex
from workbench.resolving.index import Index

TEXTS = (
    "A voyage is cancelled by its captain.",
    "Captains cannot sail twice.",
    "The log-book isn’t shown; 42 pages.",
    "CAPTAIN'S cancellation",
)
INDEX = Index((text, place) for place, text in enumerate(TEXTS))


@pytest.mark.parametrize(
    "expression",
    [r"cancel\w*", r"captain", r"\bcannot\b|isn[’']t", r"log-?book", r"4[0-9]", r".", r"\bship\b", r"(?i:sail)"],
)
@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
def test_those_texts_are_held_in_which_the_expression_is_found(expression: str, flags: int) -> None:
    found = [place for place, text in enumerate(TEXTS) if re.search(expression, text, flags)]

    assert INDEX.telling(regex(expression, flags)) == found


def test_all_expressions_must_be_found_and_the_last_must_not() -> None:
    captain, cancelled, owned = (regex(one, re.IGNORECASE) for one in ("captain", "cancel", "captain's"))

    assert INDEX.telling(captain, cancelled) == [0, 3]
    assert INDEX.telling(captain, cancelled, unless=owned) == [0]


def test_texts_that_lack_the_words_are_never_looked_at() -> None:
    assert INDEX.near(r"cancel\w*", r"\d\d pages") == [0, 2, 3]
    assert INDEX.telling(regex("ships[", re.IGNORECASE)) == []


def test_nothing_is_held_where_there_are_no_texts() -> None:
    assert Index(()).telling(regex("."), regex("captain")) == []
