"""What an expression needs is in every text in which it is found."""

import importlib
import pkgutil
import re

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from workbench.needs import Needs, meets, needs_of
from workbench.patterns import _Late
from workbench.resolving.behaviour.clauses import CLAUSES
from workbench.resolving.dictation.taking import PATTERNS
from workbench.resolving.prose import silent
from workbench.resolving.prose.answering import shapes
from workbench.resolving.prose.answering.situations import SITUATIONS
from workbench.resolving.prose.callers import access, tokens
from workbench.resolving.prose.claims import Pattern
from workbench.resolving.prose.stored import limits, times, values

LETTERS = st.characters(max_codepoint=127)
_AROUND = re.compile(r"\(\?<?[=!](?:\\.|\[[^\]]*\]|[^()\\\[]|\((?:\[[^\]]*\]|[^()])*\))*\)|\\b|(?<!\[)\^")
"""What an expression says of the text around it, which is none of its own."""
SAID: tuple[tuple[Pattern, ...], ...] = tuple(
    module.PATTERNS for module in (access, limits, shapes, silent, times, tokens, values)
)
EXPRESSIONS = [
    *(one.expression for patterns in SAID for one in patterns),
    *(text for text, _ in PATTERNS),
    *(situation.expression for situation in SITUATIONS),
    *(clause.expression for clause in CLAUSES),
]


@pytest.mark.parametrize(
    ("expression", "needs"),
    [
        ("tokens? expire", ((("expire",), ("token",)),)),
        ("(?:the )?tokens? (?:expires?|lasts?) after", ((("token",), ("after",), ("expire", "last")),)),
        ("log(?:ged)? ?out|sign-?off", ((("log",), ("out",)), (("sign",), ("off",)))),
        ("rate[- ]?limits{1,3}a{0,2}", ((("limits",), ("rate",)),)),
        (r"(?P<status>404|410)(?!next)\b", ((("404", "410"),),)),
        ("(?:never|{column}) shown", ((("shown",),),)),
        (r"at \d{1,2} ?pm|at 7", ((("at",), ("pm",), tuple("0123456789")), (("at",), ("7",)))),
        (r"sign\ufe0f?\x41? held", ((("sign",), ("held",)),)),
    ],
)
def test_words_that_every_match_holds_are_needed(expression: str, needs: Needs) -> None:
    assert needs_of(expression) == needs


def test_words_of_a_blueprint_are_needed_by_their_name_where_that_is_asked_for() -> None:
    assert needs_of("{noun} of (?:its|{column}) shown", ("{noun}", "{column}")) == (
        (("{noun}",), ("shown",), ("its", "{column}"), ("of",)),
    )


def test_nothing_is_needed_where_the_notation_is_not_known() -> None:
    assert meets(needs_of("(?i:tokens)"), "")


def test_each_way_needs_all_of_its_words() -> None:
    needs = needs_of("tokens? expire|log out")

    assert meets(needs, "a token must expire")
    assert meets(needs, "to log out")
    assert not meets(needs, "a token to log in")


def _check(expression: str, flags: int) -> None:
    """Check that whatever a given expression finds holds what it needs."""
    filled = re.sub(r"\{(?:noun|column|roles|states|role)\}", "thing", _AROUND.sub("", expression))
    needs = needs_of(expression)

    @settings(
        max_examples=3, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None
    )
    @given(st.from_regex(re.compile(filled, flags), fullmatch=True, alphabet=LETTERS))
    def holds(text: str) -> None:
        assert meets(needs, text.lower())

    holds()


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=range(len(EXPRESSIONS)))
def test_every_text_that_an_expression_finds_holds_what_it_needs(expression: str) -> None:
    _check(expression, re.IGNORECASE)


def _expressions_in(package: str) -> dict[str, int]:
    """Give the late expressions that the modules of a package state, with their flags."""
    folder = importlib.import_module(package).__path__
    modules = [importlib.import_module(one.name) for one in pkgutil.walk_packages(folder, f"{package}.")]
    values = [value for module in modules for value in vars(module).values()]
    return {one.pattern: one.flags for one in values if isinstance(one, _Late)}


@pytest.mark.slow
@pytest.mark.parametrize("package", ["workbench.reading", "workbench.resolving"])
def test_this_holds_for_every_expression_of_the_program(package: str) -> None:
    found = _expressions_in(package)
    assert len(found) > 300
    for expression, flags in found.items():
        if expression.isascii() and r"\u" not in expression:
            _check(expression, flags & ~re.UNICODE)
