"""Small JSON files that the screens keep things in; what cannot be read or kept is not."""

import json
import os
from pathlib import Path


def read_json(file: Path) -> object:
    """Give what a file holds, or None."""
    try:
        return json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def write_json(file: Path, value: object) -> None:
    """Write a file as a whole or not at all."""
    draft = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(value, indent=1), "utf-8")
        draft.replace(file)
    except OSError:
        draft.unlink(missing_ok=True)
