"""What holds for every text in every kind of file, whatever stands in it."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.reading.documents import Document
from workbench.reading.facts import DocumentFacts, EndpointFact, Reading, TableFact
from workbench.reading.project import read_document, read_project

FILES = (
    "specs/api/a.md", "specs/database/a.md", "specs/features/a.md", "specs/001-boats/data-model.md", "specs/api/a.yaml",
    "specs/api/a.json", "specs/database/a.sql", "specs/database/a.dbml", "specs/database/a.prisma",
    "specs/database/a.mmd", "specs/features/a.feature",
)  # fmt: skip
PIECES = (
    "# Boats\n\n",
    "## 2. Events\n\n",
    "### `POST /boats` — **public**\n",
    "- `GET /boats?kind=sail`\n",
    "GET /boats/:id\n",
    "**Request:**\n",
    'Request Body:\n{\n"name": "Ida"\n}\n',
    '```json\n{"name": "string?"}\n```\n',
    '```\n→ {"name": 1}\n← 201 Boat\n```\n',
    "```ts\nconst b = z.object({ n: z.string().min(1) });\n```\n",
    "```sql\nBoats (\n  id UUID,\n  n INT\n)\n```\n",
    "CREATE TABLE t (a int);\n",
    "| Method | Path | Body |\n|---|---|---|\n",
    "| POST | /boats | `a`, `b?` |\n",
    "| Item | Value |\n|---|---|\n| Method | `GET` |\n| Path | `/x` |\n",
    "| Medan | Jenis |\n|---|---|\n| id | UUID |\n",
    "- a, b: Int?\n",
    "- `id`\n  - Type: UUID\n",
    "**id** - UUID\n",
    "```ts\ninterface A {\n id: string; // UUID\n}\n```\n",
    '```go\ntype A struct {\n\tID int `db:"id"`\n}\n```\n',
    "MongoDB\n\n```js\n{ boat_id: 1, // Unique\n a: [{}] }\n{ a: -1 }\n```\n",
    "Every table has `id` (uuid), `a` and `b` (date).\n",
    "```\nGET /boats\n\nQuery:\n- a: int\n\nResponse: 200\n{}\n```\n",
    "POST `NewBoat {a: str}`\n",
    "All list endpoints support:\n\n- `page=1`\n",
    "Filters of `GET /boats`:\n",
    "Table t {\n  a int\n}\n",
    "model T {\n  a Int\n}\n",
    "erDiagram\n  A { int a }\n",
    "Feature: x\n  Scenario: y\n    Given z\n",
    "openapi: 3.0.3\npaths:\n  /a:\n    get: {}\n",
    '{"openapi": "3.0.0", "paths": {"/a": {"get": {}}}}',
    "│ id │\n├────┤\n",
    *("(", "`", "**", "\t", "\x0b", "\u202e", "🚢", "```\n"),
)
"""Pieces of every notation, whole and broken."""
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=12).map("".join)


def read(text: str, file: str) -> DocumentFacts:
    return read_document(Document(file, text.replace("\r", "").replace("\0", "")))


def read_bytes(data: bytes, file: str) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        (path.parent / "other.md").write_text("# Loans\n\n### GET /loans\n", encoding="utf-8")
        return read_project(Path(folder))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(FILES), TEXTS)
def test_every_fact_and_every_finding_stands_in_its_document(file: str, text: str) -> None:
    found = read(text, file)
    last = text.replace("\r", "").count("\n") + 1
    for entry in (*found.facts, *found.unread, *found.findings):
        assert entry.source.file == file
        assert 1 <= entry.source.line <= entry.source.end_line <= last, entry


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FILES), TEXTS)
def test_no_endpoint_and_no_table_is_without_a_name(file: str, text: str) -> None:
    for fact in read(text, file).facts:
        if isinstance(fact, EndpointFact):
            assert fact.path.startswith("/")
            assert fact.method in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
        elif isinstance(fact, TableFact):
            assert fact.name.strip()
            assert all(column.field.name for column in fact.columns)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(FILES), TEXTS)
def test_line_ends_and_byte_order_marks_change_nothing(file: str, text: str) -> None:
    plain = text.replace("\r", "").replace("\0", "")
    unix = read_bytes(plain.encode("utf-8", "replace"), file)
    windows = read_bytes(b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode("utf-8", "replace"), file)
    assert windows.documents == unix.documents


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FILES), st.binary(max_size=400))
def test_any_bytes_leave_the_other_documents_as_they_are(file: str, data: bytes) -> None:
    reading = read_bytes(data, file)
    assert [fact.path for fact in reading.facts_of(EndpointFact) if fact.source.file.endswith("other.md")] == ["/loans"]
    assert all(finding.text.endswith((".", "?", "!")) for finding in reading.findings)
