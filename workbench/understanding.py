"""What specifications mean: read and resolved, remembered from earlier commands where they are the same.

The readers and the resolver are loaded where they are needed: loading them takes as long as most
projects take to be read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

from workbench.memory import remember
from workbench.reading.documents import Document
from workbench.reading.facts import DocumentFacts, Finding, Reading
from workbench.resolving.deciding.questions import Resolution
from workbench.spreading import together


@dataclass(frozen=True, slots=True)
class Understanding:
    """What each document states, and what follows from all of them."""

    documents: tuple[DocumentFacts, ...]
    resolution: Resolution

    def reading(self, documents: tuple[Document, ...], obstacles: tuple[Finding, ...]) -> Reading:
        """Give the reading of those documents, beside the files that could not be read."""
        return Reading(self.documents, _texts(documents), obstacles)


def understand(documents: tuple[Document, ...]) -> Understanding:
    """Read and resolve a project's documents."""
    return remember(Understanding, _key(documents), lambda: _understand(documents))


def resolve_reading(reading: Reading) -> Resolution:
    """Resolve a reading that differs from what the documents state."""
    from workbench.resolving.resolver import resolve

    with together():
        return resolve(reading)


def _understand(documents: tuple[Document, ...]) -> Understanding:
    from workbench.reading.project import read_documents

    import_module("markdown_it")  # which both will need, before they part
    with together(once=True):
        facts = read_documents(documents, meanwhile=lambda: import_module("workbench.resolving.resolver"))
    return Understanding(facts, resolve_reading(Reading(facts, _texts(documents))))


def _texts(documents: tuple[Document, ...]) -> MappingProxyType[str, str]:
    return MappingProxyType({document.file: document.text for document in documents})


def _key(documents: tuple[Document, ...]) -> Iterator[str]:
    """Give all that understanding looks at."""
    for document in documents:
        yield document.file
        yield document.text
        for linked in document.linked:
            yield from linked
