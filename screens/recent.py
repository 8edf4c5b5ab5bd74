"""The projects that were open before, kept in a small file."""

from pathlib import Path

from screens.storing import read_json, write_json

_MOST = 10


class Recent:
    """A short list of folders, the last opened first; a list that cannot be read is an empty one."""

    def __init__(self, file: Path) -> None:
        """Keep the list in ``file``."""
        self._file = file

    def folders(self) -> list[Path]:
        """Give the folders that are still there."""
        entries = read_json(self._file)
        if not isinstance(entries, list):
            return []
        return [folder for entry in entries if isinstance(entry, str) and (folder := Path(entry)).is_dir()]

    def add(self, folder: Path) -> None:
        """Put a folder first; where the list cannot be kept, it is not."""
        resolved = folder.resolve()
        entries = [resolved, *(other for other in self.folders() if other != resolved)][:_MOST]
        write_json(self._file, [str(entry) for entry in entries])
