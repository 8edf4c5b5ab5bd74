"""What was worked out once, kept between commands in the user's cache folder.

A value is found again by what it was worked out from: its key, and the program's own files, so that a
changed program starts from nothing. Losing the folder costs time and nothing else; whatever is the
matter with it, the value is worked out as if it were not there.
"""

import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

import platformdirs

import generators
import workbench
from workbench.packing import pack

T = TypeVar("T")

_KEPT = 64
"""How many values stay; each is some hundred kilobytes."""


def remember(kind: type[T], key: Iterable[str], compute: Callable[[], T]) -> T:
    """Give the ``kind`` that was worked out before from the texts of ``key``, or ``compute`` and keep it."""
    file = _folder() / f"{_digest(key)}.pickle"
    try:
        # A file that this function wrote, in a folder of the user's own.
        value = pickle.loads(file.read_bytes())  # noqa: S301
    except Exception:  # a torn or foreign file can raise anything
        value = None
    if isinstance(value, kind):
        return value
    computed = compute()
    _keep(file, pack(computed))
    return computed


def _folder() -> Path:
    return platformdirs.user_cache_path("workbench", appauthor=False) / "understood"


def _digest(key: Iterable[str]) -> str:
    digest = hashlib.sha256(_program().encode())
    for text in key:
        part = text.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(part) + part)
    return digest.hexdigest()


@cache
def _program() -> str:
    """Tell this program from any other: its files with their sizes and times, and the Python that runs it."""
    return "\n".join((sys.version, *_states(generators.__path__[0]), *_states(workbench.__path__[0])))


def _states(folder: str) -> Iterator[str]:
    """Give the modules below a folder; entries know what they are, which is a third of asking each path."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if entry.name.endswith(".py"):
                state = entry.stat()
                yield f"{entry.path} {state.st_size} {state.st_mtime_ns}"
            elif entry.is_dir():
                yield from _states(entry.path)


def _keep(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        staged = file.with_suffix(f".{os.getpid()}")
        staged.write_bytes(content)
        staged.replace(file)
        by_age = sorted(file.parent.glob("*.pickle"), key=lambda one: one.stat().st_mtime_ns, reverse=True)
        for old in by_age[_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return
