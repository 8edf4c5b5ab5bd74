"""Watching tells of saved specifications and of nothing else."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.watching import watch_specifications

_PATIENCE = 60.0


class Watcher:
    """Follows a project in a thread, and gathers the names that it is told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[str] = []
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.follow)

    def follow(self) -> None:
        for names in watch_specifications(self.folder, self.stop):
            self.told.extend(names)

    def save(self, name: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(time.monotonic_ns()))

    def until(self, arrived: Callable[[], bool], again: Callable[[], None] = lambda: None) -> None:
        """Wait until something was told, doing a thing ``again`` meanwhile."""
        deadline = time.monotonic() + _PATIENCE
        while not arrived():
            assert time.monotonic() < deadline, self.told
            again()
            time.sleep(0.05)


@pytest.fixture
def watcher(tmp_path: Path) -> Iterator[Watcher]:
    """A watcher that hears already."""
    watcher = Watcher(tmp_path)
    watcher.save("specs/api/first.md")
    watcher.save("specs/database/migrations/0001.md")
    watcher.thread.start()
    watcher.until(lambda: bool(watcher.told), lambda: watcher.save("specs/heard.md"))
    yield watcher
    watcher.stop.set()
    watcher.thread.join(_PATIENCE)
    assert not watcher.thread.is_alive()


def test_a_saved_specification_is_told_by_its_name_in_the_project(watcher: Watcher) -> None:
    watcher.save("specs/api/tasks.md")
    watcher.until(lambda: "specs/api/tasks.md" in watcher.told)


def test_other_files_are_not_told(watcher: Watcher) -> None:
    for name in ("specs/picture.png", "specs/database/migrations/0001.md", "specs/api/tasks.md~"):
        watcher.save(name)
    watcher.save("specs/last.md")
    watcher.until(lambda: "specs/last.md" in watcher.told)
    assert set(watcher.told) <= {"specs/heard.md", "specs/last.md"}


def test_specifications_that_come_after_the_watcher_are_told(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path)
    watcher.thread.start()
    try:
        watcher.until(lambda: bool(watcher.told), lambda: watcher.save("specs/new.md"))
        assert set(watcher.told) == {"specs/new.md"}
    finally:
        watcher.stop.set()
        watcher.thread.join(_PATIENCE)
