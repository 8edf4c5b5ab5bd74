"""Type and constraint phrases, as people write them."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.blueprint import Source
from workbench.reading.values.phrases import find_default, find_presence, read_phrase

HERE = Source("specs/api/notes.md", 3, 3)


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("string (required, 1-80 chars)", "string"),
        ("VARCHAR(120) NOT NULL", "VARCHAR(120)"),
        ("timestamp with time zone, not null", "timestamp with time zone"),
        ("DECIMAL(10, 2)", "DECIMAL(10, 2)"),
        ("string[]", "string[]"),
        ("array of strings", "string[]"),
        ("Text? - a list of tags", "Text"),
        ("List[int]", "int[]"),
        ("Optional[datetime]", "datetime"),
        ("Record<string, any>", "object"),
        ("string | null", "string"),
        ("An optional integer", "integer"),
        ("Note title (string, required)", "string"),
        ("ISO 8601 timestamp or null", "timestamp"),
        ("Reminder in ISO 8601 format", "timestamp"),
        ("email, at most 120 characters", "email"),
        ("between 1 and 80 characters", "string"),
        ("the owner of the note", None),
    ],
)
def test_the_type_is_found(phrase: str, kind: str | None) -> None:
    assert read_phrase("x", phrase, HERE).type == kind


@pytest.mark.parametrize(
    ("phrase", "least", "most"),
    [
        ("string, 1-80 chars", 1, 80),
        ("string, 1–80 characters", 1, 80),
        ("between 3 and 40 characters", 3, 40),
        ("string, max 1,000 characters", None, 1000),
        ("text, up to 500 characters", None, 500),
        ("string, at least 8 characters", 8, None),
        ("string, minLength: 2, maxLength: 9", 2, 9),
        ("string (min_length=2, max_length=9)", 2, 9),
        ("string, exactly 7 characters", 7, 7),
        ("string, must not be empty", 1, None),
        ("non-empty string", 1, None),
    ],
)
def test_lengths_are_found(phrase: str, least: int | None, most: int | None) -> None:
    field = read_phrase("x", phrase, HERE)
    assert (field.min_length, field.max_length) == (least, most)


@pytest.mark.parametrize(
    ("phrase", "minimum", "maximum"),
    [
        ("integer, >= 1", 1, None),
        ("integer, min 1, max 100", 1, 100),
        ("integer (1-5)", 1, 5),
        ("number between 0 and 1", 0, 1),
        ("integer ≤ 9", None, 9),
        ("non-negative integer", 0, None),
    ],
)
def test_ranges_of_numbers_are_found(phrase: str, minimum: float | None, maximum: float | None) -> None:
    field = read_phrase("x", phrase, HERE)
    assert (field.minimum, field.maximum) == (minimum, maximum)


def test_a_strict_bound_excludes_its_value() -> None:
    field = read_phrase("price", "decimal > 0", HERE)
    assert (field.minimum, field.exclusive_minimum) == (0, True)


def test_a_positive_number_is_above_zero() -> None:
    field = read_phrase("price", "positive integer", HERE)
    assert (field.minimum, field.exclusive_minimum) == (0, True)


@pytest.mark.parametrize(
    ("phrase", "choices"),
    [
        ("string enum ('draft', 'final', default 'draft')", ("draft", "final")),
        ('"draft" | "final"', ("draft", "final")),
        ("draft|final|gone", ("draft", "final", "gone")),
        ("enum(draft, final)", ("draft", "final")),
        ("one of: draft, final, gone", ("draft", "final", "gone")),
        ("asc/desc", ("asc", "desc")),
        ('Literal["draft", "final"]', ("draft", "final")),
        ("Filter by state: `draft`, `final`. Default: `draft`", ("draft", "final")),
        ("must be one of 'draft', 'final' or 'gone'", ("draft", "final", "gone")),
    ],
)
def test_enumerations_are_found(phrase: str, choices: tuple[str, ...]) -> None:
    assert read_phrase("state", phrase, HERE).choices == choices


@pytest.mark.parametrize(
    "phrase",
    [
        "string | null",
        "The `title` and `body` of the note are searched in this query",
        "date and/or time",
        "e.g. 'a', 'b'",
    ],
)
def test_what_only_looks_like_an_enumeration_is_none(phrase: str) -> None:
    assert read_phrase("x", phrase, HERE).choices == ()


@pytest.mark.parametrize(
    ("phrase", "default"),
    [
        ("integer, optional, default 20", 20),
        ("boolean (default: false)", False),
        ("DEFAULT 'draft'", "draft"),
        ("TIMESTAMP DEFAULT now()", "now()"),
        ("defaults to `final`", "final"),
        ("true by default", True),
        ("text, optional, default empty string", ""),
        ("tags, default: an empty list", "[]"),
        ("draft, final (default), gone", "final"),
        ("int = 1", 1),
        ("기본값: 10", 10),
    ],
)
def test_defaults_are_found(phrase: str, default: object) -> None:
    assert find_default(phrase) == (True, default)


@pytest.mark.parametrize("phrase", ["no default", "the default sort order", "string", "by default sorted"])
def test_no_default_is_invented(phrase: str) -> None:
    assert find_default(phrase)[0] is False


def test_a_stated_null_default_is_a_default() -> None:
    assert find_default("TEXT DEFAULT NULL") == (True, None)


@pytest.mark.parametrize(
    ("phrase", "required", "nullable"),
    [
        ("string, required", True, None),
        ("string, optional", False, None),
        ("not required", False, None),
        ("NOT NULL", None, False),
        ("nullable", None, True),
        ("string or null", None, True),
        ("Optional[str]", None, True),
        ("obligatorio", True, None),
        ("必須", True, None),
        ("선택", False, None),
        ("ON DELETE SET NULL", None, None),
        ("DEFAULT NULL", None, None),
        ("just a word", None, None),
        ("required when the loan is closed", None, None),
    ],
)
def test_presence_is_found(phrase: str, required: bool | None, nullable: bool | None) -> None:
    assert find_presence(phrase) == (required, nullable)


def test_a_field_called_email_has_that_format() -> None:
    assert read_phrase("email", "string", HERE).format == "email"


def test_a_pattern_is_found() -> None:
    assert read_phrase("slug", "string, pattern: `^[a-z-]+$`", HERE).pattern == "^[a-z-]+$"


def test_the_phrase_stays_as_the_description_and_the_source_is_kept() -> None:
    field = read_phrase("x", "the **colour** of `things`", HERE)
    assert (field.description, field.source) == ("the colour of things", HERE)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert read_phrase("x", text, HERE).name == "x"


@pytest.mark.parametrize("unit", ["1-", "( ", "'a', ", "default ", "max 1 ", "| ", "a/", "[", "is null "])
def test_a_long_phrase_is_read_quickly(unit: str) -> None:
    start = time.process_time()
    read_phrase("x", unit * 50_000, HERE)
    assert time.process_time() - start < 2
