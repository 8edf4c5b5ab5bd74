"""The shop is told completely: nothing is asked, nothing stays open, and what many do at once is proven."""

import pytest

from generators.backend import generate
from generators.blueprint import Blueprint, DefaultKind, DerivationKind, OwnerPath, RequirementStatus
from workbench.demos import EXAMPLES
from workbench.reading.project import read_project
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve


@pytest.fixture(scope="module")
def resolution() -> Resolution:
    return resolve(read_project(EXAMPLES / "shop"))


@pytest.fixture(scope="module")
def blueprint(resolution: Resolution) -> Blueprint:
    return resolution.blueprint


def test_no_question_is_open(resolution: Resolution) -> None:
    assert resolution.questions == ()
    assert resolution.notices == ()


def test_every_requirement_is_enforced_or_out_of_scope(blueprint: Blueprint) -> None:
    left = [one.id for one in blueprint.requirements if one.status is RequirementStatus.OPEN]
    assert left == []


def test_everything_belongs_to_a_shop(blueprint: Blueprint) -> None:
    apart = {entity.name: entity.tenant for entity in blueprint.entities}
    assert apart.pop("shops") is None
    assert all(apart.values())
    assert apart["refunds"] == OwnerPath(("order_id", "shop_id"))


def test_money_is_exact(blueprint: Blueprint) -> None:
    names = ("price", "total", "refunded", "unit_price", "amount")
    money = [one for entity in blueprint.entities for one in entity.columns if one.name in names]
    assert len(money) == 6
    assert {str(one.type) for one in money} == {"numeric(12,2)"}


def test_orders_are_numbered_and_added_up(blueprint: Blueprint) -> None:
    orders, lines = blueprint.entity("orders"), blueprint.entity("order_lines")
    number = orders.column("number").default
    kinds = {name: lines.column(name).derivation for name in ("unit_price", "amount")}
    total = orders.column("total").derivation
    assert number is not None
    assert number.kind is DefaultKind.NEXT
    assert total is not None
    assert total.kind is DerivationKind.SUM
    assert [one.kind for one in kinds.values() if one] == [DerivationKind.COPY, DerivationKind.PRODUCT]


def test_a_refund_stays_within_what_was_paid(blueprint: Blueprint) -> None:
    [refund] = next(one for one in blueprint.operations if one.id == "refunds.create").adjustments
    assert (refund.column, refund.at_most, refund.among) == ("refunded", "total", ("paid", "shipped"))


@pytest.mark.parametrize(
    "proof",
    [
        "test_create_order_gives_the_last_stock_to_no_more_than_there_are_for",
        "test_create_order_keeps_to_the_limit_with_many_at_once",
        "test_create_order_leaves_no_gap_in_the_number_of_many_at_once",
    ],
)
def test_what_many_do_at_once_is_proven_over_real_connections(blueprint: Blueprint, proof: str) -> None:
    suite = next(file.text for file in generate(blueprint) if file.path == "tests/test_concurrency.py")
    assert f"async def {proof}(" in suite
