"""How a table is called, and whose it is."""

import pytest

from tests.workbench.reading.tables.found import column, read
from workbench.reading.tables.table_names import find_external, find_table_name, is_payload, same_thing


def test_a_label_names_the_table() -> None:
    (table,) = read(
        "## Data\n\n**Table Name**: `books`\n\n| Column | Type |\n|---|---|\n| id | int |\n| title | text |\n"
    )
    assert table.name == "books"


def test_a_heading_that_says_nothing_falls_back_to_the_table_named_before() -> None:
    found = read(
        "## Books Table\n\nText.\n\n## Column details\n\n| Column | Type |\n|---|---|\n| id | int |\n| t | text |\n"
    )
    assert [table.name for table in found] == ["Books"]


def test_a_table_of_somebody_else_is_external() -> None:
    (table,) = read("### users (managed by Keycloak)\n- id: string\n- email: string\n")
    assert table.external is True


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("tasks", "tasks"),
        ("4.2 loans", "loans"),
        ("Table 2: loans", "loans"),
        ("`loans`", "loans"),
        ("Loan (loans)", "loans"),
        ("loans (many-to-many)", "loans"),
        ("Loan Items Table", "Loan_Items"),
        ("Entity: Loan", "Loan"),
        ("Loan Model", "Loan"),
        ("Tabla prestamos", "prestamos"),
        ("Entidade `emprestimos`", "emprestimos"),
        ("Tabela: emprestimos", "emprestimos"),
        ("Database Schema: Loans", "Loans"),
        ("Data Model", None),
        ("Columns", None),
        ("Field Constraints", None),
        ("Managed by Keycloak", None),
        ("Who may read the loans of others", None),
    ],
)
def test_the_name_in_a_heading(heading: str, name: str | None) -> None:
    assert find_table_name(heading) == name


@pytest.mark.parametrize(
    ("one", "other", "same"), [("Loan", "loans", True), ("loan_items", "LoanItem", True), ("loans", "items", False)]
)
def test_names_of_one_table(one: str, other: str, same: bool) -> None:
    assert same_thing(one, other) is same


@pytest.mark.parametrize(
    ("name", "payload"), [("LoanCreate", True), ("LoanResponse", True), ("Loan", False), ("loan_status", False)]
)
def test_names_of_bodies(name: str, payload: bool) -> None:
    assert is_payload(name) is payload


@pytest.mark.parametrize(
    ("text", "external"),
    [
        ("Managed by Auth0", True),
        ("This table is created and managed by Clerk.", True),
        ("Managed by our application", None),
        ("Loans created by users", None),
    ],
)
def test_who_manages_a_table(text: str, external: bool | None) -> None:
    assert find_external((text,)) is external


@pytest.mark.parametrize("name", ["notes", "checkpoints", "keys", "rules"])
def test_a_bold_name_in_small_letters_is_a_table(name: str) -> None:
    (table,) = read(f"# Storage\n\n**{name}**\n- `id` — uuid, primary key\n- `text` — varchar(200), required\n")
    assert table.name == name


def test_the_name_may_stand_beside_words_of_another_script() -> None:
    assert [find_table_name(title) for title in ("会议室表 rooms", "예약 테이블 bookings", "Таблица users")] == [
        "rooms", "bookings", "users",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "before",
    [
        "BERTHS",
        "## Entity *berth*\n\nStored in `berths`.\n",
        "## Things kept\n\nEach is saved in the table **berths**.\n",
    ],
)
def test_the_words_before_name_the_table(before: str) -> None:
    (table,) = read(f"# Data\n\n{before}\n1. `id` — bigint, primary key\n2. `quay` — varchar(10), mandatory\n")
    assert table.name.lower() == "berths"


@pytest.mark.parametrize("title", ["Events", "3. settings", "Topics", "4) Components"])
def test_a_noun_alone_names_a_table_in_a_document_about_the_database(title: str) -> None:
    text = f"# Schema\n\n## {title}\n\n| Column | Type |\n|---|---|\n| id | UUID |\n| label | TEXT |\n"
    assert len(read(text)) == 1
    assert read(text, "specs/features/live.md") == []


def test_a_bold_word_before_a_sentence_names_no_table() -> None:
    (table,) = read("""
        # Schema

        ### 1. boats

        **Purpose**: What lies in the harbour.

        | Column | Type |
        |---|---|
        | id | UUID |
        | name | TEXT |
        """)
    assert table.name == "boats"


@pytest.mark.parametrize("title", ["Application", "3. Collection", "properties", "tables"])
def test_a_generic_word_alone_right_above_its_columns_names_a_table_of_its_own(title: str) -> None:
    columns = "| Column | Type |\n|---|---|\n| id | UUID |\n| label | TEXT |\n"
    boats, other = read(f"# Schema\n\n### boats\n\n{columns}\n### {title}\n\n{columns}")
    assert (boats.name, other.name) == ("boats", title.removeprefix("3. "))


def test_a_generic_word_in_the_plural_speaks_of_the_table_above() -> None:
    (table,) = read("# Schema\n\n## boats\n\n#### Properties\n\n| Column | Type |\n|---|---|\n| id | UUID |\n")
    assert table.name == "boats"


@pytest.mark.parametrize("name", ["BoatService", "LogPost", "CrewRegistration", "BerthType"])
def test_a_document_about_the_database_has_tables_with_names_of_payloads(name: str) -> None:
    text = f"# Data model\n\n### {name}\n\n| Field | Type |\n|---|---|\n| id | uuid |\n| label | text |\n"
    assert [table.name for table in read(text)] == [name]
    assert read(text.replace(name, "BoatCreate")) == []


def test_the_file_of_a_model_names_its_table_and_fields_may_stand_below_a_label() -> None:
    (table,) = read("""
        # Schema guide

        ### 2.1 Boat (`Boat.js`)
        What lies in the harbour.
        - **Fields**:
          - `name`: `String` (required)
          - `skipper`: `ObjectId` -> `Skipper` (required)
        - **Indexes**:
          - `{ name: 1 }` (unique)
        """)
    assert (table.name, [one.field.name for one in table.columns]) == ("Boat", ["name", "skipper"])
    assert column(table, "skipper").references == "Skipper"


@pytest.mark.parametrize("heading", ["8. Bảng tables", "Tabla: tables", "Tabela tables"])
def test_a_table_may_be_called_tables(heading: str) -> None:
    (table,) = read(f"# Schema\n\n## {heading}\n\n| Column | Type |\n|---|---|\n| id | uuid |\n")
    assert table.name == "tables"


def test_an_association_is_a_table_of_its_own_name() -> None:
    (table,) = read("# Data\n\n## Association: Crew member\n\n| Field | Type |\n|---|---|\n| id | uuid |\n")
    assert table.name == "Crew_member"
