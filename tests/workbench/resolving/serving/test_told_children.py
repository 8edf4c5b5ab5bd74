"""Rows that words alone say are created with another one: the lines of an order."""

import pytest

from generators.blueprint import Operation
from tests.workbench.resolving.readings import column, endpoint, reading, requirement, table
from workbench.resolving.resolver import resolve

ID = column("id", "uuid", primary_key=True, nullable=False)


def operations(summary: str) -> dict[str, Operation]:
    """Give the operations on crates, into which bottles of wines are packed."""
    tables = (
        table("wines", ID, column("label", "varchar(80)", nullable=False)),
        table("crates", ID, column("remark", "varchar(80)")),
        table(
            "crate_bottles",
            ID,
            column("crate_id", "uuid", nullable=False, references="crates.id"),
            column("wine_id", "uuid", nullable=False, references="wines.id"),
            column("count", "integer", nullable=False),
        ),
    )
    api = (
        endpoint("POST /crates", summary=summary, auth="public", line=1),
        endpoint("GET /crates/{id}", auth="public", line=2),
    )
    found = resolve(reading(*tables, *api, requirement("Crates are packed."))).blueprint.operations
    return {one.id: one for one in found}


@pytest.mark.parametrize(
    ("summary", "name"),
    [
        ("Create a crate with an array of wines", "wines"),
        ("Packs a crate of several bottles", "bottles"),
        ("Creates a crate; takes the remark and a list of bottles", "bottles"),
    ],
)
def test_rows_that_words_speak_of_are_taken_and_shown_with_theirs(summary: str, name: str) -> None:
    found = operations(summary)
    [listed] = [one for one in found["crates.create"].body if one.children]
    assert (listed.name, [one.name for one in listed.fields]) == (name, ["wine_id", "count"])
    for one in found.values():
        assert [(each.name, each.columns) for each in one.response.children] == [(name, ("id", "wine_id", "count"))]


@pytest.mark.parametrize("summary", ["Create a crate", "Create a crate with an array of stickers"])
def test_without_words_for_them_nothing_is_taken_along(summary: str) -> None:
    found = operations(summary)
    assert [one.name for one in found["crates.create"].body] == ["remark"]
    assert not any(one.response.children for one in found.values())
