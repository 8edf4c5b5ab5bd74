"""Watching a project: which specifications were saved."""

import threading
from collections.abc import Iterator
from pathlib import Path

from watchfiles import watch

from workbench.reading.documents import SPEC_FOLDERS, SUFFIXES, WRITTEN_BY_US

_DEBOUNCE_MS = 300


def watch_specifications(folder: Path, stop: threading.Event | None = None) -> Iterator[tuple[str, ...]]:
    """Give the specification files (relative to the project) that changed, whenever some did, until
    ``stop`` is set."""
    root = folder.resolve()
    places = [root / name for name in SPEC_FOLDERS]
    # Folders that do not exist yet cannot be watched; the project's own top level tells of them.
    watched = [place for place in places if place.is_dir()] or [root]
    for changes in watch(*watched, debounce=_DEBOUNCE_MS, stop_event=stop, rust_timeout=1_000):
        files = sorted({path for _, name in changes if (path := _specification(root, Path(name)))})
        if files:
            yield tuple(files)


def _specification(root: Path, path: Path) -> str:
    if not path.is_relative_to(root) or path.suffix.lower() not in SUFFIXES:
        return ""
    name = path.relative_to(root).as_posix()
    if any(name.startswith(f"{ours}/") for ours in WRITTEN_BY_US):
        return ""
    return name if any(name.startswith(f"{place}/") for place in SPEC_FOLDERS) else ""
