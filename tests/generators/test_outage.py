"""A generated backend while its database is killed under load, and when it is back."""

import asyncio
import contextlib
import os
import signal
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import httpx
import pytest

from tests.generators.living import headers_of, running_postgres, served, user_in, write_backend

pytestmark = pytest.mark.slow
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
    with running_postgres() as running:
        yield running


@pytest.fixture(scope="module")
def address(database: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: ANN401 - carries no types
    """The address of the generated backend, migrated and running in one process."""
    folder = write_backend("shared-secret", tmp_path_factory.mktemp("backend"))
    pool = {"DATABASE_POOL_SIZE": str(POOL), "DATABASE_MAX_OVERFLOW": "0", "DATABASE_POOL_TIMEOUT": "2"}
    with served(folder, database.get_uri(), pool) as address:
        yield address


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
    answers, stop = Answers(), asyncio.Event()
    async with httpx.AsyncClient(base_url=address, headers=headers_of(user), timeout=30) as client:
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
