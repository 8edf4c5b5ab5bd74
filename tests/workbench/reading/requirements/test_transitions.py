"""Steps between states, in every way in which people write them down."""

import pytest

from workbench.reading.documents import Document
from workbench.reading.facts import TransitionFact
from workbench.reading.requirements import transitions


def read(text: str) -> list[TransitionFact]:
    document = Document("specs/features/repairs.md", text)
    return [fact for fact in transitions.read(document).facts if isinstance(fact, TransitionFact)]


def steps(text: str) -> list[tuple[str, str]]:
    return [(fact.origin, fact.target) for fact in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- `received` -> `diagnosed`\n- `diagnosed` → `repairing`\n",
            [("received", "diagnosed"), ("diagnosed", "repairing")],
        ),
        ("received => diagnosed => ready\n", [("received", "diagnosed"), ("diagnosed", "ready")]),
        ("Allowed: received -> diagnosed, diagnosed -> ready\n", [("received", "diagnosed"), ("diagnosed", "ready")]),
        (
            "- FR-8: Allowed steps: received → diagnosed, received → returned\n",
            [("received", "diagnosed"), ("received", "returned")],
        ),
        ("diagnosed → repairing | returned\n", [("diagnosed", "repairing"), ("diagnosed", "returned")]),
        (
            "An order may move from received to diagnosed or returned.\n",
            [("received", "diagnosed"), ("received", "returned")],
        ),
        ("```\nreceived --> ready\n```\n", [("received", "ready")]),
        (
            "```mermaid\nstateDiagram-v2\n  [*] --> received\n  received --> ready: repaired\n```\n",
            [("received", "ready")],
        ),
    ],
)
def test_arrows_chains_diagrams_and_sentences_are_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert steps(f"# Repairs\n\n## Transitions\n\n{text}") == expected


def test_a_table_gives_its_steps_and_who_may_take_them() -> None:
    found = read(
        "# Repairs\n\n| From | To | Who |\n|---|---|---|\n| ready | collected | clerk, manager |\n| collected | — | |\n"
    )
    assert [(fact.origin, fact.target, fact.roles) for fact in found] == [("ready", "collected", ("clerk", "manager"))]


def test_a_table_may_list_several_states_to_a_row() -> None:
    table = "| State | Allowed transitions |\n|---|---|\n| received | diagnosed, returned |\n| returned | none |\n"
    assert steps(f"# Repairs\n\n{table}") == [("received", "diagnosed"), ("received", "returned")]


def test_bullets_below_a_heading_on_states_list_what_may_follow() -> None:
    text = "# Repairs\n\n## State transitions\n\n- received: diagnosed, returned\n- ready: collected\n"
    assert steps(text) == [("received", "diagnosed"), ("received", "returned"), ("ready", "collected")]


def test_a_table_of_other_things_gives_none() -> None:
    assert steps("# Mail\n\n| Name | Type |\n|---|---|\n| from | string |\n| to | string |\n") == []


def test_what_usually_happens_is_not_said_to_be_all() -> None:
    [fact] = read("# Repairs\n\nreceived → ready\n")
    assert not fact.only
    assert all(one.only for one in read("# Repairs\n\n## Allowed transitions\n\nreceived → ready\n"))


def test_what_is_planned_is_left_out() -> None:
    assert steps("# Repairs\n\n## Future\n\n- received -> shipped\n") == []
