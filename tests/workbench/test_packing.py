"""Values go as bytes to other processes and commands, and come back as they were."""

import pickle
from dataclasses import dataclass, field
from enum import Enum

import pytest

from workbench.packing import pack


class Colour(Enum):
    """A member of which there is one."""

    RED = "red"


@dataclass(frozen=True, slots=True)
class Parcel:
    """Several fields."""

    label: str
    colour: Colour
    inside: tuple["Parcel", ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """A single field, which holds several values."""

    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A field that is not given to the class."""

    label: str
    mark: str = field(init=False, default="wax")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Fields that are given by their names."""

    label: str
    weight: int


@pytest.mark.parametrize(
    "value",
    [
        Parcel("one", Colour.RED, (Parcel("two", Colour.RED),)),
        Stamp((1, 2)),
        Sealed("letter"),
        Named(label="box", weight=3),
        {"kind": Parcel, "found": [None, 4.5]},
    ],
)
def test_what_is_packed_comes_back_equal(value: object) -> None:
    assert pickle.loads(pack(value)) == value


def test_what_is_told_twice_comes_back_as_one() -> None:
    parcel = Parcel("one", Colour.RED)
    first, second = pickle.loads(pack((parcel, parcel)))
    assert first is second


def test_what_no_process_can_be_told_is_refused() -> None:
    with pytest.raises((pickle.PickleError, AttributeError)):
        pack(lambda: None)
