"""Sentences about limits, numbers and derived values are taken down as exact rules, and others are left alone."""

from dataclasses import replace

import pytest

from generators.blueprint import CountLimit, Derivation, DerivationKind, Operation, Period, Plan, RequirementStatus
from tests.workbench.resolving.readings import DATABASE, at, column, endpoint, field, reading, requirement, table
from workbench.reading.facts import ColumnFact, Fact, TableFact
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve

OPEN = ("open",)
ID = column("id", "uuid", primary_key=True, nullable=False)


def key(name: str, to: str) -> ColumnFact:
    return column(name, "uuid", nullable=False, references=f"{to}.id")


def tables() -> tuple[TableFact, ...]:
    """Give a boat hire: members of harbours rent boats, for so many days each."""
    states = column("state", "varchar(10)", nullable=False, choices=("open", "paid"), default="open", has_default=True)
    money = ("numeric(10,2)",)
    return (
        table("harbours", ID, column("tier", "varchar(10)", nullable=False, choices=("basic", "plus"))),
        table("users", ID, key("harbour_id", "harbours"), column("role", "varchar(9)", choices=("member", "owner"))),
        table(
            "boats",
            ID,
            key("harbour_id", "harbours"),
            column("fare", *money, nullable=False),
            column("berths", "integer", nullable=False, check="berths >= 0"),
        ),
        table(
            "rentals",
            ID,
            key("harbour_id", "harbours"),
            key("user_id", "users"),
            column("number", "integer", nullable=False),
            states,
            column("sum", *money, nullable=False),
            column("created_at", "timestamptz", nullable=False),
        ),
        table(
            "rental_days",
            ID,
            key("rental_id", "rentals"),
            key("boat_id", "boats"),
            column("persons", "integer", nullable=False),
            column("fare", *money, nullable=False, line=44),
            column("price", *money, nullable=False),
        ),
    )


def told(sentence: str, *more: Fact) -> Resolution:
    days = field("days", "object[]", required=True, fields=(field("boat_id", "uuid"), field("persons", "integer")))
    api = (
        endpoint("POST /rentals", auth="required", body=(days,), line=1),
        endpoint("GET /rentals", auth="required", line=2),
        endpoint("GET /boats", auth="public", line=3),
    )
    return resolve(reading(*tables(), *api, requirement(sentence), *more))


def copied() -> Fact:
    """Give the row of a table that says where a value of it comes from."""
    row = requirement("fare — numeric(10,2) — NOT NULL — Snapshot of boat.fare at the time of hire", 3)
    return replace(row, source=at(44, DATABASE))


def entity_limits(resolution: Resolution, name: str) -> list[CountLimit]:
    return [
        CountLimit(one.maximum, one.within, one.column, one.among, one.period, one.plan, one.plans)
        for one in resolution.blueprint.entity(name).count_limits
    ]


def created(resolution: Resolution) -> Operation:
    return next(one for one in resolution.blueprint.operations if one.path == "/rentals" and one.method == "POST")


@pytest.mark.parametrize(
    ("sentence", "limit"),
    [
        ("A member may have at most 3 open rentals.", CountLimit(3, "user_id", "state", OPEN)),
        ("No member MUST have more than 3 rentals.", None),
        (
            "A member MUST NOT have more than three rentals in the state `open`.",
            CountLimit(3, "user_id", "state", OPEN),
        ),
        ("At most 200 rentals per harbour; one more answers 409.", CountLimit(200, "harbour_id")),
        ("A member may start 2 rentals per day.", CountLimit(2, "user_id", period=Period.DAY)),
        ("Each member can make up to 5 rentals weekly; more answer 429.", CountLimit(5, "user_id", period=Period.WEEK)),
    ],
)
def test_so_many_rows_at_most(sentence: str, limit: CountLimit | None) -> None:
    assert entity_limits(told(sentence), "rentals") == ([limit] if limit else [])


def test_a_plan_decides_how_many() -> None:
    sentence = "A harbour on the plan `basic` has at most 4 boats; on `plus` there is no limit."
    limit = CountLimit(None, "harbour_id", plan="tier", plans=(Plan("basic", 4), Plan("plus")))
    assert entity_limits(told(sentence), "boats") == [limit]


@pytest.mark.parametrize(
    "sentence",
    [
        "A member may have at most 3 lost rentals.",
        "A member may have 3 rentals.",
        "At most 200 rentals per harbour; one more answers 418.",
        "A harbour on the plan `gold` has at most 4 boats.",
        "A member may have at most 3 rentals unless the harbour agrees.",
    ],
)
def test_what_is_not_there_or_not_all_understood_limits_nothing(sentence: str) -> None:
    resolution = told(sentence)
    assert entity_limits(resolution, "rentals") == entity_limits(resolution, "boats") == []
    assert resolution.blueprint.requirements[0].status is RequirementStatus.OPEN


