"""Tables in schema notations: DBML, Mermaid ``erDiagram``, Prisma; as files of their own and in fences."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.constraints import read_column
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, DocumentFacts, Fact, FieldFact, IndexFact, TableFact
from workbench.reading.literals import read_literal
from workbench.reading.outline import is_future, walk_places
from workbench.reading.table_names import same_thing

Text = tuple[str, int]
"""A piece of a document and the line on which it begins."""
Numbered = tuple[int, str]
"""A line's number and its text without comments."""

_SUFFIXES = {".dbml": "dbml", ".prisma": "prisma", ".mmd": "mermaid", ".mermaid": "mermaid"}
_BLOCK = regex(r"\s*(table|enum|model|indexes)\b\s*([\w\".\[\]]{0,130})?[^{\n]{0,200}\{", re.IGNORECASE)
_DBML_COLUMN = regex(
    r"\s*[\"`]?([A-Za-z_]\w{0,62})[\"`]?\s+"
    r"(\"[\w .(),]{1,60}\"|[\w\".]{1,60}(?:\s?\([^)]{0,80}\))?(?:\[\])?)\s*(?:\[(.{0,400})\])?\s*\Z"
)
_DBML_REF = regex(
    r"\s*ref\b[^:]{0,60}:\s*[\"`]?([\w.\"]{1,130}?)[\"`]?\.[\"`]?(\w{1,63})[\"`]?\s*([<>-]"
    r"|<>)\s*[\"`]?([\w.\"]{1,130}?)[\"`]?\.[\"`]?(\w{1,63})[\"`]?\s*(?:\[(.{0,200})\])?",
    re.IGNORECASE,
)
_DBML_INLINE = regex(r"ref\s*:\s*[<>-]\s*[\"`]?(\w{1,63})[\"`]?\.[\"`]?(\w{1,63})", re.IGNORECASE)
_DEFAULT = regex(r"default\s*:\s*(`[^`]{0,80}`|'[^']{0,80}'|\"[^\"]{0,80}\"|[^,\s]{1,80})", re.IGNORECASE)
_DELETE = regex(r"(?:delete|onDelete)\s*:\s*([a-zA-Z ]{3,12})", re.IGNORECASE)
_MERMAID_ENTITY = regex(r"\s*[\"`]?([A-Za-z_][\w-]{0,62})[\"`]?(?:\[[^\]]{0,60}\])?\s*\{\s*\Z")
_MERMAID_COLUMN = regex(
    r"\s*([\w()\[\],<>-]{1,60})\s+([A-Za-z_*][\w-]{0,62})\s*((?:(?:PK|FK|UK)\b,?\s*){0,3})\s*(?:\""
    r"([^\"]{0,200})\")?\s*\Z"
)
_MERMAID_RELATION = regex(
    r"\s*[\"`]?([A-Za-z_][\w-]{0,62})[\"`]?\s+([|}][|o]|o\|)(?:--|\.\.)([|o][|{]|\|o)\s+[\"`]?([A-Za-z_][\w-]{0,62})"
)
_PRISMA_COLUMN = regex(r"\s*([A-Za-z_]\w{0,62})\s+([A-Za-z]\w{0,62})(\[\]|\?)?\s*(.{0,400})\Z")
_PRISMA_TYPES = {
    "String": "text", "Int": "integer", "BigInt": "bigint", "Boolean": "boolean", "DateTime": "timestamp",
    "Float": "float",
    "Decimal": "decimal", "Json": "jsonb", "Bytes": "bytea",
}  # fmt: skip
_PRISMA_NATIVE = regex(r"@db\.(\w{1,30}(?:\([\d, ]{1,12}\))?)")
_PRISMA_RELATION = regex(r"@relation\(.{0,200}?fields:\s*\[(\w{1,63})\],\s*references:\s*\[(\w{1,63})\](.{0,100})")
_LIST = regex(r"@@(unique|index|id)\(\s*(?:fields:\s*)?\[([^\]]{1,200})\]")
_MAPPED = regex(r"@@?map\(\s*(?:name:\s*)?\"(\w{1,63})\"")
_PRISMA_DEFAULT = regex(r"@default\((\w{1,40}\(\s*\)|[^()]{1,80}|\w{1,40}\([^()]{0,60}\))\)")


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
        elif code.language in ("mermaid", "") and re.match(
            r"\s*(?:---.*?---\s*)?erDiagram\b", code.text[:400], re.DOTALL
        ):
            yield "mermaid", (code.text, code.text_line)


