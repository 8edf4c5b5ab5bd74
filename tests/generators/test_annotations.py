"""Values of requests carry every limit in their annotations, where clients are told of it too."""

from typing import Annotated

from pydantic import BeforeValidator, Field, TypeAdapter

from generators.blueprint import ColumnType, Limits, TypeName
from generators.schemas.annotations import input_type


def told_of(annotation: str) -> dict[str, object]:
    """Give the JSON Schema of an annotation, with any validator in place of the generated one."""
    names = {"Annotated": Annotated, "Field": Field, "NUMBER_ONLY": BeforeValidator(lambda value: value)}
    return TypeAdapter(eval(annotation, names)).json_schema()


def test_json_schema_tells_the_range_of_an_integer_from_a_body() -> None:
    annotation = input_type(ColumnType(TypeName.INTEGER), Limits(minimum=1, maximum=99), strict=True)
    assert told_of(annotation) == {"type": "integer", "minimum": 1, "maximum": 99}


def test_json_schema_tells_what_an_integer_column_holds() -> None:
    annotation = input_type(ColumnType(TypeName.SMALLINT), Limits(), strict=True)
    assert told_of(annotation) == {"type": "integer", "minimum": -(2**15), "maximum": 2**15 - 1}


def test_an_integer_from_a_body_is_a_json_number_and_one_from_a_query_string_is_text() -> None:
    kind = ColumnType(TypeName.INTEGER)
    assert "NUMBER_ONLY" in input_type(kind, Limits(), strict=True)
    assert "NUMBER_ONLY" not in input_type(kind, Limits())


def test_a_password_is_taken_as_it_is_typed() -> None:
    kind = ColumnType(TypeName.VARCHAR, length=20)
    assert input_type(kind, Limits(min_length=8, max_length=20), secret=True).startswith("Annotated[Secret, ")
