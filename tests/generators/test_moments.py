"""Moments: dates and times that are held against the present, as types of input and as cases of tests."""

import pytest

from generators.blueprint import BodyField, ColumnType, Limits, RuleKind, TypeName
from generators.moments import MOMENTS, moment_type, moments_in
from generators.schemas.annotations import input_type
from generators.testing.values.cases import Field, accepted_cases, refused_cases

DAY, TIME = ColumnType(TypeName.DATE), ColumnType(TypeName.TIMESTAMP)


@pytest.mark.parametrize(
    ("kind", "moment", "name"),
    [
        (DAY, "future", "FutureDate"),
        (DAY, "not_past", "ComingDate"),
        (TIME, "past", "PastTimestamp"),
        (TIME, "not_future", "ElapsedTimestamp"),
    ],
)
def test_a_moment_is_a_type_of_its_own(kind: ColumnType, moment: str, name: str) -> None:
    assert input_type(kind, Limits(moment=moment)) == moment_type(kind.name, moment) == name


def test_a_moment_says_nothing_of_text() -> None:
    assert "Future" not in input_type(ColumnType(TypeName.TEXT), Limits(moment="future"))


def test_only_the_types_that_are_named_are_written() -> None:
    found = moments_in("due: ComingDate\nleft: ElapsedTimestamp | None\nday: Date\n")
    assert found == (
        ("ComingDate", "Date", MOMENTS["not_past"]),
        ("ElapsedTimestamp", "Timestamp", MOMENTS["not_future"]),
    )


@pytest.mark.parametrize(
    ("moment", "refused"),
    [("future", "2001"), ("not_past", "2001"), ("past", "2990"), ("not_future", "2990")],
)
@pytest.mark.parametrize("kind", [DAY, TIME])
def test_a_value_on_the_wrong_side_is_refused_and_one_on_the_right_side_accepted(
    kind: ColumnType, moment: str, refused: str
) -> None:
    field = Field(BodyField("due", kind), None, Limits(moment=moment))
    (wrong,) = [case for case in refused_cases(field) if case.kind is RuleKind.TIME]
    (right,) = [case for case in accepted_cases(field) if case.kind is RuleKind.TIME]
    assert wrong.value.sent.startswith(f'"{refused}-')
    assert (right.value.sent > '"2026') is (moment in ("future", "not_past"))
