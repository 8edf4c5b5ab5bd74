"""Tables in short forms: "**boats** — id (uuid, pk), name (varchar(60))", "**boats**: id uuid pk, name text not null",
"boats(id int PK, name text)", below a heading that names the table "`id` (int, PK) · `name` (text)", or each on a line
of its own "id · int · PK", or in a fence a name with indented columns below it.
"""

import re
from collections.abc import Iterator

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, DocumentFacts, TableFact
from workbench.reading.layout.markdown import Code, Table
from workbench.reading.layout.outline import (
    Place,
    is_exchanged,
    is_future,
    is_label,
    is_stored,
    plain_words,
)
from workbench.reading.tables.column_bullets import typed_phrase
from workbench.reading.tables.entities import read_field_list
from workbench.reading.tables.table_names import find_table_name, is_payload
from workbench.reading.values.constraints import read_column, silent_is_null
from workbench.reading.values.types import split_arguments

_NAMED = regex(r"[\W\d]{0,6}(?:\*\*|`)([A-Za-z_]\w{1,62})(?:\*\*|`){1,2}\s*(?:[—–:-]|:\*\*)\s+(.{8,2000})\Z", re.DOTALL)
_KEY_FIRST = regex(r"`?(?:id|\w+_id)`? ")
"""A row of columns begins with the key: the name in front of it is a table's, and no column's."""
_PLAINLY_NAMED = regex(r"(?:[-*•]\s+)?`?([a-z]\w{1,62})`?\s*[:：]\s+(`?id\b.{6,2000})\Z", re.DOTALL)
"""``boats: id, name, skipper_id -> users, state (moored|sailing)``."""
_BARE = regex(r"`?([a-z_]\w{0,62})`?\s*(.{0,300})\Z", re.DOTALL)
_CALLED = regex(r"(?<![\w.`(])`?([A-Za-z_]\w{1,62})`? ?\(((?:[^()]|\([^()]{0,200}\)){8,2000})\)")
_COLUMN = regex(r"`?([A-Za-z_]\w{0,62})`?\s+(.{1,300})\Z", re.DOTALL)
_KEY = regex(r"(?:PK|primary key) ?\(([\w ,]{3,200})\)", re.IGNORECASE)
_TIE = regex(r"\bFK ([a-z_]\w{1,62})\b(?![.(])", re.IGNORECASE)
_LED = regex(r"(?<=\w )(?<!\bFK )(?:->|→) ?([a-z_]\w{1,62})\b(?![.(])")
"""Where a typed column leads: ``pier_id int not null -> piers``."""
_PARTS = frozenset(
    {"columns", "attributes", "properties", "indexes", "keys", "constraints", "relations", "relationships"}
)
_PLAIN = frozenset({"", "text", "txt", "plaintext", "schema"})
_MARGIN = regex(r"(?:table\s+)?([A-Za-z_]\w{1,62})\s*:?\s*(?:(?:--|#|//).*)?\Z", re.IGNORECASE)
_INDENTED = regex(r"\s{1,12}(?:[-*•|]\s+)?([a-z_]\w{0,62})\s*(?::\s*|\s+)(\S.*)\Z")
_ROW = regex(r"`?([a-z_]\w{0,62})`?\s+(\S.*)\Z")
_COMMENT = regex(r"\s*(?:--|//|#)\s*")
_COLUMN_NAME = regex(r"[`*]{0,3}[A-Za-z_]\w{0,62}[`*]{0,3}\Z")
_DOT = regex(r"\s+[·•]\s+")


def applies(document: Document) -> bool:
    """Tell whether the document is Markdown that speaks of tables."""
    return document.is_markdown and ("database" in document.file.lower() or is_stored(document.text[:20_000]))


def read(document: Document) -> DocumentFacts:
    """Read the tables of which each stands on a line."""
    facts: list[TableFact] = []
    for place in document.places:
        if is_future((*place.titles, place.lead if is_label(place.lead) else "")) or not _is_stored(document, place):
            continue
        for item in place.items:
            if not item.children:
                facts += _from_line(" ".join(item.text.split()), document.source(item.line, item.end_line))
        if place.code is not None and place.code.language in _PLAIN:
            facts += _from_fence(document, place.code) or _from_rows(document, place, place.code)
        if place.paragraph is not None:
            facts += _from_paragraph(document, place)
        if place.table is not None and len(place.table.header) == 2:
            facts += _from_cells(document, place.table)
    return DocumentFacts(document.file, tuple(facts))


def _is_stored(document: Document, place: Place) -> bool:
    title = place.title
    return is_stored(title) or ("database" in document.file.lower() and not is_exchanged(title))


def _from_line(text: str, source: Source) -> Iterator[TableFact]:
    if match := _PLAINLY_NAMED.match(text):
        # The key at the head says that it is a row of columns; the others need no types.
        fields = _columns_of([part.strip() for part in split_arguments(match[2].replace("->", "→"))], source, bare=True)
        if len(fields) > 1 and not is_payload(match[1]):
            yield TableFact(match[1], silent_is_null(fields), source, "prose")
    elif match := _NAMED.match(text):
        fields = read_field_list(plain_words(match[2]), source)
        if not fields and _KEY_FIRST.match(match[2]):
            fields = _columns_of(split_arguments(match[2]), source)
        yield from _table(match[1], fields, (), source)
    else:
        yield from _from_calls(text, source)


