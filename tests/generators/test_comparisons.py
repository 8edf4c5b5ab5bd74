"""Comparisons: which CHECKs compare two columns of a row, and what clients are told of them."""

import pytest

from generators.blueprint import (
    Blueprint,
    Body,
    BodyField,
    Check,
    Column,
    ColumnType,
    Entity,
    Message,
    Occasion,
    Operation,
    OperationKind,
    Response,
    Settings,
    TypeName,
)
from generators.comparisons import Comparison, Told, comparisons_of, told_comparisons

DATE, MONEY = ColumnType(TypeName.DATE), ColumnType(TypeName.NUMERIC)


def stays(expression: str) -> Entity:
    columns = (Column("from_day", DATE), Column("to_day", DATE), Column("low", MONEY), Column("high", MONEY))
    return Entity("stays", "stay", columns, checks=(Check("fits", expression),))


def blueprint(expression: str, *messages: Message, camel_case: bool = False) -> Blueprint:
    fields = tuple(BodyField(one.name, one.type, one.name) for one in stays(expression).columns)
    create = Operation(
        "stays.create", "POST", "/stays", OperationKind.CREATE, "stays", "create_stay",
        Response(201, Body.ITEM), "stays", body=fields,
    )  # fmt: skip
    return Blueprint(Settings(messages=messages, camel_case=camel_case), (stays(expression),), (create,))


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("to_day > from_day", ("to_day", "from_day", True)),
        ("(from_day <= to_day)", ("to_day", "from_day", False)),
        ("to_day IS NULL OR to_day >= from_day", ("to_day", "from_day", False)),
        ('"low" < "high"', ("high", "low", True)),
    ],
)
def test_a_comparison_names_the_higher_column(expression: str, found: tuple[str, str, bool]) -> None:
    assert comparisons_of(stays(expression)) == (Comparison("fits", *found),)


@pytest.mark.parametrize("expression", ["high > 0", "low + 1 < high", "to_day > from_day AND low < high", "a < b"])
def test_other_checks_are_none(expression: str) -> None:
    assert comparisons_of(stays(expression)) == ()


@pytest.mark.parametrize(
    ("expression", "field", "message"),
    [
        ("to_day > from_day", "to_day", "must be after from_day"),
        ("to_day >= from_day", "to_day", "must not be before from_day"),
        ("low < high", "high", "must be greater than low"),
        ("low <= high", "high", "must be at least low"),
    ],
)
def test_clients_are_told_the_field_and_what_is_wrong(expression: str, field: str, message: str) -> None:
    assert told_comparisons(blueprint(expression)) == [Told("ck_stays_fits", field, message)]


def test_the_documented_words_and_names_are_used() -> None:
    said = Message(Occasion.WRONG, "You cannot leave before you come", "stays", "to_day")
    told = told_comparisons(blueprint("to_day > from_day", said, camel_case=True))
    assert told == [Told("ck_stays_fits", "toDay", "You cannot leave before you come")]
