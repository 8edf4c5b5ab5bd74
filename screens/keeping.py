"""What is kept of a project between two starts: where one was in every place, and what was reviewed."""

import hashlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypeAlias

from screens.storing import read_json, write_json

State: TypeAlias = dict[str, object]
"""Where one is in a place, as JSON: strings, numbers and lists of them."""


@dataclass(slots=True)
class Kept:
    """What is kept of one project."""

    place: str = ""
    states: dict[str, State] = field(default_factory=dict)
    """By place."""
    reviewed: dict[str, str] = field(default_factory=dict)
    """Digests of what was reviewed, by element."""
    ran: dict[str, str] = field(default_factory=dict)
    """Digests of all elements when all tests ran the last time."""


class Keeper:
    """Keeps one small file for each project; one that cannot be read counts as nothing kept."""

    def __init__(self, folder: Path) -> None:
        """Keep the files in ``folder``."""
        self._folder = folder
        self._marks: dict[Path, dict[str, str]] = {}
        """What was reviewed when a file was read or written the last time."""

    def load(self, project: Path) -> Kept:
        """Give what was kept of a project."""
        entries = self._read(project)
        self._marks[self._file(project)] = _digests(entries.get("reviewed"))
        place, states = entries.get("place"), entries.get("states")
        return Kept(
            place if isinstance(place, str) else "",
            {str(name): state for name, state in _items(states) if isinstance(state, dict)},
            _digests(entries.get("reviewed")),
            _digests(entries.get("ran")),
        )

    def save(self, project: Path, kept: Kept) -> None:
        """Keep this of a project; what another workbench has marked or unmarked there meanwhile stays so."""
        file, reviewed = self._file(project), dict(kept.reviewed)
        before = self._marks.get(file, {})
        ours = {name: reviewed.get(name) for name in before | reviewed if reviewed.get(name) != before.get(name)}
        marks = _digests(_digests(self._read(project).get("reviewed")) | ours)
        write_json(file, {"project": str(project.resolve()), **asdict(kept), "reviewed": marks})
        self._marks[file] = reviewed

    def _read(self, project: Path) -> dict[object, object]:
        read = read_json(self._file(project))
        return read if isinstance(read, dict) else {}

    def _file(self, project: Path) -> Path:
        name = hashlib.sha256(str(project.resolve()).encode()).hexdigest()[:24]
        return self._folder / f"{name}.json"


def _digests(value: object) -> dict[str, str]:
    return {str(name): digest for name, digest in _items(value) if isinstance(digest, str)}


def _items(value: object) -> list[tuple[object, object]]:
    return list(value.items()) if isinstance(value, dict) else []


def text_in(state: State, name: str) -> str:
    """Give a text of a state, empty where there is none."""
    value = state.get(name)
    return value if isinstance(value, str) else ""


def number_in(state: State, name: str) -> int:
    """Give a number of a state, zero where there is none."""
    value = state.get(name)
    return value if isinstance(value, int) else 0


def texts_in(state: State, name: str) -> list[str]:
    """Give a list of texts of a state."""
    value = state.get(name)
    return [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []
