"""The generated code is executed: checked by ruff and mypy, migrated up, down and up, driven over ASGI."""

import json
import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from jwt.algorithms import OKPAlgorithm
from ruff import find_ruff_bin

from tests.generators.examples.catalogue import EXAMPLES
from tests.generators.living import running_postgres, write_backend

pytestmark = pytest.mark.slow
SECRET = "a-secret-that-only-these-tests-know-0123456789"
PROBE = Path(__file__).parent / "probe.py"


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with running_postgres() as running:
        yield running


@pytest.fixture(scope="module", params=EXAMPLES)
def backend(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated example in a folder of its own."""
    return write_backend(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture
def database(server: Any) -> Iterator[str]:  # noqa: ANN401 - its package carries no types
    """A fresh database's address."""
    name = f"t{uuid.uuid4().hex[:12]}"
    server.psql(f"CREATE DATABASE {name}")
    yield server.get_uri(name)
    server.psql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def issuer() -> Iterator[dict[str, str]]:
    """An issuer that publishes its key: the variables that lead to it, and to the key's private half."""
    key = Ed25519PrivateKey.generate()
    published = {**json.loads(OKPAlgorithm.to_jwk(key.public_key())), "kid": "probe"}
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    document = json.dumps({"keys": [published]}).encode()

    class Published(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(document)

    with ThreadingHTTPServer(("127.0.0.1", 0), Published) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield {"JWKS_URL": f"http://127.0.0.1:{server.server_port}/jwks", "PROBE_KEY": private}
        server.shutdown()


def run(
    folder: Path,
    *command: str,
    database: str = "postgresql://nowhere/none",
    issuer: dict[str, str] | None = None,
) -> None:
    """Run a command in the backend's folder, and show what it said where it fails."""
    tokens = {"BETTER_AUTH_SECRET": SECRET, "JWKS_URL": "https://issuer.example.com/jwks", **(issuer or {})}
    environment = {**os.environ, **tokens, "DATABASE_URL": database, "PYTHONPATH": str(folder)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"


def test_ruff_finds_nothing_under_the_projects_own_settings(backend: Path) -> None:
    run(backend, find_ruff_bin(), "check", "--no-cache", "app", "migrations")
    run(backend, find_ruff_bin(), "format", "--check", "--no-cache", "app", "migrations")


def test_mypy_finds_nothing_in_strict_mode(backend: Path) -> None:
    run(backend, sys.executable, "-m", "mypy", "app", "migrations")


def test_migrations_go_up_down_and_up_and_leave_no_drift(backend: Path, database: str) -> None:
    for steps in (("upgrade", "head"), ("check",), ("downgrade", "base"), ("upgrade", "head"), ("check",)):
        run(backend, sys.executable, "-W", "error", "-m", "alembic", *steps, database=database)


def test_hostile_requests_get_documented_errors(backend: Path, database: str, issuer: dict[str, str]) -> None:
    published = issuer if (backend / "app" / "utils" / "jwks.py").exists() else None
    run(backend, sys.executable, "-m", "alembic", "upgrade", "head", database=database)
    run(backend, sys.executable, "-W", "error", str(PROBE), database=database, issuer=published)
