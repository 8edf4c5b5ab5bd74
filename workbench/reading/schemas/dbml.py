"""Tables in DBML: ``Table``, ``Enum``, ``Ref`` and ``indexes``."""

import re
from dataclasses import replace

from generators.blueprint import JsonScalar, Source
from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, Fact, FieldFact, IndexFact, TableFact
from workbench.reading.literals import read_literal
from workbench.reading.schemas.braces import ON_DELETE, Numbered, Text, blocks_of, lines_of

_COLUMN = regex(
    r"\s*[\"`]?([A-Za-z_]\w{0,62})[\"`]?\s+"
    r"(\"[\w .(),]{1,60}\"|[\w\".]{1,60}(?:\s?\([^)]{0,80}\))?(?:\[\])?)\s*(?:\[(.{0,400})\])?\s*\Z"
)
_REFERENCE = regex(
    r"\s*ref\b[^:]{0,60}:\s*[\"`]?([\w.\"]{1,130}?)[\"`]?\.[\"`]?(\w{1,63})[\"`]?\s*([<>-]"
    r"|<>)\s*[\"`]?([\w.\"]{1,130}?)[\"`]?\.[\"`]?(\w{1,63})[\"`]?\s*(?:\[(.{0,200})\])?",
    re.IGNORECASE,
)
_INLINE_REFERENCE = regex(r"ref\s*:\s*[<>-]\s*[\"`]?(\w{1,63})[\"`]?\.[\"`]?(\w{1,63})", re.IGNORECASE)
_DEFAULT = regex(r"default\s*:\s*(`[^`]{0,80}`|'[^']{0,80}'|\"[^\"]{0,80}\"|[^,\s]{1,80})", re.IGNORECASE)


def read_dbml(document: Document, text: Text) -> list[Fact]:
    """Read ``Table``, ``Enum`` and ``Ref`` of DBML."""
    lines = lines_of(text, "//")
    blocks = list(blocks_of(lines))
    enums = {
        name.lower(): tuple(line.split("[")[0].strip(' "\t') for _, line in inner if line.strip())
        for kind, name, inner, _ in blocks
        if kind == "enum"
    }
    facts: list[Fact] = []
    says_not_null = any("not null" in line.lower() for _, line in lines)
    for kind, name, inner, last in blocks:
        if kind == "table" and name:
            first = inner[0][0] - 1 if inner else last
            read = _table(document, name, inner, document.source(first, last), enums)
            facts += [_silent_is_null(fact) for fact in read] if says_not_null else read
    for number, line in lines:
        if match := _REFERENCE.match(line):
            facts.append(_reference(match, document.source(number)))
    return facts


def _silent_is_null(fact: Fact) -> Fact:
    """Where some columns say ``not null``, those that say nothing can be null, as in SQL."""
    if not isinstance(fact, TableFact):
        return fact
    key = set(fact.key)
    columns = (
        replace(column, field=replace(column.field, nullable=True))
        if column.field.nullable is None and column.field.name not in key
        else column
        for column in fact.columns
    )
    return replace(fact, columns=tuple(columns))


def _table(
    document: Document, name: str, inner: list[Numbered], source: Source, enums: dict[str, tuple[str, ...]]
) -> list[Fact]:
    columns: list[ColumnFact] = []
    indexes: list[Fact] = []
    listing = False
    key: tuple[str, ...] = ()
    for number, line in inner:
        if opening := re.match(r"\s*indexes\s*\{", line, re.IGNORECASE):
            listing, line = True, line[opening.end() :]
        if listing:
            entry, closing, _ = line.partition("}")
            listing = not closing
            names = tuple(word.strip(' `"()') for word in entry.split("[")[0].strip().strip("()").split(","))
            settings = entry.partition("[")[2].lower()
            if "pk" in settings:
                key = names
            elif any(names):
                indexes.append(IndexFact(name, names, document.source(number), unique="unique" in settings))
        elif match := _COLUMN.match(line):
            columns.append(_column(match, document.source(number), enums))
    return [TableFact(name, tuple(columns), source, "dbml", key=key), *indexes]


def _column(match: re.Match[str], source: Source, enums: dict[str, tuple[str, ...]]) -> ColumnFact:
    settings = match[3] or ""
    words = [word.strip().lower() for word in settings.split(",")]
    default, reference, rule = _DEFAULT.search(settings), _INLINE_REFERENCE.search(settings), ON_DELETE.search(settings)
    primary = "pk" in words or "primary key" in words
    kind = match[2].strip('"')
    note = re.search(r"note\s*:\s*['\"]([^'\"]{0,300})", settings)
    field = FieldFact(
        match[1],
        type=kind,
        nullable=False if primary or "not null" in words else True if "null" in words else None,
        choices=enums.get(kind.lower(), ()),
        has_default=default is not None and default[1].lower() != "null",
        default=_read_default(default[1]) if default else None,
        description=note[1] if note else "",
        source=source,
    )
    return ColumnFact(
        field,
        source,
        primary_key=True if primary else None,
        unique=True if "unique" in words else None,
        auto_increment=True if "increment" in words else None,
        references=f"{reference[1]}.{reference[2]}" if reference else None,
        on_delete=rule[1].strip().upper() if rule else None,
    )


def _read_default(text: str) -> JsonScalar:
    """Read a default; one of an enumeration may be written with its name: ``default: Tides.HIGH``."""
    member = re.fullmatch(r"[A-Z]\w{0,62}\.(\w{1,63})", text)
    return read_literal(member[1] if member else text)


def _reference(match: re.Match[str], source: Source) -> TableFact:
    child, parent = (match[1], match[2]), (match[4], match[5])
    if match[3] == "<":
        child, parent = parent, child
    rule = ON_DELETE.search(match[6] or "")
    column = ColumnFact(
        FieldFact(child[1], source=source),
        source,
        references=f"{parent[0].split('.')[-1]}.{parent[1]}",
        on_delete=rule[1].strip().upper() if rule else None,
    )
    return TableFact(child[0].split(".")[-1].strip('"'), (column,), source, "statement")
