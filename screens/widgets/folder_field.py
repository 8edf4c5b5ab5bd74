"""A field for the folder of a project, which is completed as it is typed."""

import asyncio
import os
from pathlib import Path

from textual.suggester import Suggester
from textual.widgets import Input


def complete_folder(typed: str) -> str | None:
    """Give what was typed, completed to the first folder whose name begins so; None where there is none.

    Hidden folders are meant only by a name that begins with a dot.
    """
    parent, separator, name = typed.rpartition(os.sep)
    around = parent + separator
    try:
        folders = sorted(entry.name for entry in Path(around).expanduser().iterdir() if entry.is_dir())
    except (OSError, RuntimeError):
        return None
    fitting = (each for each in folders if each.startswith(name) and (name or not each.startswith(".")))
    found = next(fitting, None)
    return f"{around}{found}{os.sep}" if found else None


class _Folders(Suggester):
    """Suggests folders; looking for them may take its time."""

    async def get_suggestion(self, value: str) -> str | None:
        """Give the completed folder."""
        return await asyncio.to_thread(complete_folder, value)


class FolderField(Input):
    """Takes a folder."""

    def __init__(self, *, placeholder: str, id: str) -> None:  # noqa: A002 - as Textual has it
        """Suggest folders while one is typed."""
        super().__init__(placeholder=placeholder, id=id, suggester=_Folders(use_cache=False, case_sensitive=True))

    def complete(self) -> None:
        """Take what is suggested."""
        self.action_end()
        self.action_cursor_right()
