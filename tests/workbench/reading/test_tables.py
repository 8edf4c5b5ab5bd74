"""Database tables written as Markdown tables and bullets."""

from textwrap import dedent

import pytest

from workbench.reading import tables
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, TableFact
from workbench.reading.table_names import find_external, find_table_name, is_payload, same_thing


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


def test_a_column_table_is_read_with_its_lines() -> None:
    (table,) = read(BOOKS)
    assert (table.name, table.notation, table.source.line, table.source.end_line) == ("books", "table", 5, 11)
    assert [(each.field.name, each.source.line) for each in table.columns] == [
        ("id", 7), ("owner_id", 8), ("title", 9), ("genre", 10), ("note", 11),
    ]  # fmt: skip


def test_keys_come_from_the_constraints_and_the_description() -> None:
    (table,) = read(BOOKS)
    assert column(table, "id").primary_key is True
    assert column(table, "id").unique is None
    assert column(table, "owner_id").references == "readers.id"


def test_types_null_and_defaults_are_read() -> None:
    (table,) = read(BOOKS)
    genre = column(table, "genre").field
    assert (genre.type, genre.nullable, genre.default) == ("VARCHAR(20)", False, "novel")
    assert column(table, "note").field.nullable is True


def test_limits_and_choices_of_the_description_are_added() -> None:
    (table,) = read(BOOKS)
    title = column(table, "title").field
    assert (title.min_length, title.max_length) == (1, 200)
    assert column(table, "genre").field.choices == ("novel", "essay")


def test_cells_of_their_own_for_null_key_and_default() -> None:
    (table,) = read("""
        ## Table: `books`

        | Field | Type | Null | Key | Default |
        |---|---|---|---|---|
        | id | int | NO | PRI | auto |
        | isbn | text | YES | UNI | - |
        | sold | bool | no | | false |
    """)
    assert column(table, "id").primary_key is True
    assert column(table, "isbn").unique is True
    assert [each.field.nullable for each in table.columns] == [False, True, False]
    assert (column(table, "isbn").field.has_default, column(table, "sold").field.default) == (False, False)


@pytest.mark.parametrize(
    ("header", "yes"),
    [("| Campo | Tipo | Obligatorio |", "Sí"), ("| 필드 | 타입 | 필수 |", "예"), ("| 列名 | 型 | 必須 |", "○")],
)
def test_headers_in_other_languages(header: str, yes: str) -> None:
    (table,) = read(f"## Table: books\n\n{header}\n|---|---|---|\n| id | int | {yes} |\n| title | text | - |\n")
    assert [each.field.nullable for each in table.columns] == [False, True]


def test_columns_may_stand_in_any_order() -> None:
    (table,) = read("## Books table\n\n| Type | Column |\n|---|---|\n| int | id |\n| text | title |\n")
    assert [(each.field.name, each.field.type) for each in table.columns] == [("id", "int"), ("title", "text")]


def test_a_row_that_names_two_columns_gives_both() -> None:
    (table,) = read("## books\n\n| Column | Type |\n|---|---|\n| id | int |\n| created_at, updated_at | timestamp |\n")
    assert [each.field.name for each in table.columns] == ["id", "created_at", "updated_at"]


def test_bullets_with_colons() -> None:
    (table,) = read("""
        ### books (kept by our service)
        - id: integer (primary key)
        - title: string (not null, 1-80 characters) - The title
        - sold: boolean (default false)
    """)
    assert (table.name, table.notation) == ("books", "bullets")
    assert column(table, "id").primary_key is True
    assert column(table, "title").field.max_length == 80
    assert column(table, "sold").field.default is False


def test_bullets_with_code_and_brackets() -> None:
    (table,) = read("""
        ### books Table
        **Fields**:
        - `id` (UUID, Primary Key): The key
        - `isbn` (VARCHAR(13), Unique, Not Null): The number
    """)
    assert [(each.field.type, each.unique) for each in table.columns] == [("UUID", None), ("VARCHAR(13)", True)]


def test_bullets_with_bold_names_and_dashes() -> None:
    (table,) = read("""
        ## Book Model
        - **id**: UUID - Primary key
        - **title**: str - Required title (indexed)
    """)
    assert (table.name, column(table, "title").field.nullable, column(table, "title").index) == ("Book", False, True)


