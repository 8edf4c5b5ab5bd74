"""Casts say how values survive, and what may stand in the way."""

import pytest

from generators.blueprint import ColumnType, TypeName
from generators.migrations.casts import find_cast
from tests.generators.migrations.tables import BOOLEAN, INTEGER, TEXT, TIME, UUID, varchar

BIGINT = ColumnType(TypeName.BIGINT)
NUMERIC = ColumnType(TypeName.NUMERIC, precision=6, scale=2)
WORDS = ColumnType(TypeName.ARRAY, item=TypeName.TEXT)
NUMBERS = ColumnType(TypeName.ARRAY, item=TypeName.INTEGER)
JSON = ColumnType(TypeName.JSON)


@pytest.mark.parametrize("kind", list(TypeName))
def test_a_type_becomes_itself_without_any_work(kind: TypeName) -> None:
    cast = find_cast("a", ColumnType(kind), ColumnType(kind))
    assert cast is not None
    assert (cast.using, cast.may_fail, cast.rewrites) == (None, False, False)


@pytest.mark.parametrize(("old", "new"), [(varchar(9), varchar(20)), (varchar(9), TEXT), (varchar(9), varchar(9))])
def test_a_longer_text_fits_and_rewrites_nothing(old: ColumnType, new: ColumnType) -> None:
    cast = find_cast("a", old, new)
    assert cast is not None
    assert (cast.using, cast.may_fail, cast.rewrites) == (None, False, False)


@pytest.mark.parametrize(
    ("old", "new"), [(varchar(20), varchar(9)), (TEXT, varchar(9)), (BIGINT, INTEGER), (INTEGER, NUMERIC)], ids=str
)
def test_what_may_not_fit_is_left_to_the_database_to_refuse(old: ColumnType, new: ColumnType) -> None:
    cast = find_cast("a", old, new)
    assert cast is not None
    assert (cast.using, cast.may_fail) == (None, True)


@pytest.mark.parametrize(
    ("old", "new", "using"),
    [
        (TEXT, INTEGER, '"a"::integer'),
        (TEXT, UUID, '"a"::uuid'),
        (UUID, TEXT, '"a"::text'),
        (INTEGER, varchar(5), '"a"::text::varchar(5)'),
        (BOOLEAN, BIGINT, '"a"::integer::bigint'),
        (TEXT, JSON, 'to_jsonb("a")'),
        (JSON, TEXT, "(\"a\" #>> '{}')"),
        (TEXT, NUMBERS, "string_to_array(\"a\", ',')::integer[]"),
        (WORDS, TEXT, "array_to_string(\"a\", ',')"),
        (WORDS, JSON, 'to_jsonb("a")'),
    ],
    ids=str,
)
def test_values_are_converted_by_an_expression(old: ColumnType, new: ColumnType, using: str) -> None:
    cast = find_cast("a", old, new)
    assert cast is not None
    assert cast.using == using


@pytest.mark.parametrize(
    ("old", "new"),
    [(BOOLEAN, TIME), (INTEGER, UUID), (TIME, BOOLEAN), (JSON, WORDS), (UUID, INTEGER), (WORDS, INTEGER)],
    ids=str,
)
def test_some_types_have_no_way_over(old: ColumnType, new: ColumnType) -> None:
    assert find_cast("a", old, new) is None


def test_names_are_quoted() -> None:
    cast = find_cast('so"so', TEXT, INTEGER)
    assert cast is not None
    assert cast.using == '"so""so"::integer'
