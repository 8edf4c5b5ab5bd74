"""Opening a file in the person's own editor, at the line, and looking again on return."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

if TYPE_CHECKING:
    from textual.widget import Widget

    from screens.desk import Desk

_PLUS_LINE = ("vi", "vim", "nvim", "view", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ne", "mg", "gedit")
_GOTO = ("code", "codium", "cursor", "windsurf")
_COLON = ("hx", "helix", "subl", "zed")


def editor_command(editor: str, file: Path, line: int) -> list[str]:
    """Give the command that opens ``file`` at ``line``; an editor that is not known gets the file alone."""
    try:
        words = shlex.split(editor) or ["vi"]
    except ValueError:  # a quote that is never closed
        words = [editor]
    name = PurePath(words[0]).stem
    if name in _PLUS_LINE:
        return [*words, f"+{line}", str(file)]
    if name in _GOTO:
        wait = [] if "--wait" in words or "-w" in words else ["--wait"]
        return [*words, *wait, "--goto", f"{file}:{line}"]
    return [*words, f"{file}:{line}" if name in _COLON else str(file)]


def _run(command: list[str]) -> str:
    """Run an editor to its end; gives a sentence where it cannot be started, for an exception would leave the screens
    suspended."""
    try:
        subprocess.run(command, check=False)
    except OSError as error:
        return f"{command[0]} cannot be started ({error.strerror}): set $VISUAL or $EDITOR to your editor."
    return ""


class Editing:
    """Opens on behalf of a widget."""

    def __init__(self, widget: Widget, desk: Desk, editor: str) -> None:
        """Belong to ``widget``; ``editor`` is the configured command, if there is one."""
        self._widget = widget
        self._desk = desk
        self._editor = editor

    def edit(self, name: str, line: int) -> None:
        """Open a specification, or a backend's file that is written already."""
        file = self._desk.path_of(name)
        if file is None or not file.is_file():
            self._widget.notify(f"{name} is not written yet: g generates it.", severity="warning")
            return
        self.open(file, line)
        self._desk.reload()

    def open(self, file: Path, line: int = 1) -> None:
        """Open any file, and wait until the editor is closed."""
        editor = self._editor or os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
        failure = ""
        try:
            with self._widget.app.suspend():
                failure = _run(editor_command(editor, file, line))
        except SuspendNotSupported:
            failure = "An editor cannot be opened from here."
        if failure:
            self._widget.notify(failure, severity="error")
        self._widget.app.refresh()
