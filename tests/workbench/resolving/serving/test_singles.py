"""Paths that name the only row of the caller or of a parent."""

from dataclasses import replace

import pytest

from generators.blueprint import Operation, OperationKind, Within
from generators.constraints import find_unique
from tests.workbench.resolving.readings import answer, column, endpoint, field, index, ok, reading, table, users_table
from tests.workbench.resolving.tasks import K
from workbench.reading.facts import EndpointFact, Fact, TableFact
from workbench.resolving.resolver import resolve


def _table(name: str, *references: str, unique: bool = False) -> TableFact:
    ties = [
        column(one.partition(" ")[0], "uuid", nullable=False, references=one.partition(" ")[2], unique=unique)
        for one in references
    ]
    note = column("note", "text", nullable=True)
    return table(name, column("id", "uuid", primary_key=True, nullable=False), *ties, note)


CARTS = _table("carts", "user_id users.id", unique=True)
SHOPS = _table("shops", "owner_id users.id")
ADDRESSES = _table("addresses", "shop_id shops.id", unique=True)
RATINGS = _table("ratings", "user_id users.id", "shop_id shops.id")
ITEMS = _table("cart_items", "cart_id carts.id", "shop_id shops.id")
ONE = (ok(200, field("id", "uuid"), field("note", "string")),)


def _operations(*facts: Fact) -> dict[str, Operation]:
    found = resolve(reading(users_table(), *facts)).blueprint.operations
    return {one.route: one for one in found}


@pytest.mark.parametrize(
    ("method", "kind"), [("GET", K.READ), ("PUT", K.REPLACE), ("PATCH", K.PATCH), ("DELETE", K.DELETE)]
)
@pytest.mark.parametrize("path", ["/cart", "/users/me/cart", "/cart/profile"])
def test_a_noun_in_the_singular_is_the_one_row_that_a_key_leaves_the_caller(
    path: str, method: str, kind: OperationKind
) -> None:
    found = _operations(CARTS, endpoint(f"{method} {path}"))[f"{method} {path}"]
    assert (found.kind, found.single, found.mine) == (kind, ("user_id",), True)


def test_what_lies_below_a_parent_is_its_one_row() -> None:
    found = _operations(SHOPS, ADDRESSES, endpoint("PUT /shops/{id}/address"))["PUT /shops/{id}/address"]
    assert (found.kind, found.single, found.mine) == (K.REPLACE, ("shop_id",), False)


def test_the_row_of_a_caller_below_a_parent_is_one_by_a_key_over_both() -> None:
    route = "PUT /shops/{id}/rating"
    key = index("ratings", "shop_id", "user_id", unique=True)
    found = _operations(SHOPS, RATINGS, key, endpoint(route, body=(field("note", "string"),)))[route]
    assert (found.kind, found.single) == (K.REPLACE, ("shop_id", "user_id"))


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param((endpoint("GET /carts"),), id="a noun in the plural"),
        pytest.param((endpoint("GET /cart", responses=(ok(array=True),)),), id="an array"),
        pytest.param((endpoint("GET /cart", auth="public"),), id="nobody's in particular"),
        pytest.param(
            (endpoint("PATCH /carts", body=(field("ids", "uuid[]"),)), endpoint("GET /carts")), id="many keys"
        ),
    ],
)
def test_rows_of_which_there_can_be_many_stay_a_list(facts: tuple[EndpointFact, ...]) -> None:
    found = _operations(CARTS, *facts)
    assert [(one.kind, one.single) for one in found.values() if one.method == "GET"] == [(K.LIST, ())]


def test_a_table_gets_the_key_that_the_path_takes_for_granted_unless_somebody_says_otherwise() -> None:
    stores = endpoint("GET /stores/me", responses=ONE)
    tables = (users_table(), _table("stores", "owner_id users.id"))
    assumed = resolve(reading(*tables, stores))
    denied = resolve(reading(*tables, stores, answer("stores.single", "many")))
    keys = [find_unique(next(e for e in one.blueprint.entities if e.name == "stores")) for one in (assumed, denied)]
    assert keys == [(("owner_id",),), ()]
    assert [one.blueprint.operations[0].single for one in (assumed, denied)] == [("owner_id",), ()]
    assert "stores.single" in {one.id for one in assumed.assumptions}


@pytest.mark.parametrize(
    ("said", "made"),
    [
        ("The caller's cart; an empty one is created on first access.", True),
        ("The caller's cart, made if there is none yet.", True),
        ("The caller's cart.", False),
        ("The cart, with the time at which it was first created.", False),
    ],
)
def test_a_row_is_made_at_first_use_where_that_is_said(said: str, *, made: bool) -> None:
    assert _operations(CARTS, endpoint("GET /cart", notes=(said,)))["GET /cart"].made is made


def test_a_row_that_needs_more_than_its_place_is_not_made_by_reading() -> None:
    carts = table(
        "carts",
        column("id", "uuid", primary_key=True, nullable=False),
        column("user_id", "uuid", nullable=False, references="users.id", unique=True),
        column("currency", "varchar(3)", nullable=False),
    )
    found = _operations(carts, endpoint("GET /cart", notes=("Created on first access.",)))["GET /cart"]
    assert (found.kind, found.made) == (K.READ, False)


def test_what_is_added_below_the_callers_only_row_goes_into_that_one_which_is_made_where_it_is_missing() -> None:
    found = _operations(CARTS, SHOPS, ITEMS, endpoint("POST /cart/items"))["POST /cart/items"]
    assert found.within == Within("cart_id", made=True)
    assert [one.name for one in found.body] == ["shop_id", "note"]


def test_a_row_above_that_needs_more_than_its_owner_is_not_made() -> None:
    named = _table("carts", "user_id users.id", unique=True)
    named = replace(named, columns=(*named.columns, column("label", "text", nullable=False)))
    found = _operations(named, SHOPS, ITEMS, endpoint("POST /cart/items"))["POST /cart/items"]
    assert (found.within, 404 in found.errors) == (Within("cart_id"), True)


def test_rows_below_the_callers_only_row_are_listed_and_changed_within_it() -> None:
    found = _operations(CARTS, SHOPS, ITEMS, endpoint("GET /cart/items"), endpoint("PUT /cart/items/{id}"))
    assert found["GET /cart/items"].mine
    assert [one.name for one in found["PUT /cart/items/{id}"].body] == ["shop_id", "note"]


@pytest.mark.parametrize(
    "carts", [_table("carts", "user_id users.id"), _table("carts", "shop_id shops.id", unique=True)]
)
def test_a_row_above_of_which_the_caller_can_have_many_is_asked_for(carts: TableFact) -> None:
    found = _operations(carts, SHOPS, ITEMS, endpoint("POST /cart/items"))["POST /cart/items"]
    assert found.within is None
    assert "cart_id" in [one.name for one in found.body]
