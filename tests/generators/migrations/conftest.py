"""A real PostgreSQL, and databases on it that last for one test."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.generators.living import running_postgres

Walk = Callable[..., list[Any]]
_WALK = Path(__file__).parent / "walk.py"
_SECRET = "a-secret-that-only-these-tests-know-0123456789"


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    with running_postgres() as running:
        yield running


@pytest.fixture
def walk(server: Any, tmp_path: Path) -> Iterator[Walk]:  # noqa: ANN401 - its package carries no types
    """Take steps along the revisions in ``tmp_path``, on one database for the whole test."""
    name = f"t{uuid.uuid4().hex[:12]}"
    server.psql(f"CREATE DATABASE {name}")
    environment = {**os.environ, "DATABASE_URL": server.get_uri(name), "BETTER_AUTH_SECRET": _SECRET}

    def take(*steps: tuple[str, ...]) -> list[Any]:
        done = subprocess.run(
            [sys.executable, "-W", "error", str(_WALK), json.dumps(steps)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return list(json.loads(done.stdout.splitlines()[-1]))

    yield take
    server.psql(f"DROP DATABASE {name} WITH (FORCE)")
