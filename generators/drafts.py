"""Drafts: files as the renderers give them, before they are formatted and their symbols are located."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Draft:
    """One file to be: ``path`` relative to ``backend/`` (POSIX), its raw text, and what its symbols serve.

    ``symbols`` maps a qualified name in the file (``create_todo``, ``TodoCreate``, ``Todo.title``,
    ``TestTodos.test_create``) to the ids of the blueprint elements that it was written for; an id
    without any symbol of its own goes under ``""`` and stands for the whole file. Names that the
    finished file does not hold are an error, so that an origin can never point nowhere.
    """

    path: str
    text: str
    symbols: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
