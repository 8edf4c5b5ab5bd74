"""Tables in schema notations: DBML, Mermaid ``erDiagram``, PlantUML, Prisma; as files of their own and in fences."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from workbench.reading.braces import Text
from workbench.reading.dbml import read_dbml
from workbench.reading.documents import Document
from workbench.reading.facts import DocumentFacts, Fact
from workbench.reading.mermaid import read_mermaid
from workbench.reading.outline import is_future, walk_places
from workbench.reading.plantuml import read_plantuml
from workbench.reading.prisma import read_prisma

_SUFFIXES = {".dbml": "dbml", ".prisma": "prisma", ".mmd": "mermaid", ".mermaid": "mermaid", ".puml": "plantuml"}


def applies(document: Document) -> bool:
    """Tell whether the document is written in one of the notations, or is Markdown that may hold some."""
    return document.suffix in _SUFFIXES or document.is_markdown


@lru_cache(maxsize=256)
def read(document: Document) -> DocumentFacts:
    """Read all tables of the document that are written in one of the notations."""
    facts: list[Fact] = []
    for notation, text in _texts(document):
        facts += _READERS[notation](document, text)
    return DocumentFacts(document.file, tuple(facts))


def _texts(document: Document) -> Iterator[tuple[str, Text]]:
    if document.suffix in _SUFFIXES:
        yield _SUFFIXES[document.suffix], (document.text, 1)
        return
    for place in walk_places(document.sections):
        code = place.code
        if code is None or is_future((*place.titles, place.lead)):
            continue
        if code.language in ("dbml", "prisma"):
            yield code.language, (code.text, code.text_line)
        elif code.language in ("plantuml", "puml", "uml"):
            yield "plantuml", (code.text, code.text_line)
        elif code.language in ("mermaid", "") and re.match(
            r"\s*(?:---.*?---\s*)?erDiagram\b", code.text[:400], re.DOTALL
        ):
            yield "mermaid", (code.text, code.text_line)


_READERS: dict[str, Callable[[Document, Text], list[Fact]]] = {
    "dbml": read_dbml,
    "mermaid": read_mermaid,
    "plantuml": read_plantuml,
    "prisma": read_prisma,
}
