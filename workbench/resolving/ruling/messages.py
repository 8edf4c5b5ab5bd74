"""What a clause says of the words of an error: ``tasks: message missing "No such task"``."""

from collections.abc import Iterable

from generators.blueprint import Entity, Message, Occasion, Operation
from workbench.reading.facts import RuleFact
from workbench.reading.notation.clauses import Clause
from workbench.resolving.ruling.names import Refused, find_column, find_entity
from workbench.resolving.words import snake

MessageKey = tuple[Occasion, str | None, str | None]
"""What a message is said on: of two messages with the same key, the first is said."""


def key_of(message: Message) -> MessageKey:
    """Give what a message is said on."""
    return message.occasion, message.entity, message.column


def read_message(
    fact: RuleFact, clause: Clause, entities: Iterable[Entity], operations: Iterable[Operation]
) -> Message:
    """Give the message that a clause states; raises ``Refused`` where its table or column is not there."""
    entity = find_entity(fact.subject.table, entities) if fact.subject.table else None
    column = _column(fact.subject.column, entity, operations) if entity and fact.subject.column else None
    return Message(
        Occasion(clause.text("occasion")),
        clause.text("value"),
        entity.name if entity else None,
        column,
        clause.text("code") or None,
        (fact.source,),
    )


def _column(name: str, entity: Entity, operations: Iterable[Operation]) -> str:
    """Give a column, or a field that is stored in none: a password is told of by the name that clients know."""
    try:
        return find_column(name, entity).name
    except Refused:
        bodies = (one.body for one in operations if one.entity == entity.name)
        field = next((field for body in bodies for field in body if snake(field.name) == snake(name)), None)
        if field is None:
            raise
        return field.column or field.name
