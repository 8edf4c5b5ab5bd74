"""Sentences, rows and bullets that add to tables defined elsewhere: keys, null, defaults, limits, and indexes."""

import re
from dataclasses import replace

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, DocumentFacts, FieldFact, TableFact
from workbench.reading.layout.markdown import ListItem, Table
from workbench.reading.layout.outline import Place, is_future, is_label, is_stored, plain_words
from workbench.reading.literals import read_default, strip_marks
from workbench.reading.statements.index_statements import Indexes, columns_in, pick
from workbench.reading.statements.known_tables import known_tables, table_at
from workbench.reading.statements.pointers import find_pointers
from workbench.reading.statements.shared_columns import read_shared_columns
from workbench.reading.tables.column_bullets import columns_of_item, typed_phrase
from workbench.reading.tables.column_tables import split_names
from workbench.reading.values.constraints import find_on_delete, find_reference, read_column

_I = re.IGNORECASE
_TOPICS = (
    ("check", regex(r"\bcheck", _I)),
    ("not_null", regex(r"\bnot[ -]?null", _I)),
    ("unique", regex(r"\bunique", _I)),
    ("key", regex(r"\bprimary keys?\b", _I)),
    ("reference", regex(r"\bforeign keys?\b|\brelation(?:ship)?s?\b|\breferential", _I)),
    ("default", regex(r"\bdefaults?\b", _I)),
    ("index", regex(r"\bindex(?:es|ing)?\b|\bindices\b|\bíndices\b|인덱스|インデックス|索引", _I)),
    ("limits", regex(r"\bconstraints?\b|\bvalidations?\b|\brules?\b|\brequirements?\b|제약|制約|约束", _I)),
)
_QUALIFIED = regex(r"`?\b([A-Za-z_]\w{0,62})\.([A-Za-z_]\w{0,62})\b`?(?!\()")
_IDENTIFIER = regex(r"[A-Za-z_]\w{0,62}\Z")
_SUBJECT = regex(
    r"(?:the )?[`\"*]{0,3}(?:([A-Za-z_]\w{0,62})\.)?([A-Za-z_]\w{0,62})[`\"*]{0,3}(?: (?:column|field"
    r"|length|value|status)s?)?\s*(?::|—|–|(?=→|->)|\s)\s*(.*)\Z",
    re.DOTALL | _I,
)
_SAYS = regex(
    r"\b(?:must|shall|should|cannot|can|is|are|has|have|max(?:imum)?|min(?:imum)?|required|optional"
    r"|unique|nullable|default\w*|references?|foreign key|length|valid"
    r"|between|up to|at (?:least|most)|not|indexed|one of|\d+\s?(?:-|–)\s?\d+|≤|≥|<=|>=)\b|≤|≥|<=|>=|→|->",
    _I,
)
_COMPOSITE_KEY = regex(
    r"(?:the )?(?:composite |compound )?primary key\W{0,3}(?:is|of|on|over|:)?\s*"
    r"(?:the (?:pair|combination)\s*(?:of\s*)?)?\(?((?:\w+\s*,\s*)+\w+)\)?\W*\Z",
    _I,
)
_NAMED_CONSTRAINT = regex(
    r"[\"'`]?[A-Za-z_]\w{0,62}[\"'`]?\s+(?P<kind>primary key|unique(?: constraint)?|foreign key|(?=btree))\W{0,3}"
    r"(?:(?:btree|hash|gin|gist|brin)\s*)?\((?P<columns>[\w ,\"]{1,160})\)\s*(?P<rest>.{0,200})\Z",
    _I,
)
_VALUES = regex(
    r"(?:allowed |valid |possible )?(\w{2,30}(?: \w{2,30}){0,2}?)(?: enum)?(?: values| options| enum)\W*\Z", _I
)
_VALUE = regex(r"[`\"']([^`\"'\n]{1,40})[`\"'](?=\s*(?:\Z|[(:–—-]))")
_ROW_CHECK = regex(r"check(?: constraint)?\W{0,4}[:(]?\s*`([^`]+)`\W*\Z", _I)


