"""Columns by the names that requests and answers have for them, in whatever style and number."""

from generators.blueprint import Column, Entity, TypeName
from workbench.resolving.words import singular, snake, stem


def column_named(name: str, entity: Entity) -> Column | None:
    """Give the column of that name, in whatever style and number it is written."""
    wanted = snake(name)
    visible = [column for column in entity.columns if column.name in entity.visible]
    for test in _SAMENESS:
        found = next((column for column in visible if test(column, wanted)), None)
        if found is not None:
            return found
    return None


def _is_equal(column: Column, wanted: str) -> bool:
    return snake(column.name) == wanted


def _is_same_number_apart(column: Column, wanted: str) -> bool:
    return singular(column.name) == singular(wanted)


def _is_key_of(column: Column, wanted: str) -> bool:
    return snake(column.name) == f"{wanted}_id"


def _is_flag_of(column: Column, wanted: str) -> bool:
    """``complete`` is ``completed`` is ``is_completed``."""
    names = [stem(name.removeprefix("is_")) for name in (snake(column.name), wanted)]
    return column.type.name is TypeName.BOOLEAN and names[0] == names[1]


_SAMENESS = (_is_equal, _is_same_number_apart, _is_key_of, _is_flag_of)
