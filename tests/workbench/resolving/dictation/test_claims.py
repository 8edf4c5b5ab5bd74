"""Claims about tenants, stock, lists and what may be there once are borne out by rules, or stay open."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from generators.blueprint import Operation, Requirement, RequirementStatus
from tests.workbench.resolving.readings import column, endpoint, field, index, reading, requirement, table
from workbench.reading.facts import ColumnFact, TableFact
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve

ID = column("id", "uuid", primary_key=True, nullable=False)


def key(name: str, to: str, rule: str = "CASCADE") -> ColumnFact:
    return column(name, "uuid", nullable=False, references=f"{to}.id", on_delete=rule)


def tables() -> tuple[TableFact, ...]:
    """Give a lender of tools: branches are the tenants, a loan has several tools and is discounted in parts."""
    money = column("sum", "numeric(10,2)", nullable=False)
    copies, taken_off = column("copies", "integer", check="copies >= 0"), replace_name(money, "discounted")
    states = column("state", "varchar(10)", nullable=False, choices=("open", "late", "closed"))
    return (
        table("branches", ID),
        table("users", ID, key("branch_id", "branches"), column("role", "varchar(9)", choices=("clerk", "guest"))),
        table("tools", ID, key("branch_id", "branches"), column("code", "varchar(9)"), copies),
        table("loans", ID, key("branch_id", "branches"), key("user_id", "users"), states, money, taken_off),
        table("loan_tools", ID, key("loan_id", "loans"), key("tool_id", "tools"), column("pieces", "integer")),
        table("discounts", ID, key("loan_id", "loans"), replace_name(money, "amount")),
    )


def replace_name(fact: ColumnFact, name: str) -> ColumnFact:
    return replace(fact, field=replace(fact.field, name=name))


def told(*sentences: str) -> Resolution:
    members = (field("tool_id", "uuid", required=True), field("pieces", "integer", required=True))
    listed = field("tools", "object[]", required=True, min_length=1, max_length=9, fields=members)
    api = (
        endpoint("POST /loans", auth="required", body=(listed,), line=1),
        endpoint("GET /loans", auth="required", line=2),
        endpoint("GET /tools", auth="required", line=3),
        endpoint("POST /tools", auth="required", roles=("clerk",), line=4),
        endpoint("POST /loans/{loan_id}/discounts", auth="required", body=(field("amount", "number"),), line=5),
    )
    unique = (
        index("loan_tools", "loan_id", "tool_id", unique=True),
        index("tools", "branch_id", "code", unique=True),
    )
    asked = tuple(requirement(text, line=number) for number, text in enumerate(sentences, 1))
    facts = replace(
        reading(*tables(), *api, *unique, *asked), texts=MappingProxyType({"specs/a.md": "A branch is a tenant."})
    )
    return resolve(facts)


def status(*sentences: str) -> list[RequirementStatus]:
    return [one.status for one in told(*sentences).blueprint.requirements]


TAKING = "Making a loan reduces the copies of each tool by the pieces of its loan tool."


@pytest.mark.parametrize(
    "sentence",
    [
        "A tool of another branch answers 404.",
        "Rows of another branch answer 404, as if they did not exist.",
        "The copies never fall below zero.",
        "A tool MUST appear at most once in a loan.",
        "The code is unique within a branch; a second tool with the same code answers 409.",
        "A loan has 1 to 9 tools.",
        "UNIQUE (loan_id, tool_id)",
    ],
)
def test_what_the_blueprint_holds_is_enforced(sentence: str) -> None:
    assert status(sentence) == [RequirementStatus.ENFORCED]


@pytest.mark.parametrize(
    "sentence",
    [
        "A tool of another branch answers 403.",
        "A tool of another loan answers 404.",
        "A branch MUST appear at most once in a loan.",
        "The code is unique within a loan.",
        "A loan has 2 to 9 tools.",
        "UNIQUE (branch_id, sum)",
        "A loan for more than is left answers 409 and changes nothing.",
    ],
)
def test_what_it_does_not_hold_stays_open(sentence: str) -> None:
    assert status(sentence) == [RequirementStatus.OPEN]


def test_columns_that_are_unique_together_are_not_unique_alone() -> None:
    found = told("UNIQUE (loan_id, tool_id)").blueprint
    assert not any(one.unique for entity in found.entities for one in entity.columns if one.name.endswith("_id"))


def test_more_than_is_left_is_refused_where_something_is_taken() -> None:
    assert status(TAKING, "A loan for more than is left answers 409 and changes nothing.") == [
        RequirementStatus.ENFORCED,
        RequirementStatus.ENFORCED,
    ]


def test_what_is_paid_back_stays_within_the_sum_and_the_states() -> None:
    resolution = told(
        "Only loans with the state open or late can be discounted; any other answers 409.",
        "A discount adds its amount to the discounted sum of its loan.",
        "The discounts of a loan MUST NOT exceed its sum.",
    )
    [move] = operation(resolution, "/loans/{loan_id}/discounts").adjustments
    assert (move.column, move.by, move.at_most, move.state, move.among) == (
        "discounted",
        "amount",
        "sum",
        "state",
        ("open", "late"),
    )
    assert all(one.status is RequirementStatus.ENFORCED for one in requirements(resolution)[1:])


def operation(resolution: Resolution, path: str) -> Operation:
    return next(one for one in resolution.blueprint.operations if one.path == path)


def requirements(resolution: Resolution) -> tuple[Requirement, ...]:
    return resolution.blueprint.requirements
