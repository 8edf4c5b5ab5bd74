"""Proof of what is told of behaviour: whether the blueprint bears a telling out, and by which rules."""

from collections.abc import Callable
from typing import Any

from generators.blueprint import (
    Effect,
    EffectValue,
    Entity,
    Operation,
    OperationKind,
    QueryUse,
    RuleKind,
)
from generators.states import moved_to
from workbench.resolving.behaviour.settling import does
from workbench.resolving.behaviour.tellings import (
    Conceals,
    Enters,
    FallsDue,
    Freezes,
    PointsTo,
    Records,
    Reserved,
    RunsLate,
    Sees,
    Telling,
)
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Proof, missing, proven_or
from workbench.resolving.prose.stored.stamps import stamp_rules

Kind = OperationKind


def prove(telling: Telling, book: Book) -> Proof:
    """Give the rules that bear a telling out, or say what is missing."""
    return _PROVERS[type(telling)](telling, book)


def _entity(name: str, book: Book) -> Entity:
    return next(entity for entity in book.entities if entity.name == name)


def _sees(said: Sees, book: Book) -> Proof:
    shown = [one for one in book.operations if one.entity == said.entity and one.kind in (Kind.LIST, Kind.READ)]
    for one in shown:
        able = {
            *one.bypass_roles,
            *(role for grant in one.grants if grant.column == said.column for role in grant.roles),
        }
        if not set(said.roles) <= able or (one.roles and not set(said.roles) & set(one.roles)):
            return missing(f"{one.id} does not show them to {' and '.join(said.roles)}", RuleKind.PERMISSION)
    rules = book.ruled(RuleKind.PERMISSION, said.entity)
    rules = [rule for rule in rules if dict(rule.parameters).get("reaches") in said.roles]
    found = rules if said.column is None else book.ruled(RuleKind.OWNERSHIP, said.entity)
    return proven_or(RuleKind.PERMISSION, found, "no operation shows these rows")


def _reserved(said: Reserved, book: Book) -> Proof:
    doing = [
        one
        for verb in said.verbs
        for one in book.operations
        if one.entity == said.entity and does(one, verb) and (not said.columns or one.addresses_row)
    ]
    if not all(any(does(one, verb) for one in doing) for verb in said.verbs):
        return missing(f"no operation does that to {said.entity}", RuleKind.PERMISSION)
    if not said.columns:
        open_to = [one for one in doing if not one.roles or not set(one.roles) <= set(said.roles)]
        if open_to:
            return missing(f"{open_to[0].id} is open to others", RuleKind.PERMISSION)
        rules = [rule for rule in book.ruled(RuleKind.PERMISSION) if {one.id for one in doing} & set(rule.operations)]
        return proven_or(RuleKind.PERMISSION, [rule for rule in rules if "role" in dict(rule.parameters)], "no role")
    rules = [rule for rule in book.ruled(RuleKind.PERMISSION) if rule.id.endswith(".permits.permission")]
    rules = [rule for rule in rules if {one.id for one in doing} & set(rule.operations)]
    return proven_or(RuleKind.PERMISSION, rules, "whoever reaches the row may do it")


def _points_to(said: PointsTo, book: Book) -> Proof:
    reference = _entity(said.entity, book).column(said.column).references
    rules = [
        rule
        for rule in book.ruled(RuleKind.PERMISSION, said.entity, (said.column,))
        if rule.id == f"rule:{said.entity}.{said.column}.permission"
    ]
    fits = reference is not None and reference.roles == said.roles
    reason = f"no operation takes {said.column}" if fits else f"{said.column} takes any user"
    return proven_or(RuleKind.PERMISSION, rules if fits else [], reason)


def _conceals(said: Conceals, book: Book) -> Proof:
    held = [(one.column, one.equals, one.roles) for one in _entity(said.entity, book).hidden]
    rules = book.ruled(RuleKind.VISIBILITY, said.entity, (said.column,))
    fits = (said.column, said.equals, said.roles) in held
    return proven_or(RuleKind.VISIBILITY, rules if fits else [], "everybody sees these rows")


