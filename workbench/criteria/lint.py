"""Ruff as a second pair of eyes on the backend's code."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding of ruff; ``path`` is relative to ``backend/``."""

    path: str
    line: int
    code: str
    text: str


def read_remarks(backend: Path, rules: tuple[str, ...], folders: tuple[str, ...]) -> tuple[Remark, ...] | None:
    """Give what ruff says about ``folders`` by these rules alone; nothing where ruff cannot be run."""
    present = [folder for folder in folders if (backend / folder).is_dir()]
    if not present:
        return ()
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--output-format=json"]
    command += ["--target-version=py311", f"--select={','.join(rules)}", *present]
    try:
        done = subprocess.run(command, cwd=backend, capture_output=True, text=True, timeout=_SECONDS, check=False)
        found = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return tuple(
        Remark(_relative(row["filename"], backend), row["location"]["row"], row["code"] or "", row["message"])
        for row in found
    )


def _relative(name: str, backend: Path) -> str:
    file = Path(name)
    return file.relative_to(backend.resolve()).as_posix() if file.is_relative_to(backend.resolve()) else name
