"""What a clause about a column changes in its table."""

from collections.abc import Callable
from dataclasses import replace

from generators.blueprint import (
    Column,
    Deadline,
    Default,
    DefaultKind,
    DeleteRule,
    Derivation,
    DerivationKind,
    Entity,
    Index,
    Reference,
    Source,
    Stamp,
    StateMachine,
    Transition,
    TypeName,
)
from workbench.reading.notation.clauses import Clause
from workbench.resolving.behaviour.stamps import is_stamp
from workbench.resolving.ruling.conditions import as_sql
from workbench.resolving.ruling.limits import limited
from workbench.resolving.ruling.names import Refused, find_column, find_entity
from workbench.resolving.storing.marks import marked_by

Apply = Callable[[Clause, Entity, Column, tuple[Entity, ...], Source], Entity]


def rule_column(clause: Clause, entity: Entity, name: str, entities: tuple[Entity, ...], source: Source) -> Entity:
    """Give the table with what the clause says of its column; raises ``Refused``."""
    column = find_column(name, entity)
    apply = _APPLY.get(clause.word)
    return apply(clause, entity, column, entities, source) if apply else entity


def _changed(entity: Entity, column: Column, source: Source) -> Entity:
    sources = tuple(dict.fromkeys((*column.sources, source)))
    return entity.replacing(replace(column, sources=sources))


def _required(_clause: Clause, entity: Entity, column: Column, _all: tuple[Entity, ...], source: Source) -> Entity:
    return _changed(entity, replace(column, nullable=False), source)


def _optional(_clause: Clause, entity: Entity, column: Column, _all: tuple[Entity, ...], source: Source) -> Entity:
    return _changed(entity, replace(column, nullable=column.nullable or column.default is None), source)


def _limited(clause: Clause, entity: Entity, column: Column, _all: tuple[Entity, ...], source: Source) -> Entity:
    longest = clause.number("max") if clause.word == "length" else None
    if longest is not None and column.type.length is not None and longest > column.type.length:
        column = replace(column, type=replace(column.type, length=int(longest)))
    return _changed(entity, replace(column, limits=limited(clause, column.limits)), source)


def _moment(_clause: Clause, entity: Entity, column: Column, _all: tuple[Entity, ...], source: Source) -> Entity:
    if column.type.name not in (TypeName.DATE, TypeName.TIMESTAMP):
        raise Refused(f"{entity.name}.{column.name} is no date or time")
    # What lay ahead when it was given lies behind later: the rule holds for requests and not for rows.
    return _changed(entity, column, source)


def _default(clause: Clause, entity: Entity, column: Column, _all: tuple[Entity, ...], source: Source) -> Entity:
    value = clause.scalar("value")
    if value is None:
        return _changed(entity, replace(column, default=None, nullable=True), source)
    default = Default(DefaultKind.NOW) if value == "now" else Default(DefaultKind.LITERAL, value)
    return _changed(entity, replace(column, default=default), source)


def _case(_clause: Clause, entity: Entity, column: Column, _all: tuple[Entity, ...], source: Source) -> Entity:
    if "email" not in (column.limits.format, column.name) and not column.name.endswith("_email"):
        # Addresses are written small before they are compared; nothing does so with other texts yet.
        raise Refused(f"upper and lower case are the same for e-mail addresses alone, and not for {column.name}")
    return _changed(entity, replace(column, case_insensitive=True), source)


def _unique(clause: Clause, entity: Entity, column: Column, _all: tuple[Entity, ...], source: Source) -> Entity:
    within = tuple(find_column(name, entity).name for name in clause.names("within"))
    where = as_sql(clause, entity)
    if dict(clause.values).get("case"):
        entity = _case(clause, entity, column, (), source)
        column = entity.column(column.name)
    if not within and where is None:
        return _changed(entity, replace(column, unique=True), source)
    index = Index((*within, column.name), unique=True, where=where, sources=(source,))
    kept = tuple(one for one in entity.indexes if not (one.unique and one.columns == index.columns))
    return replace(entity, indexes=(*kept, index))


def _hidden(_clause: Clause, entity: Entity, column: Column, _all: tuple[Entity, ...], _source: Source) -> Entity:
    return replace(entity, visible=tuple(name for name in entity.visible if name != column.name))


def _references(clause: Clause, entity: Entity, column: Column, every: tuple[Entity, ...], source: Source) -> Entity:
    target = find_entity(clause.text("table"), every)
    name = clause.text("column") or next((one.name for one in target.key), "")
    rule = DeleteRule((clause.text("on_delete") or "no action").upper())
    return _changed(
        entity, replace(column, references=Reference(target.name, find_column(name, target).name, rule)), source
    )


def _on_delete(clause: Clause, entity: Entity, column: Column, _all: tuple[Entity, ...], source: Source) -> Entity:
    if column.references is None:
        raise Refused(f"{entity.name}.{column.name} references nothing")
    rule = DeleteRule(clause.text("on_delete").upper())
    if rule is DeleteRule.SET_NULL and not column.nullable:
        raise Refused(f"{entity.name}.{column.name} can not be null")
    return _changed(entity, replace(column, references=replace(column.references, on_delete=rule)), source)


def _slug(clause: Clause, entity: Entity, column: Column, _all: tuple[Entity, ...], source: Source) -> Entity:
    of = find_column(clause.text("column"), entity).name
    return _changed(entity, replace(column, default=Default(DefaultKind.SLUG, of), unique=True), source)