def _lines(text: Text, comment: str) -> list[Numbered]:
    return [(number, line.split(comment, 1)[0][:600]) for number, line in enumerate(text[0].split("\n"), text[1])]


def _blocks(lines: list[Numbered]) -> Iterator[tuple[str, str, list[Numbered], int]]:
    """Give kind, name, inner lines and last line of each ``kind name { … }``; blocks inside it stay in it."""
    position = 0
    while position < len(lines):
        match = _BLOCK.match(lines[position][1])
        position += 1
        if match is None or match[1].lower() == "indexes":
            continue
        number, line = lines[position - 1]
        inner: list[Numbered] = _on_one_line(match[1], number, line[match.end() :])
        depth = 0 if inner else 1
        while depth and position < len(lines):
            number, line = lines[position]
            depth += line.count("{") - line.count("}")
            position += 1
            if depth <= 0:
                break
            inner.append((number, line))
        name = (match[2] or "").strip('"').split(".")[-1].strip('"')
        last = lines[min(position, len(lines)) - 1][0]
        yield match[1].lower(), name, inner, last


def _on_one_line(kind: str, number: int, rest: str) -> list[Numbered]:
    """Give what a block holds that ends on the line on which it begins: ``enum State { open closed }``."""
    if rest.count("}") <= rest.count("{"):
        return []
    content = rest.rpartition("}")[0].strip()
    parts = re.split(r"[\s,]+", content) if kind.lower() == "enum" else re.split(r"\s*;\s*", content)
    return [(number, part) for part in parts if part]


def read_dbml(document: Document, text: Text) -> list[Fact]:
    """Read ``Table``, ``Enum`` and ``Ref`` of DBML."""
    lines = _lines(text, "//")
    blocks = list(_blocks(lines))
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
            read = _dbml_table(document, name, inner, document.source(first, last), enums)
            facts += [_silent_is_null(fact) for fact in read] if says_not_null else read
    for number, line in lines:
        if match := _DBML_REF.match(line):
            facts.append(_dbml_reference(match, document.source(number)))
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


def _dbml_table(
    document: Document, name: str, inner: list[Numbered], source: Source, enums: dict[str, tuple[str, ...]]
) -> list[Fact]:
    columns: list[ColumnFact] = []
    indexes: list[Fact] = []
    listing = False
    key: tuple[str, ...] = ()
    for number, line in inner:
        if re.match(r"\s*indexes\s*\{", line, re.IGNORECASE):
            listing = True
        elif listing and "}" in line:
            listing = False
        elif listing and line.strip():
            names = tuple(word.strip(' `"()') for word in line.split("[")[0].strip().strip("()").split(","))
            settings = line.partition("[")[2].lower()
            if "pk" in settings:
                key = names
            else:
                indexes.append(IndexFact(name, names, document.source(number), unique="unique" in settings))
        elif match := _DBML_COLUMN.match(line):
            columns.append(_dbml_column(match, document.source(number), enums))
    return [TableFact(name, tuple(columns), source, "dbml", key=key), *indexes]