def test_bullets_below_a_bold_item() -> None:
    (table,) = read("""
        ## Data model
        - **Book**: What one reads
          - id: int
          - title: text
    """)
    assert table.name == "Book"


def test_validation_rules_are_no_columns() -> None:
    assert (
        len(read(BOOKS + "\n    **Validation rules**:\n    - title: string of 1-80 characters\n    - note: text\n"))
        == 1
    )


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


@pytest.mark.parametrize("heading", ["## Future tables", "## Out of Scope", "## Planned for later phases"])
def test_what_is_not_for_now_is_no_table(heading: str) -> None:
    assert read(f"{heading}\n\n### books\n\n| Column | Type |\n|---|---|\n| id | int |\n| t | text |\n") == []


@pytest.mark.parametrize(
    "heading",
    [
        "### POST /api/books",
        "#### Request body",
        "### Query parameters",
        "## Environment variables",
        "### Event payload",
        "## JWT claims",
    ],
)
def test_what_goes_over_the_wire_is_no_table(heading: str) -> None:
    text = (
        f"# Books\n\n{heading}\n\n| Field | Type | Required |\n|---|---|---|\n| title | string "
        f"| yes |\n| b | string | no |\n"
    )
    assert read(text, "specs/api/books.md") == []


def test_a_create_schema_is_no_table() -> None:
    assert read("### BookCreate\n- title: string\n- note: string\n") == []


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


def test_letters_say_what_is_mandatory() -> None:
    table = (
        "| Attribute | Data type | Mandatory? |\n|---|---|---|\n| a | text | M |\n| b | text | - |\n| c | text | O |\n"
    )
    (found,) = read(f"# Data\n\n### Table: `books`\n\n{table}")
    assert [column.field.nullable for column in found.columns] == [False, True, True]


def test_a_key_cell_may_say_unique_in_two_letters() -> None:
    table = "| Column | Type | Key |\n|---|---|---|\n| id | uuid | PK |\n| isbn | text | UK |\n"
    (found,) = read(f"# Data\n\n## 1. books\n\n{table}")
    assert [column.unique for column in found.columns] == [None, True]


def test_keys_are_read_in_other_languages() -> None:
    table = (
        "| Spalte | Typ | Null? | Vorgabe | Bemerkung |\n|---|---|---|---|---|\n"
        "| id | UUID | nein | | Primärschlüssel |\n"
        "| isbn | TEXT | nein | | eindeutig |\n"
        "| shelf_id | UUID | ja | | Fremdschlüssel auf shelves.id, ON DELETE SET NULL |\n"
    )
    (found,) = read(f"# Datenbank\n\n## Tabelle `books`\n\n{table}")
    first, second, third = found.columns
    assert (first.primary_key, second.unique, third.references, third.on_delete, third.field.nullable) == (
        True,
        True,
        "shelves.id",
        "SET NULL",
        True,
    )


def test_a_sentence_before_the_columns_may_speak_of_requests() -> None:
    (found,) = read("# Data\n\n## Reader (`readers`)\n\nWritten at the first request.\n\n- id: uuid\n- name: text\n")
    assert (found.name, len(found.columns)) == ("readers", 2)


def test_one_column_below_the_name_of_a_table_adds_to_it() -> None:
    (found,) = read("# Data\n\n## Changed: Reader (`readers`)\n\n- **age** (INTEGER, not null): new\n")
    assert (found.name, found.notation, [each.field.name for each in found.columns]) == (
        "readers",
        "statement",
        ["age"],
    )


@pytest.mark.parametrize(
    "key", ["Primary key: (club_id, fan_id)", "PRIMARY KEY (club_id, fan_id)", "clé primaire : (`club_id`, `fan_id`)"]
)
def test_an_item_about_the_key_of_the_table_is_no_column(key: str) -> None:
    text = (
        f"# Schema\n\n## Table `fans`\n\n- `club_id`: integer, foreign key to clubs.id\n- `fan_id`: integer\n- {key}\n"
    )
    (fans,) = [
        fact for fact in tables.read(Document("specs/database/schema.md", text)).facts if isinstance(fact, TableFact)
    ]
    assert [column.field.name for column in fans.columns] == ["club_id", "fan_id"]
    assert fans.key == ("club_id", "fan_id")


