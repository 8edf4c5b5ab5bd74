"""Database tables in Markdown: column tables and column bullets, named by the headings above them."""

import re
from dataclasses import replace
from functools import lru_cache

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, DocumentFacts, TableFact
from workbench.reading.layout.markdown import ListItem, Paragraph, Table
from workbench.reading.layout.outline import (
    Place,
    is_exchanged,
    is_future,
    is_label,
    is_stored,
    nested_places,
    plain_words,
)
from workbench.reading.tables.column_bullets import (
    announces_columns,
    is_column_list,
    part_items,
    read_bullets,
    read_key,
    split_item,
    typed_phrase,
)
from workbench.reading.tables.column_tables import (
    has_sql_types,
    is_column_table,
    read_columns,
    read_headers,
    split_by_table,
)
from workbench.reading.tables.table_names import find_external, find_lone_noun, find_table_name, is_payload, names_table
from workbench.reading.values.constraints import find_shared_key

_BOLD = regex(r"(?:\*\*([A-Za-z_][\w ]{1,40})\*\*|`([A-Za-z_]\w{1,40})`)\s*(?:[:(—–-])")
_NOT_COLUMNS = regex(
    r"\b(?:rules?|valid\w*|constraints?|index\w*|indices|relation\w*|notes?|keys?|triggers?|checks?|integrity|reglas?)\b"
    r"|기준",
    re.IGNORECASE,
)
_ADDED = regex(
    r"\((?:\w+ )?(?:extended|extension|changed?s?|updated?|modified|additional?|additions?|new (?:columns?|fields?))\b",
    re.I,
)
"""A heading that adds to a table which is described elsewhere: ``## Boat (extended)``."""
_NOUN = regex(
    r"[\d.)\s`*_]*(?:events?|settings?|components?|tools?|topics?|claims?)(?:[`*_\s]*\Z|\s*[(（]| (?=[a-z&]))", re.I
)
"""What begins a heading that names or gathers tables: ``## 3. Events``, ``## Events (gigs)``, ``### Event slots``."""
_MORE = regex(r"[*_]{0,2}(?:[A-Za-z]{3,20} ){0,2}(?:fields|columns|attributes|timestamps)[*_]{0,2}:[*_]{0,2}\Z", re.I)
"""A label that parts the columns of one table: ``Scheduling fields:``, ``Timestamps:``."""
_BARE_NAME = regex(r"[`*_\s]*[a-z][a-z0-9_]*[`*_\s]*:?[`*_\s]*\Z")


def applies(document: Document) -> bool:
    """Tell whether the document is Markdown."""
    return document.is_markdown


@lru_cache(maxsize=256)
def read(document: Document) -> DocumentFacts:
    """Read all tables of the document that are written as tables or lists."""
    reader = _Reader(document)
    for place in document.places:
        reader.read_place(place)
    return DocumentFacts(document.file, tuple(reader.facts))


