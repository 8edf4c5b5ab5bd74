"""Tables in schema notations, as files of their own and in fences: DBML, Mermaid ``erDiagram``, PlantUML, Prisma; and
as code declares them: Drizzle, Mongoose, TypeORM, JPA, Entity Framework, Django, Rails, Laravel, Knex; and collections
of which a row is shown."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import DocumentFacts, Fact
from workbench.reading.layout.markdown import Code
from workbench.reading.layout.outline import is_future
from workbench.reading.schemas.annotated_classes import read_annotated
from workbench.reading.schemas.braces import Text
from workbench.reading.schemas.csharp import read_csharp
from workbench.reading.schemas.dbml import read_dbml
from workbench.reading.schemas.django import read_django
from workbench.reading.schemas.drizzle import read_drizzle
from workbench.reading.schemas.graphql import read_graphql
from workbench.reading.schemas.mermaid import read_mermaid
from workbench.reading.schemas.mongoose import read_mongoose
from workbench.reading.schemas.plantuml import read_plantuml
from workbench.reading.schemas.prisma import read_prisma
from workbench.reading.schemas.table_builders import read_built
from workbench.reading.schemas.typed_members import read_typed_members, tells_entities
from workbench.reading.tables.shown_rows import keeps_documents, read_shown_row
from workbench.reading.tables.tables import is_database

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
    return DocumentFacts(document.file, (*facts, *_from_code(document)))


def _from_code(document: Document) -> Iterator[Fact]:
    """Read fences that declare no table by themselves, but stand where a document tells its data."""
    database, documents = is_database(document.file), document.is_markdown and keeps_documents(document)
    for place in document.places if document.is_markdown else ():
        code = place.code
        if code is None or is_future((*place.titles, place.lead)) or any(_declaring(code)):
            continue
        if documents:
            yield from read_shown_row(document, place, code)
        if tells_entities(place, database=database):
            yield from read_typed_members(document, code, implied=not database)


def _texts(document: Document) -> Iterator[tuple[str, Text]]:
    if document.suffix in _SUFFIXES:
        yield _SUFFIXES[document.suffix], (document.text, 1)
        return
    for place in document.places:
        code = place.code
        if code is None or is_future((*place.titles, place.lead)):
            continue
        yield from ((kind, (code.text, code.text_line)) for kind in _declaring(code))
        if code.language in ("dbml", "prisma"):
            yield code.language, (code.text, code.text_line)
        elif code.language in ("plantuml", "puml", "uml"):
            yield "plantuml", (code.text, code.text_line)
        elif code.language in ("mermaid", "") and re.match(
            r"\s*(?:---.*?---\s*)?erDiagram\b", code.text[:400], re.DOTALL
        ):
            yield "mermaid", (code.text, code.text_line)
        elif code.language in _PLAIN and _DBML.search(code.text[:4000]):
            yield "dbml", (code.text, code.text_line)


def _declaring(code: Code) -> Iterator[str]:
    """Tell in which ways a fence declares tables in code."""
    if code.language in _TYPESCRIPT:
        if "Table(" in code.text:
            yield "drizzle"
        if "Schema" in code.text:
            yield "mongoose"
        if "createTable(" in code.text:
            yield "built"
    if code.language in _ANNOTATED and "@Entity" in code.text:
        yield "annotated"
    if code.language in ("csharp", "cs", "c#") and "get;" in code.text:
        yield "csharp"
    if code.language in ("graphql", "gql"):
        yield "graphql"
    if code.language in _PYTHON and "models." in code.text:
        yield "django"
    if code.language in _BUILT and ("create_table" in code.text or "Schema::create" in code.text):
        yield "built"


_PLAIN = frozenset({"", "text", "txt", "sql"})
_DBML = regex(r"^[ \t]*table[ \t]+[\w\".]{1,80}[^\n{(]{0,80}\{[ \t]*$", re.IGNORECASE | re.MULTILINE)
"""A table of DBML where the fence says no language: ``Table boats {``."""
_TYPESCRIPT = frozenset({"typescript", "ts", "javascript", "js", "tsx", "mjs"})
_ANNOTATED = frozenset({"typescript", "ts", "java", "kotlin", "kt"})
_PYTHON = frozenset({"python", "py", "python3"})
_BUILT = frozenset({"ruby", "rb", "php"})
_READERS: dict[str, Callable[[Document, Text], list[Fact]]] = {
    "annotated": read_annotated,
    "built": read_built,
    "csharp": read_csharp,
    "dbml": read_dbml,
    "django": read_django,
    "drizzle": read_drizzle,
    "graphql": read_graphql,
    "mermaid": read_mermaid,
    "mongoose": read_mongoose,
    "plantuml": read_plantuml,
    "prisma": read_prisma,
}
