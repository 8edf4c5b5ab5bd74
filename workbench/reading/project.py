"""A project's specifications, read: the first step from text to backend.

``read_project`` finds the documents and hands each to every reader whose notation it is written in.
What a document gives is kept by its name and text, so a saved file re-reads one document.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from workbench.reading.documents import Document, find_documents
from workbench.reading.facts import DocumentFacts, Fact, Finding, Unread
from workbench.reading.readers import READERS

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in a project folder. ``texts`` holds every readable document by its file name;
    ``documents`` what each of them states, in the same order; ``obstacles`` the files that could
    not be read."""

    folder: Path
    documents: tuple[DocumentFacts, ...]
    texts: Mapping[str, str]
    obstacles: tuple[Finding, ...] = ()

    def facts_of(self, kind: type[F]) -> tuple[F, ...]:
        """Give all facts of one kind, in document order."""
        return tuple(fact for fact in self._facts() if isinstance(fact, kind))

    def _facts(self) -> Iterator[Fact]:
        for document in self.documents:
            yield from document.facts

    @property
    def unread(self) -> tuple[Unread, ...]:
        """All texts that no reader understood, in document order."""
        return tuple(entry for document in self.documents for entry in document.unread)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a person should know: files that could not be read first, then notes of the readers."""
        return self.obstacles + tuple(entry for document in self.documents for entry in document.findings)


def read_project(folder: Path) -> Reading:
    """Read all specifications of the project ``folder``.

    Raises ``UsageError`` or ``SpecsUnreadable``, each with one sentence, when there is nothing to
    read; a set that states no endpoint or no table is a reading like any other.
    """
    documents, obstacles = find_documents(folder)
    return Reading(
        folder=folder,
        documents=tuple(read_document(document) for document in documents),
        texts=MappingProxyType({document.file: document.text for document in documents}),
        obstacles=obstacles,
    )


@lru_cache(maxsize=2048)
def read_document(document: Document) -> DocumentFacts:
    """Read one document with every reader of its notations; the same text is read once."""
    parts = [reader.read(document) for reader in READERS if reader.applies(document)]
    return DocumentFacts(
        file=document.file,
        facts=tuple(sorted((fact for part in parts for fact in part.facts), key=lambda fact: fact.source)),
        unread=tuple(sorted((entry for part in parts for entry in part.unread), key=lambda entry: entry.source)),
        findings=tuple(sorted((entry for part in parts for entry in part.findings), key=lambda entry: entry.source)),
    )
