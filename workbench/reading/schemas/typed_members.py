"""Entities as typed members of code that is no ORM's: TypeScript's interfaces, Go's and Rust's structs, Kotlin's data
classes, where a document tells its data model in them.

``interface Boat { id: string; rig?: "sloop" | "ketch" }``, ``type Boat struct { ID uuid.UUID `db:"id"` }``,
``pub struct Boat { pub id: Uuid }``, ``data class Boat(val id: UUID, val rig: String?)``.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import replace

import inflection

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.endpoints.bodies.models import declared
from workbench.reading.facts import ColumnFact, Fact, FieldFact, IndexFact, TableFact
from workbench.reading.layout.markdown import Code
from workbench.reading.layout.outline import Place, is_exchanged
from workbench.reading.tables.table_names import is_payload
from workbench.reading.values.constraints import read_column

_SCRIPTS = frozenset({"typescript", "ts", "tsx"})
_COMPILED = frozenset({"go", "golang", "rust", "rs", "kotlin", "kt"})
_MODELLED = regex(r"\b(?:data ?models?|domain models?|entit(?:y|ies)|database|tables?|collections?)\b", re.IGNORECASE)
_OPENED = regex(
    r"^(?:pub )?(?:type (?P<go>[A-Z]\w{1,60}) struct \{|struct (?P<rust>[A-Z]\w{1,60}) \{"
    r"|data class (?P<kotlin>[A-Z]\w{1,60}) ?\()[^\n]{0,200}$",
    re.MULTILINE,
)
_MEMBER = regex(
    r"\s+(?:(?P<name>[A-Z]\w{0,60})\s+(?P<kind>[*\[\]\w.]{2,60})(?:\s+`(?P<tags>[^`]{1,300})`)?"
    r"|(?:pub |val |var )*(?P<named>[a-z_]\w{0,60})\s*:\s*(?P<typed>[\w<>:, ?.]{1,80}?)(?: = [^,]{1,40})?,?)"
    r"\s*(?://\s*(?P<note>.{0,200}))?\Z"
)
_INDEX = regex(r"\b(?:uniqueIndex|unique_index):(\w{1,60})")
"""A unique index by its name, which several members share."""
_KEY = regex(r"\bforeignKey:(\w{1,60})")
_TAG = regex(r"\b(?:db|json|bson):\"(\w{1,60})|\bcolumn:(\w{1,60})")
_OPTION = regex(r"(?:Option|Nullable)<(.{1,60})>\Z")
_MEANINGS = (
    (regex(r"(?:time\.Time|NaiveDateTime|DateTime\b|Instant|Date\Z)"), "timestamp"),
    (regex(r"[iu](?:64|size)\Z"), "bigint"),
    (regex(r"[iu](?:8|16|32)\Z"), "integer"),
    (regex(r"f(?:32|64)\Z"), "float"),
    (regex(r"(?:Vec<|\[\])(?!u8|byte)|map\[|Hash|serde_json|json\."), "jsonb"),
)


def tells_entities(place: Place, *, database: bool) -> bool:
    """Tell whether typed members at the place are those of rows: in a document about the database, or below a heading
    that speaks of the data model."""
    if is_exchanged(place.title):
        return False
    return database or any(_MODELLED.search(title) for title in place.titles)


def read_typed_members(document: Document, code: Code, *, implied: bool) -> list[Fact]:
    """Read each type that has a key; one without is a part of another, or no row at all."""
    source = document.source(code.line, code.end_line)
    if code.language in _SCRIPTS:
        found = (
            (name, [_scripted(field, field.source or source) for field in fields])
            for name, fields in declared(code, document)
        )
    elif code.language in _COMPILED:
        found = ((name, columns) for name, columns in _structs(code, document))
    else:
        return []
    tables = [
        TableFact(name, tuple(columns), source, "interface", implied=implied)
        for name, columns in found
        if not is_payload(name) and any(one.field.name.lower() in ("id", "_id") for one in columns)
    ]
    return [*tables, *(index for table in tables for index in _shared_indexes(table))]


def _shared_indexes(table: TableFact) -> Iterator[IndexFact]:
    """Give the unique indexes that several members share by name: ``uniqueIndex:once`` on two of them."""
    named: dict[str, list[str]] = {}
    for one in table.columns:
        for name in _INDEX.findall(one.field.description):
            named.setdefault(name, []).append(one.field.name)
    for columns in named.values():
        yield IndexFact(table.name, tuple(columns), table.source, unique=True)


def _scripted(field: FieldFact, source: Source) -> ColumnFact:
    """Give the column of an interface's member: what is not marked as optional is always there."""
    nullable = field.required is False or field.nullable is True
    kind = "uuid" if "uuid" in field.description.lower() else _meaning(field.type or "")
    column = read_column(field.name, field.description, source)
    if column.references and kind == "string":
        kind = ""  # a string is of whatever kind the key is that it holds
    return replace(column, field=replace(field, type=kind or None, nullable=nullable, fields=()))


def _structs(code: Code, document: Document) -> Iterator[tuple[str, list[ColumnFact]]]:
    opened = [(match, match["go"] or match["rust"] or match["kotlin"]) for match in _OPENED.finditer(code.text)]
    types = {name for _, name in opened}
    for match, name in opened:
        line = code.text_line + code.text.count("\n", 0, match.end()) + 1
        body = re.split(r"\n[})]", code.text[match.end() + 1 :], maxsplit=1)[0]
        links = _links(body, types)
        yield (
            name,
            [
                replace(one, references=one.references or links.get(one.field.name))
                for one in _members(body, line, document, types)
            ],
        )


def _links(body: str, types: Container[str]) -> dict[str, str]:
    """Give the keys that members are loaded by, each with what it refers to: ``Owner Person`` by ``owner_id``."""
    found = {}
    for member in map(_MEMBER.match, body.split("\n")):
        if member and member["name"] and (kind := member["kind"].strip("*")) in types:
            key = _KEY.search(member["tags"] or "")
            found[inflection.underscore(key[1] if key else f"{member['name']}ID")] = f"{kind}.id"
    return found


def _members(body: str, first: int, document: Document, types: Container[str]) -> Iterator[ColumnFact]:
    """Read the members that are stored: one of another struct's type is loaded by its key."""
    for number, line in enumerate(body.split("\n"), first):
        member = _MEMBER.match(line[:600])
        if member is None or (member["kind"] or "").strip("*[]") in types:
            continue
        tags, kind = member["tags"] or "", (member["kind"] or member["typed"]).strip()
        tagged = _TAG.search(tags)
        name = member["named"] or (tagged and (tagged[1] or tagged[2])) or inflection.underscore(member["name"])
        optional = _OPTION.match(kind)
        nullable = optional is not None or kind.startswith("*") or kind.endswith("?")
        kind = _meaning((optional[1] if optional else kind).strip("*?"))
        said = tags.replace("primaryKey", "primary key").replace("size:", "max length ")
        said = re.sub(r"uniqueIndex(?!:)", "unique", said)
        column = read_column(name, f"{said.replace(';', ', ')}, {member['note'] or ''}", document.source(number))
        yield replace(column, field=replace(column.field, type=kind, nullable=nullable and not column.primary_key))


def _meaning(kind: str) -> str:
    return next((meaning for pattern, meaning in _MEANINGS if pattern.match(kind)), kind)
