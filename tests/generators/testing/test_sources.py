"""Pieces of Python source that the generated tests are made of."""

from generators.testing.sources import body_source, looked_up


def test_members_with_dotted_names_stand_in_an_object_of_the_body() -> None:
    members = [("name", '"A"'), ("address.street", '"S"'), ("price", "1"), ("address.city", '"C"')]
    assert body_source(members) == '{"name": "A", "address": {"street": "S", "city": "C"}, "price": 1}'


def test_a_member_is_looked_up_part_by_part() -> None:
    assert looked_up("full", "address.city") == 'full["address"]["city"]'
