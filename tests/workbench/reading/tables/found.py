"""What is read of a document about a database."""

from textwrap import dedent

from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, TableFact
from workbench.reading.tables import tables


def read(text: str, file: str = "specs/database/schema.md") -> list[TableFact]:
    facts = tables.read(Document(file, dedent(text).lstrip("\n"))).facts
    return [fact for fact in facts if isinstance(fact, TableFact)]


def column(table: TableFact, name: str) -> ColumnFact:
    return next(column for column in table.columns if column.field.name == name)


BOOKS = """
    # Schema

    ### books

    | Column | Type | Constraints | Description |
    |--------|------|-------------|-------------|
    | id | SERIAL | PRIMARY KEY | Unique book number |
    | `owner_id` | UUID | FOREIGN KEY, NOT NULL | References readers.id |
    | title | VARCHAR(200) | NOT NULL | Title, 1-200 characters |
    | genre | VARCHAR(20) | NOT NULL, DEFAULT 'novel' | One of 'novel', 'essay' |
    | note | TEXT | NULL | |
"""
