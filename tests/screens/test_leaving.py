"""Leaving in other ways than by a key: what was done and where one was is there again."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from screens.keeping import Keeper
from tests.screens.conftest import Opened
from workbench.demos import copy_example


def kept_place(state: Path) -> str:
    """Give the place that is kept of the only project, empty where nothing is kept yet."""
    files = list((state / "projects").glob("*.json"))
    return str(json.loads(files[0].read_text())["place"]) if files else ""


async def test_the_place_is_kept_a_while_after_it_was_entered(opened: Opened, tmp_path: Path) -> None:
    async with opened() as driver:
        await driver.press("4")
        await driver.until(lambda: kept_place(tmp_path / "state") == "checklist")


async def test_leaving_at_once_asks_nothing_and_keeps_the_place(opened: Opened, tmp_path: Path) -> None:
    async with opened() as driver:
        await driver.press("2")
        driver.app.leave_at_once()
        assert driver.app.return_code == 0
        assert kept_place(tmp_path / "state") == "review"


def test_what_two_workbenches_mark_in_one_project_is_all_kept(tmp_path: Path) -> None:
    first, second = Keeper(tmp_path / "state"), Keeper(tmp_path / "state")
    before = first.load(tmp_path)
    before.reviewed = {"a": "1", "b": "1"}
    first.save(tmp_path, before)
    one, other = first.load(tmp_path), second.load(tmp_path)
    one.reviewed["c"] = "1"
    del other.reviewed["a"]
    first.save(tmp_path, one)
    second.save(tmp_path, other)
    first.save(tmp_path, one)
    assert second.load(tmp_path).reviewed == {"b": "1", "c": "1"}


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX is closed")
@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
def test_a_terminal_that_is_closed_leaves_like_a_person(tmp_path: Path, name: str) -> None:
    import pty

    copy_example("todo", tmp_path / "todo")
    terminal, inside = pty.openpty()
    home = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state"), "XDG_CONFIG_HOME": str(tmp_path / "c")}
    words = [sys.executable, "-m", "workbench", str(tmp_path / "todo")]
    child = subprocess.Popen(words, stdin=inside, stdout=inside, stderr=inside, env={**os.environ, **home})
    os.close(inside)
    try:
        shown = b""
        while b"Authentication API" not in shown:
            shown += os.read(terminal, 65536)
        os.write(terminal, b"4")
        while b"Evidence" not in shown:
            shown += os.read(terminal, 65536)
        child.send_signal(getattr(signal, name))
        end = time.monotonic() + 60
        while child.poll() is None and time.monotonic() < end:
            try:
                os.read(terminal, 65536)
            except OSError:
                break
        assert child.wait(60) == 0
    finally:
        child.kill()
        child.wait()
        os.close(terminal)
    (file,) = (tmp_path / "state").rglob("projects/*.json")
    assert json.loads(file.read_text())["place"] == "checklist"
