"""What an entry of the catalogue looks at, and what it gives."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generators.blueprint import Blueprint, Operation, OperationKind, Source
from workbench.patterns import regex
from workbench.resolving.index import Index
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.words import join_some

Line = tuple[str, int, str]
"""A line with its file and number."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another way to have it: ``value`` is what is stored, ``text`` what is shown, ``rules`` are the lines of the exact
    notation that make it so."""

    value: str
    text: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unsaid:
    """One thing that no document states: what the backend does (``text``, ``value``), why, the lines
    that made it worth telling, and the ``others`` ways to have it that an answer may choose."""

    id: str
    text: str
    value: str
    reason: str
    evidence: tuple[Source, ...]
    others: tuple[Other, ...] = ()


@dataclass(frozen=True)
class Known:
    """What is known when a blueprint is made: it, the endpoints as described, and the texts."""

    blueprint: Blueprint
    endpoints: tuple[Endpoint, ...]
    texts: Mapping[str, str]

    @cached_property
    def lines(self) -> Index[Line]:
        """The lines of all documents, by their words."""
        return Index(
            (line, (file, number, line))
            for file, text in sorted(self.texts.items())
            for number, line in enumerate(text.split("\n"), 1)
            if line
        )

    def speaks_of(self, pattern: str) -> bool:
        """Tell whether any line has words that fit."""
        return bool(self.line_of(pattern))

    def line_of(self, pattern: str) -> tuple[Source, ...]:
        """Give the first line that has words that fit."""
        wanted = regex(pattern, re.IGNORECASE)
        for file, number, line in self.lines.near(pattern):
            if wanted.search(line):
                return (Source(file, number, number),)
        return ()

    def described(self, operation: Operation) -> Endpoint | None:
        """Give the endpoint that an operation was made of."""
        return self._by_route.get(operation.route)

    @cached_property
    def _by_route(self) -> dict[str, Endpoint]:
        return {one.route: one for one in reversed(self.endpoints)}

    def of_kind(self, *kinds: OperationKind) -> tuple[Operation, ...]:
        """Give the operations of some kinds."""
        return tuple(one for one in self.blueprint.operations if one.kind in kinds and one.sources)


def routes(operations: tuple[Operation, ...], most: int = 3) -> str:
    """Name operations by their routes, the first ones where there are many."""
    return join_some([one.route for one in operations], most)


def lines_of(operations: tuple[Operation, ...], most: int = 12) -> tuple[Source, ...]:
    """Give where operations are described."""
    return tuple(dict.fromkeys(one.sources[0] for one in operations if one.sources))[:most]
