"""What states something about the backend and no reader understood: shown, never dropped.

Three kinds: markers ``[NEEDS CLARIFICATION: …]``, which the writers left for somebody to decide; tables of
typed fields under headings about tables that no table was read from; and entities written in the
code of another language.
"""

import re
from collections.abc import Iterator

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import DocumentFacts, TableFact, Unread
from workbench.reading.layout.markdown import Code
from workbench.reading.layout.outline import Place, is_exchanged, is_future, is_stored
from workbench.reading.schemas import notations
from workbench.reading.statements.known_tables import known_tables
from workbench.reading.tables import tables
from workbench.reading.tables.column_tables import is_column_table
from workbench.reading.tables.table_names import is_payload, same_thing

_OPEN = regex(r"\[NEEDS CLARIFICATION(?:\s?[:—-]\s?([^\]]{1,400}))\]", re.IGNORECASE)
_ENTITY = regex(
    r"@Entity\b|@Table\(|\bmongoose\.Schema\(|\bnew Schema\(|\bcreate_table\b|\bSchema::create\(|\bgorm:\""
    r"|\bmodels\.Model\b|\bpgTable\(|\bsqliteTable\(|\bmysqlTable\(|\bsequelize\.define\("
)
_NAMES = regex(
    r"\b(?:class|pgTable\(|sqliteTable\(|mysqlTable\(|create_table|Schema::create\(|define\(|type)"
    r"[ (]?\s*[:\"']?([A-Za-z_]\w{0,62})"
)


def applies(document: Document) -> bool:
    """Tell whether the document is Markdown."""
    return document.is_markdown


def read(document: Document) -> DocumentFacts:
    """Gather what is left, in the order of its lines."""
    found = list(_open_points(document))
    covered = [fact.source for fact in tables.read(document).facts if isinstance(fact, TableFact)]
    lines = {line for source in covered for line in range(source.line, source.end_line + 1)}
    for place in document.places:
        if is_future((*place.titles, place.lead)):
            continue
        if place.code is not None and _ENTITY.search(place.code.text):
            found += _code(document, place.code)
        elif place.table is not None and place.table.line not in lines and _looks_stored(place):
            source = document.source(place.table.line, place.table.end_line)
            found.append(Unread(source, "A table of fields that could not be tied to a database table."))
    return DocumentFacts(document.file, unread=tuple(sorted(found, key=lambda entry: entry.source)))


def _open_points(document: Document) -> Iterator[Unread]:
    for number, line in enumerate(document.lines, 1):
        if "NEEDS CLARIFICATION" not in line.upper():
            continue
        for match in _OPEN.finditer(line[:4000]):
            yield Unread(document.source(number), f"Needs clarification: {match[1].strip()}")


def _looks_stored(place: Place) -> bool:
    """Only the nearest heading counts: it must speak of tables, and not of what goes over the wire."""
    if place.table is None or not is_column_table(place.table):
        return False
    return is_stored(place.title) and not is_exchanged(f"{place.title} {place.lead}") and not is_payload(place.title)


def _code(document: Document, code: Code) -> Iterator[Unread]:
    """Name the entities that no other notation of the document defines."""
    read_here = (fact.source.line for fact in notations.read(document).facts if isinstance(fact, TableFact))
    if any(code.line <= line <= code.end_line for line in read_here):
        return
    known = known_tables(document)
    names = [name for name in _NAMES.findall(code.text[:20_000]) if not is_payload(name)]
    if names and all(any(same_thing(name, each.name) for each in known) for name in names):
        return
    language = code.language or "another language"
    yield Unread(document.source(code.line, code.end_line), f"Entities in {language}; write them as a table or as SQL.")