def _dbml_column(match: re.Match[str], source: Source, enums: dict[str, tuple[str, ...]]) -> ColumnFact:
    settings = match[3] or ""
    words = [word.strip().lower() for word in settings.split(",")]
    default, reference, rule = _DEFAULT.search(settings), _DBML_INLINE.search(settings), _DELETE.search(settings)
    primary = "pk" in words or "primary key" in words
    kind = match[2].strip('"')
    note = re.search(r"note\s*:\s*['\"]([^'\"]{0,300})", settings)
    field = FieldFact(
        match[1],
        type=kind,
        nullable=False if primary or "not null" in words else True if "null" in words else None,
        choices=enums.get(kind.lower(), ()),
        has_default=default is not None,
        default=read_literal(default[1]) if default else None,
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


def _dbml_reference(match: re.Match[str], source: Source) -> TableFact:
    child, parent = (match[1], match[2]), (match[4], match[5])
    if match[3] == "<":
        child, parent = parent, child
    rule = _DELETE.search(match[6] or "")
    column = ColumnFact(
        FieldFact(child[1], source=source),
        source,
        references=f"{parent[0].split('.')[-1]}.{parent[1]}",
        on_delete=rule[1].strip().upper() if rule else None,
    )
    return TableFact(child[0].split(".")[-1].strip('"'), (column,), source, "statement")


def read_mermaid(document: Document, text: Text) -> list[Fact]:
    """Read the entities of an ``erDiagram`` that list attributes."""
    facts: list[Fact] = []
    name, first = "", 0
    columns: list[ColumnFact] = []
    for number, line in _lines(text, "%%"):
        if entity := _MERMAID_ENTITY.match(line):
            name, first, columns = entity[1], number, []
        elif name and line.strip() == "}":
            facts.append(TableFact(name, tuple(columns), document.source(first, number), "mermaid"))
            name = ""
        elif name and (match := _MERMAID_COLUMN.match(line)):
            keys = match[3].upper()
            noted = read_column(match[2].strip("*"), match[4] or "", document.source(number), kind=match[1])
            columns.append(
                replace(
                    noted,
                    field=replace(noted.field, example="FK") if "FK" in keys else noted.field,
                    primary_key=True if "PK" in keys or match[2].startswith("*") else noted.primary_key,
                    unique=True if "UK" in keys else noted.unique,
                )
            )
    entities = [fact for fact in facts if isinstance(fact, TableFact) and fact.columns]
    parents: dict[str, list[str]] = {}
    for _, line in _lines(text, "%%"):
        if relation := _MERMAID_RELATION.match(line):
            left, right = relation[1], relation[4]
            parent, child = (right, left) if relation[2][0] == "}" and relation[3][-1] != "{" else (left, right)
            parents.setdefault(child.lower(), []).append(parent)
    return [_tied(entity, parents.get(entity.name.lower(), []), entities) for entity in entities]


def _tied(entity: TableFact, parents: list[str], entities: list[TableFact]) -> TableFact:
    """Tie the columns marked FK to the entities that relations make the parents of theirs: by name, and what
    is left over to the one parent that is left over."""
    keys = {fact.name.lower(): _key_of(fact) for fact in entities}
    open_columns = [column for column in entity.columns if "FK" in (column.field.example or "")]
    named: dict[str, str] = {}
    for column in open_columns:
        stem = column.field.name.lower().removesuffix("_id").removesuffix("id").rstrip("_")
        same = [parent for parent in parents if stem and same_thing(stem, parent)]
        if same:
            named[column.field.name] = same[0]
    left = {parent for parent in parents if parent not in named.values()}
    columns = []
    for column in entity.columns:
        plain = replace(column, field=replace(column.field, example=None))
        target = named.get(column.field.name) or (
            next(iter(left)) if column in open_columns and len(left) == 1 else None
        )
        if column.references is None and target is not None and target.lower() in keys:
            plain = replace(plain, references=f"{target}.{keys[target.lower()]}")
        columns.append(plain)
    return replace(entity, columns=tuple(columns))


def _key_of(entity: TableFact) -> str:
    return next((column.field.name for column in entity.columns if column.primary_key), "id")


def read_prisma(document: Document, text: Text) -> list[Fact]:
    """Read the models of a Prisma schema; relation fields give the references of their scalar fields."""
    lines = _lines(text, "//")
    blocks = list(_blocks(lines))
    models = {name for kind, name, _, _ in blocks if kind == "model"}
    enums = {
        name: tuple(line.split()[0] for _, line in inner if line.strip() and not line.strip().startswith("@"))
        for kind, name, inner, _ in blocks
        if kind == "enum"
    }
    mapped = {name: _mapped(inner) or name for kind, name, inner, _ in blocks if kind == "model"}
    facts: list[Fact] = []
    for kind, name, inner, last in blocks:
        if kind == "model":
            source = document.source((inner[0][0] if inner else last) - 1, last)
            facts += _prisma_model(document, mapped[name], inner, source, models, enums, mapped)
    return facts


def _mapped(inner: list[Numbered]) -> str | None:
    return next(
        (match[1] for _, line in inner if line.strip().startswith("@@map") and (match := _MAPPED.search(line))), None
    )


def _prisma_model(
    document: Document,
    name: str,
    inner: list[Numbered],
    source: Source,
    models: set[str],
    enums: dict[str, tuple[str, ...]],
    mapped: dict[str, str],
) -> list[Fact]:
    columns: dict[str, ColumnFact] = {}
    listings: list[tuple[int, str, list[str]]] = []
    references: dict[str, tuple[str, str | None]] = {}
    for number, line in inner:
        if listed := _LIST.search(line):
            listings.append((number, listed[1], [word.split("(")[0].strip() for word in listed[2].split(",")]))
            continue
        match = _PRISMA_COLUMN.match(line)
        if match is None or line.strip().startswith("@@"):
            continue
        if match[2] in models:
            if relation := _PRISMA_RELATION.search(match[4]):
                rule = _DELETE.search(relation[3])
                words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", rule[1]).upper().strip() if rule else None
                references[relation[1]] = (f"{mapped[match[2]]}.{relation[2]}", words)
            continue
        columns[match[1]] = _prisma_column(match, document.source(number), enums)
    for column, (target, rule_words) in references.items():
        if column in columns:
            columns[column] = replace(columns[column], references=target, on_delete=rule_words)
    key: tuple[str, ...] = ()
    indexes: list[Fact] = []
    for number, kind, members in listings:
        names = tuple(columns[member].field.name if member in columns else member for member in members)
        if kind == "id":
            key = names
        else:
            indexes.append(IndexFact(name, names, document.source(number), unique=kind == "unique"))
    return [TableFact(name, tuple(columns.values()), source, "prisma", key=key), *indexes]


def _prisma_column(match: re.Match[str], source: Source, enums: dict[str, tuple[str, ...]]) -> ColumnFact:
    attributes = match[4]
    native, default, renamed = (
        _PRISMA_NATIVE.search(attributes),
        _PRISMA_DEFAULT.search(attributes),
        re.search(r"(?<!@)@map\(\"(\w{1,63})\"", attributes),
    )
    kind = native[1] if native else _PRISMA_TYPES.get(match[2], "text")
    value = default[1].strip() if default else ""
    automatic = value.startswith("autoincrement")
    generated = {"uuid()": "gen_random_uuid()", "cuid()": "", "now()": "now()"}.get(value.replace(" ", ""), value)
    primary = bool(re.search(r"(?<!@)@id\b", attributes))
    field = FieldFact(
        renamed[1] if renamed else match[1],
        type=("uuid" if value.startswith("uuid") and not native else kind) + ("[]" if match[3] == "[]" else ""),
        nullable=match[3] == "?",
        choices=enums.get(match[2], ()),
        has_default=bool(generated) and not automatic,
        default=read_literal(generated) if generated and not automatic else None,
        source=source,
    )
    return ColumnFact(
        field,
        source,
        primary_key=True if primary else None,
        unique=True if re.search(r"(?<!@)@unique\b", attributes) else None,
        auto_increment=True if automatic else None,
    )


_READERS: dict[str, Callable[[Document, Text], list[Fact]]] = {
    "dbml": read_dbml,
    "mermaid": read_mermaid,
    "prisma": read_prisma,
}
