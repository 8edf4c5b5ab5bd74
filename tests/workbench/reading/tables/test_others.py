"""What looks like a table and is none."""

import pytest

from tests.workbench.reading.tables.found import BOOKS, read


def test_validation_rules_are_no_columns() -> None:
    assert (
        len(read(BOOKS + "\n    **Validation rules**:\n    - title: string of 1-80 characters\n    - note: text\n"))
        == 1
    )


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


def test_a_sentence_before_the_columns_may_speak_of_requests() -> None:
    (found,) = read("# Data\n\n## Reader (`readers`)\n\nWritten at the first request.\n\n- id: uuid\n- name: text\n")
    assert (found.name, len(found.columns)) == ("readers", 2)


@pytest.mark.parametrize(
    "key", ["Primary key: (club_id, fan_id)", "PRIMARY KEY (club_id, fan_id)", "clé primaire : (`club_id`, `fan_id`)"]
)
def test_an_item_about_the_key_of_the_table_is_no_column(key: str) -> None:
    text = (
        f"# Schema\n\n## Table `fans`\n\n- `club_id`: integer, foreign key to clubs.id\n- `fan_id`: integer\n- {key}\n"
    )
    (fans,) = read(text)
    assert [column.field.name for column in fans.columns] == ["club_id", "fan_id"]
    assert fans.key == ("club_id", "fan_id")


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


def test_value_objects_are_no_tables() -> None:
    text = "# Schema\n\n## Value Objects\n\n### Money\n\n| Field | Type |\n|---|---|\n| amount | INT |\n"
    assert read(text) == []
