"""Column bullets: ``- id: integer (primary key)``, ``- `email` (VARCHAR(255), unique): …``, ``- **title**: str``."""

import re
from dataclasses import replace

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact
from workbench.reading.layout.markdown import ListItem
from workbench.reading.values.constraints import read_column, silent_is_null
from workbench.reading.values.types import find_type

_ITEM = regex(
    r"(?:\*\*|__|`|\"|')*([A-Za-z_]\w{0,62})(?:\*\*|__|`|\"|')*\??"
    r"(?:(?:\*\*)?\s?[:：](?:\*\*)?\s|\s?[—–=]\s|\s-\s|\s(?=\()|\s(?=[A-Z]{3,}\b)|\s`|(?=\()"
    r"|\s(?=(?:var)?char\(|(?:text|citext|uuid|(?:big|small)?(?:int|serial)|integer|bool(?:ean)?|jsonb?|date|timestamp"
    r"(?:tz)?|numeric|decimal|bytea)\b))(.*)\Z",
    re.DOTALL,
)
"""The name of a column, in marks or not, and what follows it: "- mast: text", "- mast (text)", "- mast text NULL"."""
_SEVERAL = regex(
    r"[`*]*([a-z_]\w{0,62}[`*]*(?:\s*(?:,|/|&|\band\b)\s*[`*]*[a-z_]\w{0,62}[`*]*){1,7})\s?[:：]\s*(.*)\Z", re.DOTALL
)
"""Columns of one type in a row: ``starts_at, ends_at: timestamp``."""
_MARKED = regex(r"`([a-z_]\w{0,62})`(?:\s*,\s*`([a-z_]\w{0,62})`){0,7}\Z")
"""Names in code marks and nothing else: ``rollNo``, ``createdAt``."""
_BARE = regex(r"(?:\*\*|`)*([a-z_][a-z0-9_]{0,62})(?:\*\*|`)*\Z")


_CONSTRAINT = regex(
    r"\W{0,4}(?:(?P<key>(?:composite )?(?:primary key|pk)|clé primaire|clave primaria|chave primária|primärschlüssel"
    r"|zusammengesetzter primärschlüssel|chiave primaria|기본 ?키|复合主键|主键|主キー)"
    r"|unique|uniqueness|unicité|eindeutig|único|고유|唯一|constraints?|index(?:es)?|foreign keys?|check)"
    r"[^\n(]{0,20}\((?P<columns>[\w\s,`\"*+]{1,200})\)",
    re.IGNORECASE,
)


_BESIDE = regex(
    r"\W{0,3}(?:index(?:es)?|indices|constraints?|notes?|rules?|relations?|checks?)\W{0,3}\Z", re.IGNORECASE
)
"""A line that leads to what a table has beside its columns."""
_KEY_LINE = regex(r"\W{0,3}(?:primary key|pk)\s*\(([\w\s,`\"]{3,200})\)", re.IGNORECASE)


def part_items(items: tuple[ListItem, ...]) -> tuple[tuple[ListItem, ...], tuple[str, ...]]:
    """Part the columns from what follows them in one list without a blank line between, and give the key stated there.

    Example: ``- hull uuid`` over ``- mast int`` over ``PK (hull, mast)`` over ``Indexes`` over ``- (mast)``: in
    Markdown the third line goes on with the second, and so does the fourth."""
    columns: list[ListItem] = []
    for item in items:
        first, *others = item.text.split("\n")
        key = next((tuple(re.findall(r"\w+", match[1])) for line in others if (match := _KEY_LINE.match(line))), ())
        ends = any(_BESIDE.match(line) for line in others)
        columns.append(replace(item, text=first, end_line=item.line) if key or ends else item)
        if key or ends:
            return tuple(columns), key
    return tuple(columns), ()


def read_key(items: tuple[ListItem, ...]) -> tuple[str, ...]:
    """Give the columns of the key that an item states for the whole table: ``- Primary key: (club_id, fan_id)``."""
    for item in items:
        if (match := _CONSTRAINT.match(item.text)) and match["key"]:
            names = tuple(re.findall(r"\w+", match["columns"]))
            return names if len(names) > 1 else ()
    return ()


def split_item(text: str) -> tuple[str, str] | None:
    """Split an item into the column's name and what is said of it; nothing where it names no column."""
    text = text.strip()
    match = _ITEM.match(text)
    if match and not match[1][:1].isupper():
        phrase = match[2].strip()
        return match[1], phrase if phrase.count("`") > 2 else phrase.strip("`")
    bare = _BARE.match(text)
    return (bare[1], "") if bare else None


