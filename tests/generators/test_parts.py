"""Every operation of the examples stands on its own: nothing that is written leans on what only another one brings."""

import dataclasses
import json
from pathlib import Path

import pytest
from ruff import find_ruff_bin

from generators.backend import generate
from generators.blueprint import (
    Blueprint,
    Body,
    EntityPurpose,
    Holds,
    Operation,
    OperationKind,
    Response,
    ResponseField,
    from_json,
    to_json,
)
from tests.generators.examples.catalogue import EXAMPLES
from tests.generators.living import run, write_files

ALONE = [
    pytest.param(blueprint, operation, id=f"{name}-{operation.id}")
    for name, blueprint in EXAMPLES.items()
    for operation in blueprint.operations
]


SAID_ONLY = Response(201, Body.ENVELOPE, (ResponseField("message", Holds.LITERAL, "welcome"),))
"""Nothing of the account is shown."""
SHORT = Response(201, Body.ITEM, columns=("id", "email"))
"""Less than other answers show."""


def unfit(blueprint: Blueprint, folder: Path) -> str:
    """Give what ruff has to say of the backend."""
    backend = write_files(generate(dataclasses.replace(blueprint, rules=(), requirements=())), folder)
    return run(backend, find_ruff_bin(), "check", "--no-cache", "--quiet", "--output-format=concise").stdout


@pytest.mark.parametrize("response", [SAID_ONLY, SHORT], ids=["a message", "less of the row"])
def test_registering_may_show_otherwise_than_the_rest(response: Response, tmp_path: Path) -> None:
    accounts = EXAMPLES["accounts"]
    operations = tuple(
        dataclasses.replace(one, response=response) if one.kind is OperationKind.REGISTER else one
        for one in accounts.operations
        if one.kind is not OperationKind.READ_ME
    )
    assert unfit(dataclasses.replace(accounts, operations=operations), tmp_path) == ""


def test_signing_out_may_have_nothing_to_do(tmp_path: Path) -> None:
    accounts = EXAMPLES["accounts"]
    operations = tuple(
        dataclasses.replace(one, body=()) if one.kind is OperationKind.LOGOUT else one
        for one in accounts.operations
        if one.kind is not OperationKind.REFRESH
    )
    entities = tuple(one for one in accounts.entities if one.purpose is not EntityPurpose.REFRESH_TOKENS)
    assert unfit(dataclasses.replace(accounts, operations=operations, entities=entities), tmp_path) == ""


@pytest.mark.parametrize("word", ["session", "date", "error"])
def test_tables_may_be_called_what_the_code_calls_things_of_its_own(word: str, tmp_path: Path) -> None:
    todos = EXAMPLES["accounts"]
    named = json.loads(json.dumps(to_json(todos)).replace("todo", word).replace("Todo", word.title()))
    assert unfit(from_json(Blueprint, named), tmp_path) == ""


def test_what_is_taken_may_be_answered_with_another_status(tmp_path: Path) -> None:
    accounts = EXAMPLES["accounts"]
    entities = tuple(dataclasses.replace(one, taken_status=400) for one in accounts.entities)
    assert unfit(dataclasses.replace(accounts, entities=entities), tmp_path) == ""
    [errors] = tmp_path.rglob("middleware/errors.py")
    assert '"uq_users_email": 400' in errors.read_text()


def test_roles_may_be_written_in_capitals_and_words(tmp_path: Path) -> None:
    named = json.loads(json.dumps(to_json(EXAMPLES["accounts"])).replace('"admin"', '"HARBOUR MASTER"'))
    assert unfit(from_json(Blueprint, named), tmp_path) == ""


@pytest.mark.slow
@pytest.mark.parametrize(("blueprint", "operation"), ALONE)
def test_a_backend_of_one_operation_is_whole(blueprint: Blueprint, operation: Operation, tmp_path: Path) -> None:
    assert unfit(dataclasses.replace(blueprint, operations=(operation,)), tmp_path) == ""
