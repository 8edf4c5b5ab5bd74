"""Tables that prose describes."""

from textwrap import dedent

from generators.blueprint import Source
from workbench.reading.documents import Document
from workbench.reading.facts import TableFact
from workbench.reading.tables import entities
from workbench.reading.tables.entities import read_field_list


def read(text: str, file: str = "specs/features/loans.md") -> list[TableFact]:
    facts = entities.read(Document(file, dedent(text).lstrip("\n"))).facts
    return [fact for fact in facts if isinstance(fact, TableFact)]


def names(table: TableFact) -> list[str]:
    return [column.field.name for column in table.columns]


def test_a_requirement_that_lists_columns() -> None:
    (table,) = read(
        "- **FR-002**: Loans table MUST include columns: id (int, PK, auto-increment), title "
        "(varchar), reader_id (int, FK)\n"
    )
    assert (table.name, table.notation, table.source.line) == ("Loans", "prose", 1)
    assert [(each.field.name, each.field.type, each.primary_key) for each in table.columns] == [
        ("id", "int", True), ("title", "varchar", None), ("reader_id", "int", None),
    ]  # fmt: skip


def test_tables_that_are_named_in_a_row_and_no_more() -> None:
    tables = read("The tables `loans`, `loan_items` and `readers` hold what is lent.\n")
    assert [(table.name, table.columns) for table in tables] == [("loans", ()), ("loan_items", ()), ("readers", ())]


def test_what_is_to_come_names_tables_only_where_they_are_there_already() -> None:
    assert read("## Future work\n\nThe tables `fines` and `fine_items` will follow.\n") == []
    tables = read("## Future work\n\nThe `fines`, `fine_items` tables exist already, the endpoints follow.\n")
    assert [table.name for table in tables] == ["fines", "fine_items"]


def test_a_key_entity_with_its_attributes() -> None:
    (table,) = read(
        "### Key Entities\n\n- **Loan**: What is lent. Attributes: id, title, `reader_id` (FK → readers.id)\n"
    )
    assert (table.name, names(table), table.implied) == ("Loan", ["id", "title", "reader_id"], False)
    assert table.columns[2].references == "readers.id"


def test_a_key_entity_without_a_key_is_only_implied() -> None:
    (table,) = read("### Key Entities\n\n- **Loan**: What is lent. Attributes: title, reader_id\n")
    assert table.implied is True


def test_attributes_below_a_bold_label() -> None:
    (table,) = read("""
        ### Key Entities

        **Loan (what is lent)**
        - Represents a loan
        - Attributes: id, title (optional), size (NUMERIC 12,2)
    """)
    assert names(table) == ["id", "title", "size"]
    assert table.columns[1].field.nullable is True


def test_attributes_below_an_item() -> None:
    (table,) = read("## Data Model\n\n- **Loan** (as before):\n  - Fields: id, title\n  - Rule: title is unique\n")
    assert (table.name, names(table)) == ("Loan", ["id", "title"])


def test_rows_of_entities() -> None:
    found = read("""
        ## Database Models

        | Model | Fields | Purpose |
        |---|---|---|
        | Loan | id, reader_id, title | Lending |
        | Reader | id, mail | People |
    """)
    assert [(table.name, names(table)) for table in found] == [
        ("Loan", ["id", "reader_id", "title"]),
        ("Reader", ["id", "mail"]),
    ]


def test_attributes_in_words_are_no_columns() -> None:
    assert (
        read("### Key Entities\n\n- **Loan**: Attributes: the title of the book, when it was lent, who has it\n") == []
    )


def test_bullets_that_begin_with_a_table_name() -> None:
    found = read(
        "## DB\n\n- `loans` — what is lent (ticket_number unique)\n  - `active` flag for soft"
        " delete\n- `readers` — people\n"
    )
    assert [(table.name, names(table)) for table in found] == [("loans", ["ticket_number", "active"]), ("readers", [])]
    assert found[0].columns[0].unique is True
    assert found[0].columns[1].field.type == "boolean"


def test_columns_and_indexes_are_not_taken_for_tables() -> None:
    assert read("## Database\n\n- `created_at` — when\n- `ix_loans` — index\n- `size`: integer\n") == []


def test_what_is_for_later_is_left_out() -> None:
    assert read("## Future\n\n- Loans table MUST include columns: id, title\n") == []


def test_a_list_ends_with_its_sentence() -> None:
    found = read_field_list("id, title, done. All are required", Source("a.md", 1, 1))
    assert [column.field.name for column in found] == ["id", "title", "done"]


def test_a_sentence_about_a_row_may_name_a_column_of_it() -> None:
    text = "# Loans\n\n1. The reader asks for the book.\n2. The loan is stored with its `returned_on` column empty.\n"
    (fact,) = entities.read(Document("specs/features/loans.md", text)).facts
    assert isinstance(fact, TableFact)
    assert (fact.name, fact.notation, fact.source.line) == ("loan", "statement", 4)
    assert [column.field.name for column in fact.columns] == ["returned_on"]


def test_sentences_of_one_paragraph_about_several_tables() -> None:
    found = read(
        "The `loans` table SHALL have columns `id` (uuid), `due` (date).\n"
        "The `readers` table SHALL have columns `id` (uuid), `email` (varchar).\n"
    )
    assert [(table.name, names(table)) for table in found] == [("loans", ["id", "due"]), ("readers", ["id", "email"])]


def test_a_row_for_each_table_that_lists_its_columns_from_the_key_on() -> None:
    rows = "| `lectores` | id, dni (unique) |\n| `lector_libro` | libro_id, lector_id, dia (date) — pivot |\n"
    found = read(f"## Tablas\n\n| Tabla | Descripción |\n|---|---|\n{rows}")
    assert [(table.name, names(table)) for table in found] == [
        ("lectores", ["id", "dni"]), ("lector_libro", ["libro_id", "lector_id", "dia"]),
    ]  # fmt: skip
    assert read("## Tablas\n\n| Tabla | Descripción |\n|---|---|\n| `lectores` | nombre, dni |\n") == []
