"""Reading less: looking loosely first, and for wishes only where some can be, changes nothing of what is read."""

import pkgutil
from importlib import import_module

import pytest

from workbench.resolving import prose
from workbench.resolving.behaviour.clauses import CLAUSES
from workbench.resolving.dictation.taking import PATTERNS
from workbench.resolving.prose.claims import compile_loosely, compile_words
from workbench.resolving.prose.desk import WISHING

NOUNS, COLUMNS = r"(?:shop[\s_]cart[\s_]items|carts|cart)", r"(?:due[\s_]date|items\[\]\.price|price)"


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("every {noun} has (?:a|one) {column}", "Every cart  has one due_date"),
        ("(?P<noun>{noun})s? (?:keep|show) {column}", "shop cart items show items[].price"),
        ("{column} of (?:the )?{noun}", "price of cart"),
    ],
)
def test_what_a_blueprints_words_fit_any_words_fit(expression: str, text: str) -> None:
    assert compile_words(expression, NOUNS, COLUMNS).fullmatch(text)
    assert compile_loosely(expression).fullmatch(text)


@pytest.mark.parametrize("expression", [*(text for text, _ in PATTERNS), *(one.expression for one in CLAUSES)])
def test_any_words_do_not_fit_a_sentence_that_says_something_else(expression: str) -> None:
    assert not compile_loosely(expression).fullmatch("Tasks are listed newest first, twenty of them on a page")


def test_all_modules_that_give_wishes_are_searched_for_them() -> None:
    modules = [import_module(one.name) for one in pkgutil.walk_packages(prose.__path__, f"{prose.__name__}.")]
    giving = [one for one in modules if vars(one).keys() & {"Wish", "wish_for"} and hasattr(one, "PATTERNS")]

    assert len(giving) > 1
    assert {pattern for one in giving for pattern in one.PATTERNS} == set(WISHING)
