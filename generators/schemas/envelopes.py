"""Envelopes: the classes of responses that are more, or less, than a row."""

from collections.abc import Iterator

from generators.blueprint import Entity, Holds, Limits, Operation, ResponseField
from generators.datatypes import python_type
from generators.naming import pascal
from generators.schemas.annotations import shown_type
from generators.schemas.classes import render_class, render_member

_ENVELOPE_TYPES = {
    Holds.TOTAL: "int",
    Holds.COUNT: "int",
    Holds.LIMIT: "int",
    Holds.OFFSET: "int",
    Holds.PAGE: "int",
    Holds.PAGES: "int",
    Holds.HAS_MORE: "bool",
    Holds.AVERAGE: "float | None",
    Holds.ACCESS_TOKEN: "str",
    Holds.REFRESH_TOKEN: "str",
    Holds.EXPIRES_IN: "int",
}


def object_name(outer: str, field: ResponseField) -> str:
    """Give the name of the class of a nested object."""
    return f"{outer.removesuffix('Response')}{pascal(field.name)}"


def render_envelope(
    operation: Operation, name: str, entity: Entity | None, public: str | None
) -> Iterator[tuple[str, str]]:
    """Give the class of an operation's envelope by its name, the classes of the objects in it first.

    ``entity`` is what a row in it is of, ``public`` the class that shows such a row.
    """
    whole = f"the response body of {operation.route}"
    yield from _render_object(name, operation.response.envelope, entity, public, whole)


def _render_object(
    name: str, fields: tuple[ResponseField, ...], entity: Entity | None, public: str | None, says: str
) -> Iterator[tuple[str, str]]:
    lines = []
    for field in fields:
        if field.holds in (Holds.OBJECT, Holds.GROUPS):
            part = f"``{field.name}`` in {says}"
            yield from _render_object(object_name(name, field), field.fields, entity, public, part)
        lines.append(_envelope_line(name, field, entity, public))
    yield name, render_class(name, "ResponseModel", f"{says[0].upper()}{says[1:]}.", lines)


def _envelope_line(name: str, field: ResponseField, entity: Entity | None, public: str | None) -> str:
    if field.holds is Holds.LITERAL:
        kind = type(field.value).__name__ if field.value is not None else "None"
        return _fixed_line(field.name, kind, repr(field.value), "a fixed text")
    if field.holds is Holds.TOKEN_TYPE:
        return _fixed_line(field.name, "str", '"bearer"', "a scheme")
    return render_member(field.name, _envelope_type(name, field, entity, public))


def _fixed_line(name: str, kind: str, default: str, what: str) -> str:
    """Give the line of a member that never differs, with ``what`` it is where the linter would see a secret in it."""
    line = render_member(name, kind, default)
    taken = line.endswith(default) and any(word in name for word in ("password", "secret", "token"))
    return f"{line}  # noqa: S105 - {what}, not a secret" if taken else line


def _envelope_type(name: str, field: ResponseField, entity: Entity | None, public: str | None) -> str:
    if field.holds is Holds.OBJECT:
        return object_name(name, field)
    if field.holds is Holds.GROUPS:
        return f"list[{object_name(name, field)}]"
    if field.holds is Holds.GROUP:
        grouped, by, _ = str(field.value).partition(" by ")
        return "dt.datetime" if by or entity is None else python_type(entity.column(grouped).type)
    if field.holds in (Holds.ITEM, Holds.USER):
        return public or "None"
    if field.holds is Holds.ITEMS:
        return f"list[{public}]"
    if field.holds is Holds.VALUES and entity:
        return f"list[{python_type(entity.column(str(field.value)).type)}]"
    if field.holds is Holds.COLUMN and entity:
        column = entity.column(str(field.value))
        return f"{shown_type(column.type, column.limits)}{' | None' if column.nullable else ''}"
    if field.holds in (Holds.SUM, Holds.LEAST, Holds.GREATEST) and entity:
        shown = shown_type(entity.column(str(field.value)).type, Limits())
        return shown if field.holds is Holds.SUM else f"{shown} | None"
    if field.holds is Holds.KEY:
        return python_type(entity.key[0].type) if entity and entity.key else "str"
    return _ENVELOPE_TYPES[field.holds]
