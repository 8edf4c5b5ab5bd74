"""Paths that call a table otherwise than the database does are about its rows all the same."""

import pytest

from generators.blueprint import Operation
from tests.workbench.resolving.readings import answer, column, endpoint, field, ok, reading, table, users_table
from workbench.reading.facts import EndpointFact, Fact, TableFact
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve

FIELDS = (field("room", "string"), field("guest_name", "string"), field("nights", "integer"))


def rows(name: str) -> TableFact:
    return table(
        name,
        column("id", "uuid", primary_key=True),
        column("room", "varchar(20)", nullable=False),
        column("guest_name", "varchar(80)", nullable=False),
        column("nights", "integer", nullable=False),
    )


def resolved(*facts: Fact) -> Resolution:
    return resolve(reading(users_table(), *facts))


def tables_of(*endpoints: EndpointFact, among: tuple[TableFact, ...] = (rows("bookings"),)) -> list[str | None]:
    operations: tuple[Operation, ...] = resolved(*among, *endpoints).blueprint.operations
    return [operation.entity for operation in operations]


def test_the_name_of_a_key_tells_whose_rows_they_are() -> None:
    assert tables_of(endpoint("GET /stays"), endpoint("GET /stays/{booking_id}")) == ["bookings", "bookings"]


def test_a_table_whose_name_ends_in_the_noun_is_meant() -> None:
    assert tables_of(endpoint("POST /checkins"), among=(rows("daily_checkins"),)) == ["daily_checkins"]


def test_two_tables_that_end_in_the_noun_are_no_answer() -> None:
    assert tables_of(endpoint("GET /checkins"), among=(rows("daily_checkins"), rows("hotel_checkins"))) == [None]


def test_fields_alike_are_asked_about_and_taken_until_somebody_answers() -> None:
    endpoints = (endpoint("POST /stays", body=FIELDS), endpoint("GET /stays/{id}", responses=(ok(200, *FIELDS),)))
    open_ = resolved(rows("bookings"), *endpoints)
    [question] = [one for one in open_.questions if one.id == "path.stays"]
    assert [choice.value for choice in question.choices] == ["bookings", "port"]
    assert [one.entity for one in open_.blueprint.operations] == ["bookings", "bookings"]
    answered = resolved(rows("bookings"), *endpoints, answer("path.stays", "port"))
    assert [one.entity for one in answered.blueprint.operations] == [None, None]


@pytest.mark.parametrize("route", ["GET /weather/{id}", "POST /stays/{id}/letters/{letter_id}"])
def test_a_noun_that_nothing_ties_to_a_table_stays_a_port(route: str) -> None:
    assert tables_of(endpoint(route)) == [None]


def test_a_table_that_paths_name_by_itself_has_no_other_noun() -> None:
    found = tables_of(endpoint("GET /bookings"), endpoint("GET /stays/{booking_id}"))
    assert found == ["bookings", None]


def test_foreign_keys_tell_what_else_a_table_is_called() -> None:
    members = table("crew_members", column("id", "uuid", primary_key=True), column("name", "varchar(80)"))
    trips = table(
        "trips",
        column("id", "uuid", primary_key=True),
        column("skipper_id", "uuid", references="crew_members.id", nullable=False),
    )
    endpoints = (endpoint("GET /crew-members"), endpoint("GET /skippers/{id}"), endpoint("GET /skippers/{id}/trips"))
    assert tables_of(*endpoints, among=(members, trips)) == ["crew_members", "crew_members", "trips"]


def test_the_root_names_nothing() -> None:
    assert tables_of(endpoint("GET /stays/{booking_id}"), endpoint("GET /"))[0] == "bookings"


def test_the_only_table_may_lie_at_the_root() -> None:
    rooted = (endpoint("GET /"), endpoint("POST /"), endpoint("GET /{id}"), endpoint("DELETE /{id}"))
    operations = resolved(rows("bookings"), *rooted).blueprint.operations
    assert [(one.kind.value, one.entity) for one in operations] == [
        (kind, "bookings") for kind in ("list", "create", "read", "delete")
    ]


def test_a_greeting_at_the_root_is_no_list() -> None:
    assert tables_of(endpoint("GET /"), endpoint("GET /bookings")) == [None, "bookings"]
