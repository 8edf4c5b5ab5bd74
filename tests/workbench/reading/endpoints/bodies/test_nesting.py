"""Fields named by their path are members of the field that the path begins with."""

import pytest

from workbench.reading.endpoints.bodies.nesting import nested
from workbench.reading.facts import FieldFact
from workbench.reading.values.phrases import read_phrase


@pytest.mark.parametrize("path", ["guests[].name", "guests[*].name", "guests.*.name"])
def test_members_of_listed_objects_go_into_the_list(path: str) -> None:
    [guests] = nested([FieldFact("guests"), FieldFact(path, "string")])
    assert guests == FieldFact("guests", "object[]", fields=(FieldFact("name", "string"),))


def test_members_of_one_object_go_into_it() -> None:
    [address] = nested([FieldFact("address", "object"), FieldFact("address.city", "string")])
    assert address == FieldFact("address", "object", fields=(FieldFact("city", "string"),))


def test_a_path_to_nothing_stays_a_field() -> None:
    fields = (FieldFact("name"), FieldFact("user.email"))
    assert nested(fields) == fields


@pytest.mark.parametrize("text", ["object[], 1 to 50 items", "array of objects, 1-50 entries", "string[], 1–50"])
def test_a_range_of_a_list_counts_its_entries(text: str) -> None:
    field = read_phrase("guests", text, None)
    assert (field.min_length, field.max_length, field.minimum, field.maximum) == (1, 50, None, None)