@pytest.mark.parametrize(
    ("sentence", "calls"),
    [
        ("A member may start at most 6 rentals per minute; more answer 429 with `Retry-After`.", (6, 60, "user")),
        ("At most 6 requests per second and user are allowed for creating rentals.", (6, 1, "user")),
    ],
)
def test_so_many_calls_at_most(sentence: str, calls: tuple[int, int, str]) -> None:
    [limit] = created(told(sentence)).rate_limits
    assert (limit.calls, limit.seconds, limit.per) == calls


def test_calls_without_a_token_are_counted_by_address() -> None:
    resolution = told("Requests to the public list of boats are limited to 20 per minute.")
    [limit] = next(one for one in resolution.blueprint.operations if one.path == "/boats").rate_limits
    assert (limit.calls, limit.seconds, limit.per) == (20, 60, "address")


@pytest.mark.parametrize(
    ("sentence", "entity", "name", "derivation"),
    [
        (
            "The fare of each boat is copied into its day when the rental is made.",
            "rental_days",
            "fare",
            Derivation(DerivationKind.COPY, "fare", "boat_id"),
        ),
        (
            "The price of a day is its persons times its fare.",
            "rental_days",
            "price",
            Derivation(DerivationKind.PRODUCT, factors=("persons", "fare")),
        ),
        (
            "The sum of a rental is the sum of the prices of its days.",
            "rentals",
            "sum",
            Derivation(DerivationKind.SUM, "price", entity="rental_days"),
        ),
        (
            "The system MUST compute price for each day as (persons × fare) with exact precision (NUMERIC(10,2)).",
            "rental_days",
            "price",
            Derivation(DerivationKind.PRODUCT, factors=("persons", "fare")),
        ),
        (
            "price = persons * fare",
            "rental_days",
            "price",
            Derivation(DerivationKind.PRODUCT, factors=("persons", "fare")),
        ),
        (
            "The backend calculates the rental sum as the sum of all prices.",
            "rentals",
            "sum",
            Derivation(DerivationKind.SUM, "price", entity="rental_days"),
        ),
    ],
)
def test_where_a_value_comes_from(sentence: str, entity: str, name: str, derivation: Derivation) -> None:
    assert told(sentence).blueprint.entity(entity).column(name).derivation == derivation


def test_rows_are_numbered_within_a_group_and_no_client_gives_the_number() -> None:
    resolution = told("Rentals are numbered from 1 within each harbour, without gaps.")
    default = resolution.blueprint.entity("rentals").column("number").default
    assert default is not None
    assert (default.kind, default.value) == ("next", "harbour_id")
    assert all(one.column != "number" for one in created(resolution).body)


@pytest.mark.parametrize(
    "sentence",
    [
        "Making a rental reduces the berths of each boat by the persons of its day.",
        "The system must atomically decrement berths after a rental is created.",
        "Deduct the berths when a rental is confirmed.",
    ],
)
def test_a_number_of_another_row_is_taken_down(sentence: str) -> None:
    resolution = told(sentence, requirement("price = persons * fare", 2), copied())
    [move] = created(resolution).adjustments
    assert (move.column, move.via, move.entity, move.by, move.subtract) == (
        "berths",
        "boat_id",
        "rental_days",
        "persons",
        True,
    )


def test_what_was_taken_down_is_enforced_by_its_rule() -> None:
    [told_requirement] = told("A member may have at most 3 open rentals.").blueprint.requirements
    assert told_requirement.status is RequirementStatus.ENFORCED
    assert told_requirement.by == ("rule:rentals.open_user_id.count_limit",)


def test_one_sentence_that_stays_open_keeps_the_requirement_open() -> None:
    [both] = told("A member may have at most 3 open rentals. The harbour sings.").blueprint.requirements
    assert both.status is RequirementStatus.OPEN


def test_a_column_is_derived_as_its_description_says() -> None:
    source = at(9, "specs/database/schema.md")
    described = table(
        "fares", ID, column("total", "integer", line=9), column("days", "integer"), column("rate", "integer")
    )
    row = requirement("total — integer — NOT NULL — days × rate")
    rows = (described, type(row)(row.feature, row.text, source))
    found = told("The harbour sings.", *rows).blueprint.entity("fares").column("total").derivation
    assert found == Derivation(DerivationKind.PRODUCT, factors=("days", "rate"))
