"""What a question quotes: every line that speaks for a side, wherever it stands."""

from dataclasses import replace
from types import MappingProxyType

from tests.workbench.resolving.readings import at, column, endpoint, field, ok, reading, table, users_table
from workbench.resolving.deciding.questions import Question
from workbench.resolving.resolver import resolve

HERE, THERE, ELSEWHERE = "specs/features/letting.md", "specs/features/guests.md", "specs/overview.md"
CABINS = table("cabins", column("id", "uuid", primary_key=True, line=3), column("name", "varchar(40)", line=4))
ROUTES = (
    endpoint("GET /cabins", line=9, responses=(ok(200),), query=(field("q", "string"), field("showClosed", "boolean"))),
    endpoint("POST /cabins/{id}/heat", line=20, responses=(ok(200),)),
    endpoint("POST /guests/login", line=30, responses=(ok(200),), body=(field("email", "string", source=at(31)),)),
)


def asked(name: str, here: str, there: str = "", elsewhere: str = "") -> Question:
    texts = MappingProxyType({HERE: here, THERE: there, ELSEWHERE: elsewhere})
    found = resolve(replace(reading(CABINS, users_table(), *ROUTES), texts=texts)).questions
    (question,) = [one for one in found if one.id == name]
    return question


def lines(question: Question) -> set[tuple[str, int]]:
    return {(one.file, one.line) for one in question.evidence}


def test_every_sentence_that_replaces_a_table_is_quoted() -> None:
    question = asked("replaced.cabins", "Rename table cabins to lodges.", "\nThe cabins table is replaced by lodges.")
    assert {(HERE, 1), (THERE, 2)} <= lines(question)


def test_every_sentence_on_a_stub_and_on_what_it_does_is_quoted() -> None:
    stub = "POST /cabins/{id}/heat is a stub.\n\nUntil then POST /cabins/{id}/heat is not implemented."
    question = asked("endpoint.POST /cabins/{id}/heat.stub", stub, "\nPOST /cabins/{id}/heat sends a message.")
    assert {(HERE, 1), (HERE, 3)} <= lines(question)


def test_the_list_that_a_count_does_not_fit_is_quoted_where_it_is_written_out() -> None:
    listed = "## Kinds\n\n1. Hut\n2. Lodge\n3. Barn\n4. Tent\n"
    question = asked("count.kind", "There are 3 kinds: Hut, Lodge, Barn, Tent.", listed)
    assert {(HERE, 1), (THERE, 3), (THERE, 6)} <= lines(question)


def test_lines_that_name_a_parameter_which_selects_nothing_are_quoted() -> None:
    question = asked("endpoint.GET /cabins.showClosed", "Closed cabins are left out unless `showClosed` is true.")
    assert (HERE, 1) in lines(question)


def test_a_path_that_searches_is_put_beside_the_list_that_can_be_searched() -> None:
    question = asked("endpoint.GET /cabins/search.described", "The box calls `GET /cabins/search`.")
    assert "GET /cabins)" in question.text


def test_who_manages_the_users_elsewhere_is_put_beside_the_login_here() -> None:
    told = "## Tables\n\n### Users (managed by Keycloak)\n\nOne row a person.\n\nAuth0 issues the tokens."
    question = asked("tokens.issuer", "", "", told)
    assert {(ELSEWHERE, 5), (ELSEWHERE, 7)} <= lines(question)
