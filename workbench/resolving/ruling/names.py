"""Names that a rule uses, held against what is there; a name that means nothing is refused with its place."""

from collections.abc import Iterable

from generators.blueprint import Column, Entity, Operation
from workbench.reading.notation.clauses import Subject
from workbench.resolving.serving.routing.paths import parameter_name, segments_of
from workbench.resolving.words import same_name, snake


class Refused(Exception):
    """A clause that cannot be followed; the text says why."""


def find_entity(name: str, entities: Iterable[Entity]) -> Entity:
    """Give the table of that name, singular or plural; raises ``Refused`` where there is none."""
    known = list(entities)
    for entity in known:
        if entity.name == name or same_name(entity.name, name):
            return entity
    raise Refused(f"there is no table {name}")


def find_column(name: str, entity: Entity) -> Column:
    """Give the column of that name, in snake or camel case; raises ``Refused`` where there is none."""
    for column in entity.columns:
        if column.name == name or snake(column.name) == snake(name):
            return column
    raise Refused(f"there is no column {name} in {entity.name}")


def find_operations(subject: Subject, operations: Iterable[Operation]) -> list[Operation]:
    """Give the operations at a method and path, whatever their parameters are called."""
    wanted = shape(subject.path)
    found = [one for one in operations if one.method == subject.method and shape(one.path) == wanted]
    if not found:
        raise Refused(f"there is no {subject.method} {subject.path}")
    return found


def shape(path: str) -> tuple[str, ...]:
    """Give a path with its parameters unnamed."""
    return tuple("{}" if parameter_name(part) else part for part in segments_of(path))
