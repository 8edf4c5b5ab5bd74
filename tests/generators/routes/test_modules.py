"""What the routes of a module have in common stands in its router's prefix."""

import pytest

from generators.routes.modules import common_prefix
from tests.generators.routes.test_methods import operation


@pytest.mark.parametrize(
    ("paths", "prefix"),
    [
        (("/boats", "/boats/{id}"), "/boats"),
        (("/boats/{id}",), "/boats"),
        (("/",), ""),
        (("/", "/{id}"), ""),
    ],
)
def test_a_prefix_ends_neither_in_a_slash_nor_in_a_key(paths: tuple[str, ...], prefix: str) -> None:
    assert common_prefix(tuple(operation("GET", path) for path in paths)) == prefix