def _freezes(said: Freezes, book: Book) -> Proof:
    machine = _entity(said.entity, book).states
    fits = machine is not None and set(said.states) <= set(machine.frozen)
    rules = book.ruled(RuleKind.IMMUTABLE, said.entity)
    return proven_or(RuleKind.IMMUTABLE, rules if fits else [], "rows can be changed in every state")


def _enters(said: Enters, book: Book) -> Proof:
    entity = _entity(said.entity, book)
    column = entity.column(said.column)
    if column.stamp and (said.value is EffectValue.NOW) == (said.state == column.stamp.equals):
        if said.value is EffectValue.NULL and said.state in column.stamp.kept:
            return missing(f"{said.column} stays when {said.state}", RuleKind.EFFECT)
        return proven_or(RuleKind.EFFECT, stamp_rules(entity, column, said.value, (), book), "no operation writes it")
    moving = [one for one in book.operations if one.entity == entity.name and _reaches(one, entity, said.state)]
    for one in moving:
        if not any(_writes(effect, said) for effect in one.effects):
            return missing(f"{one.id} does not write {said.column}", RuleKind.EFFECT)
    ids = {one.id for one in moving}
    rules = [rule for rule in book.ruled(RuleKind.EFFECT, entity.name, (said.column,)) if ids & set(rule.operations)]
    rules = rules or [rule for rule in book.ruled(RuleKind.TRANSITION, entity.name) if ids & set(rule.operations)]
    return proven_or(RuleKind.EFFECT, rules, f"nothing leads to {said.state}")


def _reaches(operation: Operation, entity: Entity, state: str) -> bool:
    target = moved_to(operation, entity)
    if target is None or entity.states is None or not entity.states.origins(state):
        return False
    return target.value is EffectValue.BODY or target.literal == state


def _writes(effect: Effect, said: Enters) -> bool:
    return effect.column == said.column and effect.value is said.value and effect.when in (None, said.state)


def _falls_due(said: FallsDue, book: Book) -> Proof:
    deadline = _entity(said.entity, book).column(said.column).deadline
    fits = deadline is not None and (deadline.by, dict(deadline.seconds)) == (said.by, dict(said.seconds))
    rules = book.ruled(RuleKind.TIME, said.entity, (said.column,))
    return proven_or(RuleKind.TIME, rules if fits else [], f"{said.column} does not follow from {said.by}")


def _records(said: Records, book: Book) -> Proof:
    entity = _entity(said.entity, book)
    moving = [one for one in book.operations if one.entity == entity.name and moved_to(one, entity) is not None]
    for one in moving:
        if not any(record.entity == said.history for record in one.records):
            return missing(f"{one.id} writes nothing into {said.history}", RuleKind.EFFECT)
    rules = [rule for rule in book.ruled(RuleKind.EFFECT, entity.name) if f".{said.history}." in rule.id]
    return proven_or(RuleKind.EFFECT, rules, "nothing changes the state")


def _runs_late(said: RunsLate, book: Book) -> Proof:
    for one in book.of(_entity(said.entity, book), Kind.LIST):
        for query in one.query:
            done = tuple(choice.equals for choice in query.choices)
            if query.use is QueryUse.OVERDUE and query.column == said.column and set(done) == set(said.done):
                rules = [rule for rule in book.ruled(RuleKind.FILTER) if f".{query.name}." in rule.id]
                return proven_or(RuleKind.FILTER, rules, "no list is filtered by that")
    return missing("no list tells what is overdue", RuleKind.FILTER)


_PROVERS: dict[type[Telling], Callable[[Any, Book], Proof]] = {
    Sees: _sees,
    Reserved: _reserved,
    PointsTo: _points_to,
    Conceals: _conceals,
    Freezes: _freezes,
    Enters: _enters,
    FallsDue: _falls_due,
    Records: _records,
    RunsLate: _runs_late,
}
