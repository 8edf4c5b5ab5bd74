"""Rules: what a blueprint enforces, written down one by one so that requirements and tests can be tied to it."""

from collections.abc import Callable, Iterator

from generators.blueprint import (
    CONFLICT,
    CREATING,
    DELETING,
    Access,
    BodyField,
    Column,
    ColumnRole,
    DefaultKind,
    DeleteRule,
    Entity,
    EntityPurpose,
    JsonScalar,
    Operation,
    OperationKind,
    PathUse,
    QueryUse,
    Rule,
    RuleKind,
    Settings,
    TypeName,
)
from generators.comparisons import comparisons_in, comparisons_of
from generators.frame import frame_rules
from workbench.resolving.behaviour.deriving import derive_behaviour
from workbench.resolving.enforcing.messages import derive_messages
from workbench.resolving.enforcing.rule_parts import Parameters, make_rule
from workbench.resolving.enforcing.trade import derive_trade
from workbench.resolving.serving.refusing import can_clash

Kind = OperationKind
_WRITES = (
    Kind.CREATE,
    Kind.REPLACE,
    Kind.PATCH,
    Kind.ACT,
    Kind.REGISTER,
    Kind.UPDATE_ME,
    Kind.CHANGE_PASSWORD,
    Kind.LOGIN,
    Kind.REFRESH,
)
_CHANGES = (Kind.REPLACE, Kind.PATCH, Kind.ACT, Kind.TOGGLE, Kind.UPDATE_ME)
_FILTERS = (QueryUse.FILTER, QueryUse.STATE, QueryUse.FROM, QueryUse.TO, QueryUse.SEARCH, QueryUse.OVERDUE)
_WINDOW = (QueryUse.LIMIT, QueryUse.OFFSET, QueryUse.PAGE, QueryUse.CURSOR)
_REPEATABLE = (Kind.DELETE, Kind.ACT, Kind.REPLACE, Kind.PATCH, Kind.LINK)
_SHOWN = (Kind.READ, Kind.LIST, Kind.READ_ME)


def derive_rules(
    settings: Settings, entities: tuple[Entity, ...], operations: tuple[Operation, ...]
) -> tuple[Rule, ...]:
    """Give the rules that follow from the parts of a blueprint, each with the operations on which it bears."""
    found: dict[str, Rule] = {}
    for derive in _DERIVERS:
        for rule in derive(settings, entities, operations):
            found.setdefault(rule.id, rule)
    return tuple(found.values())


def _access(_settings: Settings, entities: tuple[Entity, ...], operations: tuple[Operation, ...]) -> Iterator[Rule]:
    closed = [one for one in operations if one.access is Access.REQUIRED]
    yield from make_rule("tokens", RuleKind.AUTHENTICATION, closed)
    callers = [one for one in operations if any(part.use is PathUse.CALLER for part in one.path_parameters)]
    yield from make_rule("paths.caller", RuleKind.OWNERSHIP, callers)
    for role in dict.fromkeys(role for one in operations for role in one.roles):
        for name in dict.fromkeys(one.feature for one in operations if role in one.roles):
            limited = [one for one in operations if role in one.roles and one.feature == name]
            yield from make_rule(f"{name}.{role}", RuleKind.PERMISSION, limited, parameters=(("role", role),))
    for entity in entities:
        owned = [one for one in closed if one.entity == entity.name and entity.owner is not None]
        columns = entity.owner.steps[:1] if entity.owner else ()
        yield from make_rule(entity.name, RuleKind.OWNERSHIP, owned, entity=entity.name, columns=columns)


def _fields(_settings: Settings, entities: tuple[Entity, ...], operations: tuple[Operation, ...]) -> Iterator[Rule]:
    names = dict.fromkeys(
        (one.entity or one.feature, field.column or field.name)
        for one in operations
        if one.kind in _WRITES or one.kind is Kind.PORT
        for field in one.body
    )
    for owner, name in names:
        entity = next((one for one in entities if one.name == owner), None)
        yield from _field_rules(owner, name, entity, operations)


def _field_rules(owner: str, name: str, entity: Entity | None, operations: tuple[Operation, ...]) -> Iterator[Rule]:
    holding = [
        (operation, field)
        for operation in operations
        if (operation.entity or operation.feature) == owner and operation.kind in _WRITES
        for field in operation.body
        if (field.column or field.name) == name
    ]
    column = entity.column(name) if entity is not None and entity.has(name) else None
    sources = [source for _, field in holding for source in field.sources] + list(column.sources if column else ())
    spelled = (name, *(field.name for _, field in holding))
    required = [operation for operation, field in holding if field.required]
    yield from make_rule(f"{owner}.{name}", RuleKind.REQUIRED, required, entity=owner, columns=spelled, sources=sources)
    for kind, read in _LIMITS.items():
        by_values: dict[Parameters, list[Operation]] = {}
        for operation, field in holding:
            values = read(field)
            if values:
                by_values.setdefault(values, []).append(operation)
        for position, (values, bearing) in enumerate(by_values.items()):
            label = f"{owner}.{name}" if position == 0 else f"{owner}.{name}.{bearing[0].name}"
            yield from make_rule(
                label, kind, bearing, entity=owner, columns=spelled, parameters=values, sources=sources
            )


