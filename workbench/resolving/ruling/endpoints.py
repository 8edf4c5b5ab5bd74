"""What a clause about an endpoint changes in its operation."""

from collections.abc import Callable
from dataclasses import replace

from generators.blueprint import (
    STORING,
    Access,
    Adjustment,
    Body,
    Choice,
    Column,
    Counted,
    Effect,
    EffectValue,
    Entity,
    Grant,
    Operation,
    OperationKind,
    OwnerPath,
    QueryUse,
    RateLimit,
    Record,
    RecordField,
    RecordValue,
    Response,
    Source,
)
from generators.cursors import can_place, has_cursor
from generators.idempotency import why_not_repeatable
from workbench.reading.notation.clauses import Clause
from workbench.resolving.ruling.names import Refused, find_column, find_entity

Kind = OperationKind
_CHANGING = (*STORING, Kind.ACT, Kind.TOGGLE)
Apply = Callable[[Clause, Operation, tuple[Entity, ...], Source], Operation]


def rule_operation(clause: Clause, operation: Operation, entities: tuple[Entity, ...], source: Source) -> Operation:
    """Give the operation with what the clause says of it; raises ``Refused``."""
    apply = _APPLY.get(clause.word)
    return apply(clause, operation, entities, source) if apply else operation


def _entity(operation: Operation, entities: tuple[Entity, ...]) -> Entity:
    if operation.entity is None:
        raise Refused(f"{operation.route} is about no table")
    return find_entity(operation.entity, entities)


def _access(access: Access) -> Apply:
    def apply(_clause: Clause, operation: Operation, _all: tuple[Entity, ...], _source: Source) -> Operation:
        errors = tuple(one for one in operation.errors if one != 401 or access is not Access.PUBLIC)
        if access is Access.REQUIRED and 401 not in errors:
            errors = tuple(sorted((*errors, 401)))
        return replace(operation, access=access, errors=errors)

    return apply


def _role(clause: Clause, operation: Operation, _all: tuple[Entity, ...], _source: Source) -> Operation:
    errors = tuple(sorted({*operation.errors, 403}))
    return replace(operation, roles=clause.names("roles"), access=Access.REQUIRED, errors=errors)


def _sides(clause: Clause, operation: Operation, every: tuple[Entity, ...]) -> Operation:
    """Give the operation for the holder of the row above, ``only mooring_id.keeper_id``: whoever else has a part in the
    row does not find it."""
    entity, ways = _entity(operation, every), []
    for name in clause.names("columns"):
        via, _, held = name.partition(".")
        column = find_column(via, entity)
        if not held:
            ways.append(OwnerPath((column.name,)))
            continue
        if column.references is None:
            raise Refused(f"{entity.name}.{column.name} leads to no other row")
        above = find_entity(column.references.entity, every)
        ways.append(OwnerPath((column.name, find_column(held, above).name)))
    bypass = tuple(dict.fromkeys((*operation.bypass_roles, *clause.names("roles"))))
    return replace(operation, sides=tuple(ways), bypass_roles=bypass)


def _only(clause: Clause, operation: Operation, every: tuple[Entity, ...], source: Source) -> Operation:
    if not clause.names("columns"):
        return _role(clause, operation, every, source)
    entity = _entity(operation, every)
    if any("." in name for name in clause.names("columns")):
        return _sides(clause, operation, every)
    if not operation.addresses_row:
        raise Refused(
            f"{operation.route} is about no single row of {entity.name}, whose columns could say who may do it"
        )
    grants = tuple(Grant(column=find_column(name, entity).name) for name in clause.names("columns"))
    roles = (Grant(roles=clause.names("roles")),) if clause.names("roles") else ()
    return replace(operation, permits=(*grants, *roles), errors=tuple(sorted({*operation.errors, 403})))


def _order(clause: Clause, operation: Operation, every: tuple[Entity, ...], _source: Source) -> Operation:
    if operation.kind is not Kind.LIST:
        raise Refused(f"{operation.route} lists nothing")
    entity = _entity(operation, every)
    wanted = [
        Choice(name, find_column(name, entity).name, descending=bool(down)) for name, down in clause.pairs("columns")
    ]
    shaky = [name for name, _ in clause.pairs("columns") if not can_place(find_column(name, entity))]
    if shaky and has_cursor(operation):
        raise Refused(f"{shaky[0]} gives not every row a place, which cursors need")
    named = {choice.column for choice in wanted}
    ties = [Choice(one.name, one.name) for one in entity.key if one.name not in named]
    return replace(operation, order_by=tuple(replace(one, value="") for one in (*wanted, *ties)))