def _from_paragraph(document: Document, place: Place) -> Iterator[TableFact]:
    paragraph = place.paragraph
    if paragraph is None:
        return
    source = document.source(paragraph.line, paragraph.end_line)
    text = " ".join(paragraph.text.split())
    name = find_table_name(place.title)
    parts = _DOT.split(text)
    lines = [_DOT.split(line.strip()) for line in paragraph.text.split("\n")]
    if name and len(lines) > 1 and all(len(line) > 1 for line in lines):
        rows = [
            read_column(row[0].strip("`* "), ", ".join(row[1:]), document.source(paragraph.line + offset))
            for offset, row in enumerate(lines)
            if _COLUMN_NAME.match(row[0])
        ]
        yield from _table(name, tuple(rows), (), source)
        return
    if name and len(parts) > 2:
        fields = read_field_list(plain_words(", ".join(parts)), source) or _columns_of(parts, source)
        yield from _table(name, fields, (), source)
        return
    for offset, line in enumerate(paragraph.text.split("\n")):
        yield from _from_line(line.strip(), document.source(paragraph.line + offset))


def _from_cells(document: Document, table: Table) -> Iterator[TableFact]:
    """Read a row for each table, whose second cell defines the columns from the key on::

    | Table | Columns |
    |---|---|
    | boats | id uuid PK, name text not null, pier_id int -> piers |
    """
    if not all(len(row.cells) > 1 and _KEY_FIRST.match(row.cells[1]) for row in table.rows):
        return
    for row in table.rows:
        name, source = find_table_name(row.cells[0]), document.source(row.line)
        if name and not read_field_list(row.cells[1].replace("`", ""), source):
            yield from _from_line(f"{name}: {row.cells[1]}", source)


def _columns_of(parts: list[str], source: Source, *, bare: bool = False) -> tuple[ColumnFact, ...]:
    """Read ```id uuid PK` · `name varchar(60) NOT NULL```: name and definition of each column in code marks; ``bare``
    where a name alone is a column as well."""
    matches = [(_BARE if bare else _COLUMN).match(part.strip("` ")) for part in parts]
    return tuple(
        read_column(match[1], _LED.sub(r"FK -> \1.id", _TIE.sub(r"FK -> \1.id", match[2].strip("`"))), source)
        for match in matches
        if match
    )


def _from_calls(text: str, source: Source) -> Iterator[TableFact]:
    """Read ``boats(id int PK, name text); crews(boat_id FK boats, sailor_id FK sailors, PK(boat_id, sailor_id))``."""
    for match in _CALLED.finditer(text[:4000].replace("`", "")):
        parts = [part.strip() for part in split_arguments(match[2])]
        key = next((tuple(re.findall(r"\w+", found[1])) for part in parts if (found := _KEY.fullmatch(part))), ())
        columns = [
            read_column(column[1], _TIE.sub(r"FK -> \1.id", column[2]), source)
            for part in parts
            if not _KEY.fullmatch(part) and (column := _COLUMN.match(part))
        ]
        stated = len(columns) + (1 if key else 0)
        if stated == len(parts):
            yield from _table(match[1], tuple(columns), key, source)


def _from_rows(document: Document, place: Place, code: Code) -> list[TableFact]:
    """Read columns at the margin of a fence, one a line, below the heading that names their table::

    ## boats
    ```text
    id      BIGINT PK
    name    VARCHAR NOT NULL
    ```
    """
    name = find_table_name(place.title)
    lines = [
        (line.strip(), number) for number, line in enumerate(code.text.split("\n"), code.text_line) if line.strip()
    ]
    matches = [(_ROW.match(line[:400]), number) for line, number in lines]
    columns = tuple(
        read_column(match[1], _COMMENT.sub(", ", match[2]), document.source(number))
        for match, number in matches
        if match
    )
    if name is None or len(columns) < len(lines) or not all(typed_phrase(one.field.description) for one in columns):
        return []
    return list(_table(name, columns, (), document.source(code.text_line, lines[-1][1] if lines else code.text_line)))


def _from_fence(document: Document, code: Code) -> list[TableFact]:
    """Read names at the margin, each with its columns indented below it::

    boats
      id    int pk
      name  text not null   -- as painted on the bow
    """
    found: list[TableFact] = []
    name, start, columns = "", code.text_line, list[ColumnFact]()
    for number, line in enumerate((*code.text.split("\n"), "."), code.text_line):
        if not line.strip():
            continue
        inner = _INDENTED.match(line[:400]) if name else None
        if inner is not None:
            columns.append(read_column(inner[1], _COMMENT.sub(", ", inner[2]), document.source(number)))
            continue
        found += _table(name, tuple(columns), (), document.source(start, number - 1))
        margin = _MARGIN.match(line[:80])
        name, start, columns = margin[1] if margin else "", number, []
    return found


def _table(name: str, columns: tuple[ColumnFact, ...], key: tuple[str, ...], source: Source) -> Iterator[TableFact]:
    """Give the table, where at least half of its columns say of which type they are or to what they belong."""
    known = find_table_name(name) or (name if name == name.lower() and name not in _PARTS else None)
    typed = sum(1 for one in columns if one.references or one.primary_key or typed_phrase(one.field.description))
    if known and not is_payload(known) and len(columns) > 1 and typed * 2 >= len(columns):
        yield TableFact(known, silent_is_null(columns), source, "prose", key=key)
