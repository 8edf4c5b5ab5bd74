"""The projects that were open before, kept in a small file."""

import json
import os
from pathlib import Path

_MOST = 10


class Recent:
    """A short list of folders, the last opened first; a list that cannot be read is an empty one."""

    def __init__(self, file: Path) -> None:
        """Keep the list in ``file``."""
        self._file = file

    def folders(self) -> list[Path]:
        """Give the folders that are still there."""
        try:
            entries = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return []
        if not isinstance(entries, list):
            return []
        return [folder for entry in entries if isinstance(entry, str) and (folder := Path(entry)).is_dir()]

    def add(self, folder: Path) -> None:
        """Put a folder first; where the list cannot be kept, it is not."""
        resolved = folder.resolve()
        entries = [resolved, *(other for other in self.folders() if other != resolved)][:_MOST]
        draft = self._file.with_suffix(f".{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps([str(entry) for entry in entries], indent=1), "utf-8")
            draft.replace(self._file)
        except OSError:
            draft.unlink(missing_ok=True)
