"""Serving: the generated application on a database of its own, migrated, for trying it out by hand."""

import asyncio
import contextlib
import datetime
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import jwt

from generators.blueprint import Blueprint, Column, DefaultKind, Entity, TokenIssuer, TypeName
from workbench.errors import UsageError, WorkbenchError
from workbench.running.database import open_server
from workbench.running.environment import backend_environment, module_command
from workbench.running.processes import start, started, terminate

_HOST = "127.0.0.1"
_TOKEN_HOURS = 12
_START_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Served:
    """A running application. ``token`` opens it as a user that was made for this; none where the
    application issues tokens itself, or where only somebody else's key can sign one."""

    address: str
    token: str | None
    process: subprocess.Popen[bytes]


@contextlib.contextmanager
def serve_backend(backend: Path, blueprint: Blueprint, port: int) -> Iterator[Served]:
    """Run the application of ``backend`` on a fresh, migrated database until the block ends.

    Raises ``UsageError`` where the port is taken (0 takes any that is free) or there is no backend.
    """
    if not (backend / "app" / "main.py").is_file():
        raise UsageError(f"There is no backend in {backend}; run `workbench generate` first.")
    port = _free_port(port)
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(open_server())
        url = stack.enter_context(server.fresh_database())
        environment = dict(backend_environment(backend, server_url=server.url, database_url=url))
        _migrate(backend, environment)
        token = _token(blueprint, url, environment["BETTER_AUTH_SECRET"])
        command = module_command("uvicorn", "app.main:app", "--host", _HOST, "--port", str(port))
        process = start(command, folder=backend, environment=environment)
        stack.callback(terminate, process)
        _await_start(process, port)
        yield Served(f"http://{_HOST}:{port}", token, process)


def _free_port(port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except (OSError, OverflowError) as error:
            raise UsageError(f"Port {port} cannot be used ({error}); choose another with --port.") from error
        return int(probe.getsockname()[1])


def _migrate(backend: Path, environment: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        output = Path(folder) / "output"
        command = module_command("alembic", "upgrade", "head")
        with started(command, folder=backend, environment=environment, output=output) as process:
            if process.wait() == 0:
                return
        last = output.read_text("utf-8", "replace").strip().rpartition("\n")[2]
    raise WorkbenchError(f"The migrations of {backend} failed ({last}); run `workbench test` to see where.")


def _await_start(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((_HOST, port), timeout=1):
            return
        time.sleep(0.1)
    raise WorkbenchError("The application did not start; what it printed above says why.")


def _token(blueprint: Blueprint, url: str, secret: str) -> str | None:
    """Give a token that the application accepts, for a user whose row is made for it."""
    settings = blueprint.settings
    if settings.token_issuer is not TokenIssuer.SHARED_SECRET:
        return None
    subject = str(uuid.uuid4())
    if blueprint.users is not None:
        row = sample_row(blueprint.users)
        try:
            subject = str(asyncio.run(_insert(url, blueprint.users, row)))
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return None
    now = datetime.datetime.now(datetime.UTC)
    claims: dict[str, Any] = {"sub": subject, "iat": now, "exp": now + datetime.timedelta(hours=_TOKEN_HOURS)}
    if settings.roles:
        claims["role"] = settings.roles[0]
    return jwt.encode(claims, secret, algorithm="HS256")


async def _insert(url: str, entity: Entity, row: dict[str, object]) -> object:
    connection = await asyncpg.connect(url)
    try:
        names = ", ".join(f'"{name}"' for name in row)
        places = ", ".join(f"${number}" for number in range(1, len(row) + 1))
        values = f"({names}) VALUES ({places})" if row else "DEFAULT VALUES"
        statement = f'INSERT INTO "{entity.name}" {values} RETURNING "{entity.key[0].name}"'
        return await connection.fetchval(statement, *row.values())
    finally:
        await connection.close()


def sample_row(entity: Entity) -> dict[str, object]:
    """Give a value for every column that needs one."""
    return {
        column.name: sample_value(column)
        for column in entity.columns
        if not column.nullable and (column.default is None or column.default.kind is DefaultKind.UUID)
    }


def sample_value(column: Column) -> object:
    """Give a value that a column of its type and limits takes, as far as they say."""
    limits = column.limits
    kind = column.type.name
    if limits.choices:
        return limits.choices[0]
    if kind in (TypeName.VARCHAR, TypeName.TEXT):
        text = "demo@example.com" if limits.format == "email" or "email" in column.name else f"demo-{column.name}"
        return text.ljust(limits.min_length or 0, "x")[: limits.max_length][: column.type.length]
    now = datetime.datetime.now(datetime.UTC)
    values: dict[TypeName, object] = {
        TypeName.BOOLEAN: True,
        TypeName.UUID: uuid.uuid4(),
        TypeName.DATE: now.date(),
        TypeName.TIME: now.timetz(),
        TypeName.TIMESTAMP: now,
        TypeName.INTERVAL: datetime.timedelta(days=1),
        TypeName.JSON: "{}",
        TypeName.BYTES: b"demo",
        TypeName.ARRAY: [],
    }
    return values.get(kind, int(max(limits.minimum or 1, 1)))
