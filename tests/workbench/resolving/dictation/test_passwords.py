"""Kinds of characters that new passwords need: in the words of different authors, and in words that ask for none."""

import pytest

from generators.blueprint import Blueprint, Limits, RequirementStatus
from tests.workbench.resolving.accounts import FACTS
from tests.workbench.resolving.readings import reading, requirement, setting
from workbench.reading.facts import Topic
from workbench.resolving.resolver import resolve


def told(*texts: str, section: tuple[str, ...] = ()) -> Blueprint:
    facts = [requirement(text, line, section=section) for line, text in enumerate(texts, 300)]
    return resolve(reading(*FACTS, *facts)).blueprint


def limits(blueprint: Blueprint, kind: str) -> Limits:
    operation = next(one for one in blueprint.operations if one.kind.value == kind)
    return next(field.limits for field in operation.body if field.name == "password")


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("Passwords must contain at least one upper-case letter", ("upper",)),
        ("The password has mixed case, digits and symbols.", ("upper", "lower", "digit", "special")),
        ("Password requires upper and lower case", ("upper", "lower")),
        ("A new password needs a letter and a number", ("letter", "digit")),
        ("Passwords must contain one special character (!@#$%^&*)", ("special",)),
        ("Password: at least 8 characters, must include a capital letter and a digit (0-9)", ("upper", "digit")),
        ("password — string — 8+ characters with lowercase and numbers", ("lower", "digit")),
    ],
)
def test_a_sentence_names_the_kinds_of_characters(text: str, needs: tuple[str, ...]) -> None:
    built = told(text)
    assert set(limits(built, "register").needs) == set(needs)
    assert limits(built, "login").needs == ()
    found = built.requirements[-1]
    assert (found.status, found.reason) == (RequirementStatus.ENFORCED, "")
    assert "rule:users.password.pattern" in found.by


def test_several_lines_below_a_heading_add_up() -> None:
    built = told("At least one lowercase letter", "At least one digit", section=("Accounts", "Password rules"))
    assert limits(built, "register").needs == ("lower", "digit")
    assert [one.status for one in built.requirements[-2:]] == [RequirementStatus.ENFORCED] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Passwords should include a digit (recommended)",
        "No digit or symbol is needed in a password",
        "Titles must contain at least one upper-case letter",
        "A password reset sends a number by mail",
        "Number",
    ],
)
def test_other_sentences_ask_for_none(text: str) -> None:
    built = told(text, section=("Password reset",))
    assert limits(built, "register").needs == ()
    assert built.requirements[-1].status is not RequirementStatus.ENFORCED


def test_a_length_that_is_not_the_settled_one_leaves_the_sentence_open() -> None:
    facts = (
        setting(Topic.PASSWORD_MIN_LENGTH, "12"),
        requirement("Password: min 9 characters, with a digit and a letter", 300),
    )
    built = resolve(reading(*FACTS, *facts)).blueprint
    assert limits(built, "register").min_length == 12
    assert built.requirements[-1].status is RequirementStatus.OPEN
