"""Collections of a document store, each shown by one of its rows, in JSON with remarks.

Example: below ``### 2. boats`` a fence ``{ "boat_id": "uuid-string", // Primary identifier`` and so on.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.endpoints.bodies.fields import fields_of_node, type_of_example
from workbench.reading.facts import ColumnFact, Fact, FieldFact, IndexFact, TableFact
from workbench.reading.layout.markdown import Code
from workbench.reading.layout.nodes import Kind, Node, parse_json
from workbench.reading.layout.outline import Place, is_exchanged
from workbench.reading.tables.table_names import find_table_name, is_payload
from workbench.reading.tables.tables import is_database
from workbench.reading.values.constraints import read_column

_LANGUAGES = frozenset({"json", "jsonc", "json5", "javascript", "js", "", "bson"})
_STORE = regex(r"mongo|nosql|firestore|couch|dynamodb|\bcollections?\b", re.IGNORECASE)
_FIRST = regex(r"\bprimary (?:identifier|id)\b", re.IGNORECASE)
_REFERENCE = regex(r"\b(?:reference|ref|refers) to (?:the )?`?([a-z_]\w{1,62})`?", re.IGNORECASE)
_UNIQUE = regex(r"\bunique\b(?! per| compound)", re.IGNORECASE)


def keeps_documents(document: Document) -> bool:
    """Tell whether the document is about a database that keeps documents and no rows."""
    return is_database(document.file) and _STORE.search(document.text[:20_000]) is not None


def read_shown_row(document: Document, place: Place, code: Code) -> list[Fact]:
    """Read the collection of which a fence shows a row, called as the heading above; what is nested is JSON."""
    name = find_table_name(place.title) if code.language in _LANGUAGES and not is_exchanged(place.title) else None
    nodes = parse_json(code.text, code.text_line) if name and not is_payload(name) else []
    row = nodes[0] if nodes and nodes[0].kind is Kind.OBJECT else None
    if row is None or name is None or len(row.members) < 2:
        return []
    fields = fields_of_node(row, document)
    columns = tuple(_column(field, row.members[field.name], document) for field in fields if field.name in row.members)
    if not columns:
        return []
    table = TableFact(name, _keyed(columns), document.source(code.line, code.end_line), "code")
    return [table, *_indexes(document, name, code, nodes[1:])]


def _indexes(document: Document, name: str, code: Code, nodes: list[Node]) -> Iterator[IndexFact]:
    """Read what follows the row as ``createIndex`` takes it: ``{ "boat_id": 1, "seen_at": -1 }  // Unique``."""
    lines = code.text.split("\n")
    for node in nodes:
        if node.members and all(member.text in ("1", "-1") for member in node.members.values()):
            unique = "unique" in lines[node.end_line - code.text_line].lower()
            yield IndexFact(name, tuple(node.members), document.source(node.line, node.end_line), unique)


def _column(field: FieldFact, node: Node, document: Document) -> ColumnFact:
    noted = read_column(field.name, node.comment, document.source(node.line))
    target = _REFERENCE.search(node.comment)
    nullable = noted.field.nullable if field.nullable is None else field.nullable
    return replace(
        noted,
        field=replace(field, type=_kind(field, node), nullable=nullable, fields=(), default=None, has_default=False),
        primary_key=noted.primary_key or (True if _FIRST.search(node.comment) else None),
        unique=noted.unique or (True if _UNIQUE.search(node.comment) else None),
        references=target[1] if target else noted.references,
    )


def _kind(field: FieldFact, node: Node) -> str | None:
    low = node.text.lower().strip("\"' ") if node.is_scalar else ""
    if node.is_scalar and (shown := type_of_example(node.scalar)) in ("date", "datetime"):
        return shown
    if low.startswith(("objectid", "uuid")):
        return "ObjectId" if low.startswith("o") else "uuid"
    return "jsonb" if (field.type or "").startswith("object") else field.type


def _keyed(columns: tuple[ColumnFact, ...]) -> tuple[ColumnFact, ...]:
    """Make a key of ``_id``, or of an id that comes first and refers to nothing, where no remark names one."""
    if any(one.primary_key for one in columns):
        return columns
    first = columns[0] if columns[0].field.name.lower().endswith("id") and not columns[0].references else None
    key = next((one for one in columns if one.field.name in ("_id", "id")), first)
    return tuple(replace(one, primary_key=True) if one is key else one for one in columns)
