"""Constraint cells of columns."""

import pytest

from generators.blueprint import Source
from workbench.reading.values.constraints import find_check, find_on_delete, find_reference, read_column

HERE = Source("specs/database/schema.md", 9, 9)


@pytest.mark.parametrize(
    "phrase", ["PRIMARY KEY", "pk", "Primary key, auto-increment", "integer (primary key)", "clave primaria"]
)
def test_a_primary_key_is_one(phrase: str) -> None:
    assert read_column("id", phrase, HERE).primary_key is True


@pytest.mark.parametrize("phrase", ["not the primary key", "part of the composite primary key", "title of the note"])
def test_what_is_no_primary_key_alone_is_not_stated(phrase: str) -> None:
    assert read_column("id", phrase, HERE).primary_key is None


@pytest.mark.parametrize(
    "phrase", ["UNIQUE, NOT NULL", "unique", "string, unique across all accounts must hold; unique"]
)
def test_unique_is_found(phrase: str) -> None:
    assert read_column("email", phrase, HERE).unique is True


@pytest.mark.parametrize("phrase", ["Unique identifier", "unique per user", "unique together with name", "not unique"])
def test_what_is_not_unique_alone_is_not_stated(phrase: str) -> None:
    assert read_column("email", phrase, HERE).unique is None


@pytest.mark.parametrize(
    ("phrase", "target"),
    [
        ("FK -> authors.id", "authors.id"),
        ("FOREIGN KEY (authors.id), NOT NULL", "authors.id"),
        ("Foreign key → authors(id)", "authors.id"),
        ("REFERENCES authors(id) ON DELETE CASCADE", "authors.id"),
        ("references `authors.id`", "authors.id"),
        ("owner, FK → authors", "authors"),
        ("Reference to the owning person", None),
        ("foreign key linking the note to its owner", None),
    ],
)
def test_references_are_found(phrase: str, target: str | None) -> None:
    assert find_reference(phrase.replace("`", "")) == (target if target else find_reference(phrase))


@pytest.mark.parametrize(
    ("phrase", "rule"),
    [
        ("ON DELETE CASCADE", "CASCADE"),
        ("on delete set null", "SET NULL"),
        ("ondelete='RESTRICT'", "RESTRICT"),
        ("cascade delete", "CASCADE"),
        ("deleted softly", None),
    ],
)
def test_delete_rules_are_found(phrase: str, rule: str | None) -> None:
    assert find_on_delete(phrase) == rule


def test_a_check_ends_at_its_own_bracket() -> None:
    assert find_check("INT CHECK (f(a) > 0 AND b = ')') NOT NULL") == "f(a) > 0 AND b = ')'"


def test_a_check_on_the_column_becomes_its_limits() -> None:
    field = read_column("title", "CHECK (length(title) BETWEEN 1 AND 80)", HERE, kind="TEXT").field
    assert (field.min_length, field.max_length) == (1, 80)


def test_required_means_not_null_for_a_column() -> None:
    assert read_column("title", "required", HERE, kind="string").field.nullable is False


def test_optional_means_nullable_for_a_column() -> None:
    assert read_column("title", "optional", HERE, kind="string").field.nullable is True


def test_stated_null_wins_over_optional() -> None:
    assert read_column("title", "optional, NOT NULL", HERE).field.nullable is False


def test_the_type_cell_is_read_apart_from_the_constraints() -> None:
    column = read_column("size", "NOT NULL, indexed", HERE, kind="BIGINT")
    assert (column.field.type, column.index, column.field.nullable) == ("BIGINT", True, False)


def test_serial_counts_by_itself() -> None:
    assert read_column("id", "PRIMARY KEY", HERE, kind="SERIAL").auto_increment is True


@pytest.mark.parametrize(
    "phrase",
    [
        "refers to clubs.id, deleted with the club",
        "Fremdschlüssel auf clubs.id, wird mit gelöscht",
        "-> clubs.id (cascade)",
    ],
)
def test_rows_that_go_with_their_parent(phrase: str) -> None:
    assert find_on_delete(phrase) == "CASCADE"


@pytest.mark.parametrize(
    ("phrase", "unique"),
    [
        ("UNIQUE (when is_moored = true)", None),
        ("TEXT UNIQUE WHERE left_at IS NULL", None),
        ("unique (per quay)", None),
        ("Nullable; unique when non-null", True),
        ("unique if set", True),
    ],
)
def test_what_is_unique_under_a_condition_is_not_unique_by_itself(phrase: str, unique: bool | None) -> None:
    assert read_column("name", phrase, Source("schema.md", 1, 1)).unique is unique


def test_a_condition_does_not_forbid_null() -> None:
    assert read_column("name", "Nullable; unique when non-null", Source("schema.md", 1, 1)).field.nullable is True


@pytest.mark.parametrize(
    ("phrase", "table"),
    [("→ Boat; unique", "Boat"), ("-> boats", "boats"), ("`ObjectId` -> `Boat` (required)", "Boat"), ("a → b", None)],
)
def test_an_arrow_at_the_start_or_behind_a_key_leads_to_a_table(phrase: str, table: str | None) -> None:
    assert find_reference(phrase.replace("`", "")) == table


@pytest.mark.parametrize(
    ("name", "phrase", "kind"),
    [
        ("created_at", "Date, default now", "timestamp"),
        ("lentAt", "Date", "timestamp"),
        ("due", "Date", "Date"),
        ("created_at", "DATE", "DATE"),
    ],
)
def test_the_date_of_javascript_is_a_point_in_time(name: str, phrase: str, kind: str) -> None:
    assert read_column(name, phrase, HERE).field.type == kind