@pytest.mark.parametrize("cells", [("O", "X"), ("M", "O"), ("yes", "no")])
def test_letters_mean_what_their_column_makes_of_them(cells: tuple[str, str]) -> None:
    text = "### boats\n\n| Column | Type | Required |\n|---|---|---|\n"
    text += f"| name | text | {cells[0]} |\n| note | text | {cells[1]} |\n"
    (boats,) = [
        fact for fact in tables.read(Document("specs/database/schema.md", text)).facts if isinstance(fact, TableFact)
    ]
    assert [column.field.nullable for column in boats.columns] == [False, True]


class TestWhereTheTypeStands:
    def test_in_a_cell_with_all_that_defines_the_column(self) -> None:
        (table,) = read(
            """
            ### boats

            | Column | Definition |
            |---|---|
            | id | `uuid primary key default gen_random_uuid()` |
            | club_id | `uuid not null references clubs(id) on delete cascade` |
            | code | `char(12) not null unique` |
            | sunk_at | `timestamptz` |
            """
        )
        assert column(table, "id").primary_key
        assert column(table, "club_id").references == "clubs.id"
        assert column(table, "code").unique
        assert [each.field.nullable for each in table.columns[1:]] == [False, False, True]

    def test_behind_numbers_and_short_answers(self) -> None:
        (table,) = read(
            """
            ### Table `boats` - what floats

            | # | Null? | Field | Kind | Notes |
            |---|---|---|---|---|
            | 1 | no | id | bigint | primary key |
            | 2 | yes | rig | varchar(10) | |
            """
        )
        assert [(each.field.name, each.field.nullable) for each in table.columns] == [("id", False), ("rig", True)]

    def test_a_table_whose_cells_hold_no_types_is_none(self) -> None:
        assert not read("### boats\n\n| Field | Meaning |\n|---|---|\n| rig | how it sails |\n| club | whose it is |\n")


def test_a_key_of_two_columns_may_be_told_in_words() -> None:
    (table,) = read(
        """
        ### crews

        | Column | Type | Notes |
        |---|---|---|
        | boat_id | uuid | primary key together with `sailor_id` |
        | sailor_id | uuid | refers to sailors.id |
        """
    )
    assert table.key == ("boat_id", "sailor_id")


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


def test_a_key_cell_may_hold_nothing_but_what_is_referenced() -> None:
    (table,) = read("### boats\n\n| field | type | fk |\n|---|---|---|\n| id | int | |\n| club | int | clubs.id |\n")
    assert column(table, "club").references == "clubs.id"


def test_what_a_database_prints_without_not_null_may_be_null() -> None:
    (table,) = read(
        """
        **Table: boats**

        Column | Type | Modifiers
        --- | --- | ---
        id | integer | not null
        rig | character varying(20) |
        """
    )
    assert [each.field.nullable for each in table.columns] == [False, True]


@pytest.mark.parametrize(
    "rows",
    [
        "| boats | id | uuid | x | | |\n| boats | club_id | uuid | | | clubs.id |\n| crews | id | uuid | x | | |\n"
        "| crews | left_on | date | | x | |\n",
        "| **Boat** | id | uuid | x | | |\n| | club_id | uuid | | | clubs.id |\n| **Crew** | id | uuid | x | | |\n"
        "| | left_on | date | | x | |\n",
    ],
)
def test_a_dictionary_of_all_columns_is_split_by_table(rows: str) -> None:
    boats, crews = read(f"# Tables\n\n| table | column | type | pk | null | fk |\n|---|---|---|---|---|---|\n{rows}")
    assert (boats.name.lower().rstrip("s"), boats.source.line, boats.source.end_line) == ("boat", 5, 6)
    assert column(boats, "club_id").references == "clubs.id"
    assert [each.field.nullable for each in crews.columns] == [False, True]


def test_one_bullet_below_a_heading_that_extends_adds_a_column() -> None:
    (table,) = read("# Data Model\n\n## Boat (extended)\n- `sunk_at`: datetime, optional\n")
    assert (table.name, table.notation, table.columns[0].field.nullable) == ("Boat", "statement", True)