def _length(field: BodyField) -> Parameters:
    limits = field.limits
    if limits.choices:
        return ()
    return tuple(
        (name, value) for name, value in (("min", limits.min_length), ("max", limits.max_length)) if value is not None
    )


def _range(field: BodyField) -> Parameters:
    limits = field.limits
    values: list[tuple[str, JsonScalar]] = []
    if limits.minimum is not None:
        values.append(("above" if limits.exclusive_minimum else "min", limits.minimum))
    if limits.maximum is not None:
        values.append(("below" if limits.exclusive_maximum else "max", limits.maximum))
    return tuple(values)


def _choices(field: BodyField) -> Parameters:
    return tuple((f"choice_{position}", choice) for position, choice in enumerate(field.limits.choices, 1))


def _pattern(field: BodyField) -> Parameters:
    limits = field.limits
    if limits.needs:
        return (("needs", ", ".join(limits.needs)),)
    return (("pattern", limits.pattern),) if limits.pattern else ()


def _format(field: BodyField) -> Parameters:
    return (("format", field.limits.format),) if field.limits.format else ()


def _moment(field: BodyField) -> Parameters:
    return (("moment", field.limits.moment),) if field.limits.moment else ()


def _precision(field: BodyField) -> Parameters:
    kind = field.type
    if kind.name is not TypeName.NUMERIC or not kind.precision:
        return ()
    return (("whole", kind.precision - (kind.scale or 0)), ("decimals", kind.scale or 0))


_LIMITS: dict[RuleKind, Callable[[BodyField], Parameters]] = {
    RuleKind.LENGTH: _length,
    RuleKind.RANGE: _range,
    RuleKind.PRECISION: _precision,
    RuleKind.CHOICES: _choices,
    RuleKind.PATTERN: _pattern,
    RuleKind.FORMAT: _format,
    RuleKind.TIME: _moment,
}


def _columns(_settings: Settings, entities: tuple[Entity, ...], operations: tuple[Operation, ...]) -> Iterator[Rule]:
    for entity in entities:
        own = [one for one in operations if one.entity == entity.name]
        creating = [one for one in own if one.kind in CREATING]
        for column in entity.columns:
            yield from _column_rules(entity, column, own, creating)
        yield from _compared(entity, own)
        for index in entity.indexes:
            if index.unique:
                clashing = [one for one in own if _clashes(one, entity)]
                yield from make_rule(
                    f"{entity.name}.{'_'.join(index.columns)}",
                    RuleKind.UNIQUE,
                    clashing,
                    entity=entity.name,
                    columns=index.columns,
                    sources=index.sources,
                )


def _clashes(operation: Operation, entity: Entity) -> bool:
    """Tell whether an operation answers that a value is taken; what else has a documented status says nothing of it."""
    if entity.taken_status == CONFLICT:
        return CONFLICT in operation.errors
    return can_clash(operation, entity)


def _compared(entity: Entity, own: list[Operation]) -> Iterator[Rule]:
    for one in comparisons_of(entity):
        bearing = [each for each in own if any(found == one for found, _, _ in comparisons_in(each, entity))]
        yield from make_rule(
            f"{entity.name}.{one.name}",
            RuleKind.CROSS_FIELD,
            bearing,
            entity=entity.name,
            columns=(one.higher, one.lower),
            parameters=(("higher", one.higher), ("lower", one.lower), ("strict", one.strict)),
        )


def _column_rules(entity: Entity, column: Column, own: list[Operation], creating: list[Operation]) -> Iterator[Rule]:
    name = f"{entity.name}.{column.name}"
    if column.default is not None and column.default.kind is DefaultKind.LITERAL:
        yield from make_rule(
            name,
            RuleKind.DEFAULT,
            creating,
            entity=entity.name,
            columns=(column.name,),
            parameters=(("value", column.default.value),),
            sources=column.sources,
        )
    if column.unique:
        clashing = [one for one in own if _clashes(one, entity)]
        yield from make_rule(
            name, RuleKind.UNIQUE, clashing, entity=entity.name, columns=(column.name,), sources=column.sources
        )
    if column.role is ColumnRole.CREATED_AT or (column.primary_key and column.default is not None):
        yield from make_rule(
            name, RuleKind.EFFECT, creating, entity=entity.name, columns=(column.name,), sources=column.sources
        )
    if column.role is ColumnRole.UPDATED_AT:
        changing = [one for one in own if one.kind in _CHANGES]
        yield from make_rule(
            name, RuleKind.EFFECT, changing, entity=entity.name, columns=(column.name,), sources=column.sources
        )
    if column.role in (ColumnRole.PASSWORD, ColumnRole.SECRET) and column.name not in entity.visible:
        showing = [one for one in own if one.kind in _SHOWN]
        yield from make_rule(
            name, RuleKind.VISIBILITY, showing, entity=entity.name, columns=(column.name,), sources=column.sources
        )


