"""Columns as bullets and marked lines."""

from tests.workbench.reading.tables.found import column, read


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


def test_one_bullet_below_a_heading_that_extends_adds_a_column() -> None:
    (table,) = read("# Data Model\n\n## Boat (extended)\n- `sunk_at`: datetime, optional\n")
    assert (table.name, table.notation, table.columns[0].field.nullable) == ("Boat", "statement", True)


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


def test_names_alone_are_columns_right_below_a_name_in_small_letters_where_a_key_leads_them() -> None:
    text = """
        # Data model

        ## boats

        - `_id`
        - `hullNumber`
        - `tags: string[]`
        - `state` (`moored | at_sea`)
        - `createdAt`, `updatedAt`
        """
    (table,) = read(text)
    names = ["_id", "hullNumber", "tags", "state", "createdAt", "updatedAt"]
    assert (table.name, [one.field.name for one in table.columns]) == ("boats", names)
    assert read(text.replace("`_id`", "`hull`")) == []


def test_labels_that_part_the_columns_of_a_table_name_none() -> None:
    found = read("""
        ### 2.1 Event templates and slots

        #### `EventTemplate`

        **Fields:**

        - `id` (PK, string/UUID).
        - `name` (string, required).

        Scheduling fields:

        - `starts_on` (date, required).
        - `ends_on` (date, optional).

        Timestamps:

        - `created_at` (datetime).
        - `updated_at` (datetime).
    """)
    assert {table.name for table in found} == {"EventTemplate"}
    assert [column.field.name for table in found for column in table.columns][2:4] == ["starts_on", "ends_on"]


def test_a_type_with_a_question_mark_may_be_null_whatever_follows() -> None:
    (table,) = read("""
        **Boats Table** (Entity)
        - `id: UUID`
        - `rig: String?` - sloop, ketch
        - `owner_id: UUID FK?`
        - `hull: String` - is it of wood?
    """)
    assert [column.field.nullable for column in table.columns] == [None, True, True, None]


def test_a_name_alone_leads_to_columns_in_small_letters() -> None:
    boats, crews = read("""
        ## Harbour

        boats
        - id uuid PK DEFAULT gen_random_uuid()
        - name varchar(80) NOT NULL
        - rig text NULL -- sloop|ketch
        Indexes
        - (name)

        crews
        - boat_id uuid NOT NULL REFERENCES boats(id)
        - number int NOT NULL
        PK (boat_id, number)
    """)
    assert [(one.field.name, one.field.type, one.index) for one in boats.columns] == [
        ("id", "uuid", None), ("name", "varchar(80)", None), ("rig", "text", None),
    ]  # fmt: skip
    assert (crews.name, crews.key, column(crews, "boat_id").references) == (
        "crews",
        ("boat_id", "number"),
        "boats.id",
    )


def test_bullets_in_the_words_of_sql_may_be_null_where_they_are_silent() -> None:
    (table,) = read("""
        ### books
        - id: uuid primary key
        - title: text not null
        - note: text
    """)
    assert [each.field.nullable for each in table.columns] == [None, False, True]
