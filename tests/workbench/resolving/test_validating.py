"""A blueprint that a generator could not write is named as such."""

from dataclasses import replace

import pytest

from generators.blueprint import (
    Blueprint,
    Body,
    Effect,
    EffectValue,
    OperationKind,
    OwnerPath,
    Reference,
    Requirement,
    RequirementStatus,
    Response,
    Settings,
)
from tests.workbench.resolving.readings import CRUD, at, endpoint, reading, tasks_table, users_table
from tests.workbench.resolving.validating import validate
from workbench.resolving.resolver import resolve

SOUND = resolve(reading(*CRUD, endpoint("GET /health"), users_table(), tasks_table())).blueprint
CREATE = SOUND.operations[0]
TASKS = SOUND.entity("tasks")


def broken_operation(**changes: object) -> Blueprint:
    return replace(SOUND, operations=(replace(CREATE, **changes), *SOUND.operations[1:]))  # type: ignore[arg-type]


def broken_table(**changes: object) -> Blueprint:
    tables = tuple(replace(one, **changes) if one is TASKS else one for one in SOUND.entities)  # type: ignore[arg-type]
    return replace(SOUND, entities=tables)


def test_a_sound_blueprint_has_nothing_to_name() -> None:
    assert validate(SOUND) == ()


def test_an_empty_blueprint_is_sound() -> None:
    assert validate(Blueprint(Settings(), (), ())) == ()


ASTRAY = replace(TASKS.column("user_id"), references=Reference("moon", "id"))


@pytest.mark.parametrize(
    ("blueprint", "words"),
    [
        (broken_operation(name="list_tasks"), "function name list_tasks stands 2 times"),
        (broken_operation(id="tasks.list"), "operation id tasks.list stands 2 times"),
        (broken_operation(name="no name"), "no name for a module or a function"),
        (broken_operation(entity="clouds"), "is about clouds, which is no table"),
        (broken_operation(entity=None), "is a create of nothing"),
        (broken_operation(kind=OperationKind.READ), "addresses no row"),
        (broken_operation(path="/api/{x}/tasks"), "the path has the parameters ['x']"),
        (broken_operation(response=Response(204, Body.ITEM)), "answers 204 with a body"),
        (broken_operation(response=Response(200, Body.ENVELOPE)), "an envelope that holds nothing"),
        (broken_operation(kind=OperationKind.TOGGLE), "changes nothing"),
        (broken_operation(effects=(Effect("mood", EffectValue.NULL),)), "names tasks.mood"),
        (broken_operation(kind=OperationKind.LOGIN), "somebody else issues the tokens"),
        (broken_operation(kind=OperationKind.REFRESH), "no table keeps refresh tokens"),
        (broken_table(visible=("mood",)), "tasks shows mood"),
        (broken_table(owner=OwnerPath(("mood",))), "owner path of tasks breaks at mood"),
        (broken_table(columns=TASKS.columns[1:]), "tasks has no key"),
        (broken_table(columns=(TASKS.columns[0], *TASKS.columns)), "column of tasks id stands 2 times"),
        (
            broken_table(columns=(TASKS.columns[0], ASTRAY, *TASKS.columns[2:])),
            "refers to moon.id, which is not there",
        ),
    ],
)
def test_what_does_not_fit_is_named(blueprint: Blueprint, words: str) -> None:
    assert any(words in sentence for sentence in validate(blueprint))


def test_a_requirement_that_nothing_enforces_is_named() -> None:
    lost = Requirement("x#1", "?", None, RequirementStatus.ENFORCED, at(), ("gone",))
    assert validate(replace(SOUND, requirements=(lost,))) == ("x#1 is enforced by gone, which is not there.",)