def _next(clause: Clause, entity: Entity, column: Column, _all: tuple[Entity, ...], source: Source) -> Entity:
    within = clause.text("within")
    found = find_column(within, entity).name if within else None
    return _changed(entity, replace(column, default=Default(DefaultKind.NEXT, found)), source)


def _copy(clause: Clause, entity: Entity, column: Column, every: tuple[Entity, ...], source: Source) -> Entity:
    via = find_column(clause.text("via"), entity)
    if via.references is None:
        raise Refused(f"{entity.name}.{via.name} references nothing")
    copied = find_column(clause.text("column"), find_entity(via.references.entity, every)).name
    return _changed(entity, replace(column, derivation=Derivation(DerivationKind.COPY, copied, via.name)), source)


def _product(clause: Clause, entity: Entity, column: Column, _all: tuple[Entity, ...], source: Source) -> Entity:
    factors = tuple(find_column(name, entity).name for name in clause.names("factors"))
    return _changed(entity, replace(column, derivation=Derivation(DerivationKind.PRODUCT, factors=factors)), source)


def _sum(clause: Clause, entity: Entity, column: Column, every: tuple[Entity, ...], source: Source) -> Entity:
    rows = find_entity(clause.text("table"), every)
    added = find_column(clause.text("column"), rows).name
    return _changed(entity, replace(column, derivation=Derivation(DerivationKind.SUM, added, entity=rows.name)), source)


def _due(clause: Clause, entity: Entity, column: Column, _all: tuple[Entity, ...], source: Source) -> Entity:
    by = find_column(clause.text("by"), entity)
    times = tuple((value, seconds) for value, seconds in clause.pairs("times") if isinstance(seconds, int))
    missing = set(by.limits.choices) - {value for value, _ in times}
    if missing:
        raise Refused(f"nothing is said for {by.name} = {', '.join(sorted(missing))}")
    return _changed(entity, replace(column, deadline=Deadline(by.name, times, (source,))), source)


def _stamp(clause: Clause, entity: Entity, column: Column, _all: tuple[Entity, ...], source: Source) -> Entity:
    by, equals = find_column(clause.text("by"), entity), clause.scalar("equals")
    if not is_stamp(column):
        raise Refused(f"{entity.name}.{column.name} is no time that may be null")
    if isinstance(equals, bool) != (by.type.name is TypeName.BOOLEAN):
        raise Refused(f"{entity.name}.{by.name} cannot be {str(equals).lower()}")
    kept = clause.names("kept")
    for state in (str(equals), *kept) if not isinstance(equals, bool) else kept:
        _check_state(state, entity, by)
    if not isinstance(equals, bool) and not set(by.limits.choices) - {equals, *kept}:
        raise Refused(f"{entity.name}.{by.name} has no values from which it could come to be {equals}")
    return _changed(entity, replace(column, stamp=Stamp(by.name, equals, kept, (source,))), source)


def _transition(clause: Clause, entity: Entity, column: Column, _all: tuple[Entity, ...], source: Source) -> Entity:
    states = (clause.text("origin"), *clause.names("targets"))
    for state in states:
        _check_state(state, entity, column)
    steps = tuple(Transition(states[0], target, clause.names("roles"), (source,)) for target in states[1:])
    there = entity.states if entity.states and entity.states.column == column.name else StateMachine(column.name, ())
    kept = tuple(
        one for one in there.transitions if (one.origin, one.target) not in {(s.origin, s.target) for s in steps}
    )
    sources = tuple(dict.fromkeys((*there.sources, source)))
    return replace(entity, states=replace(there, transitions=(*kept, *steps), sources=sources))


def _frozen(clause: Clause, entity: Entity, column: Column, _all: tuple[Entity, ...], source: Source) -> Entity:
    for state in clause.names("states"):
        _check_state(state, entity, column)
    there = entity.states or StateMachine(column.name, (), sources=(source,))
    return replace(entity, states=replace(there, frozen=clause.names("states")))


def _marks(clause: Clause, entity: Entity, column: Column, _all: tuple[Entity, ...], source: Source) -> Entity:
    if column.type.name is not TypeName.BOOLEAN:
        raise Refused(f"{entity.name}.{column.name} is neither true nor false")
    if entity.mark not in (None, column):
        raise Refused(f"{entity.mark.name if entity.mark else ''} marks deleted rows of {entity.name} already")
    return marked_by(_changed(entity, column, source), column.name, clause.scalar("value") is True)


def _check_state(state: str, entity: Entity, column: Column) -> None:
    if column.limits.choices and state not in column.limits.choices:
        raise Refused(f"{state} is none of the values of {entity.name}.{column.name}")


_APPLY: dict[str, Apply] = {
    "required": _required,
    "optional": _optional,
    "length": _limited,
    "range": _limited,
    "above": _limited,
    "below": _limited,
    "pattern": _limited,
    "format": _limited,
    "choices": _limited,
    "default": _default,
    "future": _moment,
    "past": _moment,
    "not_past": _moment,
    "not_future": _moment,
    "case": _case,
    "unique": _unique,
    "hidden": _hidden,
    "references": _references,
    "on_delete": _on_delete,
    "slug": _slug,
    "next": _next,
    "copy": _copy,
    "product": _product,
    "sum": _sum,
    "due": _due,
    "stamp": _stamp,
    "transition": _transition,
    "frozen": _frozen,
    "marks": _marks,
}
