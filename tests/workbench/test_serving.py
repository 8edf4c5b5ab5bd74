"""A row for trying the application out has a value for every column that needs one, within its limits."""

import datetime
import uuid

import pytest

from generators.blueprint import Column, ColumnType, Default, DefaultKind, Entity, Limits, TypeName
from workbench.serving import sample_row, sample_value


def column(kind: TypeName, *, length: int | None = None, limits: Limits | None = None, name: str = "value") -> Column:
    return Column(name, ColumnType(kind, length), limits=limits or Limits())


@pytest.mark.parametrize(
    ("kind", "python"),
    [
        (TypeName.INTEGER, int),
        (TypeName.NUMERIC, int),
        (TypeName.BOOLEAN, bool),
        (TypeName.UUID, uuid.UUID),
        (TypeName.DATE, datetime.date),
        (TypeName.TIMESTAMP, datetime.datetime),
        (TypeName.INTERVAL, datetime.timedelta),
        (TypeName.TEXT, str),
        (TypeName.JSON, str),
        (TypeName.BYTES, bytes),
        (TypeName.ARRAY, list),
    ],
)
def test_each_type_has_a_value_that_the_driver_takes(kind: TypeName, python: type) -> None:
    assert isinstance(sample_value(column(kind)), python)


def test_a_choice_is_one_of_the_choices() -> None:
    assert sample_value(column(TypeName.TEXT, limits=Limits(choices=("member", "admin")))) == "member"


def test_an_address_is_an_address() -> None:
    assert sample_value(column(TypeName.VARCHAR, name="email")) == "demo@example.com"


@pytest.mark.parametrize(
    ("length", "limits", "wanted"),
    [(4, Limits(), 4), (None, Limits(max_length=3), 3), (None, Limits(min_length=40, max_length=50), 40)],
)
def test_texts_keep_to_their_length(length: int | None, limits: Limits, wanted: int) -> None:
    value = sample_value(column(TypeName.VARCHAR, length=length, limits=limits))
    assert len(str(value)) == wanted


def test_numbers_reach_their_minimum() -> None:
    assert sample_value(column(TypeName.INTEGER, limits=Limits(minimum=18))) == 18


def test_a_row_leaves_out_what_the_database_fills_in_or_may_be_empty() -> None:
    entity = Entity(
        "users",
        "user",
        (
            Column("id", ColumnType(TypeName.UUID), primary_key=True, default=Default(DefaultKind.UUID)),
            Column("email", ColumnType(TypeName.TEXT)),
            Column("name", ColumnType(TypeName.TEXT), nullable=True),
            Column("created_at", ColumnType(TypeName.TIMESTAMP), default=Default(DefaultKind.NOW)),
        ),
    )
    assert set(sample_row(entity)) == {"id", "email"}
