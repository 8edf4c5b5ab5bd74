"""A generated backend under a stranger's hands: schemathesis calls it by nothing but its own OpenAPI document."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import asyncpg
import httpx
import pytest

from generators.backend import generate
from tests.generators.living import running_postgres, served, write_files
from workbench.reading.project import read_project
from workbench.resolving.resolver import resolve

pytestmark = pytest.mark.slow
pytest.importorskip("schemathesis", reason="schemathesis comes with the development tools")

ACCOUNT = {"email": "stranger@example.com", "password": "Correct-Horse-7-Battery", "name": "Stranger"}
CALLS = 25
"""How many requests are made up for each operation, beside those at the limits of every value."""
CANNOT_APPLY = {
    "positive_data_acceptance": "names that are taken and tokens that are unknown fit the schema too",
}
"""Checks that are left out, each with its reason."""


@dataclass(frozen=True, slots=True)
class Running:
    """A backend that runs, and the header of an administrator."""

    address: str
    authorization: str


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The bundled example, generated, migrated and served, with an administrator who has logged in."""
    example = Path(str(files("workbench.examples"))) / "todo"
    folder = write_files(generate(resolve(read_project(example)).blueprint), tmp_path_factory.mktemp("backend"))
    settings = {"ACCESS_TOKEN_SECONDS": "7200", "LOGIN_ATTEMPTS": "1000000"}
    with running_postgres() as database, served(folder, database.get_uri(), settings) as address:
        httpx.post(f"{address}/api/auth/register", json=ACCOUNT).raise_for_status()
        asyncio.run(promote(database.get_uri()))
        credentials = {"email": ACCOUNT["email"], "password": ACCOUNT["password"]}
        tokens = httpx.post(f"{address}/api/auth/login", json=credentials).raise_for_status().json()
        yield Running(address, f"Bearer {tokens['access_token']}")


async def promote(database: str) -> None:
    """Make every account an administrator's."""
    connection = await asyncpg.connect(database)
    await connection.execute("UPDATE users SET role = 'admin'")
    await connection.close()


def test_every_answer_is_one_that_the_document_tells_of(running: Running, tmp_path: Path) -> None:
    """No 5xx, no undocumented status, no body beside its schema, no call let through without a valid token."""
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{running.address}/openapi.json"]
    command += ["--header", f"Authorization: {running.authorization}"]
    command += ["--checks", "all", "--exclude-checks", ",".join(CANNOT_APPLY)]
    command += ["--phases", "coverage,fuzzing,stateful", "--max-examples", str(CALLS), "--seed", "1", "--no-color"]
    command += ["--continue-on-failure"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "20 selected / 20 total" in done.stdout
