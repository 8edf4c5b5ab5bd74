"""Revisions on disk: what generating builds on, and which of them a person wants written anew."""

from collections.abc import Mapping
from enum import Enum
from pathlib import Path, PurePosixPath

from generators.migrations.history import NO_HISTORY, VERSIONS, History, HistoryUnclear, read_history, step_path
from workbench.errors import UsageError, WorkbenchError
from workbench.reconciling.disk import read_disk, unix


class Migrations(Enum):
    """What happens to the revisions that are there when the tables changed."""

    FOLLOW = "follow"
    """They stay, and another one follows: databases that ran them can go on."""
    AMEND = "amend"
    """The newest is written anew: for one that ran nowhere yet."""
    RESTART = "restart"
    """One new revision builds everything from nothing: for a backend whose databases can be thrown away."""


def find_history(backend: Path, base: Mapping[str, str], migrations: Migrations = Migrations.FOLLOW) -> History:
    """Read the revisions in a backend folder that generating builds on.

    A document beside a revision that was lost is taken from ``base``. Raises ``WorkbenchError`` where
    the revisions are unclear, and ``UsageError`` where one that is to be written anew was edited by hand.
    """
    texts = _texts(backend)
    if migrations is Migrations.RESTART:
        for path in (path for path in texts if path.endswith(".py") and not path.endswith("__init__.py")):
            _refuse_by_hand(path, texts[path], base)
        return NO_HISTORY
    lost = {step_path(path) for path in texts if path.endswith(".py")} - set(texts)
    texts |= {path: base[path] for path in lost if path in base}
    try:
        history = read_history(texts)
    except HistoryUnclear as error:
        raise WorkbenchError(f"{backend.name}: {error}") from error
    if migrations is Migrations.FOLLOW or history.head is None:
        return history
    _refuse_by_hand(history.head.path, history.head.text, base)
    return history.without_last()


def _texts(backend: Path) -> dict[str, str]:
    files = sorted((backend / VERSIONS).glob("*"))
    read = {f"{VERSIONS}/{file.name}": read_disk(file) for file in files if file.suffix in (".py", ".json")}
    return {path: unix(text) for path, text in read.items() if text is not None}


def _refuse_by_hand(path: str, text: str, base: Mapping[str, str]) -> None:
    """Raise where a revision is not as it was generated: writing it anew would lose what a person did."""
    if base.get(path) == text:
        return
    name = PurePosixPath(path).name
    matter = "was edited by hand" if path in base else "was written by hand"
    raise UsageError(
        f"{name} {matter}, and writing it anew would lose that; delete it first if it is no longer needed."
    )
