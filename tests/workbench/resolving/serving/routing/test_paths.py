"""Paths taken apart: which tables the words along them mean."""

from generators.blueprint import Column, ColumnType, Entity, Reference, TypeName
from workbench.resolving.serving.routing.paths import shape_of


def test_of_two_tables_a_path_means_the_one_that_knows_its_parent() -> None:
    key = Column("id", ColumnType(TypeName.UUID), primary_key=True)
    berth = Column("boat_id", ColumnType(TypeName.UUID), references=Reference("boats", "id"))
    boats, offers = Entity("boats", "boat", (key,)), Entity("offers", "offer", (key,))
    tied = Entity("boat_offers", "boat_offer", (key, berth))
    path = "/boats/{id}/offers"
    assert [one.entity for one in shape_of(path, (boats, offers, tied)).resources] == ["boats", "boat_offers"]
    knowing = Entity("offers", "offer", (key, berth))
    assert [one.entity for one in shape_of(path, (boats, knowing, tied)).resources] == ["boats", "offers"]
