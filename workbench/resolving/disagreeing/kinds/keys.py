"""Ids that are shown as another type than the tables have: ``"id": 12`` in an answer, a UUID in the table."""

from collections.abc import Iterator

from generators.blueprint import INTEGERS, Entity, Source, TypeName
from workbench.reading.facts import EndpointFact, FieldFact
from workbench.resolving.deciding.ranking import endpoint_rank
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.storing.types import read_type


def find_keys(desk: Desk) -> Iterator[Dispute]:
    """Find tables whose rows carry an id of one type, and of another one in an answer or in a path."""
    by_name = {one.name: one for one in desk.context.entities if len(one.key) == 1 and one.key[0].sources}
    entities = {one.route: by_name.get(one.entity or "") for one in desk.context.operations}
    taken: set[str] = set()
    for endpoint in desk.context.endpoints:
        entity = entities.get(endpoint.route)
        if entity is None or entity.name in taken or entity.key[0].name != "id":
            continue
        for field, source in _shown(endpoint.facts, entity):
            other = _other(field, entity.key[0].type.name)
            if other:
                taken.add(entity.name)
                yield _dispute(entity, other, field, source)
                break


def _shown(facts: tuple[EndpointFact, ...], entity: Entity) -> Iterator[tuple[FieldFact, Source]]:
    for fact in facts:
        for response in fact.responses:
            for field in response.fields:
                if field.name == "id":
                    yield field, field.source or response.source or fact.source
        for field in fact.path_parameters:
            if field.name in ("id", f"{entity.singular}_id"):
                yield field, field.source or fact.source


def _other(field: FieldFact, kind: TypeName) -> str:
    """Give the type that is shown, where it cannot be the one of the table."""
    example = (field.example or "").strip('"')
    read = read_type(field.type).type
    whole = read is not None and read.name in INTEGERS
    uuid = field.format == "uuid" or (field.type or "").lower() == "uuid" or example.count("-") == 4
    if kind is TypeName.UUID and (whole or example.isdigit()):
        return "integer"
    if kind in INTEGERS and uuid:
        return "uuid"
    return ""


def _dispute(entity: Entity, other: str, field: FieldFact, source: Source) -> Dispute:
    key = entity.key[0]
    sides = (
        Side(str(key.type), str(key.type), (Statement(f"{key.name}: {key.type}", key.sources[0]),)),
        Side(other, other, (Statement(f"{field.name}: {field.example or other}", source),)),
    )
    ordered = tuple(sorted(sides, key=lambda side: (side.value != str(key.type), endpoint_rank(side.sources[0]))))
    text = (
        f"Which type do the ids of {entity.name} have: {key.type}, as {key.sources[0].file} says, or {other}, "
        f"as {source.file} shows?"
    )
    return Dispute(f"{entity.name}.id.shown", "type", text, ordered)
