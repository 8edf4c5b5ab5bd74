"""C3: a requirement is green only by passing tests, or out of scope with a reason."""

from dataclasses import replace

from generators.blueprint import RequirementStatus, Source
from tests.workbench.criteria.world import FEATURES, REQUIREMENT, TEST, World
from workbench.criteria.verdict import Evidence, State
from workbench.running.events import Outcome


def judge(world: World, **members: object) -> Evidence:
    """Change the one requirement and give its row."""
    requirement = replace(REQUIREMENT, **members)  # type: ignore[arg-type]
    world.blueprint = replace(world.blueprint, requirements=(requirement,))
    [row] = world.judge("C3").evidence
    return row


def test_a_proven_requirement_leads_to_its_line_the_code_and_the_test(world: World) -> None:
    row = judge(world)

    assert (row.state, row.text) == (State.GREEN, "tasks#FR-001 is proven by 1 passing test")
    assert row.spec == Source(FEATURES, 5, 5)
    assert row.code is not None
    assert row.code.file == "backend/app/routes/tasks.py"
    assert row.test == f"{TEST}test_create"


def test_a_failing_test_makes_it_red(world: World) -> None:
    world.end("test_create", Outcome.FAILED)

    assert judge(world).text == f"tasks#FR-001 fails: {TEST}test_create"


def test_a_skipped_test_proves_nothing(world: World) -> None:
    world.end("test_create", Outcome.SKIPPED)

    assert judge(world).state is State.AMBER


def test_each_case_of_a_parametrised_test_counts(world: World) -> None:
    cases = (world.passed("test_create[short]"), replace(world.passed("test_create[long]"), outcome=Outcome.FAILED))
    world.change_run(tests=cases)

    assert judge(world).text == f"tasks#FR-001 fails: {TEST}test_create[long]"


def test_every_element_that_enforces_it_needs_a_test(world: World) -> None:
    row = judge(world, by=("tasks.create", "tasks.title.length"))

    assert (row.state, row.text) == (State.AMBER, "tasks#FR-001 has no passing test for tasks.title.length")


def test_enforced_by_nothing_is_amber(world: World) -> None:
    assert judge(world, by=()).state is State.AMBER


def test_an_open_requirement_is_amber_and_says_why(world: World) -> None:
    row = judge(world, status=RequirementStatus.OPEN, reason="no rule expresses it")

    assert (row.state, row.text) == (State.AMBER, "tasks#FR-001 is open: no rule expresses it")


def test_out_of_scope_with_a_reason_is_green(world: World) -> None:
    row = judge(world, status=RequirementStatus.OUT_OF_SCOPE, reason="it is about the screen")

    assert (row.state, row.text) == (State.GREEN, "tasks#FR-001 is out of scope: it is about the screen")
    assert world.judge("C3").summary == "0 of 0 requirements proven by passing tests, 1 out of scope."


def test_out_of_scope_without_a_reason_is_amber(world: World) -> None:
    assert judge(world, status=RequirementStatus.OUT_OF_SCOPE).state is State.AMBER


def test_no_requirement_at_all_leaves_nothing_to_prove(world: World) -> None:
    world.blueprint = replace(world.blueprint, requirements=())

    assert world.judge("C3").state is State.GREEN
