"""Values: valid ones of every type, texts of exact sizes, texts that match a pattern."""

import datetime as dt
import json
import re
import uuid
from decimal import Decimal

import pytest

from generators.blueprint import ColumnType, Limits, TypeName
from generators.testing.values.making import effective_limits, sized_text, text_of, value_of
from generators.testing.values.samples import matching, not_matching

NAMES = {
    "date": dt.date,
    "time": dt.time,
    "datetime": dt.datetime,
    "timedelta": dt.timedelta,
    "UTC": dt.UTC,
    "UUID": uuid.UUID,
    "Decimal": Decimal,
}
TYPES = {
    TypeName.SMALLINT: int,
    TypeName.INTEGER: int,
    TypeName.BIGINT: int,
    TypeName.NUMERIC: Decimal,
    TypeName.FLOAT: float,
    TypeName.BOOLEAN: bool,
    TypeName.VARCHAR: str,
    TypeName.TEXT: str,
    TypeName.UUID: uuid.UUID,
    TypeName.DATE: dt.date,
    TypeName.TIME: dt.time,
    TypeName.TIMESTAMP: dt.datetime,
    TypeName.INTERVAL: dt.timedelta,
    TypeName.JSON: dict,
    TypeName.BYTES: bytes,
    TypeName.ARRAY: list,
}


def evaluated(source: str) -> object:
    """Run Python source as the generated tests would."""
    return eval(source, dict(NAMES))


@pytest.mark.parametrize("name", list(TypeName))
def test_every_type_has_two_values_that_differ(name: TypeName) -> None:
    first, second = (value_of("colour", ColumnType(name), Limits(), variant) for variant in (0, 1))
    assert isinstance(evaluated(first.stored), TYPES[name])
    assert evaluated(first.stored) != evaluated(second.stored)
    assert evaluated(first.sent) != evaluated(second.sent)


@pytest.mark.parametrize("name", list(TypeName))
def test_what_is_sent_is_json(name: TypeName) -> None:
    assert json.dumps(evaluated(value_of("colour", ColumnType(name), Limits()).sent))


@pytest.mark.parametrize("variant", [0, 1])
@pytest.mark.parametrize(
    "limits",
    [
        Limits(max_length=3),
        Limits(min_length=40),
        Limits(min_length=5, max_length=5),
        Limits(choices=("red", "green")),
        Limits(pattern="^[A-Z]{3}-[0-9]{2}$"),
        Limits(format="email", max_length=100),
        Limits(format="slug"),
    ],
)
def test_texts_keep_their_limits(limits: Limits, variant: int) -> None:
    text = text_of("colour", limits, variant)
    assert len(text) >= (limits.min_length or 0)
    assert len(text) <= (limits.max_length or len(text))
    assert not limits.choices or text in limits.choices
    assert not limits.pattern or re.fullmatch(limits.pattern, text)


@pytest.mark.parametrize("variant", [0, 1])
@pytest.mark.parametrize("limits", [Limits(minimum=5, maximum=6), Limits(minimum=0), Limits(maximum=3), Limits()])
def test_numbers_keep_their_range(limits: Limits, variant: int) -> None:
    value = evaluated(value_of("size", ColumnType(TypeName.INTEGER), limits, variant).stored)
    assert isinstance(value, int)
    assert limits.minimum is None or value >= limits.minimum
    assert limits.maximum is None or value <= limits.maximum


def test_an_exclusive_bound_is_not_the_value() -> None:
    limits = Limits(minimum=0, exclusive_minimum=True, maximum=2, exclusive_maximum=True)
    assert value_of("size", ColumnType(TypeName.INTEGER), limits).stored == "1"


def test_exact_numbers_are_written_with_their_scale() -> None:
    value = value_of("price", ColumnType(TypeName.NUMERIC, precision=6, scale=3), Limits())
    assert value.stored == 'Decimal("2.000")'


@pytest.mark.parametrize("length", [1, 3, 4, 200])
def test_a_text_of_a_size_has_that_size(length: int) -> None:
    source = sized_text(length, Limits())
    assert source is not None
    assert len(str(evaluated(source))) == length


def test_an_address_of_a_size_is_still_an_address() -> None:
    source = sized_text(30, Limits(format="email"))
    assert source is not None
    address = str(evaluated(source))
    assert len(address) == 30
    assert address.endswith("@example.com")


def test_no_address_is_stretched_beyond_what_an_address_can_be() -> None:
    assert sized_text(255, Limits(format="email")) is None


def test_a_columns_length_limits_its_values() -> None:
    assert effective_limits(Limits(max_length=50), ColumnType(TypeName.VARCHAR, length=20)).max_length == 20
    assert effective_limits(Limits(), ColumnType(TypeName.VARCHAR, length=20)).max_length == 20
    assert effective_limits(Limits(max_length=5), ColumnType(TypeName.ARRAY)).max_length == 5


@pytest.mark.parametrize(
    "pattern",
    ["^#[0-9a-f]{6}$", "^[a-z]+$", r"^\d{4}-\d{2}-\d{2}$", "^[A-Z][a-z]+$", "^[a-z0-9]+(?:-[a-z0-9]+)*$", "^.{8,}$"],
)
def test_a_text_is_found_for_a_pattern(pattern: str) -> None:
    texts = {matching(pattern, Limits(), variant) for variant in (0, 1)}
    assert len(texts) == 2
    assert all(re.fullmatch(pattern, text) for text in texts)
    stranger = not_matching(pattern)
    assert stranger is None or not re.fullmatch(pattern, stranger)


def test_a_pattern_that_nothing_known_fits_is_named() -> None:
    with pytest.raises(ValueError, match="no text known"):
        matching("^(?!)$", Limits())
