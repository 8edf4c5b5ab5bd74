"""Envelopes: the classes of responses that are more, or less, than a row."""

from collections.abc import Iterator
from dataclasses import dataclass

from generators.blueprint import Entity, Holds, Limits, Operation, OperationKind, ResponseField
from generators.datatypes import python_type
from generators.naming import pascal, response_schema, with_article
from generators.schemas.annotations import shown_type
from generators.schemas.classes import render_class, render_member
from generators.shapes import SESSION_KINDS

_ENVELOPE_TYPES = {
    Holds.TOTAL: "int",
    Holds.COUNT: "int",
    Holds.LIMIT: "int",
    Holds.OFFSET: "int",
    Holds.PAGE: "int",
    Holds.PAGES: "int",
    Holds.HAS_MORE: "bool",
    Holds.NEXT_CURSOR: "str | None",
    Holds.AVERAGE: "float | None",
    Holds.ACCESS_TOKEN: "str",
    Holds.REFRESH_TOKEN: "str",
    Holds.EXPIRES_IN: "int",
    Holds.EXPIRES_AT: "dt.datetime",
    Holds.NOW: "dt.datetime",
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
    writer = _Writer(entity, public, example=operation.kind is OperationKind.PORT)
    yield from writer.render(name, operation.response.envelope, _describe(operation, name, entity))


def _describe(operation: Operation, name: str, entity: Entity | None) -> str:
    """Say what the class is: the body of one route, or what those show that share it."""
    if name == response_schema(operation):
        return f"the response body of {operation.route}"
    if operation.kind in SESSION_KINDS or entity is None:
        return "the response body that starts a session"
    return f"the response body with {with_article(entity.singular)}"


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the classes of one envelope: ``entity`` is what a row in it is of, ``public`` the class that shows such a
    row; what a document shows in an ``example`` tells the type, and is not said to each caller."""

    entity: Entity | None
    public: str | None
    example: bool

    def render(self, name: str, fields: tuple[ResponseField, ...], says: str) -> Iterator[tuple[str, str]]:
        """Give a class by its name, the classes of the objects in it first."""
        lines = []
        for field in fields:
            if field.holds in (Holds.OBJECT, Holds.GROUPS):
                yield from self.render(object_name(name, field), field.fields, f"``{field.name}`` in {says}")
            lines.append(self._line(name, field))
        yield name, render_class(name, "ResponseModel", f"{says[0].upper()}{says[1:]}.", lines)

    def _line(self, name: str, field: ResponseField) -> str:
        if field.holds is Holds.LITERAL and self.example:
            return render_member(field.name, type(field.value).__name__ if field.value is not None else "Any")
        return _envelope_line(name, field, self.entity, self.public)


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
    if field.holds is Holds.NEXT:
        return f"{public} | None"
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
