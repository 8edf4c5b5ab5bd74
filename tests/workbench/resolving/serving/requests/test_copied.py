"""Lines of a request keep what they need of the row that they are about."""

import pytest

from generators.blueprint import Blueprint, Derivation, DerivationKind
from tests.workbench.resolving.readings import column, endpoint, field, reading, table, users_table
from workbench.reading.facts import ColumnFact, FieldFact
from workbench.resolving.resolver import resolve

ID = column("id", "uuid", primary_key=True, nullable=False)
TEAS = table("teas", ID, column("name", "varchar(80)", nullable=False), column("price", "numeric(8,2)", nullable=False))


def brewed(*columns: ColumnFact, total: str = "total", members: tuple[FieldFact, ...] = ()) -> Blueprint:
    """Give what becomes of parcels with lines about teas that have further columns."""
    parcels = table(
        "parcels",
        ID,
        column("user_id", "uuid", nullable=False, references="users.id"),
        column(total, "numeric(8,2)", nullable=False),
    )
    lines = table(
        "parcel_lines",
        ID,
        column("parcel_id", "uuid", nullable=False, references="parcels.id", on_delete="CASCADE"),
        column("tea_id", "uuid", nullable=False, references="teas.id"),
        column("quantity", "integer", nullable=False),
        *columns,
    )
    listed = (field("tea_id", "uuid"), field("quantity", "integer"), *members)
    body = (field("lines", "object[]", required=True, fields=listed),)
    return resolve(reading(users_table(), TEAS, parcels, lines, endpoint("POST /parcels", body=body))).blueprint


@pytest.mark.parametrize(
    ("name", "kind", "copied"),
    [
        ("unit_price", "numeric(8,2)", "price"),
        ("price_at_purchase", "numeric(8,2)", "price"),
        ("tea_name", "varchar(80)", "name"),
        ("product_name", "varchar(80)", "name"),
    ],
)
def test_a_needed_column_that_no_request_gives_is_copied(name: str, kind: str, copied: str) -> None:
    found = brewed(column(name, kind, nullable=False)).entity("parcel_lines").column(name)
    assert found.derivation == Derivation(DerivationKind.COPY, copied, "tea_id")


@pytest.mark.parametrize(
    ("one", "members"),
    [
        pytest.param(column("unit_price", "numeric(8,2)", nullable=False), (field("unit_price"),), id="given"),
        pytest.param(column("unit_price", "numeric(8,2)", nullable=True), (), id="can be missing"),
        pytest.param(column("unit_price", "integer", nullable=False), (), id="of another type"),
        pytest.param(column("list_price", "numeric(8,2)", nullable=False), (), id="another price"),
    ],
)
def test_any_other_column_is_not(one: ColumnFact, members: tuple[FieldFact, ...]) -> None:
    assert brewed(one, members=members).entity("parcel_lines").column(one.field.name).derivation is None


def test_amounts_are_multiplied_and_added_up() -> None:
    money = [column(name, "numeric(8,2)", nullable=False) for name in ("unit_price", "subtotal")]
    found = brewed(*money)
    product = found.entity("parcel_lines").column("subtotal").derivation
    assert product == Derivation(DerivationKind.PRODUCT, factors=("unit_price", "quantity"))
    total = found.entity("parcels").column("total").derivation
    assert total == Derivation(DerivationKind.SUM, "subtotal", entity="parcel_lines")
    assert [one.name for one in found.operations[0].body] == ["lines"]


def test_another_number_of_the_row_is_still_asked_for() -> None:
    money = [column(name, "numeric(8,2)", nullable=False) for name in ("unit_price", "subtotal")]
    assert "budget" in [one.name for one in brewed(*money, total="budget").operations[0].body]
