"""What a generator gives: files, and where each part of them comes from."""

from dataclasses import dataclass

from generators.blueprint import Source


@dataclass(frozen=True, slots=True)
class Origin:
    """Ties a symbol of a generated file to the blueprint element that it was written for.

    ``symbol`` is the qualified name in the file (``TaskCreate``, ``test_create_task_stores_the_row``),
    ``line`` and ``end_line`` its lines from 1, decorators included; ``elements`` the ids it serves:
    operation ids (``tasks.create``), entity ids (``table:tasks``), column ids (``table:tasks.title``),
    rule ids and requirement ids. ``sources`` are the specification lines of those elements.
    """

    symbol: str
    line: int
    end_line: int
    elements: tuple[str, ...]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class GeneratedFile:
    """One file of the backend: ``path`` relative to ``backend/`` (POSIX), its text and origins."""

    path: str
    text: str
    origins: tuple[Origin, ...] = ()
