"""Factories: a value that no two rows may share is another one at each call, in whatever shape it must have."""

import itertools
import re

import pytest

from generators.blueprint import Column, ColumnType, Entity, EntityPurpose, Limits, TypeName
from generators.testing.modules.factories import value_source

ID = Column("id", ColumnType(TypeName.UUID), primary_key=True)


@pytest.mark.parametrize("pattern", ["[0-9]{13}", r"^\d{6}$", "AB-[0-9]{5}", "[a-z0-9-]+", "[A-Z]{2}[0-9]+"])
def test_a_unique_value_of_a_pattern_counts(pattern: str) -> None:
    column = Column("code", ColumnType(TypeName.VARCHAR, length=20), unique=True, limits=Limits(pattern=pattern))
    source = value_source(Entity("parts", "part", (ID, column), EntityPurpose.DATA), column)
    made = [eval(source, {"numbers": itertools.count(number)}) for number in (1, 2, 900)]
    assert len(set(made)) == len(made)
    assert all(re.fullmatch(pattern, one) for one in made)
