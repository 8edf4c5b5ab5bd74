"""Endpoints that documents only name."""

from dataclasses import replace
from types import MappingProxyType

from tests.workbench.resolving.readings import CRUD, FEATURE, answer, reading, tasks_table, users_table
from workbench.reading.facts import Fact, Reading
from workbench.resolving.resolver import resolve


def named(text: str, *more: Fact) -> Reading:
    whole = reading(users_table(), tasks_table(), *CRUD, *more)
    return replace(whole, texts=MappingProxyType({FEATURE: text}))


def asked(text: str) -> list[str]:
    return [question.id for question in resolve(named(text)).questions if question.id.startswith("endpoint.")]


def test_an_endpoint_that_is_only_named_is_asked_about() -> None:
    assert asked("The board uses `GET /api/tasks/board`.") == ["endpoint.GET /api/tasks/board.described"]


def test_the_endpoint_that_comes_nearest_is_shown_beside_it() -> None:
    (question,) = [one for one in resolve(named("The board is `GET /api/tasks/board`.")).questions if "board" in one.id]
    described = next(
        one for one in resolve(named("")).blueprint.operations if (one.method, one.path) == ("GET", "/api/tasks")
    )
    assert "(the nearest that is described is GET /api/tasks)" in question.text
    assert described.sources[0] in question.evidence


def test_it_is_left_out_until_somebody_wants_it() -> None:
    text = "The list is emptied with `DELETE /api/tasks`."
    routes = [(one.method, one.path) for one in resolve(named(text)).blueprint.operations]
    assert ("DELETE", "/api/tasks") not in routes
    wanted = resolve(named(text, answer("endpoint.DELETE /api/tasks.described", "build")))
    assert ("DELETE", "/api/tasks") in [(one.method, one.path) for one in wanted.blueprint.operations]


def test_a_described_endpoint_is_not_asked_about_whatever_its_parameter_is_called() -> None:
    assert asked("See `GET /api/tasks/{task_id}` and POST /api/tasks.") == []


def test_examples_other_systems_and_plans_are_not_asked_about() -> None:
    lines = [
        "Call `GET /api/tasks/board/123`.",
        "The external calendar is read with `GET /api/tasks/calendar`.",
        "Later: `GET /api/tasks/board`.",
        "## Out of scope",
        "`GET /api/tasks/archive`",
    ]
    assert asked("\n".join(lines)) == []


def test_another_path_for_a_described_endpoint_can_be_taken() -> None:
    text = "Search is at `GET /api/tasks/items/{id}`."
    (question,) = [one for one in resolve(named(text)).questions if one.id.startswith("endpoint.")]
    assert question.evidence[0].file == FEATURE
    for choice in question.choices:
        assert resolve(named(text, answer(question.id, choice.value))).questions == ()


def test_a_parameter_may_stand_in_square_brackets() -> None:
    assert asked("`GET /api/tasks/[id]` gives it.") == []
