"""Deeds on all rows of the caller, which no path names one by one."""

import pytest

from generators.blueprint import Body, Choice, Holds, Operation, ResponseField
from tests.workbench.resolving.readings import column, endpoint, field, ok, reading, table, users_table
from tests.workbench.resolving.tasks import K
from workbench.reading.facts import EndpointFact
from workbench.resolving.resolver import resolve

ALERTS = table(
    "alerts",
    column("id", "uuid", primary_key=True, nullable=False),
    column("user_id", "uuid", nullable=False, references="users.id"),
    column("is_read", "boolean", nullable=False, default=False),
    column("seen_at", "timestamptz", nullable=True),
    column("state", "text", nullable=False, choices=("new", "archived"), default="new"),
)
UNREAD = Choice("", "is_read", True, negated=True)


def operation(*facts: EndpointFact) -> Operation:
    return resolve(reading(users_table(), ALERTS, *facts)).blueprint.operations[0]


@pytest.mark.parametrize(
    ("route", "only"),
    [
        ("POST /alerts/read-all", UNREAD),
        ("PUT /alerts/mark-all-as-read", UNREAD),
        ("PATCH /alerts/all/read", UNREAD),
        ("POST /alerts/see-all", Choice("", "seen_at", None)),
        ("POST /alerts/archive-all", Choice("", "state", "archived", negated=True)),
    ],
)
def test_an_act_on_all_changes_those_of_the_callers_that_are_not_yet_so(route: str, only: Choice) -> None:
    found = operation(endpoint(route))
    assert (found.kind, found.only, found.mine, found.body) == (K.ACT, only, True, ())


def test_words_may_say_that_all_are_meant() -> None:
    assert operation(endpoint("POST /alerts/read", summary="Marks every alert as read.")).only == UNREAD
    assert operation(endpoint("POST /alerts/read", summary="Marks an alert as read.")).kind is K.PORT


@pytest.mark.parametrize(
    ("route", "only"),
    [
        ("POST /alerts/clear-read", Choice("", "is_read", True)),
        ("DELETE /alerts/read", Choice("", "is_read", True)),
        ("DELETE /alerts/archived", Choice("", "state", "archived")),
        ("DELETE /alerts/all", None),
        ("POST /alerts/clear", None),
    ],
)
def test_clearing_deletes_the_rows_of_which_its_path_speaks(route: str, only: Choice | None) -> None:
    found = operation(endpoint(route))
    assert (found.kind, found.only) == (K.BULK_DELETE, only)


@pytest.mark.parametrize("route", ["DELETE /alerts/purple", "POST /alerts/clear-purple", "POST /alerts/paint-all"])
def test_what_no_column_knows_of_stays_a_port(route: str) -> None:
    assert operation(endpoint(route)).kind is K.PORT


def test_the_answer_counts_the_rows_that_were_changed() -> None:
    told = ok(200, field("success", "boolean", example="true"), field("marked", "integer", example="3"))
    envelope = operation(endpoint("POST /alerts/read-all", responses=(told,))).response.envelope
    assert envelope == (ResponseField("success", Holds.LITERAL, value=True), ResponseField("marked", Holds.COUNT))
    assert operation(endpoint("POST /alerts/read-all", responses=(ok(204),))).response.body is Body.EMPTY


@pytest.mark.parametrize(
    ("route", "name", "condition"),
    [
        ("GET /alerts/unread-count", "count", "is_read=false"),
        ("GET /alerts/count", "unseen", "seen_at=null"),
        ("GET /alerts/unread/count", "total", "is_read=false"),
        ("GET /alerts/stats", "read_alerts", "is_read=true"),
    ],
)
def test_a_number_counts_the_rows_of_which_the_path_or_its_name_speaks(route: str, name: str, condition: str) -> None:
    told = ok(200, field(name, "integer", example="3"))
    found = operation(endpoint(route, responses=(told,)))
    assert (found.kind, found.response.envelope) == (K.AGGREGATE, (ResponseField(name, Holds.COUNT, condition),))


def test_a_number_that_nothing_stands_for_is_not_made_up() -> None:
    told = ok(200, field("total", "integer", example="3"), field("karma", "integer", example="40"))
    assert operation(endpoint("GET /alerts/stats", responses=(told,))).kind is K.PORT
