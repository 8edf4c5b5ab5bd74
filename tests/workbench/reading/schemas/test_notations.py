"""DBML, Mermaid, Prisma, JSON Schema and boxes."""

from textwrap import dedent

import pytest

from workbench.reading.api import json_schema
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, Fact, IndexFact, RequirementFact, TableFact
from workbench.reading.schemas import notations
from workbench.reading.tables import diagrams


def read(text: str, file: str) -> tuple[Fact, ...]:
    return notations.read(Document(file, dedent(text).lstrip("\n"))).facts


def tables(facts: tuple[Fact, ...]) -> dict[str, TableFact]:
    return {fact.name: fact for fact in facts if isinstance(fact, TableFact) and fact.notation != "statement"}


def column(table: TableFact, name: str) -> ColumnFact:
    return next(each for each in table.columns if each.field.name == name)


DBML = """
    // what is lent
    Table readers {
      id uuid [pk, default: `gen_random_uuid()`]
      mail varchar(120) [not null, unique, note: 'for reminders']
      kind reader_kind [default: 'child']
    }
    Enum reader_kind {
      child
      adult [note: 'over 18']
    }
    Table loans {
      id integer [primary key, increment]
      reader_id uuid [not null, ref: > readers.id]
      title text [null]
      indexes {
        title
        (reader_id, title) [unique]
      }
    }
    Ref: loans.reader_id > readers.id [delete: cascade]
"""


def test_dbml_tables_with_their_lines() -> None:
    found = tables(read(DBML, "specs/database/schema.dbml"))
    assert list(found) == ["readers", "loans"]
    assert (found["loans"].source.line, found["loans"].source.end_line, found["loans"].notation) == (11, 19, "dbml")
    assert column(found["loans"], "title").source.line == 14


def test_dbml_settings() -> None:
    found = tables(read(DBML, "specs/database/schema.dbml"))
    mail = column(found["readers"], "mail")
    assert (mail.field.type, mail.field.nullable, mail.unique, mail.field.description) == (
        "varchar(120)",
        False,
        True,
        "for reminders",
    )
    assert column(found["readers"], "kind").field.choices == ("child", "adult")
    assert column(found["readers"], "id").field.default == "gen_random_uuid()"
    assert column(found["loans"], "id").auto_increment is True
    assert column(found["loans"], "reader_id").references == "readers.id"
    assert column(found["loans"], "title").field.nullable is True


def test_dbml_needs_no_language_over_its_fence() -> None:
    code = "ENUM Tides {\n HIGH\n LOW\n}\nTable Boat {\n  id integer [pk]\n  tide Tides [default: Tides.LOW]\n}\n"
    text = f"# Schema\n\n```\n{code}```\n"
    tide = column(tables(read(text, "specs/database/schema.md"))["Boat"], "tide").field
    assert (tide.choices, tide.default) == (("HIGH", "LOW"), "LOW")


def test_dbml_indexes_and_references() -> None:
    facts = read(DBML, "specs/database/schema.dbml")
    assert [(fact.columns, fact.unique) for fact in facts if isinstance(fact, IndexFact)] == [
        (("title",), False),
        (("reader_id", "title"), True),
    ]
    (added,) = [fact for fact in facts if isinstance(fact, TableFact) and fact.notation == "statement"]
    assert (added.name, added.columns[0].references, added.columns[0].on_delete) == ("loans", "readers.id", "CASCADE")


def test_a_dbml_reference_the_other_way_round() -> None:
    (fact,) = read("Ref: readers.id < loans.reader_id", "a.dbml")
    assert isinstance(fact, TableFact)
    assert (fact.name, fact.columns[0].field.name, fact.columns[0].references) == ("loans", "reader_id", "readers.id")


def test_mermaid_entities_with_attributes() -> None:
    text = """
        # Schema

        ```mermaid
        erDiagram
            READERS ||--o{ LOANS : has
            READERS {
                uuid id PK
                string mail UK "who to remind"
            }
            LOANS {
                int id PK
                uuid reader_id FK
                string title "not null"
            }
        ```
    """
    found = tables(read(text, "specs/database/schema.md"))
    assert list(found) == ["READERS", "LOANS"]
    assert (column(found["READERS"], "id").primary_key, column(found["READERS"], "mail").unique) == (True, True)
    assert (column(found["LOANS"], "title").field.nullable, column(found["LOANS"], "title").source.line) == (False, 13)