class _Reader:
    """Goes through one document and remembers which table was named last."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.facts: list[TableFact] = []
        self.last: str | None = None
        self.database = is_database(document.file)
        self.api = "/api/" in document.file or "/contracts/" in document.file

    def read_place(self, place: Place) -> None:
        """Read the columns that stand at the place, if they are those of a table."""
        if names_table(place.title):
            self.last = find_table_name(place.title)
        if is_future((*place.titles, place.lead)) or self._tells_of_json(place.lead):
            return
        if place.table is not None and is_column_table(place.table):
            if self._is_stored(place, sql_types=has_sql_types(place.table), first=read_headers(place.table).first):
                self._add(
                    place, read_columns(self.document, place.table), place.table.line, place.table.end_line, "table"
                )
        elif place.table is not None and self._is_stored(place, sql_types=has_sql_types(place.table)):
            self._read_dictionary(place.table)
        elif place.items:
            self._read_list(place)
        elif place.paragraph is not None and self.database and (items := _lines_as_items(place.paragraph)):
            self._read_list(replace(place, paragraph=None, items=items))

    def _tells_of_json(self, lead: str) -> bool:
        """Tell a label of what stands within a column of the table before: "Fields of `preferences`:"."""
        columns = self.facts[-1].columns if self.facts and is_label(lead) else ()
        kinds = {one.field.name: (one.field.type or "").lower() for one in columns}
        return any(kinds.get(word, "").startswith(("json", "object", "dict")) for word in re.findall(r"\w+", lead))

    def _read_dictionary(self, table: Table) -> None:
        """Read a table with a row for each column of several tables."""
        for owner, part in split_by_table(table):
            name, columns = find_table_name(owner), read_columns(self.document, part)
            if name and columns and not is_payload(name, stored=self.database):
                source = self.document.source(part.rows[0].line, part.end_line)
                self.facts.append(TableFact(name, columns, source, "table"))

    def _read_list(self, place: Place) -> None:
        items, key = part_items(place.items)
        place = replace(place, items=items)
        if (
            is_column_list(place.items, place.lead if self.database else "", below_name=self._is_named(place))
            and not _leads_elsewhere(place.lead)
            and self._is_stored(place)
        ):
            self._add(
                place,
                read_bullets(self.document, place.items),
                place.items[0].line,
                place.items[-1].end_line,
                "bullets",
                key or read_key(place.items),
            )
            return
        part = split_item(place.items[0].text) if len(place.items) == 1 and self.database else None
        added = "`" in place.title or _ADDED.search(place.title) is not None
        if part and typed_phrase(part[1]) and added and not place.items[0].children:
            columns = read_bullets(self.document, place.items)
            self._add(place, columns, place.items[0].line, place.items[0].end_line, "statement")
            return
        for item in place.items:
            announced = self.database and announces_columns(item.text)
            named = find_table_name(_bold(item)) if item.children and self.database else None
            if named and not announced and find_table_name(place.title) is None:
                self.last = named  # a heading over two tables: each is named by the label over its columns
            if item.children and (announced or find_table_name(_bold(item)) or not item.text):
                for nested in nested_places(place, item):
                    self.read_place(nested)

    def _is_named(self, place: Place) -> bool:
        """Tell whether the list stands right below the name of a table in small letters, as a key does in a row."""
        return self.database and not place.before and bool(_BARE_NAME.match(place.title))

    def _is_stored(self, place: Place, *, sql_types: bool = False, first: str = "") -> bool:
        """Tell whether the columns are a table's: by the words nearest to them, then by the document."""
        lead = place.lead if is_label(place.lead) or not self.database else ""
        for text in (lead, *reversed(place.titles)):
            stored = is_stored(text) and not (self.api and not _speaks_of_tables(text))
            exchanged = self._is_exchanged(text)
            if stored != exchanged:
                return stored
        return self.database or (sql_types and first.startswith("column"))

    def _is_exchanged(self, text: str) -> bool:
        """In a document about the database, a noun that may be a message elsewhere names tables."""
        return is_exchanged(_NOUN.sub("", text, count=1) if self.database else text)

    def _add(
        self,
        place: Place,
        columns: tuple[ColumnFact, ...],
        line: int,
        end_line: int,
        notation: str,
        key: tuple[str, ...] = (),
    ) -> None:
        name = self._name(place)
        if name is None or is_payload(name, stored=self.database) or not columns:
            return
        key = key or find_shared_key(columns)
        external = find_external((place.title, *place.before, *_parents_of_list(place)))
        source = self.document.source(line, end_line)
        self.facts.append(
            TableFact(name, columns, source, notation, key=key, external=external, description=_description(place))
        )
        self.last = name

    def _name(self, place: Place) -> str | None:
        """Find the name: in the words right before, in the heading, in the headings above, in the table before."""
        for text in reversed(place.before):
            if _MORE.match(text):
                continue
            named = _named_in(text)
            if named:
                return named
        for depth, title in enumerate(reversed(place.titles)):
            if self._is_exchanged(title) and not is_stored(title):
                return None
            name = find_table_name(title) or (find_lone_noun(title) if self.database and not depth else None)
            if name and (depth + 1 < len(place.titles) or len(place.titles) == 1 or is_stored(title)):
                return name
        return self.last


