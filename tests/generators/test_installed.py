"""A generated project stands on its own: installed from its own files, by its own README, its tests pass."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from generators.backend import generate
from tests.generators.examples.catalogue import EXAMPLES

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="the README speaks to a POSIX shell")]
CONSTRAINTS = Path(__file__).parents[2] / "constraints.txt"
"""The same versions on every machine: what is tested here are the project's files, not today's releases."""


@pytest.fixture
def project() -> Iterator[Path]:
    # Not in pytest's own folder: root's PostgreSQL runs as another user, whom every pytest keeps out of there.
    with tempfile.TemporaryDirectory(prefix="installed-", ignore_cleanup_errors=True) as folder:
        for file in generate(EXAMPLES["accounts"]):
            path = Path(folder) / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text, encoding="utf-8")
        yield Path(folder)


def commands(readme: str, heading: str) -> str:
    """Give the shell commands below a heading of the README."""
    (block,) = re.findall(rf"^## {heading}\n+```sh\n(.*?)```", readme, re.MULTILINE | re.DOTALL)
    return str(block)


def test_the_readme_leads_from_nothing_to_passing_tests(project: Path) -> None:
    readme = (project / "README.md").read_text("utf-8")
    set_up = [line for line in commands(readme, "Set up").splitlines() if not line.startswith("alembic")]
    script = "\n".join(["set -e", *set_up, commands(readme, "Test")])
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "TMPDIR"}}
    environment = {**kept, "HOME": str(project), "PIP_CONSTRAINT": str(CONSTRAINTS)}
    done = subprocess.run(
        ["sh", "-c", script], cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert re.search(r"\d+ passed", done.stdout)
    assert not re.search(r"\d+ (?:failed|error|skipped)", done.stdout)
