"""The environment that a backend's own processes get: nothing of the person's, throw-away settings."""

import os
import re
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

from workbench.patterns import regex
from workbench.running.database import TEST_DATABASE_URL

_SETTING = regex(r"^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$")
_FOREIGN_PREFIXES = ("PYTHON", "PYTEST", "COVERAGE", "COV_")

# Puts the folder of this very package behind everything else on the path, so that the subprocess finds
# it however the workbench itself was started, ties it to its parent, then becomes `python -m <module>` in
# the backend's folder.
_BOOT = (
    "import runpy, sys; sys.path.append(sys.argv.pop(1)); module = sys.argv.pop(1); "
    "from workbench.running.tether import tie; tie(); "
    "runpy.run_module(module, run_name='__main__', alter_sys=True)"
)


def module_command(module: str, *arguments: str) -> list[str]:
    """Give the command that runs ``module`` as ``python -m`` does, with this package importable."""
    return [sys.executable, "-c", _BOOT, str(Path(__file__).resolve().parents[2]), module, *arguments]


def backend_environment(backend: Path, *, server_url: str, database_url: str) -> Mapping[str, str]:
    """Give the environment for a process of ``backend``.

    Settings that ``.env.example`` lists get its values, or throw-away ones where it leaves them
    empty; those of the person's own shell are not passed on, nor is what steers Python or pytest.
    """
    settings = read_settings(backend / ".env.example")
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in settings and not name.startswith(_FOREIGN_PREFIXES)
    }
    stand_ins = {
        name: value or secrets.token_hex(32) for name, value in settings.items() if value or _is_secret_name(name)
    }
    return {
        **inherited,
        **stand_ins,
        "BETTER_AUTH_SECRET": secrets.token_hex(32),
        "DATABASE_URL": database_url,
        TEST_DATABASE_URL: server_url,
    }


def read_settings(file: Path) -> dict[str, str]:
    """Read ``NAME=value`` lines, quotes removed; a missing file has none."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    found = (match for line in lines if (match := _SETTING.match(line)))
    return {match[1]: match[2].strip("\"'") for match in found}


def _is_secret_name(name: str) -> bool:
    return bool(re.search(r"SECRET|PASSWORD|TOKEN|KEY", name.upper()))