def test_what_follows_a_mermaid_attribute_as_in_sql_is_read() -> None:
    text = """
        ```mermaid
        erDiagram
            TIDES {
                varchar port UNIQUE
                varchar kind ENUM("spring", "neap")
                boolean verified DEFAULT false
            }
        ```
    """
    (found,) = tables(read(text, "specs/database/schema.md")).values()
    assert [one.field.name for one in found.columns] == ["port", "kind", "verified"]
    assert (column(found, "port").unique, column(found, "verified").field.default) == (True, False)


def test_other_mermaid_diagrams_hold_no_tables() -> None:
    assert read("```mermaid\nflowchart TD\n  A { B }\n```\n", "specs/a.md") == ()


PRISMA = """
    model Reader {
      id    String  @id @default(uuid())
      mail  String  @unique @db.VarChar(120)
      name  String?
      kind  Kind    @default(CHILD)
      loans Loan[]
      @@map("readers")
    }
    enum Kind {
      CHILD
      ADULT
    }
    model Loan {
      id       Int      @id @default(autoincrement())
      reader   Reader   @relation(fields: [readerId], references: [id], onDelete: SetNull)
      readerId String   @map("reader_id")
      tags     String[]
      lent     DateTime @default(now())
      @@index([readerId, lent])
    }
"""


def test_prisma_models() -> None:
    found = tables(read(PRISMA, "specs/database/schema.prisma"))
    readers = found["readers"]
    assert [each.field.name for each in readers.columns] == ["id", "mail", "name", "kind"]
    assert (column(readers, "id").field.type, column(readers, "mail").field.type) == ("uuid", "VarChar(120)")
    assert column(readers, "name").field.nullable is True
    assert column(readers, "kind").field.choices == ("CHILD", "ADULT")


def test_prisma_relations_and_lists() -> None:
    facts = read(PRISMA, "specs/database/schema.prisma")
    loan = tables(facts)["Loan"]
    assert (column(loan, "reader_id").references, column(loan, "reader_id").on_delete) == ("readers.id", "SET NULL")
    assert (column(loan, "id").auto_increment, column(loan, "tags").field.type, column(loan, "lent").field.default) == (
        True,
        "text[]",
        "now()",
    )
    assert [fact.columns for fact in facts if isinstance(fact, IndexFact)] == [("reader_id", "lent")]


@pytest.mark.parametrize("written", ["indexes { (reader_id, shelf) [pk] }", "indexes {\n (reader_id, shelf) [pk]\n }"])
def test_the_key_of_several_columns_is_among_the_indexes_of_dbml(written: str) -> None:
    text = f"Table marks {{\n reader_id uuid\n shelf int\n {written}\n note text\n}}\n"
    marks = tables(read(text, "specs/database/schema.dbml"))["marks"]
    assert marks.key == ("reader_id", "shelf")
    assert [column.field.name for column in marks.columns] == ["reader_id", "shelf", "note"]


@pytest.mark.parametrize("text", ["Table x {", "Table { }", "Ref: a", "}}}}", "Table x {\n indexes {\n"])
def test_broken_dbml_does_no_harm(text: str) -> None:
    assert all(isinstance(fact, TableFact) for fact in read(text, "a.dbml"))


BOX = """
# Schema

```
┌──────────────────────────┐
│         readers          │
│   (Managed by Auth0)     │
├──────────────────────────┤
│ id     UUID PK           │
│ mail   VARCHAR(120) UNIQUE │◄── login
└──────────────────────────┘
            │
┌──────────────────────────┐
│ Loan                     │
├──────────────────────────┤
│ id: UUID (PK)            │
│ reader_id  UUID FK ──────┼──► readers.id
└──────────────────────────┘
```
"""


def test_boxes_are_tables() -> None:
    readers, loan = [
        fact
        for fact in diagrams.read(Document("specs/database/a.md", BOX.lstrip("\n"))).facts
        if isinstance(fact, TableFact)
    ]
    assert (readers.name, readers.external, readers.notation) == ("readers", True, "diagram")
    assert (column(readers, "id").primary_key, column(readers, "mail").unique, column(readers, "mail").source.line) == (
        True,
        True,
        9,
    )
    assert [(each.field.name, each.field.type) for each in loan.columns] == [("id", "UUID"), ("reader_id", "UUID")]


def test_boxes_of_components_are_none() -> None:
    text = "```\n┌────────┐\n│ Server │\n├────────┤\n│ FastAPI in Docker │\n└────────┘\n```\n"
    assert diagrams.read(Document("specs/architecture.md", text)).facts == ()


SCHEMA = """{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Loan",
  "properties": {
    "id": {"type": "string", "format": "uuid"},
    "size": {"type": ["integer", "null"], "minimum": 1},
    "state": {"enum": ["open", "back"], "type": "string", "default": "open"}
  },
  "required": ["id", "state"]
}
"""


