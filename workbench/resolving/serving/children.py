"""Lists of objects in bodies and answers: which table's rows they are, and how each of those is tied to its row."""

from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import BodyField, Children, ColumnType, Entity, EntityPurpose, Limits, OperationKind, TypeName
from workbench.reading.facts import FieldFact
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.serving.bodies import resolve_field
from workbench.resolving.storing.column_names import column_named
from workbench.resolving.words import snake


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
