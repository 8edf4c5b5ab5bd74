"""Searching: looking for any word in capitals before a blueprint's own changes nothing of what is found."""

import pkgutil
from importlib import import_module

import pytest

from workbench.resolving import prose
from workbench.resolving.prose.book import Vocabulary
from workbench.resolving.prose.claims import Pattern, compile_marked
from workbench.resolving.prose.search import Search, mark

NOUNS = ("shop cart items", "sailors", "sailor", "carts", "cart", "user")
COLUMNS = ("due_date", "due date", "items[].price", "e-mail", "price", "title", "größe")
WORDS = Vocabulary(
    r"(?:shop[\s_]cart[\s_]items|sailors|sailor|carts|cart|user)",
    r"(?:due[\s_]date|items\[\]\.price|e\-mail|price|title|größe)",
    (*NOUNS, *COLUMNS),
    ("sailor",),
)
MODULES = [import_module(one.name) for one in pkgutil.walk_packages(prose.__path__, f"{prose.__name__}.")]
PATTERNS: list[Pattern] = [one for module in MODULES for one in getattr(module, "PATTERNS", ())]


@pytest.mark.parametrize(
    "text",
    [
        "The TITLE of a cart must be 3-40 characters and the price must be positive",
        "Carts are listed by due_date, the newest first, 20 of them on a page",
        "A sailor can delete only their own carts and the shop cart items in them",
        "Deleting a cart deletes its shop cart items; price, title and e-mail are required",
        "items[].price must not be negative, and größe is at most 80",
        "Due  date must be in the future and may not be before the title price e-mail",
        "Each user may only see their own carts, and 404 is returned when the cart does not exist",
    ],
)
def test_all_is_found_that_a_blueprints_own_words_find(text: str) -> None:
    looking_twice = Search(tuple((one.expression, one.hints, False) for one in PATTERNS), WORDS)
    straight = Search(tuple((one.expression, one.hints, True) for one in PATTERNS), WORDS)

    found = [(position, match.span()) for position, match in straight.matches(text)]

    assert found
    assert [(position, match.span()) for position, match in looking_twice.matches(text)] == found


def test_phrases_stand_in_capitals_wherever_they_are() -> None:
    assert mark("Old Carts, due_date and due date", ("cart", "due date")) == "old CARTs, DUE_DATE and DUE\x1fDATE"


@pytest.mark.parametrize("text", ["the größe of it", "a cart\nand more", "İt is a cart"])
def test_a_text_that_capitals_would_change_is_left_alone(text: str) -> None:
    assert mark(text, ("cart", "größe")) is None


@pytest.mark.parametrize(
    "expression", ["no word of theirs", "every(?! (?:last|first) {noun})", "(?-i:IF) {noun}", "{noun}(?! of users?)"]
)
def test_what_capitals_would_be_wrong_for_is_not_looked_for_by_them(expression: str) -> None:
    assert compile_marked(expression, among_persons=True) is None
