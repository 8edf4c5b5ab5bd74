"""Collections in Mongoose: ``new Schema({ name: { type: String, required: true } })``, as tables."""

import re

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, Fact, FieldFact, TableFact
from workbench.reading.layout.nodes import Kind, Node, parse_json
from workbench.reading.literals import read_literal
from workbench.reading.schemas.braces import Text
from workbench.reading.values.code_parts import bracketed, split_parts

SCHEMA = regex(
    r"\b(?:const|let|var)\s+(\w{1,62})\s*(?::[^=\n]{1,60})?=\s*new\s+(?:mongoose\.)?Schema\s*(?:<[^>\n]{1,80}>)?\s*\(\s*"
)
_MODEL = regex(r"\bmodel\s*(?:<[^>\n]{1,80}>)?\s*\(\s*[\"'`](\w{1,62})[\"'`]\s*,\s*(\w{1,62})")
_STAMPS = regex(r"\btimestamps\s*:\s*true\b")
_TYPES = {
    "string": "text", "number": "numeric", "date": "timestamptz", "boolean": "boolean", "objectid": "ObjectId",
    "mixed": "jsonb", "map": "jsonb", "buffer": "bytea", "decimal128": "numeric", "bigint": "bigint", "uuid": "uuid",
}  # fmt: skip


def read_mongoose(document: Document, text: Text) -> list[Fact]:
    """Read the schemas, each as a table called as its model is; what is nested is kept as JSON."""
    code, first_line = text
    called = {match[2]: match[1] for match in _MODEL.finditer(code)}
    facts: list[Fact] = []
    for match in SCHEMA.finditer(code):
        body = bracketed(code, match.end())
        if body is None or code[match.end() : match.end() + 1] != "{":
            continue
        line = first_line + code.count("\n", 0, match.start())
        end = first_line + code.count("\n", 0, match.end() + len(body))
        name = called.get(match[1]) or re.sub(r"_?[sS]chema$", "", match[1])
        columns = []
        for part in split_parts(body, first_line + code.count("\n", 0, match.end())):
            nodes = parse_json(f"{{{part.text}}}", part.line)
            for member, node in nodes[0].members.items() if nodes else ():
                columns.append(_column(member, node, document.source(part.line, part.end_line)))
        after = code[match.end() + len(body) : match.end() + len(body) + 200]
        if _STAMPS.search(after.split("\n\n")[0]):
            columns += [_stamp(stamp, document.source(end, end)) for stamp in ("createdAt", "updatedAt")]
        if name and columns:
            facts.append(TableFact(name[:1].upper() + name[1:], tuple(columns), document.source(line, end), "code"))
    return facts


def _column(name: str, node: Node, source: Source) -> ColumnFact:
    options = node.members if node.kind is Kind.OBJECT and "type" in node.members else {}
    kind = _type(options.get("type", node))
    said = {key: value.text.strip() for key, value in options.items() if value.is_scalar}
    default = read_literal(said["default"]) if "default" in said else None
    choices = tuple(item.text for item in options["enum"].items) if "enum" in options else ()
    field = FieldFact(
        name,
        type=kind,
        nullable=not said.get("required", "").startswith("true"),
        choices=choices,
        min_length=_whole(said.get("minlength") or said.get("minLength")),
        max_length=_whole(said.get("maxlength") or said.get("maxLength")),
        minimum=_whole(said.get("min")),
        maximum=_whole(said.get("max")),
        has_default="default" in said and not said["default"].startswith(("Date", "()", "null")),
        default=default,
        source=source,
    )
    target = said.get("ref")
    return ColumnFact(
        field,
        source,
        primary_key=True if name == "_id" else None,
        unique=True if said.get("unique") == "true" else None,
        index=True if said.get("index") == "true" else None,
        references=f"{target}.id" if target else None,
    )


def _type(node: Node) -> str:
    """Name the type: ``String``, ``Schema.Types.ObjectId``, ``[String]``; what is nested is JSON."""
    if node.kind is Kind.ARRAY:
        inner = _type(node.items[0]) if node.items and node.items[0].is_scalar else "jsonb"
        return inner if inner == "jsonb" else f"{inner}[]"
    return _TYPES.get(node.text.rsplit(".", 1)[-1].strip().lower(), "jsonb") if node.is_scalar else "jsonb"


def _stamp(name: str, source: Source) -> ColumnFact:
    field = FieldFact(name, type="timestamptz", nullable=False, has_default=True, default="now()", source=source)
    return ColumnFact(field, source)


def _whole(text: str | None) -> int | None:
    value = read_literal(text.split(",")[0].strip("[ ")) if text else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