def split_columns(text: str) -> list[tuple[str, str]]:
    """Split an item into the columns that it names, each with what is said of it: mostly one, or none."""
    text = text.strip()[:1000]
    if _MARKED.match(text):
        return [(name, "") for name in re.findall(r"\w+", text)]
    several = _SEVERAL.match(text)
    if several is None:
        part = split_item(text)
        return [part] if part else []
    names = re.findall(r"\w+", several[1].replace(" and ", " "))
    return [(name, several[2].strip().strip("`")) for name in names]


_SAID = {
    "type": "{}", "data type": "{}", "tipo": "{}", "typ": "{}", "타입": "{}", "类型": "{}", "型": "{}",
    "constraints": "{}", "constraint": "{}", "restricciones": "{}", "제약": "{}", "约束": "{}", "制約": "{}",
    "default": "default {}", "references": "references {}", "foreign key": "references {}", "values": "one of {}",
    "allowed values": "one of {}", "max length": "max {} chars", "length": "{}", "format": "{}",
}  # fmt: skip
"""What the label of an item below a column's means, as a phrase; all other labels only describe."""
_ASKED = {
    "required": ("not null", "nullable"), "mandatory": ("not null", "nullable"), "nullable": ("nullable", "not null"),
    "optional": ("nullable", "not null"), "unique": ("unique", ""), "primary key": ("primary key", ""),
}  # fmt: skip
"""Labels that ask, with what yes and no mean."""
_BELOW = regex(r"[*_`]*([^:*`\n]{2,24}?)[*_`]*\s*:[*_]*\s*(.{1,200})", re.DOTALL)


def columns_of_item(item: ListItem) -> list[tuple[str, str]]:
    """Give the columns that an item names, each with what it and the items below it say.

    Example: ``- **name**`` over ``- Type: VARCHAR(80)`` and ``- Constraints: NOT NULL``.
    """
    below = [said for child in item.children if isinstance(child, ListItem) and (said := _said_below(child.text))]
    return [(name, ", ".join(filter(None, (phrase, *below)))) for name, phrase in split_columns(item.text)]


def _said_below(text: str) -> str:
    labelled = _BELOW.match(text.strip())
    if labelled is None:
        return text.strip() if len(text) < 60 and "." not in text.rstrip(".") else ""
    label, said = labelled[1].strip().lower(), labelled[2].strip().strip("`")
    if label in _ASKED:
        return _ASKED[label][not said.lower().startswith(("y", "true", "✓", "✅", "s", "o", "j"))]
    return _SAID.get(label, "").format(said)


def typed_phrase(phrase: str) -> bool:
    """Tell whether the phrase begins with a type, as that of a column does."""
    return find_type(_opening(phrase)) is not None


def _opening(phrase: str) -> str:
    plain = phrase.replace("`", "").replace("**", "").strip()
    return plain[:60].lstrip("([")


_LEAD = regex(
    r"[\W_]*(?:columns?|fields?|attributes?|campos|colunas|columnas|atributos|felder|spalten|champs|colonnes|컬럼|필드|字段|列"
    r"|カラム|フィールド)[\W_]*\Z",
    re.IGNORECASE,
)


def announces_columns(text: str) -> bool:
    """Tell whether a text says nothing but that columns follow: ``**Fields**:``."""
    return bool(_LEAD.match(text))


def is_column_list(items: tuple[ListItem, ...], lead: str = "", *, below_name: bool = False) -> bool:
    """Tell whether the items are columns: nearly all name one, and at least half say of which type, or the words that
    lead to them say so ("Fields:") and all do nothing but name one, with its values at most. Where a table is named
    right above them, a key in code marks at their head says so too.

    Items about the table as a whole (``- Primary key: (club_id, fan_id)``) do not count."""
    items = tuple(item for item in items if not _CONSTRAINT.match(item.text))
    named = [parts[0] for item in items if (parts := columns_of_item(item))]
    typed = [part for part in named if typed_phrase(part[1])]
    leads = announces_columns(lead) or (below_name and bool(items) and items[0].text.strip("` ") in {"id", "_id"})
    called = len(named) == len(items) and leads and all(item.text.startswith("`") for item in items)
    return len(named) >= 2 and len(named) * 4 >= len(items) * 3 and (called or len(typed) * 2 >= len(items))


def read_bullets(document: Document, items: tuple[ListItem, ...]) -> tuple[ColumnFact, ...]:
    """Read every item that names a column."""
    columns: dict[str, ColumnFact] = {}
    for item in items:
        source = document.source(item.line, item.line + item.text.count("\n"))
        for name, phrase in () if _CONSTRAINT.match(item.text) else columns_of_item(item):
            if name not in columns:
                columns[name] = read_column(name, phrase, source)
    said = any(" not null" in f" {one.field.description.lower()}" for one in columns.values())
    if not said:
        return tuple(columns.values())
    return silent_is_null(tuple(columns.values()))
