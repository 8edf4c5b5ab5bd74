"""The generated tests are run: green on every example, and red on an application that is broken by hand."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from ruff import find_ruff_bin

from tests.generators.examples.catalogue import EXAMPLES
from tests.generators.living import check_broken, check_suite, run, write_backend

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=EXAMPLES)
def backend(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated example in a folder of its own."""
    return write_backend(request.param, tmp_path_factory.mktemp(request.param))


def test_the_suite_is_green_and_covers_the_application(backend: Path) -> None:
    check_suite(backend)


def test_the_suite_is_green_on_two_workers_in_another_order(backend: Path) -> None:
    tests = run(backend, sys.executable, "-m", "pytest", "-q", "-W", "error", "-n", "2", "--dist", "worksteal")
    assert tests.returncode == 0, tests.stdout[-6000:]


def test_ruff_finds_nothing_in_the_tests(backend: Path) -> None:
    for arguments in (("check",), ("format", "--check")):
        done = run(backend, find_ruff_bin(), *arguments, "--no-cache", "tests")
        assert done.returncode == 0, done.stdout


def test_mypy_finds_nothing_in_the_tests(backend: Path) -> None:
    done = run(backend, sys.executable, "-m", "mypy", "tests")
    assert done.returncode == 0, done.stdout


def without(pattern: str) -> Callable[[str], str]:
    """Give an edit that takes out what the pattern matches."""
    return lambda text: re.sub(pattern, "", text)


def instead(pattern: str, replacement: str) -> Callable[[str], str]:
    """Give an edit that replaces what the pattern matches."""
    return lambda text: re.sub(pattern, replacement, text)


MUTATIONS = [
    pytest.param(
        "app/routes/todos.py",
        without(r"col\(Todo\.user_id\) == (?:user\.id|caller_id|bindparam\(\"caller_id\"\))(,\s*)?"),
        "test_todos.py",
        "another_users_row",
        id="rows of others",
    ),
    pytest.param(
        "app/routes/todos.py",
        instead(r"col\(Todo\.deleted_at\)\.is_\(None\)", "True"),
        "test_todos.py",
        "deleted",
        id="deleted rows",
    ),
    pytest.param(
        "app/schemas/todo.py",
        instead(r"max_length=200\b", "max_length=999"),
        "test_todos.py",
        "refuses_invalid_values",
        id="no limit",
    ),
    pytest.param(
        "app/schemas/todo.py", instead(r"le=100", "le=1000"), "test_todos.py", "invalid_parameters", id="no page cap"
    ),
    pytest.param(
        "app/routes/todos.py", without(r"status_code=201,?"), "test_todos.py", "create_todo_stores", id="wrong status"
    ),
    pytest.param(
        "app/dependencies.py",
        instead(r"if (\w+) != user\.id:", r"if False and \1:"),
        "test_todos.py",
        "path_of_another_user",
        id="any path",
    ),
    pytest.param(
        "app/utils/jwt.py",
        instead(r'"require": \["exp", "sub"\]', '"require": ["sub"]'),
        "test_auth.py",
        "without expiry",
        id="endless tokens",
    ),
    pytest.param(
        "app/utils/jwt.py",
        instead(r"options=\{", 'options={"verify_signature": False, '),
        "test_todos.py",
        "forged_token",
        id="unsigned tokens",
    ),
    pytest.param(
        "app/config.py", instead(r"min_length=32", "min_length=3"), "test_config.py", "short secret", id="short secret"
    ),
    pytest.param(
        "app/routes/todos.py",
        instead(r"func\.lower\((col\(Todo\.\w+\))\)", r"\1"),
        "test_todos.py",
        "searches",
        id="case of searches",
    ),
    pytest.param(
        "app/routes/todos.py",
        instead(r"not_\(col\(Todo\.completed\)\)", "True"),
        "test_todos.py",
        "goes_both_ways",
        id="one way only",
    ),
    pytest.param(
        "app/routes/todos.py",
        instead(r"not todo\.completed\b", "True"),
        "test_concurrency.py",
        "adds_one_row",
        id="a next row each time",
    ),
    pytest.param(
        "app/routes/todos.py",
        instead(r"func\.make_interval\(0, 1, 0, 0", "func.make_interval(0, 0, 4, 2"),
        "test_todos.py",
        "followed_by_the_next_one",
        id="months of thirty days",
    ),
    pytest.param(
        "app/middleware/errors.py",
        instead(r'"The database is away\."', "str(error)"),
        "test_errors.py",
        "tells_nothing",
        id="talkative errors",
    ),
]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backend that is not broken yet."""
    return write_backend("shared-secret", tmp_path_factory.mktemp("sound"))


@pytest.mark.parametrize(("path", "edit", "module", "told"), MUTATIONS)
def test_a_broken_application_turns_the_suite_red(
    path: str, edit: Callable[[str], str], module: str, told: str, sound: Path
) -> None:
    check_broken(sound, path, edit, told, f"tests/{module}")
