"""JSON Schema documents: an object schema may be an entity; its properties are columns only by suggestion."""

import re
from collections.abc import Iterator
from dataclasses import replace

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.api.openapi_rules import rules_of_schema
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, DocumentFacts, FieldFact, Finding, TableFact
from workbench.reading.layout.nodes import Kind, Node, source_of
from workbench.reading.layout.yaml_nodes import TooLarge, Unparsable, parse_document
from workbench.reading.requirements.requirements import feature_of
from workbench.reading.tables.table_names import is_payload
from workbench.reading.values.schema_fields import fields_of_schema

_MARK = regex(r"\"\$schema\"\s*:\s*\"[^\"]{0,40}json-schema", re.IGNORECASE)
_LIMIT = 400
_TYPES = {"datetime": "timestamp"}
_FORMATS = ("email", "uri")


def applies(document: Document) -> bool:
    """Tell whether the document says that it is a JSON Schema."""
    return document.suffix == ".json" and bool(_MARK.search(document.text[:20000]))


def read(document: Document) -> DocumentFacts:
    """Read the root schema and those under ``$defs`` into implied tables."""
    try:
        root = parse_document(document.text, ".json")
    except Unparsable as problem:
        return DocumentFacts(document.file, findings=(refusal(document, problem, "JSON Schema"),))
    named = [(root.word("title") or document.file.rsplit("/", 1)[-1].split(".")[0], root)]
    for group in ("$defs", "definitions"):
        members = root.get(group)
        named += members.members.items() if members is not None else ()
    tables = [table for name, schema in named[:_LIMIT] for table in _table(document, name, schema)]
    return DocumentFacts(document.file, (*tables, *rules_of_schema(root, document, feature_of(document.file))))


def refusal(document: Document, problem: Unparsable, notation: str) -> Finding:
    """Say where and why a whole document was not read, and what to do."""
    words = (
        f"This document was not read, as it holds {problem.reason} up to here; split it."
        if isinstance(problem, TooLarge)
        else f"This is not valid {notation} ({problem.reason}); correct it there."
    )
    return Finding(document.source(problem.line), words, unread=True)


def _table(document: Document, name: str, schema: Node) -> Iterator[TableFact]:
    properties = schema.get("properties")
    identifier = re.sub(r"\W+", "_", name).strip("_")
    if properties is None or properties.kind is not Kind.OBJECT or not identifier or is_payload(identifier):
        return
    source = source_of(schema, document)
    columns = tuple(_column(field, source) for field in fields_of_schema(schema, document))
    yield TableFact(identifier, columns, source, "json-schema", implied=True, description=schema.word("description"))


def _column(field: FieldFact, source: Source) -> ColumnFact:
    """Make a column of a member; what need not be sent may be null."""
    kind = _TYPES.get(field.type or "", field.type)
    form = field.format if field.format in _FORMATS else None
    nullable = bool(field.nullable) or not field.required
    return ColumnFact(replace(field, type=kind, format=form, nullable=nullable), field.source or source)
