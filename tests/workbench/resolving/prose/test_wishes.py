"""Wishes: what requirements ask for and no document states otherwise becomes part of the blueprint."""

import pytest

from generators.blueprint import Blueprint, Limits, Operation, RequirementStatus
from tests.workbench.resolving.accounts import FACTS as ACCOUNTS
from tests.workbench.resolving.readings import column, endpoint, field, reading, requirement, table, users_table
from workbench.reading.facts import Fact
from workbench.resolving.resolver import resolve

FACTS: tuple[Fact, ...] = (
    users_table(),
    table(
        "rooms",
        column("id", "uuid", primary_key=True, nullable=False),
        column("user_id", "uuid", nullable=False, references="users.id"),
        column("name", "text", nullable=False),
        column("code", "varchar(20)", nullable=False),
        column("mood", "varchar(20)", nullable=False, default="calm", has_default=True),
        column("seats", "integer", nullable=False),
        column("open", "boolean", nullable=False),
        column("kind", "text", nullable=False, choices=("small", "large")),
        column("opens_on", "date", nullable=True),
        column("created_at", "timestamptz", nullable=False, default="now()", has_default=True),
        line=20,
    ),
    endpoint(
        "POST /rooms",
        line=1,
        body=tuple(field(name) for name in ("name", "code", "seats", "open", "kind", "opens_on")),
    ),
    endpoint("GET /rooms", line=2),
    endpoint("GET /rooms/{id}", line=3),
    endpoint("PATCH /rooms/{id}", line=4),
)


def built(*texts: str) -> Blueprint:
    facts = [requirement(text, line, feature="rooms") for line, text in enumerate(texts, 1)]
    return resolve(reading(*FACTS, *facts)).blueprint


def statuses(blueprint: Blueprint) -> list[RequirementStatus]:
    return [one.status for one in blueprint.requirements]


def listing(blueprint: Blueprint) -> Operation:
    return next(one for one in blueprint.operations if one.kind.value == "list")


@pytest.mark.parametrize(
    ("text", "name", "limits"),
    [
        ("The name of a room has 2 to 40 characters.", "name", Limits(2, 40)),
        ("Room names must be at most 40 characters long", "name", Limits(max_length=40)),
        ("Name: 1-40 characters", "name", Limits(1, 40)),
        ("Code: 3-20 characters, alphanumeric + underscore", "code", Limits(3, 20, pattern="[A-Za-z0-9_]+")),
        ("Room codes consist of exactly 6 digits.", "code", Limits(pattern="[0-9]{6}")),
        ("Codes contain only lowercase letters, digits and hyphens", "code", Limits(pattern="[a-z0-9-]+")),
        ("The system SHALL reject a room whose seats are below 2.", "seats", Limits(minimum=2)),
        ("Seats never exceed 90 and are never below 2.", "seats", Limits(minimum=2, maximum=90)),
        ("Refuse rooms whose name is blank.", "name", Limits(min_length=1)),
        ("A code is limited to red, green and blue.", "code", Limits(choices=("red", "green", "blue"))),
        ("code — select — red, green, blue", "code", Limits(choices=("red", "green", "blue"))),
        ("seats — integer — minimum 2, maximum 90", "seats", Limits(minimum=2, maximum=90)),
        ("System MUST require a name of 2–40 characters.", "name", Limits(2, 40)),
        ("System MUST accept only red, green or blue as code.", "code", Limits(choices=("red", "green", "blue"))),
        ("Seats MUST be whole numbers from one to five.", "seats", Limits(minimum=1, maximum=5)),
        ("Negative seats → 422", "seats", Limits(minimum=0)),
        ("Empty name → 422", "name", Limits(min_length=1)),
        ("name — required, trimmed, 2-40 chars — 422", "name", Limits(2, 40)),
        ("Seats must be between 1 and 12", "seats", Limits(minimum=1, maximum=12)),
        ("Seats must be positive", "seats", Limits(minimum=0, exclusive_minimum=True)),
        ("Seats must not be negative; seats must be >= 0", "seats", Limits(minimum=0)),
    ],
)
def test_a_limit_that_only_prose_states_reaches_the_column_and_the_body(text: str, name: str, limits: Limits) -> None:
    blueprint = built(text)
    wanted = RequirementStatus.ENFORCED if limits != Limits() else RequirementStatus.OPEN
    assert statuses(blueprint) == [wanted]
    found = blueprint.entity("rooms").column(name).limits
    assert (found.min_length, found.minimum, found.exclusive_minimum, found.maximum, found.pattern) == (
        limits.min_length,
        limits.minimum,
        limits.exclusive_minimum,
        limits.maximum,
        limits.pattern,
    )
    (create,) = [one for one in blueprint.operations if one.kind.value == "create"]
    (body,) = [one for one in create.body if one.name == name]
    assert (body.limits.min_length, body.limits.minimum) == (limits.min_length, limits.minimum)


