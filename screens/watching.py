"""Watching: tells when a specification was saved."""

from collections.abc import Callable
from pathlib import Path

from watchfiles import awatch

from workbench.reading.documents import SPEC_FOLDERS

_PAUSE = 200
"""In milliseconds: what is saved together is read once."""


async def watch_specifications(folder: Path, changed: Callable[[], None]) -> None:
    """Call ``changed`` whenever something below the folders of specifications changes; runs until cancelled."""
    watched = [folder / name for name in SPEC_FOLDERS if (folder / name).is_dir()]
    if not watched:
        return
    async for _ in awatch(*watched, debounce=_PAUSE * 2, step=_PAUSE):
        changed()
