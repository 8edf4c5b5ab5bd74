"""Sentences below an endpoint: the names that its body takes, and the statuses that it answers with."""

import pytest

from workbench.reading.documents import Document
from workbench.reading.endpoints.endpoints import read_endpoints
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


def test_the_body_in_a_heading_is_taken() -> None:
    fact = told("PATCH /boats/{id} — change `name` or `size` while the boat is for sale", "")
    assert [one.name for one in fact.body or ()] == ["name", "size"]


def test_a_query_goes_on_behind_a_semicolon() -> None:
    fact = told("GET /boats", "All boats. Query: `size` (int) – in metres; `sort` = `size` | `-size`. Newest first.")
    assert [one.name for one in fact.query] == ["size", "sort"]


def test_a_line_before_json_says_which_answer_it_shows() -> None:
    text = 'Responses:\n- 201: the boat\n- 422: no name\n\nThe boat:\n\n```json\n{"id": 1}\n```'
    answers = told("POST /boats", text).responses
    assert [(one.status, [each.name for each in one.fields]) for one in answers] == [(201, ["id"]), (422, [])]


@pytest.mark.parametrize(
    ("call", "roles", "summary"),
    [
        ("POST /boats/{id}/launch (staff)", ("staff",), ""),
        ("GET /boats/report (staff): boats per size", ("staff",), "boats per size"),
        ("GET /boats (admin or staff only)", ("admin", "staff"), ""),
        ("GET /boats (with berths)", (), "with berths"),
    ],
)
def test_a_remark_on_roles_in_a_heading_is_no_summary(call: str, roles: tuple[str, ...], summary: str) -> None:
    fact = told(call, "")
    assert (fact.roles, fact.summary) == (roles, summary)


def test_a_heading_below_a_table_of_endpoints_names_an_action_by_its_path() -> None:
    table = "| Method | Path | Description |\n|---|---|---|\n| POST | /crew/sign-in | Exchange a word for a token |\n"
    text = f'# API\n\n## Crew\n\n{table}\n### Sign in\n\n```json\n{{"name": "Ann"}}\n```\n\n200 →\n\n'
    text += '```json\n{"token": "…"}\n```\n'
    facts = read_endpoints(Document("specs/api/boats.md", text)).facts
    [fact] = [one for one in facts if isinstance(one, EndpointFact)]
    assert [one.name for one in fact.body or ()] == ["name"]
    assert [(one.status, [each.name for each in one.fields]) for one in fact.responses] == [(200, ["token"])]
