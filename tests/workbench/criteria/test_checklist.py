"""The checklist as a whole: what holds for every criterion."""

import pytest

from generators.blueprint import Blueprint, Settings
from tests.workbench.criteria.world import RUN, World
from workbench.criteria import CRITERIA, check
from workbench.criteria.judging import sentence, worst
from workbench.criteria.verdict import State
from workbench.running.events import Run
from workbench.wording import plural

EVERY = [criterion.id for criterion in CRITERIA]
FROM_CODE = ["C8", "C9", "C11"]
FROM_RUN = [name for name in EVERY if name not in FROM_CODE]


def test_the_criteria_are_numbered_through() -> None:
    assert [f"C{number}" for number in range(1, 12)] == EVERY


@pytest.mark.parametrize("criterion", EVERY)
def test_where_all_went_well_every_criterion_is_green(world: World, criterion: str) -> None:
    verdict = world.judge(criterion)

    assert (verdict.state, [row for row in verdict.evidence if row.state is not State.GREEN]) == (State.GREEN, [])


@pytest.mark.parametrize("criterion", EVERY)
def test_a_green_verdict_has_evidence(world: World, criterion: str) -> None:
    assert world.judge(criterion).evidence


@pytest.mark.parametrize("criterion", EVERY)
def test_a_summary_is_one_sentence(world: World, criterion: str) -> None:
    summary = world.judge(criterion).summary

    assert summary.endswith(".")
    assert "\n" not in summary


@pytest.mark.parametrize("criterion", FROM_RUN)
def test_before_the_first_run_it_is_amber(world: World, criterion: str) -> None:
    world.run = None

    assert world.judge(criterion).state is State.AMBER


@pytest.mark.parametrize("criterion", [name for name in FROM_RUN if name != "C2"])
def test_tests_that_could_not_run_make_it_red(world: World, criterion: str) -> None:
    world.run = Run(exit_code=4, seconds=1.0, problem="pytest could not start: ImportError: no app")

    verdict = world.judge(criterion)

    assert verdict.state is State.RED
    assert "ImportError: no app" in verdict.summary


@pytest.mark.parametrize("criterion", EVERY)
def test_without_a_backend_it_is_amber(world: World, criterion: str) -> None:
    world.backend /= "elsewhere"

    assert world.judge(criterion).state is State.AMBER


@pytest.mark.parametrize("criterion", EVERY)
def test_an_empty_blueprint_never_crashes_a_check(world: World, criterion: str) -> None:
    world.blueprint = Blueprint(Settings(), (), ())
    world.files = ()

    assert world.judge(criterion).id == criterion


@pytest.mark.parametrize("criterion", EVERY)
def test_an_empty_run_never_crashes_a_check(world: World, criterion: str) -> None:
    world.run = Run(exit_code=0, seconds=0.0)

    assert world.judge(criterion).id == criterion


def test_check_gives_all_verdicts_in_order(world: World) -> None:
    verdicts = check(world.blueprint, world.files, RUN, world.backend)

    assert [verdict.id for verdict in verdicts] == EVERY
    assert {verdict.state for verdict in verdicts} == {State.GREEN}


def test_the_worst_row_decides() -> None:
    assert worst([State.GREEN, State.RED, State.AMBER]) is State.RED
    assert worst([State.GREEN, State.AMBER]) is State.AMBER
    assert worst([State.GREEN]) is State.GREEN


def test_nothing_shown_is_nothing_proven() -> None:
    assert worst([]) is State.AMBER


def test_numbers_agree_with_their_noun() -> None:
    assert (plural(1, "endpoint"), plural(2, "endpoint")) == ("1 endpoint", "2 endpoints")


@pytest.mark.parametrize(("text", "written"), [("It broke\nhere", "It broke."), ("It broke.", "It broke."), ("", ".")])
def test_what_others_said_becomes_one_sentence(text: str, written: str) -> None:
    assert sentence(text) == written