def test_json_schema_suggests_a_table() -> None:
    found = json_schema.read(Document("specs/api/loan.json", SCHEMA)).facts
    (table,) = (fact for fact in found if isinstance(fact, TableFact))
    assert (table.name, table.implied, table.notation) == ("Loan", True, "json-schema")
    assert [(each.field.type, each.field.nullable, each.source.line) for each in table.columns] == [
        ("uuid", False, 5),
        ("integer", True, 6),
        ("string", False, 7),
    ]
    assert (column(table, "size").field.minimum, column(table, "state").field.choices) == (1, ("open", "back"))


def test_broken_json_schema_is_reported() -> None:
    found = json_schema.read(Document("a.json", '{"$schema": "http://json-schema.org/x", '))
    assert (found.facts, len(found.findings)) == ((), 1)


def test_other_json_is_not_read() -> None:
    assert json_schema.applies(Document("a.json", '{"openapi": "3.1.0"}')) is False


def test_dbml_that_says_not_null_means_null_where_it_says_nothing() -> None:
    loans = tables(read("Table loans {\n  id uuid [pk]\n  title text [not null]\n  note text\n}\n", "specs/a.dbml"))[
        "loans"
    ]
    assert [each.field.nullable for each in loans.columns] == [False, False, True]


def test_dbml_that_never_says_not_null_states_nothing() -> None:
    loans = tables(read("Table loans {\n  id uuid [pk]\n  note text\n}\n", "specs/a.dbml"))["loans"]
    assert column(loans, "note").field.nullable is None


ERD = """
    erDiagram
      readers ||--o{ loans : borrows
      readers ||--o{ loans : lends
      books ||--o{ loans : "is lent"
      loans ||--o| fines : costs
      readers {
        uuid id PK
      }
      books {
        string isbn PK
      }
      loans {
        uuid id PK
        uuid taker_id FK
        string book_id FK
      }
      fines {
        uuid loan_id PK, FK
      }
"""


def test_relations_of_a_diagram_tie_the_columns_marked_as_keys() -> None:
    found = tables(read(ERD, "specs/a.mmd"))
    assert column(found["loans"], "book_id").references == "books.isbn"
    assert column(found["loans"], "taker_id").references == "readers.id"
    assert column(found["fines"], "loan_id").references == "loans.id"


def test_a_key_with_two_possible_parents_is_left_open() -> None:
    text = ERD.replace('books ||--o{ loans : "is lent"', "books ||--o{ loans : x\n  fines ||--o{ loans : y")
    assert column(tables(read(text, "specs/a.mmd"))["loans"], "taker_id").references is None


def test_limits_of_a_json_schema_are_requirements() -> None:
    mark = '"$schema": "https://json-schema.org/draft/2020-12/schema"'
    text = f'{{{mark},\n "required": ["days"],\n "properties": {{\n  "days": {{"type": "integer", "maximum": 30}}}}}}\n'
    facts = json_schema.read(Document("specs/api/loan.json", text)).facts
    assert [(fact.text, fact.source.line) for fact in facts if isinstance(fact, RequirementFact)] == [
        ("days — integer — required, maximum 30", 4)
    ]


def test_a_dbml_type_of_two_words_stands_in_quotes() -> None:
    text = 'Table probes {\n  id int [pk]\n  value "double precision" [not null]\n}\n'
    (probes,) = [
        fact for fact in notations.read(Document("specs/database/a.dbml", text)).facts if isinstance(fact, TableFact)
    ]
    assert [column.field.type for column in probes.columns] == ["int", "double precision"]


def test_a_block_may_end_on_the_line_on_which_it_begins() -> None:
    text = "enum State { OPEN CLOSED }\n\nmodel Club {\n  id Int @id\n  state State @default(OPEN)\n}\n"
    (club,) = [
        fact for fact in notations.read(Document("specs/database/a.prisma", text)).facts if isinstance(fact, TableFact)
    ]
    assert club.columns[1].field.choices == ("OPEN", "CLOSED")


@pytest.mark.parametrize(("said", "tables"), [("(Redis)", 0), ("(in-memory)", 0), ("one row a visit", 1)])
def test_a_box_that_is_kept_in_no_database_is_no_table(said: str, tables: int) -> None:
    box = f"┌──────┐\n│ Visit │\n│ {said} │\n├──────┤\n│ id: UUID │\n│ boat_id: UUID │\n└──────┘"
    found = diagrams.read(Document("specs/database/a.md", f"# Schema\n\n```\n{box}\n```\n")).facts
    assert len(found) == tables
