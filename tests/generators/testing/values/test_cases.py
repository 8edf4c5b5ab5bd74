"""Cases: each limit is tried on both sides, and each case knows which rule it proves."""

import pytest

from generators.blueprint import BodyField, Column, ColumnType, Limits, RuleKind, TypeName
from generators.testing.values.cases import MISSING, Case, Field, accepted_cases, refused_cases

NO_LIMITS = Limits()
TITLE = ColumnType(TypeName.VARCHAR, length=20)


def field(kind: ColumnType, limits: Limits = NO_LIMITS, *, required: bool = True, nullable: bool = False) -> Field:
    """Give a stored field called ``title``."""
    body = BodyField("title", kind, "title", required=required, nullable=nullable, limits=limits)
    return Field(body, Column("title", kind), limits)


def sent(cases: tuple[Case, ...], kind: RuleKind | None = None) -> list[str]:
    """Give what the cases send, those of one rule if one is named."""
    return [case.value.sent for case in cases if kind is None or case.kind is kind]


def test_a_required_field_must_neither_be_missing_nor_null() -> None:
    assert sent(refused_cases(field(TITLE)), RuleKind.REQUIRED) == [MISSING, "None"]


def test_an_optional_field_may_be_missing() -> None:
    assert MISSING not in sent(refused_cases(field(TITLE, required=False)))


def test_a_nullable_field_takes_null() -> None:
    nullable = field(TITLE, nullable=True)
    assert "None" not in sent(refused_cases(nullable))
    assert "None" in sent(accepted_cases(nullable))


def test_a_text_is_tried_on_both_sides_of_its_lengths() -> None:
    limited = field(TITLE, Limits(min_length=5, max_length=20))
    assert sent(refused_cases(limited), RuleKind.LENGTH) == ['""', '"   "', '"x" * 4', '"x" * 21']
    assert sent(accepted_cases(limited), RuleKind.LENGTH) == ['"x" * 5', '"x" * 20']


def test_a_text_is_never_allowed_to_hold_nul() -> None:
    assert r'"a\x00b"' in sent(refused_cases(field(TITLE)))


def test_a_number_is_tried_on_both_sides_of_its_range() -> None:
    limited = field(ColumnType(TypeName.INTEGER), Limits(minimum=1, maximum=5))
    assert sent(refused_cases(limited), RuleKind.RANGE) == ["0", "6"]
    assert sent(accepted_cases(limited), RuleKind.RANGE) == ["1", "5"]


def test_a_number_of_so_many_digits_is_refused_with_one_more_on_either_side_of_the_point() -> None:
    exact = field(ColumnType(TypeName.NUMERIC, precision=6, scale=2), Limits(minimum=3))
    assert sent(refused_cases(exact), RuleKind.PRECISION) == ['"3.001"', '"10000"']
    assert sent(refused_cases(field(ColumnType(TypeName.NUMERIC))), RuleKind.PRECISION) == []


def test_an_exclusive_bound_is_refused_itself() -> None:
    limited = field(ColumnType(TypeName.INTEGER), Limits(minimum=0, exclusive_minimum=True))
    assert sent(refused_cases(limited), RuleKind.RANGE) == ["0"]
    assert sent(accepted_cases(limited), RuleKind.RANGE) == ["1"]


@pytest.mark.parametrize(
    ("name", "beyond"), [(TypeName.SMALLINT, "2**15"), (TypeName.INTEGER, "2**31"), (TypeName.BIGINT, "2**63")]
)
def test_a_number_beyond_the_column_is_refused(name: TypeName, beyond: str) -> None:
    assert beyond in sent(refused_cases(field(ColumnType(name))))


def test_every_choice_is_accepted_and_no_other() -> None:
    chosen = field(TITLE, Limits(choices=("red", "green")))
    assert sent(accepted_cases(chosen), RuleKind.CHOICES) == ['"red"', '"green"']
    assert sent(refused_cases(chosen), RuleKind.CHOICES) == ['"none-of-these"']


def test_a_format_and_a_pattern_are_tried_both_ways() -> None:
    address = field(TITLE, Limits(format="email"))
    assert sent(refused_cases(address), RuleKind.FORMAT)
    assert sent(accepted_cases(address), RuleKind.FORMAT)
    code = field(TITLE, Limits(pattern="^[A-Z]{3}$"))
    assert sent(refused_cases(code), RuleKind.PATTERN)
    assert sent(accepted_cases(code), RuleKind.PATTERN)


@pytest.mark.parametrize("name", [TypeName.BOOLEAN, TypeName.UUID, TypeName.DATE, TypeName.TIMESTAMP, TypeName.ARRAY])
def test_a_value_of_another_type_is_refused(name: TypeName) -> None:
    assert any("another type" in case.says for case in refused_cases(field(ColumnType(name))))


def test_a_list_is_tried_beyond_its_length() -> None:
    limited = field(ColumnType(TypeName.ARRAY, item=TypeName.TEXT), Limits(max_length=10))
    assert any("11 entries" in case.says for case in refused_cases(limited))


def test_cases_are_named_apart() -> None:
    names = [case.says for case in refused_cases(field(TITLE, Limits(min_length=5, max_length=20, format="email")))]
    assert len(names) == len(set(names))