def _page(clause: Clause, operation: Operation, _all: tuple[Entity, ...], source: Source) -> Operation:
    default, most = clause.number("min"), clause.number("max")
    query = tuple(
        replace(
            one,
            default=int(default) if default is not None else one.default,
            limits=replace(one.limits, maximum=most if most is not None else one.limits.maximum),
            sources=(*one.sources, source),
        )
        if one.use is QueryUse.LIMIT
        else one
        for one in operation.query
    )
    if query == operation.query:
        raise Refused(f"{operation.route} has no pages")
    return replace(operation, query=query)


def _effect(clause: Clause, operation: Operation, every: tuple[Entity, ...], _source: Source) -> Operation:
    if operation.kind not in _CHANGING:
        raise Refused(f"{operation.route} changes no row")
    column = find_column(clause.text("column"), _entity(operation, every))
    value, literal = _written(clause, column)
    when = clause.scalar("when")
    if operation.kind in STORING:
        _check_stored(clause, operation, _entity(operation, every))
    if value is EffectValue.CALLER and operation.access is not Access.REQUIRED:
        raise Refused(f"nobody is known to call {operation.route}")
    effect = Effect(column.name, value, literal, when if isinstance(when, bool | str) else None)
    kept = tuple(one for one in operation.effects if (one.column, one.when) != (effect.column, effect.when))
    body = operation.body
    if operation.kind in STORING:
        body = tuple(field for field in body if field.column != column.name)
    return replace(operation, effects=(*kept, effect), body=body)


def _check_stored(clause: Clause, operation: Operation, entity: Entity) -> None:
    """Refuse what no operation that stores its body does: it flips nothing, and what it writes depends on nothing
    but the state to which the body of a PATCH moves the row."""
    if clause.word == "flip":
        raise Refused(f"{operation.route} flips nothing: it stores its body")
    if clause.scalar("when") is None:
        return
    moving = entity.states.column if entity.states and operation.kind is Kind.PATCH else None
    if not any(field.column == moving for field in operation.body if moving):
        raise Refused(
            f"{clause.text('column')} follows no transition here; write "
            f"'{entity.name}.{clause.text('column')}: stamp when …' for a time that follows a column"
        )


def _written(clause: Clause, column: Column) -> tuple[EffectValue, str | int | float | bool | None]:
    if clause.word == "flip":
        return EffectValue.FLIP, None
    value = clause.scalar("value")
    if clause.word == "clear" or value is None:
        if not column.nullable:
            raise Refused(f"{column.name} can not be null")
        return EffectValue.NULL, None
    if value == "now":
        return EffectValue.NOW, None
    if value == "caller":
        return EffectValue.CALLER, None
    if column.limits.choices and value not in column.limits.choices:
        raise Refused(f"{value} is none of the values of {column.name}")
    return EffectValue.LITERAL, value


def _record(clause: Clause, operation: Operation, every: tuple[Entity, ...], source: Source) -> Operation:
    table = find_entity(clause.text("table"), every)
    entity = _entity(operation, every)
    fields: list[RecordField] = []
    for name, said in clause.pairs("fields"):
        column = find_column(name, table).name
        kind, _, of = str(said).partition(" ")
        if kind == "=":
            fields.append(RecordField(column, RecordValue.LITERAL, of))
        elif of and kind != "body":
            fields.append(RecordField(column, RecordValue(kind), find_column(of, entity).name))
        else:
            fields.append(RecordField(column, RecordValue(kind), of or None))
    on = find_column(clause.text("on"), entity).name if clause.text("on") else None
    record = Record(table.name, tuple(fields), on, (source,))
    return replace(operation, records=(*(one for one in operation.records if one.entity != table.name), record))


def _moves(clause: Clause, operation: Operation, every: tuple[Entity, ...], _source: Source) -> Operation:
    if operation.kind not in (Kind.CREATE, Kind.ACT):
        raise Refused(f"{operation.route} neither creates a row nor takes it a step further")
    if operation.kind is Kind.ACT and _entity(operation, every).states is None:
        raise Refused("say which steps the row may take: otherwise it could be taken twice")
    table = find_entity(clause.text("table"), every) if clause.text("table") else None
    near = table or _entity(operation, every)
    via = find_column(clause.text("via"), near)
    if via.references is None:
        raise Refused(f"{near.name}.{via.name} references nothing")
    target = find_entity(via.references.entity, every)
    most = find_column(clause.text("at_most"), target).name if clause.text("at_most") else None
    adjustment = Adjustment(
        find_column(clause.text("column"), target).name,
        via.name,
        table.name if table else None,
        find_column(clause.text("by"), near).name if clause.text("by") else None,
        subtract=clause.word == "subtract",
        at_most=most,
    )
    said = [one for one in operation.adjustments if _same_move(one, adjustment)]
    kept = tuple(one for one in operation.adjustments if one not in said)
    known = next((one.at_most for one in said if one.at_most), None)
    adjustment = replace(adjustment, at_most=adjustment.at_most or known)
    return replace(operation, adjustments=(*kept, adjustment), errors=tuple(sorted({*operation.errors, 409})))


