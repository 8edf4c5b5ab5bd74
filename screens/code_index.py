"""Which symbols of which files were written for which element of the blueprint, found at once."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import PurePosixPath

from generators.files import GeneratedFile, Origin

Matches = list[tuple[GeneratedFile, list[Origin]]]


class CodeIndex:
    """The origins of all files by the ids that they serve; a column also counts as its table."""

    def __init__(self, files: Sequence[GeneratedFile]) -> None:
        """Index these files when first asked."""
        self.files = files
        self._lines: dict[str, list[str]] = {}

    def find(self, folder: str, wanted: str) -> Matches:
        """Give the files below ``folder`` that serve an id, with the symbols that do."""
        return [(self._by_path[path], origins) for path, origins in self._by_id.get((folder, wanted), {}).items()]

    def cut(self, file: GeneratedFile, origin: Origin) -> str:
        """Give the text of a symbol."""
        if file.path not in self._lines:
            self._lines[file.path] = file.text.split("\n")
        return "\n".join(self._lines[file.path][origin.line - 1 : origin.end_line])

    @cached_property
    def _by_path(self) -> dict[str, GeneratedFile]:
        return {file.path: file for file in self.files}

    @cached_property
    def _by_id(self) -> dict[tuple[str, str], dict[str, list[Origin]]]:
        found: dict[tuple[str, str], dict[str, list[Origin]]] = {}
        for file in self.files:
            folders = [f"{folder}/" for folder in PurePosixPath(file.path).parents if folder.name]
            for origin in file.origins:
                for name in dict.fromkeys(name for element in origin.elements for name in _names(element)):
                    for folder in folders:
                        found.setdefault((folder, name), {}).setdefault(file.path, []).append(origin)
        return found


def _names(element: str) -> Iterator[str]:
    """Give an id and the ids that it is part of."""
    yield element
    while "." in element:
        element = element.rpartition(".")[0]
        yield element
