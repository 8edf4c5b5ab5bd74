"""What two places tell of one operation, plan, job, target, table or list of values, each kind in one short pair."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from generators.blueprint import Access, Blueprint, DeleteRule, Operation, QueryUse
from tests.workbench.resolving.readings import answer, at, column, endpoint, field, ok, reading, table
from workbench.reading.facts import Fact, ResponseFact
from workbench.resolving.deciding.questions import Question
from workbench.resolving.resolver import resolve

HERE, THERE = "specs/features/lending.md", "specs/overview.md"

MEMBERS = table("members", column("id", "uuid", primary_key=True, line=40), column("phone", "varchar(30)", line=41))
BOATS = table(
    "boats",
    column("id", "uuid", primary_key=True, line=3),
    column("label", "varchar(40)", nullable=False, line=4),
    column("hull", "varchar(9)", choices=("wood", "steel", "glass"), line=5),
    column("state", "varchar(9)", nullable=False, default="moored", has_default=True, line=6),
    column("open", "boolean", nullable=False, default=True, has_default=True, line=7),
)
TRIPS = table(
    "trips",
    column("id", "uuid", primary_key=True, line=20),
    column("boat_id", "uuid", references="boats.id", on_delete="CASCADE", line=21),
    column("member_id", "uuid", references="members.id", on_delete="RESTRICT", line=22),
    column("left_at", "timestamptz", line=23),
)
WRONG = ResponseFact(404, "the boat does not exist", source=at(33))
ROUTES = (
    endpoint(
        "POST /boats", line=9, responses=(ok(201),), body=(field("label", "string", required=True, source=at(10)),)
    ),
    endpoint(
        "POST /trips", line=30, summary="Plan a trip", responses=(ok(201), WRONG), body=(field("boat_id", "uuid"),)
    ),
    endpoint("POST /trips/{id}/end", line=36, responses=(ok(200),)),
    endpoint("GET /boats", line=12, query=(field("limit", "integer", default=30, has_default=True, source=at(13)),)),
)


def asked(here: str, there: str = "", *more: Fact) -> tuple[Question, ...]:
    texts = MappingProxyType({HERE: here, THERE: there})
    return resolve(replace(reading(MEMBERS, BOATS, TRIPS, *ROUTES, *more), texts=texts)).questions


PAIRS = [
    ("Anyone can add a trip without an account.", "", "trips.create.callers", ["required", "public"]),
    (
        "Deleting a boat sets the boat of its trips to null.",
        "",
        "trips.boat_id.kept",
        ["cascade", "set null"],
    ),
    ("The trips table is replaced by voyages.", "", "replaced.trips", ["voyages", "both"]),
    ("Ending a trip answers 204.", "", "endpoint.POST /trips/{id}/end.said_status", ["200", "204"]),
    ("Planning a trip with an unknown boat answers 422.", "", "endpoint.POST /trips.said_absent", ["404", "422"]),
    (
        "Ending a trip twice is no error.",
        "A trip that already ended is refused by `POST /trips/{id}/end`.",
        "endpoint.POST /trips/{id}/end.again",
        None,
    ),
    (
        "On the free plan there are 3 trips per week.",
        "| | Free | Pro |\n|---|---|---|\n| Trips per week | 5 | 50 |",
        "plans.free-trips-week",
        ["3", "5"],
    ),
    (
        "The weather job runs every 10 minutes.",
        "A nightly weather job looks at the wind.",
        "said.schedule.job-weathe",
        None,
    ),
    (
        "95 % of all requests are answered within 200 ms by the API.",
        "API response time: p95 below 0.5 s",
        "targets.latency.p95",
        ["200 ms", "0.5 s"],
    ),
    ("Uptime: 99.5 %", "Availability is 99.9 %.", "targets.availability", ["99.5 %", "99.9 %"]),
    ("Rows are kept in the tables boat, trips and members.", "", "boats.name", ["boats", "boat"]),
    ("There are the tables members, boats and journeys.", "", "tables.journeys", ["as described", "journeys"]),
    (
        "| Table | Columns |\n|---|---|\n| boats | id, label, hull, state, mast |",
        "",
        "boats.listed",
        ["as described", "also mast"],
    ),
    (
        "Hulls are wood, steel, glass and tin.",
        "",
        "values.boats.hull",
        ["wood, steel, glass", "wood, steel, glass, tin"],
    ),
    ("New boats start as adrift.", "", "boats.state.said_default", ["moored", "adrift"]),
    (
        "A boat is set up later: open is false until somebody has seen it.",
        "",
        "boats.open.said_default",
        ["true", "false"],
    ),
    ("When a member is deleted, the trips are kept.", "", "trips.member_id.kept", ["restrict", "set null"]),
    ("Boats without a label are allowed.", "", "boats.label.said_required", ["required", "optional"]),
    ("A list shows 20 boats per page.", "", "lists.page_size", ["30", "20"]),
    (
        "A trip lasts at most 4 days.",
        "Trips longer than 6 days are not possible.",
        "said.number.trip",
        ["4 days", "6 days"],
    ),
    ("A trip can be extended only once.", "Each trip can be extended twice.", "said.number.extend-trip", None),
    (
        "Trips can be cancelled until 48 hours before they start.",
        "Cancellation of a trip is free up to 2 hours before it.",
        "said.number.befor-cancel-trip",
        None,
    ),
    (
        "A boat that made no trip in the last 60 days is idle.",
        "Idle boats (no trip for 30 days) are sold.",
        "said.number.boat-idl-trip",
        None,
    ),
    (
        "Rate limit: 100 requests per minute and user",
        "Up to 60 requests per minute are allowed.",
        "said.number.reques",
        None,
    ),
    (
        "An access token lives 15 minutes.",
        "Access tokens expire after one hour.",
        "said.number.acces-expir-token",
        None,
    ),
    ("Bulk changes of boats MUST be supported.", "", "absent.bulk_operations", ["left out", "part of it"]),
    (
        "## Core features\n\n- Trip priorities\n- Due dates of trips\n",
        "",
        "absent.due_dates-priorities",
        ["left out", "part of it"],
    ),
    ("`POST /trips/{id}/end` is a stub for now.", "", "endpoint.POST /trips/{id}/end.stub", ["stub", "built"]),
    (
        "Two members plan the last trip: the first wins.",
        "Out of scope: concurrent trips of one boat",
        "scope.concurrency_control",
        ["part of it", "left out"],
    ),
    (
        "```ts\ninterface Berth {\n  pier: string\n  length: number\n  depth?: number\n}\n```",
        "Berth { pier, length, depth, power }",
        "shapes.Berth",
        [HERE, THERE],
    ),
    ("The hull can be changed.", "The hull of a boat never changes.", "said.change.hul", None),
    ("Clients of the API send a bearer token.", "Auth: sessions with cookies", "said.credentials", None),
    ("404: the user id does not exist", "401: unknown user id in the claim", "said.status.absent-id", None),
]


@pytest.mark.parametrize(("here", "there", "name", "offered"), PAIRS)
def test_one_question_shows_both_sides(here: str, there: str, name: str, offered: list[str] | None) -> None:
    (question,) = asked(here, there)
    assert question.id == name
    assert len({(source.file, source.line) for source in question.evidence}) > 1
    assert offered is None or sorted(choice.value for choice in question.choices) == sorted(offered)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Ending a trip answers 200.", "Creating a boat answers 201."),
        ("Only signed-in members can add boats.", "Visitors are welcome."),
        ("Only signed-in members can see their own boats.", ""),
        ("Creating boats takes 200 milliseconds at most.", ""),
        ("| Status | 200 Created |", ""),
        ("Planning a trip with an unknown member answers 422.", ""),
        ("On the free plan there are 3 trips.", "The pro plan has 50 trips."),
        ("The weather job runs every 10 minutes.", "The invoice job runs every night."),
        ("The API answers a search within 200 ms.", "The API answers an export within 2 s."),
        ("There are the tables members, boats and trips.", "A join table is kept, too."),
        ("Hulls are wood, steel, etc.", "Hulls: wood, steel, glass"),
        ("Rate limit: 10 requests per minute per IP", "100 requests per minute per user"),
        ("When a boat is deleted, the trips are deleted, too.", "Prevents orphaned trips when members are deleted."),
        ("`POST /trips/{id}/end` is tested with a stub.", ""),
        ("Passwords MAY be reset later.", "Bulk changes are optional."),
        ("404: the user does not exist", "401 when the token is missing"),
        ("Berth { pier, length, depth }", "Berth { pier, length, depth }"),
        ("A trip lasts at most 4 days.", "A trip is planned at least 6 days ahead."),
    ],
)
def test_what_can_both_hold_is_not_asked(here: str, there: str) -> None:
    assert asked(here, there) == ()


def built(here: str, identifier: str, value: str) -> Blueprint:
    """Give what is built once somebody chose ``value``."""
    facts = (MEMBERS, BOATS, TRIPS, *ROUTES, answer(identifier, value))
    return resolve(replace(reading(*facts), texts=MappingProxyType({HERE: here}))).blueprint


def one_of(blueprint: Blueprint, route: str) -> Operation:
    return next(one for one in blueprint.operations if f"{one.method} {one.path}" == route)


def test_an_answer_changes_what_is_built() -> None:
    before = resolve(reading(MEMBERS, BOATS, TRIPS, *ROUTES)).blueprint
    ended = built("Ending a trip answers 204.", "endpoint.POST /trips/{id}/end.said_status", "204")
    assert one_of(ended, "POST /trips/{id}/end").response.status == 204
    state = built("New boats start as adrift.", "boats.state.said_default", "adrift").entity("boats").column("state")
    assert state.default is not None
    assert state.default.value == "adrift"
    paged = built("A list shows 20 boats per page.", "lists.page_size", "20")
    assert [one.default for one in one_of(paged, "GET /boats").query if one.use is QueryUse.LIMIT] == [20]
    kept = built("When a member is deleted, the trips are kept.", "trips.member_id.kept", "set null")
    reference = kept.entity("trips").column("member_id").references
    assert reference is not None
    assert reference.on_delete is DeleteRule.SET_NULL
    gone = built("The trips table is replaced by voyages.", "replaced.trips", "voyages")
    assert [one.name for one in gone.entities if one.name == "trips"] == []
    assert [one.path for one in gone.operations if "trips" in one.path] == []
    opened = built("Anyone can add a trip without an account.", "trips.create.callers", "public")
    assert one_of(opened, "POST /trips").access is Access.PUBLIC
    hull = built("Hulls are wood, steel, glass and tin.", "values.boats.hull", "wood, steel, glass, tin")
    assert hull.entity("boats").column("hull").limits.choices == ("wood", "steel", "glass", "tin")
    assert before.entity("boats").column("hull").limits.choices == ("wood", "steel", "glass")


def test_what_is_open_to_everybody_can_be_closed_by_what_a_sentence_says() -> None:
    public = endpoint("GET /trips", line=39, auth="public")
    (question,) = asked("Only signed-in members can browse the trips.", "", public)
    assert [choice.value for choice in question.choices] == ["public", "required"]
    assert question.choices[1].effect == "The backend follows GET /trips: token."


def test_limits_of_all_calls_that_differ_are_followed() -> None:
    (question,) = asked("The API allows 60 requests per minute per user.", "Rate limit: 90 requests per minute")
    assert sorted(choice.effect for choice in question.choices) == [
        "The backend follows all: 60 calls per minute by user.",
        "The backend follows all: 90 calls per minute by user.",
    ]


def test_what_cannot_be_built_otherwise_says_so() -> None:
    (question,) = asked("All rows are stored in PostgreSQL.", "All rows are stored in MongoDB.")
    assert [choice.effect for choice in question.choices] == [
        "The backend stays as it is described.",
        "The backend keeps PostgreSQL all the same; what asks for MongoDB stays an open requirement.",
    ]


def test_a_filter_may_offer_some_of_the_values_of_a_column() -> None:
    line = "| `hull` | string | one of `wood`, `steel` |"
    some = field("hull", "string", choices=("wood", "steel"), source=at(2, HERE))
    listing = endpoint("GET /boats/found", line=2, file=HERE, query=(some,))
    assert [one.id for one in asked(f"| Name | Type | Values |\n{line}", "", listing) if "values" in one.id] == []


def test_what_is_built_is_recommended_and_choosing_it_changes_nothing() -> None:
    here = "Ending a trip answers 204."
    (question,) = asked(here)
    assert question.recommended == "200"
    assert [choice.effect for choice in question.choices] == [
        "The backend stays as it is described.",
        "The backend follows POST /trips/{id}/end: answers 204.",
    ]
    chosen = built(here, question.id, "200")
    assert chosen.operations == resolve(reading(MEMBERS, BOATS, TRIPS, *ROUTES)).blueprint.operations
