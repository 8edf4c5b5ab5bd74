"""What becomes of a call for a row that is gone, malformed, unknown or there already, told twice."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from generators.blueprint import Blueprint
from tests.workbench.resolving.readings import answer, at, column, endpoint, field, index, ok, reading, table
from workbench.reading.facts import Fact, ResponseFact
from workbench.resolving.deciding.questions import Question
from workbench.resolving.resolver import resolve

HERE, THERE = "specs/features/harbours.md", "specs/features/plan.md"

HARBOURS = table("harbours", column("id", "uuid", primary_key=True, line=2), column("name", "varchar(40)", line=3))
BERTHS = table(
    "berths",
    column("id", "uuid", primary_key=True, line=11),
    column("harbour_id", "uuid", references="harbours.id", line=12),
    column("code", "varchar(9)", line=13),
    column("pier", "varchar(9)", line=14),
)
ROUTES = (
    endpoint("POST /berths", line=20, responses=(ok(201),), body=(field("harbour_id", "uuid"), field("code", "str"))),
    endpoint("GET /berths/{id}", line=25, responses=(ok(200),)),
    endpoint(
        "DELETE /berths/{id}",
        line=30,
        responses=(ok(204, source=at(31)), ResponseFact(404, "berth not found", source=at(32))),
    ),
)


def resolved(here: str, there: str = "", *more: Fact) -> tuple[tuple[Question, ...], Blueprint]:
    texts = MappingProxyType({HERE: here, THERE: there})
    found = resolve(replace(reading(HARBOURS, BERTHS, *ROUTES, *more), texts=texts))
    return found.questions, found.blueprint


PAIRS = [
    ("A malformed id of a berth is answered with 400.", "Berths: 404 if the ID is malformed", "berths.id.malformed"),
    (
        "Creating a berth with an unknown harbour: 400",
        "The berth is refused with 422 when the assigned harbour does not exist.",
        "berths.harbours.unknown",
    ),
    ("Deleting a berth that was already removed answers 204.", "", "endpoint.DELETE /berths/{id}.gone"),
    ("Deletion of a berth returns a confirmation.", "", "endpoint.DELETE /berths/{id}.confirms"),
    ("Imported berths are upserted by code.", "Duplicate berths are identified by pier and code.", "berths.same_by"),
]


@pytest.mark.parametrize(("here", "there", "name"), PAIRS)
def test_two_ways_to_answer_are_one_question_with_both_lines(here: str, there: str, name: str) -> None:
    ((question,), _) = resolved(here, there)
    assert question.id == name
    assert len({(one.file, one.line) for one in question.evidence}) == len(question.choices) == 2


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("A malformed id of a berth is answered with 400.", "A malformed id of a harbour is answered with 404."),
        ("A malformed token id: 401", "Berths: 404 if the ID is malformed"),
        ("Creating a berth with an unknown harbour: 400", "Updating a berth with an unknown harbour: 400"),
        ("Deleting a berth shows a dialog that returns a confirmation.", ""),
        ("Berths on the same page are deduplicated by code.", "Berths are deduplicated by pier."),
        ("Berths are deduplicated by code.", "Two berths are upserted by code."),
    ],
)
def test_what_speaks_of_two_things_is_not_asked(here: str, there: str) -> None:
    assert resolved(here, there)[0] == ()


def test_what_makes_two_rows_one_becomes_a_constraint() -> None:
    texts = "Berths are upserted by code.", "Duplicate berths are identified by pier and code."
    _, chosen = resolved(*texts, answer("berths.same_by", "code+pier"))
    berths = next(one for one in chosen.entities if one.name == "berths")
    assert [one.columns for one in berths.indexes if one.unique] == [("code", "pier")]


def test_a_confirmation_is_sent_with_200() -> None:
    _, chosen = resolved("Deletion of a berth returns a confirmation.", "", answer(f"{PAIRS[3][2]}", "200"))
    assert next(one for one in chosen.operations if one.method == "DELETE").response.status == 200


BARE = table("berths", *(replace(one, unique=None) for one in BERTHS.columns), file=THERE, line=40)


def test_a_constraint_that_a_whole_table_leaves_out_is_asked_about() -> None:
    more = (BARE, index("berths", "harbour_id", "code", unique=True))
    ((question,), blueprint) = resolved("", "", *more)
    assert question.id == "berths.harbour_id+code.constraint"
    assert {one.file for one in question.evidence} == {"specs/database/schema.md", THERE}
    (_, without) = resolved("", "", *more, answer(question.id, "yes"))
    kept = [[one.columns for one in each.entities[-1].indexes if one.unique] for each in (blueprint, without)]
    assert kept == [[("harbour_id", "code")], []]


def test_a_constraint_written_below_its_table_is_no_contradiction() -> None:
    below = replace(index("berths", "code", "pier", unique=True), source=at(60, THERE))
    assert resolved("", "", BARE, index("berths", "code", "pier", unique=True), below)[0] == ()


def test_nobody_is_asked_whether_two_may_sign_in_with_one_address() -> None:
    guests = table("guests", column("email", "varchar(80)", unique=True, line=70), column("name", "text", line=71))
    sketch = table("guests", column("email", "varchar(80)"), column("name", "text"), file=THERE)
    assert resolved("", "", guests, sketch)[0] == ()


def test_duplicates_that_a_scenario_allows_are_held_against_the_constraint_of_the_table() -> None:
    story = "Given a berth with a duplicate code, When I save it, Then the system allows duplicate codes"
    code = index("berths", "code", "pier", unique=True)
    ((question,), _) = resolved(story, "", code)
    assert (question.id, question.recommended) == ("said.duplicates.code", "refused")
    (_, allowed) = resolved(story, "", code, answer(question.id, "allowed"))
    assert [one.unique for entity in allowed.entities for one in entity.indexes] == []


def test_a_reference_that_is_denied_is_held_against_the_table() -> None:
    told = "**Harbour**\n\n- Referenced by berths (a plain value, not a foreign key)"
    ((question,), _) = resolved(told)
    assert question.id == "said.reference.kept.harbour_id"
    assert {one.file for one in question.evidence} == {HERE, "specs/database/schema.md"}


def test_how_a_search_matches_is_no_opinion_on_what_is_stored() -> None:
    assert resolved("The pier is case-sensitive.", "Searching by pier is case-insensitive.")[0] == ()
    ((question,), _) = resolved("A search for berths is case-sensitive.", "Searching berths ignores case.")
    assert question.id == "said.search.case.berths"
