"""CHECK texts become limits where they are about one column."""

import pytest

from generators.blueprint import Limits
from workbench.resolving.storing.checks import combine, is_portable, read_check


@pytest.mark.parametrize(
    ("text", "column", "limits"),
    [
        ("size IN ('s', 'm')", "size", Limits(choices=("s", "m"))),
        ("CHECK (size IN ('s', 'm'))", "size", Limits(choices=("s", "m"))),
        ("size = ANY (ARRAY['s', 'm'])", "size", Limits(choices=("s", "m"))),
        ("char_length(name) BETWEEN 1 AND 80", "name", Limits(min_length=1, max_length=80)),
        ("length(trim(name)) > 0", "name", Limits(min_length=1)),
        ("length(name) <= 80", "name", Limits(max_length=80)),
        ("stock >= 0", "stock", Limits(minimum=0)),
        ("stock > 0", "stock", Limits(minimum=0, exclusive_minimum=True)),
        ("stars BETWEEN 1 AND 5", "stars", Limits(minimum=1, maximum=5)),
        ("name <> ''", "name", Limits(min_length=1)),
        ("mail ~* '^[^@]+@[^@]+$'", "mail", Limits(format="email")),
        ("code ~ '^[A-Z]{3}$'", "code", Limits(pattern="[A-Z]{3}")),
    ],
)
def test_a_check_on_one_column_becomes_its_limit(text: str, column: str, limits: Limits) -> None:
    found, rest = read_check(text)
    assert ([(one.column, one.limits) for one in found], rest) == ([(column, limits)], ())


def test_conditions_joined_by_and_are_read_one_by_one() -> None:
    found, rest = read_check("(stars >= 1 AND stars <= 5)")
    assert ([one.limits for one in found], rest) == ([Limits(minimum=1), Limits(maximum=5)], ())


def test_a_condition_over_two_columns_is_left_to_the_table() -> None:
    assert read_check("ends_at > starts_at") == ((), ("ends_at > starts_at",))


@pytest.mark.parametrize(
    ("expression", "portable"),
    [
        ("ends_at > starts_at", True),
        ("starts_at > now()", False),
        ("starts_at > (SELECT 1)", False),
        ("ends_at > starts_at; DROP TABLE x", False),
    ],
)
def test_only_conditions_on_the_row_itself_are_portable(expression: str, portable: bool) -> None:
    assert is_portable(expression, ["starts_at", "ends_at"]) is portable


def test_the_first_limits_win_and_the_others_fill_in() -> None:
    both = combine(Limits(max_length=10), Limits(min_length=1, max_length=99))
    assert both == Limits(min_length=1, max_length=10)
