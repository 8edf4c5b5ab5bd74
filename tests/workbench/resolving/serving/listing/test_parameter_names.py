"""What list parameters are called in the languages of specifications."""

import pytest

from workbench.resolving.serving.listing.parameter_names import role_of


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("per_page", "limit"),
        ("pageSize", "limit"),
        ("pro_seite", "limit"),
        ("tamaño", "limit"),
        ("offset", "offset"),
        ("página", "page"),
        ("seite", "page"),
        ("页码", "page"),
        ("q", "search"),
        ("buscar", "search"),
        ("suchbegriff", "search"),
        ("검색어", "search"),
        ("orden", "sort"),
        ("sort_dir", "direction"),
        ("etiqueta", None),
    ],
)
def test_a_parameter_is_known_by_its_name(name: str, role: str | None) -> None:
    assert role_of(name, is_column=False) == role


def test_a_column_comes_before_a_word_of_another_language() -> None:
    assert role_of("limite", is_column=True) is None
    assert role_of("limit", is_column=True) == "limit"
