"""Rules of what is limited and counted: tenants, derived columns, moved numbers, limits on counts and on calls."""

from collections.abc import Iterable, Iterator

from generators.blueprint import (
    Access,
    Adjustment,
    Column,
    CountLimit,
    DefaultKind,
    DerivationKind,
    Entity,
    Limits,
    Operation,
    OperationKind,
    Rule,
    RuleKind,
    Settings,
)
from workbench.resolving.enforcing.rule_parts import Parameters, make_rule


def derive_trade(
    _settings: Settings, entities: tuple[Entity, ...], operations: tuple[Operation, ...]
) -> Iterator[Rule]:
    """Give the rules that tables and operations of trade bring with them."""
    for entity in entities:
        own = [one for one in operations if one.entity == entity.name]
        if entity.tenant is not None:
            reaching = [one for one in own if one.access is Access.REQUIRED]
            columns = entity.tenant.steps[:1]
            yield from make_rule(
                f"{entity.name}.tenant", RuleKind.OWNERSHIP, reaching, entity=entity.name, columns=columns
            )
        creating = _creating(entity, operations)
        for column in entity.columns:
            yield from _derived(entity, column, creating)
        yield from _children(entity, [one for one in creating if one.entity != entity.name])
        for limit in entity.count_limits:
            making = [one for one in own if one.kind is OperationKind.CREATE]
            yield from make_rule(
                f"{entity.name}.{_label(limit)}",
                RuleKind.COUNT_LIMIT,
                making,
                entity=entity.name,
                columns=[name for name in (limit.within, limit.column) if name],
                parameters=_limit(limit),
                sources=limit.sources,
            )
    yield from _moves(operations)
    yield from _rates(operations)


def _creating(entity: Entity, operations: Iterable[Operation]) -> list[Operation]:
    """Give the operations that create rows of an entity, alone or as children of another row."""
    return [
        one
        for one in operations
        if one.kind is OperationKind.CREATE
        and (
            one.entity == entity.name
            or any(field.children and field.children.entity == entity.name for field in one.body)
        )
    ]


def _children(entity: Entity, creating: list[Operation]) -> Iterator[Rule]:
    """Give the rules of rows that are written with their parent: what each object of the list must satisfy."""
    for operation in creating:
        for listed in (one for one in operation.body if one.children and one.children.entity == entity.name):
            yield from make_rule(
                f"{entity.name}.{listed.name}",
                RuleKind.LENGTH,
                [operation],
                entity=operation.entity,
                columns=(listed.name,),
                parameters=_counted(listed.limits),
            )
            for field in listed.fields:
                columns = (field.column or field.name, listed.name)
                name = f"{entity.name}.{field.column or field.name}"
                if field.required:
                    yield from make_rule(name, RuleKind.REQUIRED, [operation], entity=entity.name, columns=columns)
                bounds = _range(field.limits)
                if bounds:
                    yield from make_rule(
                        name, RuleKind.RANGE, [operation], entity=entity.name, columns=columns, parameters=bounds
                    )
    for index in entity.indexes:
        if index.unique and creating:
            yield from make_rule(
                f"{entity.name}.{'_'.join(index.columns)}",
                RuleKind.UNIQUE,
                creating,
                entity=entity.name,
                columns=index.columns,
                sources=index.sources,
            )


def _counted(limits: Limits) -> Parameters:
    bounds = (("min", limits.min_length), ("max", limits.max_length))
    return tuple((name, value) for name, value in bounds if value is not None)


def _range(limits: Limits) -> Parameters:
    low = "above" if limits.exclusive_minimum else "min"
    high = "below" if limits.exclusive_maximum else "max"
    bounds = ((low, limits.minimum), (high, limits.maximum))
    return tuple((name, value) for name, value in bounds if value is not None)


def _derived(entity: Entity, column: Column, creating: list[Operation]) -> Iterator[Rule]:
    name = f"{entity.name}.{column.name}"
    parameters: Parameters = ()
    if column.derivation is not None:
        parameters = (("how", column.derivation.kind.value), ("of", _source_of(column)))
    elif column.default is not None and column.default.kind is DefaultKind.NEXT:
        parameters = (("how", "next"), ("within", column.default.value))
    if parameters:
        yield from make_rule(
            name,
            RuleKind.COMPUTED,
            creating,
            entity=entity.name,
            columns=(column.name,),
            parameters=parameters,
            sources=column.sources,
        )


def _source_of(column: Column) -> str:
    source = column.derivation
    if source is None:
        return ""
    if source.kind is DerivationKind.PRODUCT:
        return " * ".join(source.factors)
    return f"{source.entity or source.via}.{source.column}"


def _label(limit: CountLimit) -> str:
    return "_".join([*limit.among, *([limit.period.value] if limit.period else []), limit.within or "all"])


def _limit(limit: CountLimit) -> Parameters:
    most: Parameters = (("max", limit.maximum),) if limit.maximum is not None else ()
    plans = tuple((f"max_{plan.value}", plan.maximum) for plan in limit.plans)
    period: Parameters = (("period", limit.period.value),) if limit.period else ()
    return (*most, *plans, *period)


def _moves(operations: Iterable[Operation]) -> Iterator[Rule]:
    for operation in operations:
        for move in operation.adjustments:
            bounds: Parameters = (("at_most", move.at_most),) if move.at_most else ()
            yield from make_rule(
                f"{operation.id}.{_moved(move)}",
                RuleKind.EFFECT,
                [operation],
                entity=operation.entity,
                columns=(move.column,),
                parameters=(("moves", "down" if move.subtract else "up"), ("by", move.by), *bounds),
            )


def _moved(move: Adjustment) -> str:
    return f"{move.via.removesuffix('_id')}.{move.column}"


def _rates(operations: tuple[Operation, ...]) -> Iterator[Rule]:
    limits = {limit.name: limit for one in operations for limit in one.rate_limits}
    for name, limit in limits.items():
        limited = [one for one in operations if any(each.name == name for each in one.rate_limits)]
        yield from make_rule(
            f"calls.{name}",
            RuleKind.RATE_LIMIT,
            limited,
            parameters=(("calls", limit.calls), ("seconds", limit.seconds), ("per", limit.per.value)),
            sources=limit.sources,
        )
