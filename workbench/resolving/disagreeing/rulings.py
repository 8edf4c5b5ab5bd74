"""What the sides of a disagreement make of the backend: lines of the exact notation, followed once one is chosen."""

from dataclasses import replace

from generators.blueprint import ColumnType, Entity, Limits, Operation
from workbench.reading.facts import RuleFact
from workbench.reading.notation.lines import read_rule
from workbench.reading.notation.words import NotationError
from workbench.resolving.disagreeing.dispute import Side
from workbench.resolving.disagreeing.statements import Surroundings
from workbench.resolving.ruling.ruling import Rulebook


def rules_of(side: Side) -> tuple[RuleFact, ...]:
    """Give the rules of a side, each as if its document had stated it so."""
    found: list[RuleFact] = []
    for line in side.rules:
        try:
            subject, clauses = read_rule(line)
        except NotationError:
            continue  # A value that the notation cannot write down: what loses is set aside all the same.
        found.append(RuleFact(subject, clauses, line, side.sources[0]))
    return tuple(found)


def outcome(side: Side, context: Surroundings) -> bool | None:
    """Tell whether following a side changes the backend; nothing where it has no rules or they cannot be followed."""
    rules = rules_of(side)
    if not rules or len(rules) < len(side.rules):
        return None
    book = Rulebook(rules)
    entities = book.rule_entities(context.entities)
    operations = book.rule_operations(context.operations, entities)
    settings = book.rule_settings(context.settings) if context.settings else None
    if book.refused:
        return None
    if settings != context.settings:
        return True
    before = ([*map(_bare, context.entities)], [*map(_bare_operation, context.operations)])
    return before != ([*map(_bare, entities)], [*map(_bare_operation, operations)])


def _bare(entity: Entity) -> Entity:
    """Give a table as it acts, without the lines that it was read from."""
    columns = (replace(one, sources=(), limits=_limits(one.type, one.limits)) for one in entity.columns)
    return replace(entity, sources=(), columns=tuple(columns))


def _bare_operation(operation: Operation) -> Operation:
    body = tuple(replace(field, sources=(), limits=_limits(field.type, field.limits)) for field in operation.body)
    query = tuple(replace(parameter, sources=()) for parameter in operation.query)
    return replace(operation, sources=(), body=body, query=query)


def _limits(kind: ColumnType, limits: Limits) -> Limits:
    """Give the limits together with the length that the type has: ``varchar(40)`` holds 40 characters."""
    longest = kind.length if limits.max_length is None else limits.max_length
    return replace(limits, max_length=longest)