def _same_move(one: Adjustment, other: Adjustment) -> bool:
    """Tell whether two movements are one that is said twice, perhaps once without its bound."""
    return replace(one, at_most=None, state=None, among=()) == replace(other, at_most=None, state=None, among=())


def _while(clause: Clause, operation: Operation, every: tuple[Entity, ...], _source: Source) -> Operation:
    via = find_column(clause.text("via"), _entity(operation, every))
    if via.references is None:
        raise Refused(f"{operation.entity}.{via.name} references nothing")
    state = find_column(clause.text("column"), find_entity(via.references.entity, every))
    states = clause.names("states")
    unknown = [one for one in states if state.limits.choices and one not in state.limits.choices]
    if unknown:
        raise Refused(f"{unknown[0]} is none of the values of {state.name}")
    if not any(one.via == via.name and one.entity is None for one in operation.adjustments):
        raise Refused(f"{operation.route} adds nothing to a row that {via.name} leads to")
    moved = tuple(
        replace(one, state=state.name, among=states) if one.via == via.name and one.entity is None else one
        for one in operation.adjustments
    )
    return replace(operation, adjustments=moved)


def limit_calls(clause: Clause, operation: Operation, source: Source, name: str) -> Operation:
    """Give the operation with a limit to its calls, which all operations with that ``name`` share."""
    calls, seconds = clause.number("calls") or 0, clause.number("seconds") or 0
    per = Counted(clause.text("per"))
    if per is Counted.USER and operation.access is not Access.REQUIRED:
        raise Refused(f"{operation.route} has no user to count by")
    limit = RateLimit(name, int(calls), int(seconds), per, (source,))
    kept = tuple(one for one in operation.rate_limits if one.name != name)
    return replace(operation, rate_limits=(*kept, limit), errors=tuple(sorted({*operation.errors, 429})))


def _calls(clause: Clause, operation: Operation, _all: tuple[Entity, ...], source: Source) -> Operation:
    return limit_calls(clause, operation, source, clause.text("name") or operation.name)


def _answers(clause: Clause, operation: Operation, _all: tuple[Entity, ...], _source: Source) -> Operation:
    status, response = int(clause.number("status") or 0), operation.response
    if status == 204:
        if operation.kind in (Kind.LIST, Kind.READ, Kind.AGGREGATE, Kind.LOGIN, Kind.REFRESH, Kind.READ_ME):
            raise Refused(f"{operation.route} answers with what was asked for")
        return replace(operation, response=Response(204, Body.EMPTY))
    if response.body is Body.EMPTY and operation.kind in (Kind.CREATE, Kind.REPLACE, Kind.PATCH, Kind.ACT, Kind.TOGGLE):
        return replace(operation, response=Response(status, Body.ITEM))
    return replace(operation, response=replace(response, status=status))


def _csv(_clause: Clause, operation: Operation, _all: tuple[Entity, ...], _source: Source) -> Operation:
    if operation.response.body is not Body.CSV:
        raise Refused(f"{operation.route} lists no rows that could come as lines")
    return operation


def _repeatable(_clause: Clause, operation: Operation, every: tuple[Entity, ...], _source: Source) -> Operation:
    if reason := why_not_repeatable(operation, every):
        raise Refused(reason)
    return replace(operation, repeatable=True)


def _some(_clause: Clause, operation: Operation, _all: tuple[Entity, ...], _source: Source) -> Operation:
    if not operation.body or any(field.required for field in operation.body):
        raise Refused(f"{operation.method} {operation.path} takes no body of which every field may be absent")
    return replace(operation, needs_some=True)


_APPLY: dict[str, Apply] = {
    "answers": _answers,
    "csv": _csv,
    "public": _access(Access.PUBLIC),
    "token": _access(Access.REQUIRED),
    "optional_token": _access(Access.OPTIONAL),
    "role": _role,
    "only": _only,
    "order": _order,
    "page": _page,
    "set": _effect,
    "flip": _effect,
    "clear": _effect,
    "record": _record,
    "add": _moves,
    "subtract": _moves,
    "while": _while,
    "calls": _calls,
    "some": _some,
    "repeatable": _repeatable,
}
