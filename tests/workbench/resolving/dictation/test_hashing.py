"""How passwords are hashed: as sentences ask for it, and as it is where none does."""

import pytest

from generators.blueprint import Blueprint, RequirementStatus
from tests.workbench.resolving.accounts import FACTS
from tests.workbench.resolving.readings import reading, requirement
from workbench.resolving.resolver import resolve


def told(*texts: str) -> Blueprint:
    facts = [requirement(text, line) for line, text in enumerate(texts, 300)]
    return resolve(reading(*FACTS, *facts)).blueprint


@pytest.mark.parametrize(
    ("text", "rounds"),
    [
        ("Passwords are hashed with bcrypt", 12),
        ("Password hashing: bcrypt (cost factor 11)", 11),
        ("Store passwords as bcrypt hashes, never in plain text", 12),
        ("Passwords must be stored using bcrypt with at least 13 salt rounds", 13),
        ("Hash passwords with bcrypt, 10-12 rounds", 12),
        ("bcrypt with an appropriate work factor", 12),
    ],
)
def test_bcrypt_is_used_where_a_sentence_asks_for_it(text: str, rounds: int) -> None:
    built = told(text)
    assert built.settings.bcrypt_rounds == rounds
    assert (built.requirements[-1].status, built.requirements[-1].by) == (
        RequirementStatus.ENFORCED,
        ("rule:frame.hashing.frame",),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Passwords must never be hashed with bcrypt",
        "Passwords are hashed with bcrypt or Argon2",
        "Consider bcrypt for passwords",
        "Passwords are hashed with bcrypt by the identity provider",
        "Passwords are hashed with bcrypt and a pepper",
        "Passwords are hashed with Argon2",
        "Hash passwords with bcrypt, 31 rounds",
    ],
)
def test_other_sentences_leave_argon2(text: str) -> None:
    assert told(text).settings.bcrypt_rounds is None


def test_a_cost_that_is_not_the_one_in_use_stays_open() -> None:
    built = told("Passwords are hashed with bcrypt, cost 11", "Passwords are hashed with bcrypt, cost 13")
    assert [one.status.value for one in built.requirements[-2:]].count("open") == 1


def test_nothing_is_hashed_where_another_service_keeps_the_passwords() -> None:
    elsewhere = [fact for fact in FACTS if "auth" not in str(getattr(fact, "path", ""))]
    built = resolve(reading(*elsewhere, requirement("Passwords are hashed with bcrypt", 300))).blueprint
    assert built.settings.bcrypt_rounds is None
    assert built.requirements[-1].reason.endswith("passwords are kept elsewhere")