def _rows(_settings: Settings, entities: tuple[Entity, ...], operations: tuple[Operation, ...]) -> Iterator[Rule]:
    for entity in entities:
        own = [one for one in operations if one.entity == entity.name]
        soft = [one for one in own if one.soft]
        if soft:
            hiding = [one for one in own if one.kind in (Kind.READ, Kind.LIST, Kind.DELETE)]
            columns = (entity.mark.name,) if entity.mark else ()
            yield from make_rule(
                f"{entity.name}.deleted", RuleKind.VISIBILITY, hiding, entity=entity.name, columns=columns
            )
        children = [
            child.name
            for child in entities
            for column in child.columns
            if column.references
            and column.references.entity == entity.name
            and column.references.on_delete is DeleteRule.CASCADE
            and child.purpose is not EntityPurpose.REFRESH_TOKENS
        ]
        deleting = [one for one in own if one.kind in DELETING and not one.soft]
        for child in dict.fromkeys(children):
            # Where no operation deletes the parent, the database alone sees to it, as the child's tests show.
            bearing = deleting or [one for one in operations if one.entity == child and one.kind is Kind.CREATE]
            yield from make_rule(
                f"{entity.name}.{child}", RuleKind.CASCADE, bearing, entity=entity.name, parameters=(("rows", child),)
            )


def _lists(_settings: Settings, _entities: tuple[Entity, ...], operations: tuple[Operation, ...]) -> Iterator[Rule]:
    for operation in operations:
        if operation.kind is not Kind.LIST:
            continue
        yield from make_rule(
            operation.id,
            RuleKind.ORDER,
            [operation],
            entity=operation.entity,
            sources=operation.sources[:1],
            columns=(choice.column for choice in operation.order_by if choice.column),
        )
        window = [one for one in operation.query if one.use in _WINDOW]
        if window:
            limit = next((one for one in window if one.use is QueryUse.LIMIT), None)
            values: Parameters = (("default", limit.default), ("max", limit.limits.maximum)) if limit else ()
            yield from make_rule(
                operation.id,
                RuleKind.PAGINATION,
                [operation],
                entity=operation.entity,
                parameters=values,
                sources=(source for one in window for source in one.sources),
            )
        for parameter in operation.query:
            if parameter.use in _FILTERS:
                columns = (parameter.column,) if parameter.column else parameter.columns
                columns += tuple(choice.column for choice in parameter.choices if choice.column)
                yield from make_rule(
                    f"{operation.id}.{parameter.name}",
                    RuleKind.FILTER,
                    [operation],
                    entity=operation.entity,
                    columns=(name for name in columns if name),
                    parameters=(("use", parameter.use.value),),
                    sources=parameter.sources,
                )


def _actions(_settings: Settings, _entities: tuple[Entity, ...], operations: tuple[Operation, ...]) -> Iterator[Rule]:
    for operation in operations:
        if operation.kind in (Kind.ACT, Kind.TOGGLE):
            columns = [effect.column for effect in operation.effects]
            yield from make_rule(
                operation.id,
                RuleKind.EFFECT,
                [operation],
                entity=operation.entity,
                columns=columns,
                sources=operation.sources[:1],
            )
        if operation.needs_some:
            yield from make_rule(f"{operation.id}.body", RuleKind.REQUIRED, [operation], entity=operation.entity)
        if operation.repeatable:
            yield from make_rule(f"{operation.id}.key", RuleKind.IDEMPOTENT, [operation], entity=operation.entity)
        if operation.kind in _REPEATABLE:
            yield from make_rule(operation.id, RuleKind.IDEMPOTENT, [operation], entity=operation.entity)


def _sessions(settings: Settings, _entities: tuple[Entity, ...], operations: tuple[Operation, ...]) -> Iterator[Rule]:
    by_kind = {kind: [one for one in operations if one.kind is kind] for kind in Kind}
    yield from make_rule(
        "auth.login",
        RuleKind.RATE_LIMIT,
        by_kind[Kind.LOGIN],
        parameters=(("attempts", settings.login_attempts), ("seconds", settings.login_window)),
    )
    yield from make_rule("auth.login", RuleKind.AUTHENTICATION, by_kind[Kind.LOGIN])
    yield from make_rule("auth.refresh", RuleKind.AUTHENTICATION, by_kind[Kind.REFRESH])


def _frame(settings: Settings, _entities: tuple[Entity, ...], operations: tuple[Operation, ...]) -> Iterator[Rule]:
    return frame_rules(settings, operations)


_DERIVERS = (
    _access,
    _fields,
    _columns,
    _rows,
    _lists,
    _actions,
    _sessions,
    derive_trade,
    derive_behaviour,
    derive_messages,
    _frame,
)