def applies(document: Document) -> bool:
    """Tell whether the document is Markdown."""
    return document.is_markdown


def read(document: Document) -> DocumentFacts:
    """Read all statements about columns and indexes in a document that defines tables or is about them."""
    about = (
        "database" in document.file.lower()
        or "schema" in document.file.lower()
        or "data-model" in document.file.lower()
    )
    if not (about or known_tables(document)):
        return DocumentFacts(document.file)
    reader = _Reader(document)
    for place in document.places:
        if not is_future((*place.titles, place.lead)):
            reader.read_place(place)
    return DocumentFacts(document.file, tuple(dict.fromkeys(reader.facts)))


class _Reader(Indexes):
    """Collects what one document adds to its tables."""

    def read_place(self, place: Place) -> None:
        """Read a table, a list or a labelled paragraph."""
        topic = find_topic(place)
        if place.table is not None:
            self._read_table(place, place.table, topic)
        elif place.items:
            self._read_items(place, place.items, topic)
        elif place.paragraph is not None:
            source = self.document.source(place.paragraph.line, place.paragraph.end_line)
            self.facts += read_shared_columns(
                " ".join(place.paragraph.text.split()), source, known_tables(self.document)
            )
            for offset, line in enumerate(place.paragraph.text.split("\n")):
                source = self.document.source(place.paragraph.line + offset)
                self.facts += find_pointers(line, source, known_tables(self.document))
                whole = self._read_key(place, line, source) or self._read_check(place, line, source)
                if not (whole or self.read_listing(place, line, source)):
                    self.read_index(place, line, source)

    def _read_items(self, place: Place, items: tuple[ListItem, ...], topic: str | None) -> None:
        if self._read_values(place, items):
            return
        reference: TableFact | None = None
        for item in items:
            source = self.document.source(item.line, item.line + item.text.count("\n"))
            text = " ".join(item.text.split())[:600]
            self.facts += find_pointers(text, source, known_tables(self.document))
            self.facts += read_shared_columns(text, source, known_tables(self.document))
            before = len(self.facts)
            self._read_line(place, text, source, topic)
            added = self.facts[before] if len(self.facts) > before else None
            if isinstance(added, TableFact) and added.columns and added.columns[0].references:
                reference = added
            elif reference is not None and added is None and (rule := find_on_delete(text)):
                column = replace(reference.columns[0], on_delete=rule, source=source)
                self.facts.append(replace(reference, columns=(column,), source=source))
            label = plain_words(item.text) if is_label(item.text) or len(item.text) < 40 else ""
            children = tuple(child for child in item.children if isinstance(child, ListItem))
            if children and not any(typed_phrase(phrase) for _, phrase in columns_of_item(item)):
                below = replace_lead(place, label)
                self._read_items(below, children, find_topic(below) or topic)

    def _read_values(self, place: Place, items: tuple[ListItem, ...]) -> bool:
        """Read the values of a column, one an item, below a label that names it: ``**Fare Class Values**:``."""
        label = _VALUES.match(plain_words(place.lead)) if is_label(place.lead) else None
        name = "_".join(label[1].lower().split()) if label else ""
        values = [match[1] for item in items if (match := _VALUE.match(item.text))]
        if name not in self.columns or not 1 < len(values) == len(items):
            return False
        table = table_at(self.document, place, items[0].line, (name,))
        source = self.document.source(items[0].line, items[-1].end_line)
        if table is not None:
            field = FieldFact(name, choices=tuple(values), source=source)
            self.facts.append(TableFact(table, (ColumnFact(field, source),), source, "statement"))
        return table is not None

    def _read_named_constraint(self, place: Place, text: str, source: Source) -> bool:
        """Read a constraint as ``psql`` prints it: ``"crews_boat_fkey" FOREIGN KEY (boat_id) REFERENCES boats(id)``,
        ``"boats_code_key" UNIQUE CONSTRAINT, btree (code)``."""
        match = _NAMED_CONSTRAINT.match(text.replace("`", ""))
        names = columns_in(match["columns"]) if match else ()
        table = table_at(self.document, place, source.line, names) if names else None
        if match is None or table is None:
            return False
        kind = match["kind"].lower()
        if kind.startswith("foreign"):
            self.facts.append(TableFact(table, (read_column(names[0], match["rest"], source),), source, "statement"))
        elif len(names) > 1 and kind.startswith("primary"):
            self.facts.append(TableFact(table, (), source, "statement", key=names))
        elif kind.startswith("primary"):
            self._add_names(table, names, source, "key")
        else:
            self.add_index(table, names, source, unique=kind.startswith("unique"))
        return True

    def _read_line(self, place: Place, text: str, source: Source, topic: str | None) -> None:
        if self._read_named_constraint(place, text, source):
            return
        if self._read_key(place, text, source) or self._read_check(place, text, source):
            return
        if self.read_listing(place, text, source):
            return
        if self.read_index(place, text, source, listed=topic == "index"):
            return
        if topic in ("not_null", "unique", "key") and self._read_names(text, source, topic):
            return
        self._read_subject(place, text, source, topic)

    def _read_key(self, place: Place, text: str, source: Source) -> bool:
        """Read ``Primary key: (reader_id, book_id)``; say whether it was one of several columns."""
        match = _COMPOSITE_KEY.match(text.replace("`", "").replace("*", ""))
        names = columns_in(match[1]) if match else ()
        table = table_at(self.document, place, source.line, names) if len(names) > 1 else None
        if table is not None:
            self.facts.append(TableFact(table, (), source, "statement", key=names))
        return table is not None

    def _read_check(self, place: Place, text: str, source: Source) -> bool:
        """Read ``Check: `starts_on < ends_on```, a condition over columns of the table that it stands below."""
        match = _ROW_CHECK.match(text)
        names = tuple(name for name in re.findall(r"[A-Za-z_]\w*", match[1]) if name in self.columns) if match else ()
        table = table_at(self.document, place, source.line, names) if len(set(names)) > 1 else None
        if match is not None and table is not None:
            self.facts.append(TableFact(table, (), source, "statement", checks=(match[1].strip(),)))
        return table is not None

    def _read_names(self, text: str, source: Source, topic: str) -> bool:
        """Read ``users.id, users.email`` below a heading that says what they are."""
        qualified = _QUALIFIED.findall(text)
        if not qualified:
            return False
        by_table: dict[str, list[str]] = {}
        for table, column in qualified:
            by_table.setdefault(table, []).append(column)
        for table, names in by_table.items():
            self._add_names(table, tuple(names), source, topic)
        return True

    def _add_names(self, table: str, names: tuple[str, ...], source: Source, topic: str) -> None:
        if topic == "unique" and len(names) > 1:
            return
        columns = []
        for name in names:
            field = FieldFact(name, nullable=False if topic in ("not_null", "key") else None, source=source)
            flags = {"unique": topic == "unique" or None, "primary_key": (topic == "key" and len(names) == 1) or None}
            columns.append(ColumnFact(field, source, unique=flags["unique"], primary_key=flags["primary_key"]))
        self.facts.append(TableFact(table, tuple(columns), source, "statement"))

    def _read_subject(self, place: Place, text: str, source: Source, topic: str | None) -> None:
        """Read a sentence whose subject is a column: ``title must be between 1 and 200 characters``."""
        subject = _SUBJECT.match(plain_words(text))
        if subject is None or not (topic or subject[1]):
            return
        name, phrase = subject[2], subject[3]
        known = name if name in self.columns else name.lower() if name.lower() in self.columns else None
        table = subject[1] or (table_at(self.document, place, source.line, (known,)) if known else None)
        if table is None or not (_SAYS.search(phrase) or topic == "default"):
            return
        column = read_column(known or name, _phrase_of(topic, phrase), source)
        self._add_column(table, column)

    def _add_column(self, table: str, column: ColumnFact) -> None:
        field = replace(column.field, type=None)
        column = replace(column, field=field)
        if column != ColumnFact(
            FieldFact(field.name, description=field.description, source=field.source), column.source
        ):
            self.facts.append(TableFact(table, (column,), column.source, "statement"))

    def _read_table(self, place: Place, table: Table, topic: str | None) -> None:
        headers = tuple(strip_marks(cell).lower() for cell in table.header)
        for row in table.rows:
            if self._read_qualified(row.cells, self.document.source(row.line)):
                continue
            cells = dict(zip(headers, row.cells, strict=False))
            source = self.document.source(row.line)
            if any("index" in header for header in headers[:1]) or topic == "index":
                self.index_row(place, cells, source)
            elif topic in ("not_null", "unique", "key", "reference", "check", "default", "limits"):
                self._row(place, cells, source, topic)

    def _read_qualified(self, cells: tuple[str, ...], source: Source) -> bool:
        """Read a row whose first cell is nothing but ``table.column``s, and the others say what they are."""
        qualified = _QUALIFIED.findall(cells[0])
        if not qualified or len(cells) != 2 or _QUALIFIED.sub("", cells[0]).strip(" ,&`") not in ("", "and"):
            return False
        for table, name in qualified:
            self._add_column(table, read_column(name, cells[1], source))
        return True

    def _row(self, place: Place, cells: dict[str, str], source: Source, topic: str) -> None:
        named = pick(
            cells,
            ("child column", "column", "column(s)", "columns", "field", "field(s)", "fields", "from", "foreign key"),
        )
        qualified = _QUALIFIED.search(named)
        names = (qualified[2],) if qualified else split_names(named)[0]
        table = (
            qualified[1]
            if qualified
            else strip_marks(pick(cells, ("child table", "table", "from table", "entity", "model")))
        )
        table = table or table_at(self.document, place, source.line, names) or ""
        if not table or not names or not _IDENTIFIER.match(table):
            return
        if topic in ("not_null", "unique", "key"):
            self._add_names(table, names, source, topic)
            if topic == "unique" and len(names) > 1:
                self.add_index(table, names, source, unique=True)
            return
        parent, column = (
            strip_marks(pick(cells, ("parent table", "references table", "to table"))),
            strip_marks(pick(cells, ("parent column",))),
        )
        rest = " ".join(
            value
            for header, value in cells.items()
            if header not in ("table", "column", "field", "columns", "child column", "child table")
        )
        phrase = (
            f"references {parent}.{column or 'id'}, on delete {pick(cells, ('on delete', 'delete', 'cascade'))}"
            if parent
            else rest
        )
        if topic == "default":
            has_default, value = read_default(pick(cells, ("default", "default value", "value")))
            if has_default:
                field = FieldFact(names[0], has_default=True, default=value, source=source)
                self.facts.append(TableFact(table, (ColumnFact(field, source),), source, "statement"))
            return
        phrase = f"CHECK ({phrase})" if topic == "check" and "check" not in phrase.lower() else phrase
        for name in names:
            self._add_column(table, read_column(name, phrase, source))


def find_topic(place: Place) -> str | None:
    """Tell what the label or heading right above says that the statements are about."""
    for text in ((place.lead if is_label(place.lead) else ""), place.title):
        for topic, pattern in _TOPICS:
            if text and pattern.search(text):
                return topic
        if text and is_stored(text) and text != place.title:
            return None
    return None


def replace_lead(place: Place, label: str) -> Place:
    """Give the place with another label that leads to it."""
    return replace(place, lead=f"{label}:" if label else place.lead)


def _phrase_of(topic: str | None, phrase: str) -> str:
    if topic == "default":
        return f"default {phrase.strip(' →->:')}"
    return (
        phrase
        if find_reference(phrase) or topic != "reference"
        else phrase.replace("→", "references").replace("->", "references")
    )