def test_cells_tell_the_roles_where_the_header_is_in_another_language() -> None:
    (table,) = read("""
        # Skema

        ## 2. boats

        | Medan | Jenis | Kekangan | Penerangan |
        |---|---|---|---|
        | id | `SERIAL PRIMARY KEY` | NOT NULL | |
        | nama | `VARCHAR(80)` | NOT NULL, UNIQUE | Nama kapal |
        | pemilik_id | `INTEGER` | NULL, FK → owners(id) | |
        """)
    assert [(each.field.name, each.field.type, each.field.nullable) for each in table.columns] == [
        ("id", "SERIAL", False), ("nama", "VARCHAR(80)", False), ("pemilik_id", "INTEGER", True),
    ]  # fmt: skip
    assert (column(table, "nama").unique, column(table, "pemilik_id").references) == (True, "owners.id")


@pytest.mark.parametrize("title", ["Events", "3. settings", "Topics", "4) Components"])
def test_a_noun_alone_names_a_table_in_a_document_about_the_database(title: str) -> None:
    text = f"# Schema\n\n## {title}\n\n| Column | Type |\n|---|---|\n| id | UUID |\n| label | TEXT |\n"
    assert len(read(text)) == 1
    assert read(text, "specs/features/live.md") == []


def test_columns_of_one_type_may_share_an_item() -> None:
    (table,) = read("""
        # Schema

        **Boats Table**
        - `id: UUID` - Primary key
        - `width_cm, length_cm: Int?`
        - `created_at` and `updated_at`: timestamp
        """)
    assert [(each.field.name, each.field.type) for each in table.columns] == [
        ("id", "UUID"), ("width_cm", "Int"), ("length_cm", "Int"), ("created_at", "timestamp"),
        ("updated_at", "timestamp"),
    ]  # fmt: skip


def test_the_members_of_a_json_column_are_no_columns() -> None:
    (table,) = read("""
        # Schema

        ### users

        | Column | Type |
        |---|---|
        | id | UUID |
        | preferences | JSONB |

        **Fields (stored in preferences)**:
        - `theme`: TEXT
        - `page_size`: INTEGER
        """)
    assert [each.field.name for each in table.columns] == ["id", "preferences"]


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


def test_items_below_a_column_say_more_about_it() -> None:
    (table,) = read("""
        # Schema

        ## quays

        - `id`
          - Type: UUID
          - Constraints: Primary key
        - **name**: VARCHAR(80)
          - Required: Yes
          - Description: Unique among all harbours
        - `note`
          - Type: TEXT
          - Nullable: Yes
        """)
    assert [(one.field.name, one.field.type, one.field.nullable) for one in table.columns] == [
        ("id", "UUID", None), ("name", "VARCHAR(80)", False), ("note", "TEXT", True),
    ]  # fmt: skip
    assert (column(table, "id").primary_key, column(table, "name").unique) == (True, None)


def test_marked_lines_of_a_paragraph_are_columns_as_items_are() -> None:
    (table,) = read("""
        # Schema

        ## crews

        **id** - UUID, primary key
        **name** - VARCHAR(80), not null
        """)
    assert [(one.field.name, one.source.line) for one in table.columns] == [("id", 5), ("name", 6)]


def test_names_alone_are_columns_where_the_words_before_them_say_so() -> None:
    (table,) = read("""
        # Schema do Banco

        ### boats

        Campos:

        - `id`
        - `name`
        - `state`: `moored`, `at_sea`

        Chaves sugeridas:

        - `boats.name`
        - `boats.state`
        """)
    assert (table.name, [one.field.name for one in table.columns]) == ("boats", ["id", "name", "state"])
    assert column(table, "state").field.choices == ("moored", "at_sea")


def test_a_type_marked_as_nullable_may_be_null() -> None:
    (table,) = read("# Schema\n\n## boats\n\n| Column | Type |\n|---|---|\n| id | UUID |\n| sunk_at | DateTime? |\n")
    assert column(table, "sunk_at").field.nullable is True


def test_value_objects_are_no_tables() -> None:
    text = "# Schema\n\n## Value Objects\n\n### Money\n\n| Field | Type |\n|---|---|\n| amount | INT |\n"
    assert read(text) == []
