"""Sentences below an endpoint: the names that its body takes, and the statuses that it answers with."""

import pytest

from workbench.reading.documents import Document
from workbench.reading.endpoints import read_endpoints
from workbench.reading.facts import EndpointFact


def told(call: str, text: str) -> EndpointFact:
    facts = read_endpoints(Document("specs/api/boats.md", f"# API\n\n## {call}\n\n{text}\n")).facts
    [fact] = [one for one in facts if isinstance(one, EndpointFact) and one.defining]
    return fact


@pytest.mark.parametrize(
    "said",
    [
        "Changes `name`, `colour` or `size`.",
        "Updates one or more of `name`, `colour` and `size`",
        "Accepts `name` (1-80 characters), `colour`, and/or `size`.",
    ],
)
def test_names_in_a_row_after_a_verb_are_the_body(said: str) -> None:
    fact = told("PATCH /boats/{id}", said)
    assert [one.name for one in fact.body or ()] == ["name", "colour", "size"]


def test_an_example_that_shows_a_part_of_them_takes_nothing_away() -> None:
    fact = told("PATCH /boats/{id}", 'Changes `name` or `size`.\n\n```json\n{"size": 3}\n```')
    assert {one.name for one in fact.body or ()} == {"name", "size"}


@pytest.mark.parametrize("said", ["Changes the `name` when the boat is sold.", "Sets `sold`."])
def test_a_sentence_about_a_name_is_no_row_of_names(said: str) -> None:
    assert told("PATCH /boats/{id}", said).body is None


@pytest.mark.parametrize(
    ("said", "statuses"),
    [
        ("Deletes all boats. Response 204.", [204]),
        ("Status 200, the boat; 404 when there is none.", [200, 404]),
        ("Returns one boat. Response code 200 with the boat.", [200]),
    ],
)
def test_statuses_in_sentences_are_answers(said: str, statuses: list[int]) -> None:
    assert [one.status for one in told("DELETE /boats", said).responses] == statuses


def test_what_is_returned_sums_an_endpoint_up_where_nothing_else_does() -> None:
    assert told("GET /boats/{id}", "Returns one boat. Response 200.").summary == "Returns one boat."
