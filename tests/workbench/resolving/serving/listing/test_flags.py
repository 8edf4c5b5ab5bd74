"""Query parameters that are true or false ask for what the table says of a row."""

import pytest

from generators.blueprint import Choice, QueryParameter, QueryUse
from tests.workbench.resolving.readings import column, endpoint, field, reading, table, users_table
from workbench.reading.facts import FieldFact
from workbench.resolving.resolver import resolve

LOANS = table(
    "loans",
    column("id", "uuid", primary_key=True, nullable=False),
    column("user_id", "uuid", nullable=False, references="users.id"),
    column("is_lost", "boolean", nullable=False, default=False, has_default=True),
    column("returned_at", "timestamptz", nullable=True),
    column("archived_at", "timestamptz", nullable=True),
    column("photo_url", "varchar(200)", nullable=True),
    column("status", "varchar(20)", nullable=False, choices=("asked", "granted")),
    line=20,
)


def _parameter(one: FieldFact) -> QueryParameter:
    operation = resolve(reading(users_table(), LOANS, endpoint("GET /loans", query=(one,)))).blueprint.operations[0]
    return operation.query[0]


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("only_lost", Choice("true", "is_lost", True)),
        ("not_lost", Choice("true", "is_lost", True, negated=True)),
        ("archived", Choice("true", "archived_at", negated=True)),
        ("unarchived", Choice("true", "archived_at")),
        ("open", Choice("true", "returned_at")),
        ("has_photo", Choice("true", "photo_url", negated=True)),
        ("granted", Choice("true", "status", "granted")),
    ],
)
def test_a_flag_is_tied_to_what_its_name_says_of_a_row(name: str, asked: Choice) -> None:
    found = _parameter(field(name, "boolean"))
    assert (found.use, found.default, found.choices[0]) == (QueryUse.STATE, None, asked)
    assert found.choices[1] == Choice("false", asked.column, asked.equals, negated=not asked.negated)


@pytest.mark.parametrize("name", ["available", "in_stock"])
def test_what_is_available_is_there_in_a_number_that_is_never_below_zero(name: str) -> None:
    def found(least: str) -> QueryParameter:
        stock = column("stock", "integer", nullable=False, check=f"stock >= {least}")
        boots = table("boots", column("id", "uuid", primary_key=True, nullable=False), stock)
        listed = endpoint("GET /boots", query=(field(name, "boolean"),))
        return resolve(reading(users_table(), boots, listed)).blueprint.operations[0].query[0]

    assert found("0").choices[0] == Choice("true", "stock", 0, negated=True)
    assert found("-5").use is QueryUse.IGNORED


def test_what_is_included_is_left_out_unless_asked_for() -> None:
    found = _parameter(field("include_archived", "boolean"))
    assert found.choices == (Choice("true"), Choice("false", "archived_at"))
    assert found.default is False


@pytest.mark.parametrize(
    ("description", "choice"),
    [
        ("only loans that were never returned", Choice("true", "returned_at")),
        ("just those which are lost", Choice("true", "is_lost", True)),
    ],
)
def test_a_name_that_fits_nothing_is_tied_to_what_its_description_names(description: str, choice: Choice) -> None:
    assert _parameter(field("running", "boolean", description=description)).choices[0] == choice


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(field("verbose", "boolean", description="adds when a loan was returned"), id="shows more"),
        pytest.param(field("running", "boolean", description="only lost ones that were returned"), id="two columns"),
        pytest.param(field("archived", "string"), id="a text"),
    ],
)
def test_what_the_table_does_not_tell_is_asked_about(one: FieldFact) -> None:
    assert _parameter(one).use is QueryUse.IGNORED