def test_what_a_document_states_is_not_overturned() -> None:
    blueprint = built("Code: at most 30 characters")
    assert statuses(blueprint) == [RequirementStatus.OPEN]
    (create,) = [one for one in blueprint.operations if one.kind.value == "create"]
    assert {one.limits.max_length for one in create.body if one.name == "code"} == {20}


def test_the_first_of_two_texts_holds() -> None:
    blueprint = built("Name: 1-40 characters", "Name: 1-50 characters")
    assert statuses(blueprint) == [RequirementStatus.ENFORCED, RequirementStatus.OPEN]


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Open defaults to true", "open", True),
        ("The kind defaults to small.", "kind", "small"),
        ("Kind: auto-set to large", "kind", "large"),
    ],
)
def test_a_default_that_the_type_allows_becomes_one(text: str, name: str, value: object) -> None:
    blueprint = built(text)
    default = blueprint.entity("rooms").column(name).default
    assert statuses(blueprint) == [RequirementStatus.ENFORCED]
    assert default is not None
    assert default.value == value


@pytest.mark.parametrize("text", ["The kind defaults to huge", "Seats default to many", "Open defaults to 3"])
def test_a_default_that_it_does_not_allow_stays_open(text: str) -> None:
    assert statuses(built(text)) == [RequirementStatus.OPEN]


@pytest.mark.parametrize("text", ["No two rooms may carry the same code.", "Room codes may not repeat."])
def test_uniqueness_is_answered_by_what_stores_the_value(text: str) -> None:
    blueprint = built(text)
    assert statuses(blueprint) == [RequirementStatus.ENFORCED]
    assert {one.kind.value for one in blueprint.operations if 409 in one.errors} == {"create", "patch"}


@pytest.mark.parametrize("text", ["Room codes must be unique per user", "You can't have two rooms with the same code."])
def test_uniqueness_within_the_owner(text: str) -> None:
    blueprint = built(text)
    assert statuses(blueprint) == [RequirementStatus.ENFORCED]
    assert [one.columns for one in blueprint.entity("rooms").indexes if one.unique] == [("user_id", "code")]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("Rooms are listed in alphabetical order", ("name", False)),
        ("Rooms are ordered by seats descending", ("seats", True)),
        ("Rooms are listed oldest first", ("created_at", False)),
    ],
)
def test_an_order_that_only_prose_states_is_the_list_s(text: str, order: tuple[str, bool]) -> None:
    blueprint = built(text)
    first = listing(blueprint).order_by[0]
    assert ((first.column, first.descending), statuses(blueprint)) == (order, [RequirementStatus.ENFORCED])


@pytest.mark.parametrize(
    ("text", "moment", "patched"),
    [
        ("opens_on must be in the future", "future", "future"),
        ("The opening day, opens_on, must not lie in the past", None, None),
        ("opens_on must not be in the past (on create)", "not_past", None),
        ("opens_on cannot be in the future", "not_future", "not_future"),
        ("opens_on must be today or later", "not_past", "not_past"),
    ],
)
def test_a_date_is_held_against_the_present(text: str, moment: str | None, patched: str | None) -> None:
    blueprint = built(text)
    found = {one.kind.value: one for one in blueprint.operations}
    limits = [next(each.limits for each in found[kind].body if each.name == "opens_on") for kind in ("create", "patch")]
    assert [one.moment for one in limits] == [moment, patched]
    assert statuses(blueprint) == [RequirementStatus.ENFORCED if moment else RequirementStatus.OPEN]


