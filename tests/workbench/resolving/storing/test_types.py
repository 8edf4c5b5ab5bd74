"""Type texts of any notation become PostgreSQL types."""

import pytest

from workbench.resolving.storing.types import read_type


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VARCHAR(200)", "varchar(200)"),
        ("string", "varchar"),
        ("str", "varchar"),
        ("TEXT", "text"),
        ("int", "integer"),
        ("SERIAL", "integer"),
        ("BIGSERIAL", "bigint"),
        ("UUID", "uuid"),
        ("ObjectId", "uuid"),
        ("timestamp", "timestamptz"),
        ("TIMESTAMP WITH TIME ZONE", "timestamptz"),
        ("DATETIME", "timestamptz"),
        ("date", "date"),
        ("time", "time"),
        ("bool", "boolean"),
        ("DECIMAL(10,2)", "numeric(10,2)"),
        ("number", "double precision"),
        ("JSON", "jsonb"),
        ("text[]", "text[]"),
        ("List[int]", "integer[]"),
        ("VARCHAR(32)[]", "text[]"),
        ("integer ARRAY", "integer[]"),
        ("array of strings", "text[]"),
        ("Widget[]", "jsonb"),
        ("BLOB", "bytea"),
    ],
)
def test_a_type_text_is_mapped(text: str, expected: str) -> None:
    assert str(read_type(text).type) == expected


@pytest.mark.parametrize("text", ["Optional[str]", "str | None", "string | null", "string?", "string/null"])
def test_a_type_that_allows_null_says_so(text: str) -> None:
    reading = read_type(text)
    assert (str(reading.type), reading.nullable) == ("varchar", True)


def test_a_plain_type_says_nothing_of_null() -> None:
    assert read_type("string").nullable is None


@pytest.mark.parametrize("text", ["enum('new', 'paid')", '"new" | "paid"', "new|paid", 'Literal["new", "paid"]'])
def test_an_enumeration_keeps_its_members(text: str) -> None:
    reading = read_type(text)
    assert (reading.choices, str(reading.type)) == (("new", "paid"), "varchar(20)")


def test_a_counting_type_is_known() -> None:
    assert read_type("SERIAL").serial


@pytest.mark.parametrize("text", [None, "", "``", "who knows"])
def test_a_text_that_is_no_type_gives_none(text: str | None) -> None:
    assert read_type(text).type is None


def test_a_format_in_the_type_is_kept() -> None:
    assert read_type("email").format == "email"


def test_case_does_not_matter_to_citext() -> None:
    assert read_type("CITEXT").case_insensitive
