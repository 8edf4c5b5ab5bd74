"""Collections of a document store, shown by one of their rows."""

from textwrap import dedent

from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, IndexFact, TableFact
from workbench.reading.schemas import notations

BOATS = """
    # Schema

    MongoDB collections.

    ### 1. boats

    ```javascript
    {
      "boat_id": "uuid-string",      // Primary identifier
      "sail_number": "GER 12",       // Unique
      "owner_id": "uuid-string",     // Reference to owners (null while for sale)
      "rig": "sloop",                // "sloop" | "ketch"
      "built_on": "1986-05-01",      // ISO date string
      "crew": [{ "name": "Ida" }],
      "draught": 140                 // Optional
    }

    // Indexes
    { "rig": 1, "built_on": -1 }
    { "sail_number": 1 }             // Unique
    ```
"""


def read(text: str, file: str = "specs/database/schema.md") -> tuple[list[TableFact], list[IndexFact]]:
    facts = notations.read(Document(file, dedent(text).lstrip("\n"))).facts
    return [one for one in facts if isinstance(one, TableFact)], [one for one in facts if isinstance(one, IndexFact)]


def column(table: TableFact, name: str) -> ColumnFact:
    return next(one for one in table.columns if one.field.name == name)


def test_a_row_tells_the_columns_of_its_collection() -> None:
    (boats,), _ = read(BOATS)
    kinds = {one.field.name: one.field.type for one in boats.columns}
    assert boats.name == "boats"
    assert kinds == {
        "boat_id": "uuid", "sail_number": "string", "owner_id": "uuid", "rig": "string", "built_on": "date",
        "crew": "jsonb", "draught": "integer",
    }  # fmt: skip


def test_remarks_tell_keys_references_and_what_may_be_left_out() -> None:
    (boats,), _ = read(BOATS)
    assert column(boats, "boat_id").primary_key is True
    assert column(boats, "sail_number").unique is True
    assert (column(boats, "owner_id").references, column(boats, "owner_id").field.nullable) == ("owners", True)
    assert column(boats, "rig").field.choices == ("sloop", "ketch")
    assert column(boats, "draught").field.nullable is True


def test_what_follows_the_row_are_its_indexes() -> None:
    _, indexes = read(BOATS)
    assert [(one.columns, one.unique) for one in indexes] == [(("rig", "built_on"), False), (("sail_number",), True)]


def test_an_id_that_comes_first_is_the_key_unless_it_refers_to_another_row() -> None:
    (first, second), _ = read("""
        ## Collections

        ### moorings

        ```json
        {"mooring_id": "uuid", "depth": 3}
        ```

        ### berths

        ```json
        {"mooring_id": "uuid", // reference to moorings
         "depth": 3}
        ```
    """)
    assert column(first, "mooring_id").primary_key is True
    assert column(second, "mooring_id").primary_key is None


def test_json_of_a_database_with_tables_is_no_table() -> None:
    assert read(BOATS.replace("MongoDB collections.", "PostgreSQL."))[0] == []
    assert read(BOATS, "specs/api/boats.md")[0] == []
