"""A project's specifications, read: the first step from text to backend.

``read_project`` finds the documents and hands each to every reader whose notation it is written in.
What a document gives is kept by its name and text, so a saved file re-reads one document.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import MappingProxyType

from workbench.reading.documents import Document, find_documents
from workbench.reading.endpoints.bodies.shapes import with_lost_links
from workbench.reading.facts import DocumentFacts, Reading
from workbench.reading.lengths import cut_lines
from workbench.reading.readers import READERS
from workbench.reading.sql.sql import holds_ddl
from workbench.spreading import nothing, spread

_KEPT = 2048
_read: dict[Document, DocumentFacts] = {}
"""What documents were found to state, the last ones that were read at the end."""


def read_project(folder: Path) -> Reading:
    """Read all specifications of the project ``folder``.

    Raises ``UsageError`` or ``SpecsUnreadable``, each with one sentence, when there is nothing to
    read; a set that states no endpoint or no table is a reading like any other.
    """
    documents, obstacles = find_documents(folder)
    return Reading(
        documents=read_documents(documents),
        texts=MappingProxyType({document.file: document.text for document in documents}),
        obstacles=obstacles,
    )


def read_documents(
    documents: Sequence[Document], meanwhile: Callable[[], object] = nothing
) -> tuple[DocumentFacts, ...]:
    """Give what each document states; the same text is read once. ``meanwhile`` is as ``spread`` has it."""
    known = {document: _read[document] for document in documents if document in _read}
    fresh = sorted({document for document in documents if document not in known}, key=_order)
    known.update(zip(fresh, spread(read_document, fresh, meanwhile, there=holds_ddl), strict=True))
    for document in known:
        _read[document] = known[document]
    for document in list(_read)[:-_KEPT]:
        _read.pop(document, None)
    return with_lost_links(tuple(known[document] for document in documents))


def _order(document: Document) -> tuple[int, str]:
    """Put the longest first, as ``spread`` wants it."""
    return -len(document.text), document.file


def read_document(document: Document) -> DocumentFacts:
    """Read one document with every reader of its notations."""
    document, cut = cut_lines(document)
    parts = [reader.read(document) for reader in READERS if reader.applies(document)]
    parts.append(DocumentFacts(document.file, findings=cut))
    return DocumentFacts(
        file=document.file,
        facts=tuple(sorted((fact for part in parts for fact in part.facts), key=lambda fact: fact.source)),
        unread=tuple(sorted((entry for part in parts for entry in part.unread), key=lambda entry: entry.source)),
        findings=tuple(sorted((entry for part in parts for entry in part.findings), key=lambda entry: entry.source)),
    )
