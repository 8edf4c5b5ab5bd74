"""A generated backend behind PgBouncer: in transaction mode, over TLS, with connections that are closed when idle."""

import asyncio
import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import httpx
import pytest

from tests.generators.living import (
    SECRET,
    free_port,
    headers_of,
    running_postgres,
    served,
    user_in,
    wait_for,
    write_backend,
)

MISSING = [name for name in ("pgbouncer", "openssl") if shutil.which(name) is None]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]
IDLE = 1
"""Seconds after which the pooler closes a connection that nobody uses."""


@pytest.fixture(scope="module")
def direct() -> Iterator[str]:
    """The address of a PostgreSQL without a pooler."""
    with running_postgres() as running:
        yield str(running.get_uri())


@pytest.fixture(scope="module")
def pooled(direct: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of that PostgreSQL behind PgBouncer, which takes connections over TLS alone."""
    with pooling(direct, tmp_path_factory.mktemp("pooler"), idle=0) as address:
        yield address


@pytest.fixture
def impatient(direct: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a pooler that closes what nobody uses."""
    with pooling(direct, tmp_path_factory.mktemp("impatient"), idle=IDLE) as address:
        yield address


@contextlib.contextmanager
def pooling(direct: str, folder: Path, idle: int) -> Iterator[str]:
    """Run PgBouncer before the server at ``direct``, and give its address."""
    port = free_port()
    user = _account(direct, folder)
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subject = ["-subj", "/CN=localhost", "-days", "1", "-keyout", str(key), "-out", str(certificate)]
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject]
    subprocess.run(request, check=True, capture_output=True)
    configuration = folder / "pgbouncer.ini"
    configuration.write_text(_configuration(direct, port, idle, key, certificate), encoding="utf-8")
    for path in (folder, key, certificate, configuration):
        shutil.chown(path, user)
    command = ["pgbouncer", *(["-u", user] if os.geteuid() == 0 else []), str(configuration)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as pooler:
        try:
            wait_for(port)
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres?sslmode=require"
        finally:
            pooler.terminate()


def _account(direct: str, folder: Path) -> str:
    """Give the account to run PgBouncer under, which refuses to be root: the one that owns the server's socket."""
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(parent.stat().st_mode | 0o011)
    return _sockets(direct).owner()


def _sockets(direct: str) -> Path:
    """Give the folder in which the server's socket lies."""
    return Path(parse_qs(urlsplit(direct).query)["host"][0])


def _configuration(direct: str, port: int, idle: int, key: Path, certificate: Path) -> str:
    return f"""
[databases]
* = host={_sockets(direct)} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 4
client_idle_timeout = {idle}
server_idle_timeout = {idle}
client_tls_sslmode = require
client_tls_key_file = {key}
client_tls_cert_file = {certificate}
"""


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated backend."""
    return write_backend("shared-secret", tmp_path_factory.mktemp("backend"))


def test_the_generated_suite_passes_through_the_pooler(backend: Path, pooled: str) -> None:
    environment = {
        **os.environ,
        "TEST_DATABASE_URL": pooled,
        "TEST_DATABASE_POOLED": "true",
        "BETTER_AUTH_SECRET": SECRET,
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    done = subprocess.run(command, cwd=backend, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]


async def test_connections_that_were_closed_when_idle_are_replaced(backend: Path, direct: str, impatient: str) -> None:
    with served(backend, impatient, {"DATABASE_POOLED": "true", "DATABASE_POOL_RECYCLE": "3600"}) as address:
        user = await user_in(direct)
        path = f"/api/{user}/todos"
        async with httpx.AsyncClient(base_url=address, headers=headers_of(user), timeout=30) as client:
            for _ in range(3):
                stored = await asyncio.gather(*(client.post(path, json={"title": "Kept"}) for _ in range(8)))
                assert {response.status_code for response in stored} == {201}
                await asyncio.sleep(3 * IDLE)
            assert (await client.get(path)).json()["total"] == 24


async def test_the_pooler_takes_no_connection_without_tls(pooled: str) -> None:
    with pytest.raises(asyncpg.PostgresError, match="SSL required"):
        await asyncpg.connect(pooled.replace("sslmode=require", "sslmode=disable"))
