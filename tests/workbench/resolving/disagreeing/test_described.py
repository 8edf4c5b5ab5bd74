"""Sentences are held against what endpoints and tables are described with, and those against each other."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from tests.workbench.resolving.disagreeing.test_kinds import API, HERE, THERE, asked, values
from tests.workbench.resolving.readings import DATABASE, at, column, endpoint, field, ok, reading, table
from workbench.reading.facts import Fact
from workbench.resolving.resolver import resolve

HUTS = table(
    "huts",
    column("id", "uuid", primary_key=True, line=40),
    column("label", "varchar(50)", nullable=False, line=41),
    column("beds", "integer", nullable=False, default=4, has_default=True, line=42),
)


def post(**more: object) -> Fact:
    return endpoint("POST /huts", auth="public", line=2, body=(field(source=at(12), **more),))  # type: ignore[arg-type]


def test_a_body_that_takes_more_than_the_column_holds_is_asked() -> None:
    (question,) = asked("", "", HUTS, post(name="label", kind="string", max_length=90))
    assert {(one.file, one.line) for one in question.evidence} == {(API, 12), (DATABASE, 41)}
    assert values([question]) == [["50", "90"]]


def test_a_body_that_takes_less_than_the_column_holds_is_no_contradiction() -> None:
    assert asked("", "", HUTS, post(name="label", kind="string", max_length=30)) == ()


SCHEMA = """
NewHut:
  required:
    - beds
    - size
  properties:
    beds: {type: integer}
    label: {type: string}
"""


def test_what_a_schema_leaves_open_is_quoted_with_its_list_of_what_is_required() -> None:
    api = "specs/api/huts.yaml"
    texts = MappingProxyType({api: SCHEMA, HERE: "A label is required on create/update (of every hut)."})
    body = (field("label", "string", required=False, source=at(8, api)),)
    hut = endpoint("POST /huts", auth="public", file=api, body=body)
    found = resolve(replace(reading(HUTS, hut), texts=texts)).questions
    (question,) = [one for one in found if one.id == "huts.label.said_required"]
    assert {(one.file, one.line, one.end_line) for one in question.evidence} == {
        (HERE, 1, 1),
        (api, 3, 5),
    }


def test_whether_a_column_can_be_empty_is_asked_once() -> None:
    sketch = table("huts", HUTS.columns[0], column("label", "varchar(50)", nullable=True), HUTS.columns[2], file=THERE)
    found = asked("A label is required for each hut.", "", HUTS, sketch, post(name="label", kind="string"))
    assert [one.id for one in found] == ["huts.label.nullable"]


def test_two_defaults_are_asked() -> None:
    (question,) = asked("", "", HUTS, post(name="beds", kind="integer", default=6, has_default=True))
    assert (question.id, values([question])) == ("huts.beds.said_default", [["4", "6"]])


def test_a_status_of_success_in_prose_is_held_against_the_description() -> None:
    (question,) = asked("`GET /stays` answers 204.", "", endpoint("GET /stays", auth="public", responses=(ok(200),)))
    assert values([question]) == [["200", "204"]]


@pytest.mark.parametrize(
    "text",
    ["Only signed-in guests may view rooms.", "Viewing rooms requires a logged-in guest.", "Rooms: login required."],
)
def test_a_list_for_some_here_and_for_all_there_is_asked(text: str) -> None:
    found = asked(text, "")
    assert [one.id for one in found] == ([] if text.startswith("Rooms") else ["rooms.list.callers"])


def test_what_is_said_of_writing_leaves_reading_alone() -> None:
    assert asked("Only signed-in guests may add rooms to the list.", "") == ()


def test_a_page_size_in_prose_is_held_against_the_parameter() -> None:
    listing = endpoint("GET /stays", auth="public", query=(field("limit", "integer", default=50, source=at(7)),))
    (question,) = asked("Lists show 20 rows per page.", "", listing)
    assert (question.id, values([question])) == ("lists.page_size", [["50", "20"]])
    assert asked("Lists show at most 100 rows per page.", "", listing) == ()


def test_the_largest_page_in_prose_is_held_against_the_parameter() -> None:
    most = field("limit", "integer", maximum=50, source=at(7))
    listing = endpoint("GET /stays", auth="public", query=(most,))
    (question,) = asked("A list shows at most 80 rows.", "", listing)
    assert (question.id, values([question])) == ("lists.page_cap", [["50", "80"]])
    assert question.choices[1].effect.startswith("The backend follows GET /stays: page ..80;")
    assert asked("A list shows at most 50 rows.", "", listing) == ()


def test_what_is_optional_among_filters_may_be_required_in_a_body() -> None:
    body = (field("label", "string", required=True, source=at(5)), field("floor", "string", source=at(6)))
    create = endpoint("POST /rooms", line=4, body=body)
    assert [one.id for one in asked("## Filters\n\n- Label (optional)\n", "", create) if "required" in one.id] == []


def test_an_id_of_another_type_in_an_answer_is_asked() -> None:
    shown = ok(200, field("id", "integer", example="12", source=at(15)))
    (question,) = asked("", "", endpoint("GET /rooms/{id}", auth="public", responses=(shown,)))
    assert (question.id, values([question])) == ("rooms.id.shown", [["uuid", "integer"]])


def test_parameters_take_a_stance_on_paging() -> None:
    listing = endpoint("GET /stays", auth="public", query=(field("page", "integer", source=at(7)),))
    (question,) = asked("Lists use `offset` and `limit`.", "", listing)
    assert values([question]) == [["page", "offset"]]


def test_tables_take_a_stance_on_deleting_what_they_refer_to() -> None:
    beds = table("beds", column("room_id", "uuid", references="rooms.id", on_delete="CASCADE", line=44), column("size"))
    (question,) = asked("When a room is deleted, `room_id` of its beds is set to null.", "", beds)
    assert sorted(values([question])[0]) == ["cascade", "set null"]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("A wrong password is answered with 401.", "Login failures: 400"),
        ("Overlapping stays answer 409.", "An overlapping stay is refused with 400."),
    ],
)
def test_one_wrong_with_two_statuses_is_asked_in_whatever_words(here: str, there: str) -> None:
    (question,) = asked(here, there)
    assert {(one.file, one.line) for one in question.evidence} == {(HERE, 1), (THERE, 1)}


def test_the_lines_of_a_sentence_are_its_own_and_not_those_of_the_paragraph() -> None:
    (question,) = asked("Stays are nice.\nPasswords are hashed with MD5.\nRooms too.", "Passwords: Argon2id")
    assert {(one.file, one.line) for one in question.evidence} == {(HERE, 2), (THERE, 1)}


def test_the_answer_for_rows_of_others_is_one_situation_however_it_is_told() -> None:
    here = "A patient who asks for somebody else's stay gets 403."
    (question,) = asked(here, "The stay of another patient answers 404, so that nobody can guess what there is.")
    assert question.id == "rows.other_user.setting"
    assert {(one.file, one.line) for one in question.evidence} == {(HERE, 1), (THERE, 1)}
