"""Sentences, rows and bullets that tell the indexes of tables which are defined elsewhere."""

import re
from collections.abc import Iterator

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import Fact, IndexFact
from workbench.reading.layout.outline import Place
from workbench.reading.literals import strip_marks
from workbench.reading.statements.known_tables import known_tables, table_at

_I = re.IGNORECASE
_QUALIFIED = regex(r"`?\b([A-Za-z_]\w{0,62})\.([A-Za-z_]\w{0,62})\b`?(?!\()")
_INDEX_SQL = regex(r"\b(unique )?index(?: if not exists)? `?(\w{1,63})`? on `?(\w{1,63})`? ?\(([^)]{1,200})\)", _I)
_ON = regex(
    r"\bindex(?:es)?\b[^`(\n:]{0,24}?(?:\bon\b|:|\bfor\b)\s*(?:the )?((?:[`\"]?\(?[`\"]?\w[\w.,` \"]{0,120}\)?))", _I
)
_CODE = regex(r"`([^`]{1,120})`")
_IDENTIFIER = regex(r"[A-Za-z_]\w{0,62}\Z")
_PARENTHESES = regex(r"\(([\w ,`\"]{3,160})\)")
_LISTING = regex(
    r"(?:^|[.;]\s+)(unique(?: (?:constraints?|keys?|index(?:es)?|together))?|index(?:es)?|indices|índices?|eindeutig"
    r"|únic[oa]s?)(?: on)?\s?:?\s*((?:(?:,|and|und)?\s*\([\w ,\".]{2,160}\)[^.;(]{0,80})+)",
    _I,
)
_CALLED = regex(r"(\w{1,63})\s*\(([\w ,]{3,160})\)\Z")
_TABLE_INDEXES = regex(r"\b(\w{1,63}) table (?:must|shall|should|has|have)\b.{0,30}\bindex(?:es)? on (.{3,200})", _I)


class Indexes:
    """Collects what one document adds to its tables; here: indexes and unique constraints over several columns."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.facts: list[Fact] = []
        self.columns = {column for known in known_tables(document) for column in known.columns}

    def read_listing(self, place: Place, text: str, source: Source) -> bool:
        """Read ``Unique: (team_id, name). Indexes: (team_id, status), (due_on).``; say whether it was that."""
        found = list(_LISTING.finditer(text[:600].replace("`", "").replace("*", "")))
        for match in found:
            unique = match[1].lower().startswith(("uni", "ein", "ún"))
            for group in _PARENTHESES.finditer(match[2]):
                names = columns_in(group[1])
                partial = re.match(r"\s*(?:where|when|while|if|for|only|as long)\b", match[2][group.end() :], _I)
                table = table_at(self.document, place, source.line, names) if names else None
                if table is not None and not (unique and partial):
                    self.add_index(table, names, source, unique=unique)
        return bool(found)

    def read_index(self, place: Place, text: str, source: Source, *, listed: bool = False) -> bool:
        """Read an index in any of the ways in which people note one; say whether it was one."""
        text = text.replace("**", "")
        if sql := _INDEX_SQL.search(text):
            unique = bool(sql[1]) or "unique" in text[: sql.start()].lower()
            self.add_index(sql[3], columns_in(sql[4]), source, unique=unique, name=sql[2])
            return True
        if table := _TABLE_INDEXES.search(text):
            for group in groups_in(table[2]):
                self.add_index(table[1], group, source)
            return True
        low = text.lower()
        if re.search(r"\bprimary key\b", low):
            return "index" in low and listed
        if "index" in low and (on := _ON.search(text)):
            return self._index_on(place, on[1], text, source)
        if listed and (qualified := _QUALIFIED.match(text.strip())):
            self.add_index(qualified[1], (qualified[2],), source, unique="unique" in low)
            return True
        code = _CODE.match(text.strip()) if listed else None
        return code is not None and self._index_on(place, code[1], text, source)

    def _index_on(self, place: Place, target: str, text: str, source: Source) -> bool:
        if called := _CALLED.match(target.strip("` ")):
            names = columns_in(called[2])
            if names and all(name in self.columns for name in names):
                self.add_index(called[1], names, source, unique=bool(re.search(r"\bunique\b", text, _I)))
                return True
        codes = [code for code in _CODE.findall(text) if not code.lower().startswith(("idx", "ix_", "uq_"))]
        if " and `" in text and len(codes) > 1 and all(_IDENTIFIER.match(code) for code in codes):
            names = tuple(codes)
        else:
            names = columns_in(codes[0]) if codes else columns_in(re.split(r"\s+(?:for|to|-|—)\s+|\)", target)[0])
        names = tuple(name.rsplit(".", 1)[-1] for name in names)
        if not names or not all(name in self.columns for name in names):
            return False
        owner = _QUALIFIED.search(text)
        table = owner[1] if owner else table_at(self.document, place, source.line, names)
        if table is not None:
            self.add_index(table, names, source, unique=bool(re.search(r"\bunique\b", text, _I)))
        return table is not None

    def add_index(
        self, table: str, columns: tuple[str, ...], source: Source, *, unique: bool = False, name: str | None = None
    ) -> None:
        """Add an index over the columns, where there are any."""
        if columns:
            self.facts.append(IndexFact(table, columns, source, unique, name=name))

    def index_row(self, place: Place, cells: dict[str, str], source: Source) -> None:
        """Read a row of a table of indexes; ``cells`` are its texts by the lower-case heads."""
        named = pick(cells, ("columns", "column", "column(s)", "field", "fields", "field(s)", "on"))
        names = columns_in(named)
        if not names or not all(_IDENTIFIER.match(name) for name in names):
            return
        stated = strip_marks(pick(cells, ("table", "table name", "entity")))
        title = pick(cells, ("index name", "index", "name", "type")) + pick(cells, ("type", "unique", "kind"))
        table = stated or table_at(self.document, place, source.line, names)
        if table:
            self.add_index(table, names, source, unique="unique" in title.lower() or "uq_" in title.lower())


def pick(cells: dict[str, str], names: tuple[str, ...]) -> str:
    """Give the cell below the first of the heads that there is."""
    return next((cells[name] for name in names if name in cells), "")


def columns_in(text: str) -> tuple[str, ...]:
    """Give the columns that a text names in a row: ``(club_id, starts_at DESC)``."""
    words = re.split(r"\s*(?:,|\+|\band\b|&)\s*", text.replace("`", "").strip().strip("()\"' "))
    names = (re.sub(r"\s+(?:asc|desc)\b.*", "", word.strip(" ()\"'"), flags=_I) for word in words)
    return tuple(name for name in names if _IDENTIFIER.match(name.rsplit(".", 1)[-1]))


def groups_in(text: str) -> Iterator[tuple[str, ...]]:
    """Split ``user_id and (user_id, completed)`` into the columns of each index."""
    text = re.split(r"\s(?:for|to|in order)\s", text, maxsplit=1)[0]
    for match in _PARENTHESES.finditer(text):
        yield columns_in(match[1])
    for word in re.split(r"\s*(?:,|\band\b)\s*", _PARENTHESES.sub(" ", text)):
        names = columns_in(word)
        if names:
            yield names
