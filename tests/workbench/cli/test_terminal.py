"""On a terminal the command shows colours and asks before existing files change."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workbench.cli.test_generate import add_column

if os.name != "posix":
    pytest.skip("pseudo-terminals are a matter of POSIX", allow_module_level=True)

import pty


def on_terminal(*words: object, reply: str = "", **environment: str) -> tuple[int, str]:
    """Run the command on a terminal of its own, with a reply already typed; gives exit code and screen."""
    terminal, other_end = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "workbench", *map(str, words)],
        stdin=other_end,
        stdout=other_end,
        stderr=other_end,
        env={**os.environ, "TERM": "xterm", **environment},
        start_new_session=True,
    )
    os.close(other_end)
    os.write(terminal, reply.encode())
    shown = b""
    while part := read_some(terminal):
        shown += part
    os.close(terminal)
    return process.wait(), shown.decode("utf-8", "replace")


def read_some(terminal: int) -> bytes:
    """Read from a terminal; nothing once the process at its other end is gone."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def test_a_person_is_shown_the_diff_and_asked(generated: Path) -> None:
    add_column(generated)
    model = generated / "backend" / "app" / "models" / "book.py"
    before = model.read_text()
    code, shown = on_terminal("generate", generated, reply="n\n")
    assert code == 0
    assert "Write these changes" in shown
    assert "Nothing was written." in shown
    assert "\x1b[32m+" in shown
    assert model.read_text() == before


def test_a_person_may_agree_by_enter(generated: Path) -> None:
    add_column(generated)
    code, shown = on_terminal("generate", generated, reply="\n")
    assert code == 0
    assert "updated" in shown
    assert "pages" in (generated / "backend" / "app" / "models" / "book.py").read_text()


def test_nobody_is_asked_with_yes(generated: Path) -> None:
    add_column(generated)
    code, shown = on_terminal("generate", generated, "--yes")
    assert code == 0
    assert "Write these changes" not in shown


def test_colours_can_be_switched_off(generated: Path) -> None:
    add_column(generated)
    _, shown = on_terminal("generate", generated, "--diff", "--dry-run", NO_COLOR="1")
    assert "\x1b[3" not in shown
