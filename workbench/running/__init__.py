"""Running: an embedded PostgreSQL, migrations, pytest and coverage in a subprocess, events streamed."""

from workbench.running.database import DatabaseUnavailable, Server, open_server
from workbench.running.runner import run_tests

__all__ = ["DatabaseUnavailable", "Server", "open_server", "run_tests"]
