"""Objects whose members are columns of the row itself, in bodies and answers.

Example: ``"stay": {"from": "2030-05-01", "to": "2030-05-04"}`` over columns ``from`` and ``to``, or over ``stay_from``
and ``stay_to``; ``address.street`` as the name of a field says the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generators.blueprint import (
    BodyField,
    Column,
    ColumnRole,
    Entity,
    Group,
    Member,
    OperationKind,
    Shows,
    TypeName,
)
from workbench.reading.facts import EndpointFact, FieldFact
from workbench.resolving.serving.endpoints import merge_fields
from workbench.resolving.serving.requests.bodies import PARTIAL, writable
from workbench.resolving.storing.column_names import column_named
from workbench.resolving.words import singular, snake

ROW_NAMES = frozenset({"data", "item", "result", "record"})
"""What the one row of an answer is called that is not called like its table."""
_HIDDEN = (ColumnRole.PASSWORD, ColumnRole.SECRET)


def with_folded_names(fact: EndpointFact) -> EndpointFact:
    """Give an endpoint with objects in place of the fields whose names lead into them, ``address.street``."""
    body = fold(fact.body) if fact.body else fact.body
    responses = tuple(replace(one, fields=fold(one.fields)) for one in fact.responses)
    return replace(fact, body=body, responses=responses)


def fold(fields: tuple[FieldFact, ...]) -> tuple[FieldFact, ...]:
    """Give the fields with one object for each first part of a dotted name, where the first of its members stands."""
    if not any("." in field.name for field in fields):
        return fields
    parts = [_parted(field) for field in fields]
    inner: dict[str, list[FieldFact]] = {}
    for name, rest, field in parts:
        inner.setdefault(name.removesuffix("[]"), []).extend([replace(field, name=rest)] if rest else field.fields)
    objects = [[_outer(name, field) if rest else field] for name, rest, field in parts]
    return tuple(replace(one, fields=fold(tuple(inner.get(one.name, ())))) for one in merge_fields(objects))


def _parted(field: FieldFact) -> tuple[str, str, FieldFact]:
    head, _, rest = field.name.partition(".")
    return (head, rest, field) if head and rest else (field.name, "", field)


def _outer(name: str, field: FieldFact) -> FieldFact:
    return FieldFact(name.removesuffix("[]"), "object[]" if name.endswith("[]") else "object", source=field.source)


def find_columns(field: FieldFact, entity: Entity) -> tuple[Column, ...]:
    """Give the columns that hold the members of an object, one for each; nothing where one of them has none, where a
    column or a row that is referred to stands for the whole object, or where the object is the row itself."""
    if not field.fields or _is_list(field) or column_named(field.name, entity) is not None:
        return ()
    if snake(field.name) in ROW_NAMES or singular(field.name) == entity.singular:
        return ()
    found = tuple(_column_of(field.name, one.name, entity) for one in field.fields if not one.fields)
    columns = tuple(column for column in found if column is not None)
    return columns if len(columns) == len(field.fields) == len(set(columns)) else ()


def _column_of(group: str, member: str, entity: Entity) -> Column | None:
    names = (f"{snake(group)}_{snake(member)}", snake(member))
    plain = {
        snake(one.name): one
        for one in entity.columns
        if one.role not in _HIDDEN and not (one.references or one.primary_key)
    }
    return next((plain[name] for name in names if name in plain), None)


def _is_list(field: FieldFact) -> bool:
    kind = (field.type or "").lower()
    return kind.endswith("[]") or kind.startswith(("array", "list"))


def shown_group(field: FieldFact, entity: Entity) -> Member | None:
    """Give the member of a shown row that is an object of its own columns, if the field is one."""
    columns = find_columns(field, entity)
    inner = tuple(
        Member(one.name, column=column.name) for one, column in zip(field.fields, columns, strict=bool(columns))
    )
    return Member(field.name, Shows.GROUP, members=inner) if columns else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a body holds the value of a column: in the object ``group``, as its ``member``; ``needed`` where the object
    is refused without it, ``stated`` where the body is refused without the object."""

    group: str
    member: str
    needed: bool = False
    stated: bool = False


def ungrouped(entity: Entity | None, fields: Sequence[FieldFact]) -> tuple[tuple[FieldFact, ...], Mapping[str, Place]]:
    """Give the fields of a body with the members of its objects beside them, by the names of their columns, and where
    each of these columns has its place; an object of which a client may not give every member stays as it is."""
    flat: list[FieldFact] = []
    places: dict[str, Place] = {}
    for field in fields:
        columns = find_columns(field, entity) if entity else ()
        if not columns or not all(map(_may_be_given, columns)):
            flat.append(field)
            continue
        for one, column in zip(field.fields, columns, strict=True):
            optional = field.required is False
            flat.append(replace(one, name=column.name, required=False if optional else one.required))
            places[column.name] = Place(field.name, one.name, bool(one.required), field.required is True)
    return tuple(flat), places


def _may_be_given(column: Column) -> bool:
    return writable(column) and column.type.name is not TypeName.JSON


def grouped(kind: OperationKind, body: Sequence[BodyField], places: Mapping[str, Place]) -> tuple[BodyField, ...]:
    """Give the fields of a body, those that have a place in an object there."""
    free = [field.column for field in body if field.column and field.group is None]
    held: dict[str | None, Place] = {column: places[column] for column in free if column in places}
    needs: dict[str, list[str]] = {}
    required: set[str] = set()
    for field in body:
        place = held.get(field.column)
        if place is None:
            continue
        needed = field.required or (place.needed and kind not in PARTIAL)
        needs.setdefault(place.group, []).extend([place.member] if needed else [])
        if field.required or (place.stated and kind not in PARTIAL):
            required.add(place.group)
    groups = {name: Group(name, name in required, tuple(members)) for name, members in needs.items()}
    return tuple(
        replace(field, name=f"{place.group}.{place.member}", group=groups[place.group])
        if (place := held.get(field.column))
        else field
        for field in body
    )
