"""Route functions are called what a person would call them, and no two alike."""

from dataclasses import replace

import pytest

from generators.blueprint import Body, Operation, OperationKind, Response
from workbench.resolving.serving.routing.naming import distinction, function_name, unique_names
from workbench.resolving.serving.routing.paths import shape_of

LIST = Operation("", "GET", "/parcels", OperationKind.LIST, "parcels", "list_parcels", Response(200, Body.ITEMS))


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("POST", "/parcels/{id}/send", "send_parcel"),
        ("POST", "/api/v2/price-lists/generate", "generate_price_lists"),
        ("POST", "/customs/create-export-form", "create_export_form"),
        ("POST", "/parcels/{id}/signature", "post_parcel_signature"),
        ("GET", "/parcels/{id}/track", "get_parcel_track"),
        ("GET", "/", "get_root"),
    ],
)
def test_a_port_is_called_by_what_it_does(method: str, path: str, name: str) -> None:
    assert function_name(OperationKind.PORT, None, shape_of(path, ()), method, path) == name


def test_equal_names_are_told_apart_by_place_and_else_by_method() -> None:
    elsewhere = replace(LIST, path="/admin/parcels")
    assert distinction(elsewhere) == "admin"
    assert distinction(LIST) == "get"
    names = [(one.name, distinction(one)) for one in (LIST, elsewhere, elsewhere)]
    assert unique_names(names) == ["list_parcels", "list_parcels_admin", "list_parcels_admin_2"]


def test_what_stands_below_a_parent_leaves_the_plain_name_to_what_does_not() -> None:
    names = [("list_parcels", "of_depots"), ("list_parcels", "get")]
    assert unique_names(names) == ["list_parcels_of_depots", "list_parcels"]


def test_no_route_is_called_like_a_function_that_routes_call() -> None:
    assert unique_names([("get_settings", "get"), ("select", "place")]) == ["read_settings", "select_place"]