@pytest.mark.parametrize(
    ("text", "limited", "limit"),
    [
        ("Room endpoints: 30 requests per minute per user", {"create", "list", "read", "patch"}, (30, 60, "user")),
        (
            "All endpoints are limited to 5 requests per hour per IP",
            {"create", "list", "read", "patch"},
            (5, 3600, "address"),
        ),
        ("Rate limit: 100 requests per minute per user", {"create", "list", "read", "patch"}, (100, 60, "user")),
        ("Rate limit: 100 requests per minute", set(), None),
        ("POST /rooms — 20 requests — 60 seconds — per user", {"create"}, (20, 60, "user")),
        ("GET /rooms — 9 — 1 hour — Sliding window — IP", {"list"}, (9, 3600, "address")),
        ("GET /rooms — 9 requests — 60 seconds — Fixed window", set(), None),
        ("GET /api/cellars — 9 requests — 60 seconds", set(), None),
    ],
)
def test_calls_are_limited_together(text: str, limited: set[str], limit: tuple[int, int, str] | None) -> None:
    blueprint = built(text)
    assert {one.kind.value for one in blueprint.operations if one.rate_limits} == limited
    rates = {(each.calls, each.seconds, each.per.value) for one in blueprint.operations for each in one.rate_limits}
    assert rates == ({limit} if limit else set())
    assert statuses(blueprint) == [RequirementStatus.ENFORCED if limit else RequirementStatus.OPEN]


def test_calls_of_those_who_log_in_may_be_few() -> None:
    text = "Authentication endpoints: 5 requests per IP per hour"
    blueprint = resolve(reading(*ACCOUNTS, requirement(text, 3))).blueprint
    limited = {one.kind.value for one in blueprint.operations if one.rate_limits}
    assert limited == {"register", "login"}
    assert statuses(blueprint) == [RequirementStatus.ENFORCED]


def test_a_column_that_no_response_may_show_is_hidden() -> None:
    blueprint = built("The code is never returned in any response")
    assert "code" not in blueprint.entity("rooms").visible
    assert statuses(blueprint) == [RequirementStatus.ENFORCED]


@pytest.mark.parametrize(
    "text",
    [
        "The name has 2 to 40 characters on weekdays",
        "The name has 2 to 40 characters unless the room is open",
        "Only admins may choose names of 2 to 40 characters",
    ],
)
def test_a_text_that_is_not_understood_to_its_end_changes_nothing(text: str) -> None:
    blueprint = built(text)
    assert statuses(blueprint) == [RequirementStatus.OPEN]
    assert blueprint.entity("rooms") == built("Rooms").entity("rooms")


@pytest.mark.parametrize(
    ("text", "name", "choices"),
    [
        ("Code must be one of: gold, silver or bronze", "code", ("gold", "silver", "bronze")),
        ('code — Must be one of: red, blue — "Code must be red or blue"', "code", ("red", "blue")),
        ("Kind must be one of: small, huge", "kind", ("small", "large")),
        ("Mood must be one of: wild, sad", "mood", ()),
        ("Code must be one of the codes that the owner knows", "code", ()),
    ],
)
def test_values_that_only_prose_lists_are_the_only_ones_of_a_free_text(
    text: str, name: str, choices: tuple[str, ...]
) -> None:
    blueprint = built(text)
    assert blueprint.entity("rooms").column(name).limits.choices == choices
    assert (statuses(blueprint) == [RequirementStatus.ENFORCED]) is (name == "code" and choices != ())


def test_kinds_of_a_whole_ask_for_nothing_beside_its_order() -> None:
    blueprint = built("Retrieves all rooms (open and closed) ordered by name")
    assert listing(blueprint).order_by[0].column == "name"
    assert statuses(blueprint) == [RequirementStatus.ENFORCED]


def test_one_field_at_least_is_asked_of_changes_that_need_none() -> None:
    blueprint = built("At least one field must be provided.")
    (change,) = [one for one in blueprint.operations if one.method == "PATCH"]
    assert change.needs_some
    assert statuses(blueprint) == [RequirementStatus.ENFORCED]