def _lines_as_items(paragraph: Paragraph) -> tuple[ListItem, ...]:
    """Give the lines of a paragraph as items, where each begins with a name in bold or code marks as those of columns
    do: ``**name** - VARCHAR(80), not null``."""
    lines = paragraph.text.split("\n")
    if len(lines) < 2 or not all(_MARKED.match(line) for line in lines):
        return ()
    return tuple(ListItem(line, number, number) for number, line in enumerate(lines, paragraph.line))


_MARKED = regex(r"\s{0,3}(?:\*\*|__|`)[a-z_]\w{0,62}(?:\*\*|__|`)")
_STORED_IN = regex(
    r"\b(?:stored|kept|saved|persisted|mapped|held|lives?) (?:in|to|as)(?: the)?(?: table)? [`\"*]{1,3}"
    r"([A-Za-z_]\w{1,62})[`\"*]{1,3}",
    re.IGNORECASE,
)
_ALONE = regex(r"[A-Za-z][A-Za-z0-9_]{1,40}\Z")


def _named_in(text: str) -> str | None:
    """Find the table that a paragraph names: by a label (``**Table Name**: `tasks```, ``**tasks**``), by a sentence
    (``Stored in `tasks`.``), or by nothing else (``TASKS``)."""
    if (stored := _STORED_IN.search(text[:400])) and not is_payload(stored[1]):
        return stored[1]
    if _ALONE.match(text.strip()) and not _NOT_COLUMNS.search(text):
        return find_table_name(text)
    for line in text.split("\n"):
        plain = plain_words(line)
        low = plain.lower()
        if (
            low.startswith(("table name", "table:", "table `", "tablename", "collection:", "tabla:", "테이블"))
            and ":" in plain
        ):
            value = plain.partition(":")[2].split("(")[0].strip()
            if value and " " not in value:
                return value
        bold = _BOLD.match(line.strip())
        if bold and not _leads_elsewhere(f"{bold[1] or bold[2]}:") and find_table_name(bold[1] or bold[2]):
            return find_table_name(bold[1] or bold[2])
        if is_label(line) and len(plain.split()) <= 5 and find_table_name(line) and not _leads_elsewhere(line):
            return find_table_name(line)
    return None


def _leads_elsewhere(lead: str) -> bool:
    """Tell a label of what a table has beside columns; a bare name in small letters is a table's (``**notes**``)."""
    return is_label(lead) and bool(_NOT_COLUMNS.search(lead)) and not _BARE_NAME.match(lead)


def _speaks_of_tables(text: str) -> bool:
    """In a document about an API, "schema" and "model" speak of bodies; tables must be called so."""
    low = text.lower()
    return any(word in low for word in ("table", "database", "entit", "data model"))


def _bold(item: ListItem) -> str:
    return item.text.split("\n")[0].split(" - ")[0].split(" — ")[0]


def _parents_of_list(place: Place) -> tuple[str, ...]:
    """A heading above that gathers tables may say who manages them all."""
    return tuple(title for title in place.titles[1:-1] if is_stored(title))


def _description(place: Place) -> str:
    """Give the sentence that introduces the table."""
    for text in place.before:
        plain = plain_words(text)
        if not is_label(text) and len(plain) <= 300:
            return plain
    return ""


def is_database(file: str) -> bool:
    """Tell by a document's name whether it is about the database."""
    low = file.lower()
    return any(
        part in low
        for part in (
            "database",
            "schema",
            "data-model",
            "data_model",
            "datamodel",
            "/db/",
            "models",
            "entities",
            "/db.",
        )
    )
