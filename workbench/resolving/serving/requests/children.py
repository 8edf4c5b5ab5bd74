"""Lists of objects in bodies and answers: which table's rows they are, and how each of those is tied to its row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generators.blueprint import (
    Body,
    BodyField,
    Children,
    Column,
    ColumnType,
    Entity,
    EntityPurpose,
    Limits,
    Operation,
    OperationKind,
    TypeName,
)
from workbench.patterns import regex
from workbench.reading.facts import FieldFact
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.serving.requests.bodies import resolve_field, writable
from workbench.resolving.storing.column_names import column_named
from workbench.resolving.words import plural, singular, snake

_LISTED = regex(
    r"\b(line[ _]items?)\b|\b(?:arrays?|lists?) of (?:\w+ )?(\w+)|\b(\w+) (?:array|list)\b(?! of)"
    r"|\b(?:multiple|several|one or more) (\w+)|\bwith (?:its |their |the )?(items|lines|positions|entries)\b"
)
"""Ways to speak of rows that are created with another one."""


def find_children(entity: Entity, field: FieldFact, entities: Sequence[Entity]) -> Children | None:
    """Give the rows that a list of objects stands for: those of the table that must reference ``entity`` and whose
    columns the objects' members are; nothing where no table fits, or where a column holds the list itself."""
    if not field.fields or column_named(field.name, entity) is not None or not _is_list(field):
        return None
    for child in entities:
        if child is entity or child.purpose is not EntityPurpose.DATA:
            continue
        via = next((one for one in child.columns if one.references and one.references.entity == entity.name), None)
        if via is not None and not via.nullable and all(_holds(child, one) for one in field.fields):
            return Children(field.name, child.name, via.name)
    return None


def _holds(child: Entity, field: FieldFact) -> bool:
    return any(snake(column.name) == snake(field.name) for column in child.columns)


def _is_list(field: FieldFact) -> bool:
    kind = (field.type or "").lower()
    return kind.endswith("[]") or kind.startswith(("array", "list")) or (field.example or "").startswith("[")


def with_taken_children(
    ledger: Ledger, entity: Entity, facts: Sequence[FieldFact], body: Sequence[BodyField], entities: Sequence[Entity]
) -> tuple[BodyField, ...]:
    """Give the body of a creation with its lists of objects as the rows that they become."""
    told = {snake(fact.name): fact for fact in facts}
    found = []
    for field in body:
        fact = told.get(snake(field.name))
        children = find_children(entity, fact, entities) if fact else None
        if fact is None or children is None:
            found.append(field)
            continue
        child = next(one for one in entities if one.name == children.entity)
        inner = tuple(resolve_field(OperationKind.CREATE, child, one, passwords=Limits(1)) for one in fact.fields)
        if not fact.min_length:
            ledger.note(
                f"{entity.name}.{field.name}.least",
                f"{field.name} holds at least one entry.",
                "at least one",
                (fact.source,) if fact.source else entity.sources[:1],
                reason="No document says that it may be empty.",
            )
        limits = replace(field.limits, min_length=fact.min_length or 1, max_length=fact.max_length)
        kind = ColumnType(TypeName.JSON)
        found.append(replace(field, type=kind, required=True, limits=limits, children=children, fields=inner))
    return tuple(found)


def with_told_children(
    ledger: Ledger, endpoint: Endpoint, entity: Entity, body: tuple[BodyField, ...], entities: Sequence[Entity]
) -> tuple[BodyField, ...]:
    """Give the body of a creation with the list of rows that words alone speak of: ``POST /orders`` creates orders
    "with a list of positions", and positions must reference an order and something that they are about."""
    told = None if any(field.children for field in body) else _told_list(endpoint, entity, entities)
    if told is None:
        return body
    own = tuple(field for field in body if snake(field.name) != snake(told.name))
    listed = resolve_field(OperationKind.CREATE, entity, told, passwords=Limits(1))
    return (*own, *with_taken_children(ledger, entity, (told,), (listed,), entities))


def _told_list(endpoint: Endpoint, entity: Entity, entities: Sequence[Entity]) -> FieldFact | None:
    """Give the list of which the words about an endpoint speak, with what is told of each of its objects."""
    nouns = [snake(noun) for match in _LISTED.finditer(endpoint.text) for noun in match.groups() if noun]
    for child, via, subject in _lines_of(entity, entities):
        about = next((one for one in entities if subject.references and one.name == subject.references.entity), None)
        names = {child.name, child.singular, child.singular.rpartition("_")[2], about.singular if about else ""}
        noun = next((one for one in nouns if names & {one, singular(one)}), None)
        if noun is not None:
            told = [one for one in child.columns if writable(one) and one.name != via]
            inner = tuple(FieldFact(one.name, required=not one.nullable and one.default is None) for one in told)
            return FieldFact(plural(noun), "array", required=True, source=endpoint.sources[0], fields=inner)
    return None


def _lines_of(entity: Entity, entities: Sequence[Entity]) -> Iterator[tuple[Entity, str, Column]]:
    """Give the tables of which rows must reference one of ``entity`` and one of another table, as positions of an
    order do, with the columns that reference them."""
    for child in entities:
        if child.purpose is not EntityPurpose.DATA or child is entity:
            continue
        needed = [one for one in child.columns if one.references and not one.nullable and writable(one)]
        parents = [one for one in needed if one.references and one.references.entity == entity.name]
        others = [
            one for one in needed if one not in parents and one.references and one.references.entity != child.name
        ]
        if len(parents) == len(others) == 1:
            yield child, parents[0].name, others[0]


def with_shown_lines(operations: Sequence[Operation], entities: Sequence[Entity]) -> tuple[Operation, ...]:
    """Give the operations, of which those that show a row as it is stored show what was created with it as well."""
    visible = {one.name: one.visible for one in entities}
    taken = {one.entity: field.children for one in operations for field in one.body if field.children}
    shown = {one.entity for one in operations if one.response.children}
    return tuple(
        replace(one, response=replace(one.response, children=(_whole(taken[one.entity], visible),)))
        if one.entity in taken and one.entity not in shown and _shows_a_row(one)
        else one
        for one in operations
    )


def _whole(children: Children, visible: Mapping[str, Sequence[str]]) -> Children:
    return replace(children, columns=tuple(name for name in visible[children.entity] if name != children.via))


def _shows_a_row(operation: Operation) -> bool:
    response = operation.response
    plain = response.body is Body.ITEM and not (response.columns or response.members or response.entity)
    return plain and operation.kind in (OperationKind.CREATE, OperationKind.READ)


def shown_children(entity: Entity, facts: Sequence[FieldFact], entities: Sequence[Entity]) -> tuple[Children, ...]:
    """Give the lists of rows that an answer shows within a row, each with the columns that it shows of them."""
    found = []
    for fact in facts:
        children = find_children(entity, fact, entities)
        if children is not None:
            child = next(one for one in entities if one.name == children.entity)
            shown = {snake(one.name) for one in fact.fields}
            columns = tuple(column.name for column in child.columns if snake(column.name) in shown)
            found.append(replace(children, columns=columns))
    return tuple(found)
