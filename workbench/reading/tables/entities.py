"""Tables in prose: "Tasks table MUST include columns: id, title", "**Item** … Attributes: id, name", rows of names."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, DocumentFacts, TableFact
from workbench.reading.layout.markdown import ListItem, Table
from workbench.reading.layout.outline import Place, is_future, is_label, is_stored, plain_words
from workbench.reading.literals import strip_marks
from workbench.reading.tables.column_bullets import typed_phrase
from workbench.reading.tables.table_names import find_external, find_table_name, is_payload
from workbench.reading.values.constraints import read_column
from workbench.reading.values.types import split_arguments

_I = re.IGNORECASE
_SENTENCE = regex(
    r"\b(?:the )?[`\"*]{0,3}([A-Za-z_]\w{0,62})[`\"*]{0,3} (?:table|entity|model|record|collection)s?\b[^:.]{0,40}?"
    r"\b(?:include|includes|have|has|contain|contains|store|stores|with|consist\w*)\b[^:.]{0,40}?\b"
    r"(?:columns?|fields?|attributes?|properties)\b\s?:?\s+(.{3,1200})",
    _I,
)
_KEPT = regex(
    r"\b[`\"*]{0,3}([A-Za-z_]\w{1,40})[`\"*]{0,3} (?:is|are|gets|will be|must be)"
    r" (?:saved|stored|persisted|inserted|kept) with (?:the|its|their|an?) `([a-z_]\w{1,62})` column\b",
    _I,
)
"""A column that a sentence about a row names by the way: "The loan is stored with its `returned_on` column empty"."""
_LISTED = regex(
    r"(?:key |main |core )?\b(?:attributes|fields|columns|properties|campos|atributos|champs|felder|속성"
    r"|필드|컬럼)\b[*_]{0,2}\s?[:：][*_]{0,2}\s*(.{3,1200})",
    _I,
)
_ITEM = regex(r"[`\"*_]*([A-Za-z_]\w{0,62})[`\"*_]*\??\s*(?:\((.{0,300})\)|[:：]\s*(.{1,200}))?\s*\Z", re.DOTALL)
_ENTITY_TITLE = regex(
    r"\b(?:key entities|entities|data ?model|domain model|database|tables?|schema)\b"
    r"|\bDB\b|엔티티|데이터|エンティティ|实体",
    _I,
)
_STORE_TITLE = regex(r"\b(?:database|tables?|schema|db)\b|\bDB|데이터베이스|테이블|データベース|テーブル|数据库", _I)
_BULLET_TABLE = regex(
    r"`([a-z][a-z0-9]*(?:_[a-z0-9]+)*)`\s*(?:테이블|tables?|テーブル|表)?\s*(?:[—–:：-]|\()\s*(.*)\Z", re.DOTALL
)
_NOT_A_TABLE = regex(
    r"(?:idx|ix|fk|pk|uq|chk|ck)_|.*_(?:at|id|by|on|url|hash)\Z|(?:is|has)_|(?:id|email|title|name"
    r"|status|description|version)\Z"
)
_WORD = regex(r"`([a-z_][a-z0-9_]*)`|\b([a-z]+(?:_[a-z0-9]+)+)\b|\(([a-z]{3,30})(?=\s*(?:플래그|フラグ|flag\b))")
_FLAG = regex(r"\s*(?:플래그|flag\b|フラグ|标志|boolean\b)", _I)
_UNIQUE = regex(r"\bunique\b|고유|一意|唯一", _I)
_NAME = r"`[a-z][a-z0-9]*(?:_[a-z0-9]+)*`"
_NAMES = rf"{_NAME}(?:\s*(?:,|and|&|、|및)\s*(?:and\s+)?{_NAME}){{1,19}}"
_TABLES = r"(?:tables|schemas?|tablas|tabellen|tabelas|테이블|스키마|テーブル|スキーマ|表)"
_SEVERAL = regex(rf"({_NAMES})\s*{_TABLES}|\btables\s*:?\s*({_NAMES})")
_THERE = regex(r"\balready\b|\bexists?\b|\bin place\b|\bprepared\b|준비|vorhanden|bereits|\bya existen|準備|已有", _I)
_KEYED = regex(r"`?(?:id|key|[a-z]\w{0,40}_id)`?\s?(?:\([^()]{0,60}\)\s?)?,\s?`?[a-z]")
"""A cell that lists columns, from the key on: ``id, name, dni (unique)``."""
_REMARK = regex(r"(?<=[\w)`])\s[—–]\s")
"""What parts the last column of a list from a remark on the table: ``loan_id, day (date) — UNIQUE(loan_id, day)``."""
_END = regex(r"(?:\.\s+[A-Z]|\.$|;\s)")


def applies(document: Document) -> bool:
    """Tell whether the document is Markdown."""
    return document.is_markdown


def read(document: Document) -> DocumentFacts:
    """Read the tables that prose, rows of names and entity bullets describe."""
    facts: list[TableFact] = []
    for place in document.places:
        if is_future((*place.titles, place.lead if is_label(place.lead) else "")):
            # What is yet to come stays out, but for the tables that it says are there already.
            if place.paragraph is not None and _THERE.search(place.paragraph.text):
                facts += _from_names_in_a_row(
                    place.paragraph.text, document.source(place.paragraph.line, place.paragraph.end_line)
                )
            continue
        if place.table is not None:
            facts += _from_rows(document, place, place.table)
        elif place.paragraph is not None:
            facts += _from_sentence(
                place.paragraph.text, document.source(place.paragraph.line, place.paragraph.end_line)
            )
        elif place.items:
            facts += _from_items(document, place)
    return DocumentFacts(document.file, tuple(facts))


def read_field_list(text: str, source: Source) -> tuple[ColumnFact, ...]:
    """Read ``id (int, PK), title (varchar), `notes```; nothing where the parts are words and not names."""
    end = _END.search(text)
    parts = [part.removeprefix("and ").strip() for part in split_arguments(text[: end.start()] if end else text)][:80]
    if parts:
        parts[-1] = _REMARK.split(parts[-1])[0]
    columns = []
    for part in parts:
        item = _ITEM.match(part.rstrip(".;"))
        if item and not item[1].isupper():
            columns.append(read_column(item[1], item[2] or item[3] or "", source))
    return tuple(columns) if len(columns) > 1 and len(columns) * 5 >= len(parts) * 4 else ()


def _table(
    name: str, columns: tuple[ColumnFact, ...], source: Source, *, implied: bool = False, external: bool | None = None
) -> TableFact:
    return TableFact(name, columns, source, "prose", implied=implied, external=external)


def _from_sentence(text: str, source: Source) -> Iterator[TableFact]:
    yield from _from_names_in_a_row(text, source)
    if (kept := _KEPT.search(text[:1000])) and (named := find_table_name(kept[1])):
        yield TableFact(named, (read_column(kept[2], "", source),), source, "statement")
    plain = " ".join(text.split())[:3000]
    matches: list[re.Match[str]] = []
    while match := _SENTENCE.search(plain, matches[-1].start(2) if matches else 0):
        matches.append(match)
    ends = [match.start() for match in matches[1:]]
    for match, end in zip_longest(matches, ends):
        name = find_table_name(match[1])
        columns = read_field_list(plain[match.start(2) : min(end or match.end(2), match.end(2))], source)
        if name and columns and not is_payload(name):
            yield _table(name, columns, source)


def _from_names_in_a_row(text: str, source: Source) -> Iterator[TableFact]:
    """Read tables that are named and no more: "The tables `loans`, `loan_items` and `readers` exist"."""
    several = _SEVERAL.search(text[:3000])
    names = re.findall(r"`(\w+)`", several[1] or several[2]) if several else []
    yield from (_table(name, (), source) for name in names if not _NOT_A_TABLE.fullmatch(name))


def _from_rows(document: Document, place: Place, table: Table) -> Iterator[TableFact]:
    """Read a table with a row for each entity and a cell that lists its fields."""
    headers = [strip_marks(cell).lower() for cell in table.header]
    if not headers or headers[0] not in (
        "model",
        "entity",
        "table",
        "collection",
        "table name",
        "entidad",
        "tabla",
        "테이블",
        "テーブル",
        "表",
    ):
        return
    listed = next(
        (
            index
            for index, header in enumerate(headers)
            if header
            in ("fields", "columns", "attributes", "key fields", "key columns", "properties", "campos", "필드", "컬럼")
        ),
        None,
    )
    if not any(is_stored(title) for title in place.titles[-2:]):
        return
    if listed is None and len(headers) == 2 and all(_KEYED.match(row.cells[-1]) for row in table.rows):
        listed = 1  # whatever it is headed
    if listed is None:
        return
    for row in table.rows:
        name = find_table_name(row.cells[0])
        source = document.source(row.line)
        columns = read_field_list(row.cells[listed].replace("`", ""), source) if listed < len(row.cells) else ()
        if name and columns and not is_payload(name):
            yield _table(name, columns, source)


def _from_items(document: Document, place: Place) -> Iterator[TableFact]:
    entity = bool(_ENTITY_TITLE.search(place.title))
    named = find_table_name(place.lead) if entity and is_label(place.lead) else None
    for item in place.items:
        text = " ".join(item.text.split())
        source = document.source(item.line, item.line + item.text.count("\n"))
        if _SENTENCE.search(text) or _KEPT.search(text):
            yield from _from_sentence(text, source)
        elif entity and (listed := _LISTED.search(plain_words(text)[:3000])):
            yield from _from_listed(item, named, listed[1], source)
        elif entity and item.children:
            yield from _from_children(document, item)
    if _STORE_TITLE.search(place.title) and not re.search(r"index|constraint|인덱스", place.title + place.lead, _I):
        yield from _from_names(document, place)


def _from_listed(item: ListItem, named: str | None, listed: str, source: Source) -> Iterator[TableFact]:
    """``**Task**: … Attributes: id, title`` names its table itself, else the label above does."""
    bold = re.match(r"\*\*([^*]{2,60})\*\*", item.text.strip())
    own = find_table_name(bold[1]) if bold and not _LISTED.match(plain_words(bold[1]) + ": xxx") else None
    name = own or named
    columns = read_field_list(listed, source)
    if name and columns and not is_payload(name):
        yield _table(name, columns, source, implied=not any(column.field.name == "id" for column in columns))


def _from_children(document: Document, item: ListItem) -> Iterator[TableFact]:
    name = find_table_name(re.split(r"\s[—–-]\s|:\s", item.text.split("\n")[0])[0].split("(")[0])
    for child in item.children:
        if (
            name
            and isinstance(child, ListItem)
            and (listed := _LISTED.match(plain_words(" ".join(child.text.split()))[:3000]))
        ):
            yield from _from_listed(child, name, listed[1], document.source(child.line, child.end_line))


def _from_names(document: Document, place: Place) -> Iterator[TableFact]:
    """Read bullets that begin with a table's name; the columns that they mention are those in code marks."""
    matches = [(item, _BULLET_TABLE.match(item.text.strip())) for item in place.items]
    found = [
        (item, match)
        for item, match in matches
        if match and not _NOT_A_TABLE.match(match[1]) and not typed_phrase(match[2])
    ]
    if not found:
        return
    for item, match in found:
        source = document.source(item.line)
        columns = {column.field.name: column for column in _mentioned(match[2], source)}
        for child in item.children:
            if isinstance(child, ListItem):
                for column in _mentioned(child.text, document.source(child.line)):
                    columns.setdefault(column.field.name, column)
        columns.pop(match[1], None)
        yield _table(match[1], tuple(columns.values()), source, external=find_external((match[2],)))


def _mentioned(text: str, source: Source) -> Iterator[ColumnFact]:
    """Give the columns that the text mentions by name; one name beside "unique" is unique, several are so together."""
    names = [(match[1] or match[2] or match[3], match.end()) for match in _WORD.finditer(text[:500])]
    alone = len(names) == 1 and bool(_UNIQUE.search(text))
    for name, end in names:
        if "." not in text[end : end + 1]:
            flag = bool(_FLAG.match(text[end:]))
            column = read_column(name, "boolean" if flag else "", source)
            yield ColumnFact(column.field, source, unique=True if alone else None)
