"""Columns that stand above each other, told by the CHECKs of their table."""

import pytest

from generators.blueprint import Blueprint, Check, Column, ColumnType, Entity, Limits, Settings, TypeName
from generators.ranks import with_ranks
from generators.testing.values.making import value_of

DATE = ColumnType(TypeName.DATE)


def ranks(expression: str) -> dict[str, int]:
    columns = tuple(Column(name, DATE) for name in ("starts_on", "ends_on", "booked_on"))
    stays = Entity("stays", "stay", columns, checks=(Check("rule_1", expression),))
    [entity] = with_ranks(Blueprint(Settings(), (stays,), ())).entities
    return {column.name: column.limits.rank for column in entity.columns if column.limits.rank}


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("ends_on > starts_on", {"ends_on": 1}),
        ("starts_on <= ends_on", {"ends_on": 1}),
        ("ends_on IS NULL OR ends_on >= starts_on", {"ends_on": 1}),
        ("ends_on > 5", {}),
        ("ends_on <> starts_on", {}),
        ("ends_on > starts_on AND starts_on > booked_on", {"ends_on": 2, "starts_on": 1}),
        ("ends_on > starts_on AND starts_on > ends_on", {"ends_on": 1, "starts_on": 1}),
    ],
)
def test_the_greater_side_ranks_above_the_lesser(expression: str, found: dict[str, int]) -> None:
    assert ranks(expression) == found


@pytest.mark.parametrize("kind", [TypeName.DATE, TypeName.TIME, TypeName.TIMESTAMP, TypeName.INTEGER])
def test_values_of_a_rank_are_above_those_below(kind: TypeName) -> None:
    def values(limits: Limits) -> list[str]:
        # Numbers as wide as each other sort as texts do.
        return [value_of("at", ColumnType(kind), limits, variant).sent.rjust(9) for variant in (0, 1)]

    assert max(values(Limits())) < min(values(Limits(rank=1)))
