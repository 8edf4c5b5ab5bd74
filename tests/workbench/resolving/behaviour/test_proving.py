"""What is told of behaviour turns green only where the blueprint holds it."""

import pytest

from generators.blueprint import Requirement, RequirementStatus
from tests.workbench.resolving.behaviour.test_repairs import RULES, blueprint_of

ENFORCED = RequirementStatus.ENFORCED


def requirement(sentence: str, rules: str = RULES) -> Requirement:
    """Give what becomes of a sentence that stands among the rules of the workshop."""
    told = rules if sentence in rules else f"{rules}- {sentence}\n"
    return next(one for one in blueprint_of(told).requirements if one.text == sentence)


TOLD = [line.removeprefix("- ") for line in RULES.splitlines() if line.startswith("- ")]


@pytest.mark.parametrize("sentence", [line for line in TOLD if line != "The technician must be a technician."])
def test_every_rule_of_the_workshop_is_enforced(sentence: str) -> None:
    found = requirement(sentence)
    assert (found.status, found.reason) == (ENFORCED, "")
    assert all(identifier.startswith("rule:") for identifier in found.by)


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("A new repair is received.", "rule:repairs.stage.default"),
        ("Any other change of stage answers 409.", "rule:repairs.stage.transition"),
        (
            "Of two changes of state at the same time, one succeeds and the other answers 409.",
            "rule:repairs.stage.transition",
        ),
        ("Collected repairs cannot be changed; trying it answers 409.", "rule:repairs.stage.immutable"),
        (
            "Only technicians and managers can start a repair; anyone else gets 403.",
            "rule:repairs.technician.permission",
        ),
        ("The author of a remark is the caller.", "remarks.create"),
        ("Whoever sees a repair can list its remarks.", "remarks.list"),
        ("An owner who writes a private remark gets 403.", "rule:remarks.is_private.visibility"),
    ],
)
def test_what_stands_beside_the_rules_is_proven_by_them(sentence: str, rule: str) -> None:
    found = requirement(sentence)
    assert (found.status, found.reason) == (ENFORCED, "")
    assert rule in found.by


@pytest.mark.parametrize(
    "sentence",
    [
        "Anyone else gets 403.",
        "A new repair is ready.",
        "Owners see all repairs that are ready.",
        "Only managers can collect a repair.",
        "A technician who writes a private remark gets 403.",
        "Whoever sees a repair can delete its remarks.",
        "The technician must be a technician.",  # no operation takes one
        "Received repairs can no longer be haggled over.",
        "Statistics show the average time from creation to collection.",
    ],
)
def test_what_the_blueprint_does_not_hold_stays_open(sentence: str) -> None:
    assert requirement(sentence).status is RequirementStatus.OPEN
