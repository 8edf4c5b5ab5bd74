"""Tables in Prisma: the models of a schema, with their relations and enumerations."""

import re
from dataclasses import replace

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, Fact, FieldFact, IndexFact, TableFact
from workbench.reading.literals import read_literal
from workbench.reading.schemas.braces import ON_DELETE, Numbered, Text, blocks_of, lines_of

_COLUMN = regex(r"\s*([A-Za-z_]\w{0,62})\s+([A-Za-z]\w{0,62})(\[\]|\?)?\s*(.{0,400})\Z")
_TYPES = {
    "String": "text", "Int": "integer", "BigInt": "bigint", "Boolean": "boolean", "DateTime": "timestamp",
    "Float": "float",
    "Decimal": "decimal", "Json": "jsonb", "Bytes": "bytea",
}  # fmt: skip
_NATIVE = regex(r"@db\.(\w{1,30}(?:\([\d, ]{1,12}\))?)")
_RELATION = regex(r"@relation\(.{0,200}?fields:\s*\[(\w{1,63})\],\s*references:\s*\[(\w{1,63})\](.{0,100})")
_LIST = regex(r"@@(unique|index|id)\(\s*(?:fields:\s*)?\[([^\]]{1,200})\]")
_MAPPED = regex(r"@@?map\(\s*(?:name:\s*)?\"(\w{1,63})\"")
_DEFAULT = regex(r"@default\((\w{1,40}\(\s*\)|[^()]{1,80}|\w{1,40}\([^()]{0,60}\))\)")


def read_prisma(document: Document, text: Text) -> list[Fact]:
    """Read the models of a Prisma schema; relation fields give the references of their scalar fields."""
    lines = lines_of(text, "//")
    blocks = list(blocks_of(lines))
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
            facts += _model(document, mapped[name], inner, source, models, enums, mapped)
    return facts


def _mapped(inner: list[Numbered]) -> str | None:
    return next(
        (match[1] for _, line in inner if line.strip().startswith("@@map") and (match := _MAPPED.search(line))), None
    )


def _model(
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
        match = _COLUMN.match(line)
        if match is None or line.strip().startswith("@@"):
            continue
        if match[2] in models:
            if relation := _RELATION.search(match[4]):
                rule = ON_DELETE.search(relation[3])
                words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", rule[1]).upper().strip() if rule else None
                references[relation[1]] = (f"{mapped[match[2]]}.{relation[2]}", words)
            continue
        columns[match[1]] = _column(match, document.source(number), enums)
    for column, (target, rule_words) in references.items():
        if column in columns:
            known = columns[column]
            if known.field.type == "text":  # a String is of whatever kind the key is that it holds
                known = replace(known, field=replace(known.field, type=None))
            columns[column] = replace(known, references=target, on_delete=rule_words)
    key: tuple[str, ...] = ()
    indexes: list[Fact] = []
    for number, kind, members in listings:
        names = tuple(columns[member].field.name if member in columns else member for member in members)
        if kind == "id":
            key = names
        else:
            indexes.append(IndexFact(name, names, document.source(number), unique=kind == "unique"))
    return [TableFact(name, tuple(columns.values()), source, "prisma", key=key), *indexes]


def _column(match: re.Match[str], source: Source, enums: dict[str, tuple[str, ...]]) -> ColumnFact:
    attributes = match[4]
    native, default, renamed = (
        _NATIVE.search(attributes),
        _DEFAULT.search(attributes),
        re.search(r"(?<!@)@map\(\"(\w{1,63})\"", attributes),
    )
    kind = native[1] if native else _TYPES.get(match[2], "text")
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
