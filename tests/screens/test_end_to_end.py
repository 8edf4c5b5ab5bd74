"""The installed command in a terminal of 120×40, by keys alone: from the welcome screen to eleven green criteria.

The frames are kept in the folder that ``WORKBENCH_FRAMES`` names, to be looked at.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="the terminal is tmux's"),
]

EXAMPLE = "helpdesk"
PLANTED = (
    "specs/api/tickets.md",
    "| subject | string | yes | 1–200 characters |",
    "| subject | string | no | 1–200 characters |",
)
"""A document, and what somebody changes in it so that it contradicts the feature's."""


@dataclass
class Terminal:
    """A terminal with the command in it; keys in, frames out."""

    socket: str
    frames: Path
    taken: list[str] = field(default_factory=list)

    def tmux(self, *words: str) -> str:
        """Have tmux do something."""
        done = subprocess.run(["tmux", "-L", self.socket, *words], capture_output=True, text=True, check=True)
        return done.stdout

    def press(self, *keys: str) -> None:
        """Press keys, one by one as a person does."""
        for key in keys:
            self.tmux("send-keys", "-t", "desk", key)
            time.sleep(0.15)

    @property
    def size(self) -> str:
        """Columns and lines of the terminal."""
        return self.tmux("display-message", "-p", "-t", "desk", "#{window_width} #{window_height}").strip()

    @property
    def frame(self) -> str:
        """What the terminal shows now."""
        return self.tmux("capture-pane", "-p", "-t", "desk")

    def keep(self, name: str) -> None:
        """Keep the frame, with its colours."""
        coloured = self.tmux("capture-pane", "-e", "-p", "-t", "desk")
        self.taken.append(name)
        (self.frames / f"{len(self.taken):02}-{name}.ansi").write_text(coloured, "utf-8")

    def until(self, condition: Callable[[str], bool], seconds: float = 120) -> str:
        """Wait until a frame fits, and give it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            frame = self.frame
            if condition(frame):
                return frame
            time.sleep(0.2)
        raise AssertionError(f"it never came to be; the last frame:\n{frame}")

    def until_shown(self, *texts: str, seconds: float = 120) -> str:
        """Wait until all of these are shown."""
        return self.until(lambda frame: all(text in frame for text in texts), seconds)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """Start the installed command with an empty home in an empty folder."""
    command = Path(sys.executable).parent / "workbench"
    assert command.exists(), "install the project first"
    frames = Path(os.environ.get("WORKBENCH_FRAMES", tmp_path / "frames"))
    frames.mkdir(parents=True, exist_ok=True)
    work = tmp_path / "work"
    work.mkdir()
    shown = Terminal(f"workbench-{os.getpid()}", frames)
    home = {name: str(tmp_path / "home") for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    settings = [word for name, value in home.items() for word in ("-e", f"{name}={value}")]
    plain = ("env", "-u", "COLUMNS", "-u", "LINES", "-u", "NO_COLOR", "TERM=xterm-256color")
    size = ("-x", "120", "-y", "40")
    shown.tmux(
        "-f", os.devnull, "new-session", "-d", "-s", "desk", *size, "-c", str(work), *settings, *plain, str(command)
    )
    try:
        yield shown
    finally:
        subprocess.run(["tmux", "-L", shown.socket, "kill-server"], check=False, capture_output=True)


def test_from_the_welcome_screen_to_eleven_green_criteria_by_keys_alone(terminal: Terminal, tmp_path: Path) -> None:
    terminal.until_shown("Examples", EXAMPLE, "No project was opened before.")
    terminal.keep("welcome")
    while not any(row.strip().startswith("│▌▤") and EXAMPLE in row for row in rows(terminal.frame)):
        terminal.press("j")
    terminal.press("Enter")
    terminal.until_shown("0 of 11 green", "no open question")
    terminal.keep("specs")

    document = tmp_path / "work" / f"workbench-{EXAMPLE}" / PLANTED[0]
    text = document.read_text("utf-8")
    assert PLANTED[1] in text
    document.write_text(text.replace(PLANTED[1], PLANTED[2], 1), "utf-8")
    terminal.until_shown("1 open question: press a to answer")
    terminal.press("a")
    wanted = choice_of(terminal.until_shown("Question 1 of 1"), "required")
    terminal.press(wanted)
    terminal.until_shown(f"Choice {wanted} changes")
    terminal.keep("question")
    terminal.press("Enter")
    terminal.until_shown("no open question")
    assert "→ A: required" in (tmp_path / "work" / f"workbench-{EXAMPLE}" / "specs" / "clarifications.md").read_text(
        "utf-8"
    )

    terminal.press("g")
    terminal.until_shown("Write the backend?")
    terminal.keep("write")
    terminal.press("y")
    terminal.until_shown("The backend is written")
    terminal.press("2")
    terminal.until_shown("Reviewed 0 of", "Route · app/routes/")
    terminal.press("m", "m")
    terminal.until_shown("Reviewed 2 of")
    terminal.keep("review")

    terminal.press("r")
    terminal.until_shown("running tests", "passed", seconds=240)
    terminal.keep("running")
    for columns, lines in ((80, 24), (200, 60), (120, 40)):
        terminal.tmux("resize-window", "-t", "desk", "-x", str(columns), "-y", str(lines))
        assert terminal.size == f"{columns} {lines}"
        terminal.until_shown("1 Specs", "4 Checklist", "passed")
    terminal.until_shown("11 of 11 green", "coverage", seconds=900)
    terminal.keep("run")
    terminal.press("]", "]")
    terminal.until_shown("all of app/")
    terminal.keep("coverage")
    terminal.press("4")
    frame = terminal.until_shown("C1 ", "C11")
    assert sum(row.startswith(("│▌✓ C", "│ ✓ C")) and " green " in row for row in rows(frame)) == 11
    terminal.keep("checklist")
    terminal.press("]", "Tab")
    terminal.until_shown("what enforces it")
    terminal.keep("requirements")
    terminal.press("w")
    terminal.until_shown("primary key")
    terminal.keep("diagram")
    terminal.press("q", "q")
    end = time.monotonic() + 30
    while alive(terminal) and time.monotonic() < end:
        time.sleep(0.2)
    assert not alive(terminal)


def rows(frame: str) -> list[str]:
    """Give the rows of a frame, or one empty row."""
    return frame.split("\n") or [""]


def choice_of(frame: str, words: str) -> str:
    """Give the number of the choice that begins with these words."""
    found = re.search(rf"^▌?\s*(\d) [●○] {words}", frame, re.MULTILINE)
    assert found, frame
    return found[1]


def alive(terminal: Terminal) -> bool:
    """Tell whether the command still runs: tmux ends with it."""
    sessions = subprocess.run(["tmux", "-L", terminal.socket, "has-session"], check=False, capture_output=True)
    return sessions.returncode == 0
