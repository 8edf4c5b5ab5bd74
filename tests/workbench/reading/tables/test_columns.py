"""Columns as the rows of a Markdown table."""

import pytest

from tests.workbench.reading.tables.found import BOOKS, column, read


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


def test_one_column_below_the_name_of_a_table_adds_to_it() -> None:
    (found,) = read("# Data\n\n## Changed: Reader (`readers`)\n\n- **age** (INTEGER, not null): new\n")
    assert (found.name, found.notation, [each.field.name for each in found.columns]) == (
        "readers",
        "statement",
        ["age"],
    )


@pytest.mark.parametrize("cells", [("O", "X"), ("M", "O"), ("yes", "no")])
def test_letters_mean_what_their_column_makes_of_them(cells: tuple[str, str]) -> None:
    text = "### boats\n\n| Column | Type | Required |\n|---|---|---|\n"
    text += f"| name | text | {cells[0]} |\n| note | text | {cells[1]} |\n"
    (boats,) = read(text)
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


def test_a_type_marked_as_nullable_may_be_null() -> None:
    (table,) = read("# Schema\n\n## boats\n\n| Column | Type |\n|---|---|\n| id | UUID |\n| sunk_at | DateTime? |\n")
    assert column(table, "sunk_at").field.nullable is True


def test_types_of_collections_are_lists_and_keys_and_only_what_is_required_must_be_there() -> None:
    tables = read("""
        # Schema

        ## Sailor
        | Field | Type | Notes |
        |---|---|---|
        | name | String | required |
        | boat | ObjectId | ref: Boat |
        | tags | [String] | |
        | friends | [ObjectId] | ref: Sailor |
        | trips | [Trip] | embedded |

        ### Trip (embedded)
        | Field | Type |
        |---|---|
        | miles | Number |
    """)
    assert [table.name for table in tables] == ["Sailor"]
    assert [(one.field.name, one.field.type, one.field.nullable, one.references) for one in tables[0].columns] == [
        ("name", "String", False, None), ("boat", "ObjectId", True, "Boat"), ("tags", "String[]", True, None),
        ("friends", "ObjectId[]", True, None), ("trips", "object[]", True, None),
    ]  # fmt: skip


def test_short_types_of_sql_tell_a_column_table_whose_headers_are_unknown() -> None:
    (table,) = read("""
        ### Barca
        | Coloana | Tip | Descriere |
        |---|---|---|
        | id | INT PK AUTO | ID |
        | boatYear | YEAR | Anul |
        | built | DATE | Data |
    """)
    assert [(each.field.name, each.primary_key) for each in table.columns] == [
        ("id", True), ("boatYear", None), ("built", None),
    ]  # fmt: skip


def test_headers_in_traditional_chinese() -> None:
    (table,) = read("""
        ### boats
        | 欄位 | 類型 | 約束 |
        |---|---|---|
        | id | uuid | PK |
        | name | text | NOT NULL |
    """)
    assert column(table, "id").primary_key is True
    assert column(table, "name").field.nullable is False


@pytest.mark.parametrize("heading", ["## Events", "## Events (gigs)", "## events（イベント）"])
def test_a_noun_that_may_be_a_message_elsewhere_names_a_table_whatever_stands_in_parentheses(heading: str) -> None:
    (found,) = read(f"# Tables\n\n{heading}\n\n| Column | Type |\n|---|---|\n| id | int |\n| title | text |\n")
    assert found.name in ("Events", "events")


def test_columns_that_are_each_a_part_of_the_key_make_it_together() -> None:
    text = (
        "# Schema\n\n## crews\n\n| Attribute | Kind | Must | Rule |\n|---|---|---|---|\n"
        "| boat_id | uuid | yes | → boats, part of the key |\n| sailor_id | uuid | yes | → sailors, part of the key |\n"
        "| post | text | no | |\n"
    )
    (crews,) = read(text)
    assert crews.key == ("boat_id", "sailor_id")
    assert [one.field.nullable for one in crews.columns] == [False, False, True]
