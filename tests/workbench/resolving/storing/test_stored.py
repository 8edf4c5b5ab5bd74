"""What a body holds and no column does: stored where answers show it again, asked about in any case."""

import pytest

from tests.workbench.resolving.readings import answer, column, endpoint, field, ok, reading, table
from workbench.reading.facts import Fact, FieldFact
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve

ASKED = "kites.colour+tails.stored"


def told(*shown: FieldFact, given: Fact | None = None) -> Resolution:
    kites = table("kites", column("id", "uuid", primary_key=True), column("name", "varchar(80)", nullable=False))
    body = (
        field("name", "string", required=True),
        field("colour", "string", required=False, max_length=20),
        field("tails", "integer", required=False),
    )
    api = (
        endpoint("POST /kites", body=body, responses=(ok(201, field("id", "uuid"), *shown),), auth="public", line=1),
        endpoint("GET /kites", query=(field("colour", "string"),), auth="public", line=2),
    )
    return resolve(reading(kites, *api, *([given] if given else [])))


def names(resolution: Resolution) -> list[str]:
    return [one.name for one in resolution.blueprint.entity("kites").columns]


def test_what_answers_show_again_gets_columns() -> None:
    resolution = told(field("colour"), field("tails"))
    assert names(resolution) == ["id", "name", "colour", "tails"]
    [asked] = [one for one in resolution.questions if one.id == ASKED]
    assert [choice.value for choice in asked.choices] == ["store", "ignore", "refuse"]
    colour = resolution.blueprint.entity("kites").column("colour")
    assert (colour.nullable, colour.limits.max_length) == (True, 20)
    listing = next(one for one in resolution.blueprint.operations if one.kind == "list")
    assert next(one for one in listing.query if one.name == "colour").column == "colour"


def test_what_no_answer_shows_is_not_stored_unless_somebody_says_so() -> None:
    assert names(told()) == ["id", "name"]
    assert names(told(given=answer(ASKED, "store"))) == ["id", "name", "colour", "tails"]


def test_a_default_that_is_no_value_is_none() -> None:
    body = (field("name", "string", required=True), field("trim", "string", default=None, has_default=True))
    kites = table("kites", column("id", "uuid", primary_key=True), column("name", "varchar(80)", nullable=False))
    api = endpoint("POST /kites", body=body, responses=(ok(201, field("trim")),), auth="public")
    trim = resolve(reading(kites, api)).blueprint.entity("kites").column("trim")
    assert (trim.nullable, trim.default) == (True, None)


@pytest.mark.parametrize(("value", "body"), [("ignore", ["name", "colour", "tails"]), ("refuse", ["name"])])
def test_an_answer_has_the_last_word(value: str, body: list[str]) -> None:
    resolution = told(field("colour"), field("tails"), given=answer(ASKED, value))
    assert names(resolution) == ["id", "name"]
    assert [one.name for one in resolution.blueprint.operations[0].body] == body
