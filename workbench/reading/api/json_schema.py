"""JSON Schema documents: an object schema may be an entity; its properties are columns only by suggestion."""

import json
import re
from typing import Any

from workbench.patterns import regex
from workbench.reading.api.openapi_rules import rules_of_schema
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, DocumentFacts, Fact, FieldFact, Finding, TableFact
from workbench.reading.layout.nodes import parse_json
from workbench.reading.requirements.requirements import feature_of
from workbench.reading.tables.table_names import is_payload

_MARK = regex(r"\"\$schema\"\s*:\s*\"[^\"]{0,40}json-schema", re.IGNORECASE)
_LIMIT = 400


def applies(document: Document) -> bool:
    """Tell whether the document says that it is a JSON Schema."""
    return document.suffix == ".json" and bool(_MARK.search(document.text[:20000]))


def read(document: Document) -> DocumentFacts:
    """Read the root schema and those under ``$defs`` into implied tables."""
    try:
        root = json.loads(document.text)
    except (ValueError, RecursionError):
        finding = Finding(document.source(1), "This JSON Schema is not valid JSON; correct its syntax.", unread=True)
        return DocumentFacts(document.file, findings=(finding,))
    if not isinstance(root, dict):
        return DocumentFacts(document.file)
    named = [(str(root.get("title") or document.file.rsplit("/", 1)[-1].split(".")[0]), root)]
    for group in ("$defs", "definitions"):
        members = root.get(group)
        named += (
            [(name, value) for name, value in members.items() if isinstance(value, dict)]
            if isinstance(members, dict)
            else []
        )
    lines = {
        line.strip().split('"')[1]: number
        for number, line in reversed(list(enumerate(document.lines, 1)))
        if line.strip().startswith('"') and line.count('"') > 1
    }
    facts = [_table(document, name, schema, lines) for name, schema in named[:_LIMIT]]
    found: list[Fact] = [fact for fact in facts if fact is not None]
    for node in parse_json(document.text)[:1]:
        found += rules_of_schema(node, document, feature_of(document.file))
    return DocumentFacts(document.file, tuple(found))


def _table(document: Document, name: str, schema: dict[str, Any], lines: dict[str, int]) -> TableFact | None:
    properties = schema.get("properties")
    identifier = re.sub(r"\W+", "_", name).strip("_")
    if not isinstance(properties, dict) or not identifier or is_payload(identifier):
        return None
    required = schema.get("required")
    names = {str(word) for word in required} if isinstance(required, list) else set()
    columns = tuple(
        _column(document, member, value, member in names, lines.get(member, 1))
        for member, value in properties.items()
        if isinstance(value, dict)
    )
    source = document.source(lines.get(name, 1))
    return TableFact(
        identifier, columns, source, "json-schema", implied=True, description=str(schema.get("description") or "")
    )


def _column(document: Document, name: str, schema: dict[str, Any], required: bool, line: int) -> ColumnFact:
    kinds = schema.get("type")
    listed = (
        [kind for kind in kinds if isinstance(kind, str)]
        if isinstance(kinds, list)
        else [kinds]
        if isinstance(kinds, str)
        else []
    )
    nullable = "null" in listed
    base = next((kind for kind in listed if kind != "null"), None)
    text = {"date-time": "timestamp", "date": "date", "time": "time", "uuid": "uuid"}.get(
        str(schema.get("format")), base
    )
    items = schema.get("items")
    if base == "array":
        text = f"{items.get('type', 'string') if isinstance(items, dict) else 'string'}[]"
    choices = schema.get("enum")
    source = document.source(line)
    field = FieldFact(
        name,
        type=text,
        required=required,
        nullable=nullable or not required,
        choices=tuple(str(choice) for choice in choices if choice is not None) if isinstance(choices, list) else (),
        min_length=_whole(schema.get("minLength")),
        max_length=_whole(schema.get("maxLength")),
        minimum=_real(schema.get("minimum", schema.get("exclusiveMinimum"))),
        maximum=_real(schema.get("maximum", schema.get("exclusiveMaximum"))),
        exclusive_minimum="exclusiveMinimum" in schema,
        exclusive_maximum="exclusiveMaximum" in schema,
        pattern=schema["pattern"] if isinstance(schema.get("pattern"), str) else None,
        format=schema["format"] if schema.get("format") in ("email", "uri") else None,
        has_default=isinstance(schema.get("default"), str | int | float | bool),
        default=schema["default"] if isinstance(schema.get("default"), str | int | float | bool) else None,
        description=str(schema.get("description") or ""),
        source=source,
    )
    return ColumnFact(field, source)


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _real(value: object) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
