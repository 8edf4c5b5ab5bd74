"""Consistency of a blueprint: everything that a generator takes for granted, checked and named."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from generators.blueprint import (
    Blueprint,
    Body,
    Column,
    DeleteRule,
    EffectValue,
    Entity,
    EntityPurpose,
    Holds,
    Operation,
    OperationKind,
    PathUse,
    QueryUse,
    ResponseField,
    TokenIssuer,
)
from workbench.patterns import regex
from workbench.resolving.serving.routing.paths import parameter_name, segments_of

_Kind = OperationKind
_NEEDS_ENTITY = frozenset(_Kind) - {_Kind.HEALTH, _Kind.PORT, _Kind.LOGOUT, _Kind.AGGREGATE}
_NEEDS_ROW = (_Kind.READ, _Kind.REPLACE, _Kind.PATCH, _Kind.DELETE, _Kind.ACT, _Kind.TOGGLE)
_NEEDS_USERS = (
    _Kind.REGISTER,
    _Kind.LOGIN,
    _Kind.REFRESH,
    _Kind.CHANGE_PASSWORD,
    _Kind.READ_ME,
    _Kind.UPDATE_ME,
    _Kind.DELETE_ME,
)
_IDENTIFIER = regex(r"^[a-z_][a-z0-9_]*$")


def validate(blueprint: Blueprint) -> tuple[str, ...]:
    """Give a sentence for everything in a blueprint that a generator could not write."""
    return tuple(sentence for check in _CHECKS for sentence in check(blueprint))


def _unique(blueprint: Blueprint) -> Iterator[str]:
    yield from _repeated("table", (entity.name for entity in blueprint.entities))
    yield from _repeated("operation id", (operation.id for operation in blueprint.operations))
    yield from _repeated("function name", (operation.name for operation in blueprint.operations))
    yield from _repeated("route", (f"{one.method} {_template(one.path)}" for one in blueprint.operations))
    yield from _repeated("rule id", (rule.id for rule in blueprint.rules))
    yield from _repeated("requirement id", (requirement.id for requirement in blueprint.requirements))
    for entity in blueprint.entities:
        yield from _repeated(f"column of {entity.name}", (column.name for column in entity.columns))


def _template(path: str) -> str:
    return "/".join("{}" if parameter_name(part) else part for part in segments_of(path))


def _repeated(what: str, names: Iterable[str]) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"The {what} {name} stands {count} times."


def _names(blueprint: Blueprint) -> Iterator[str]:
    for operation in blueprint.operations:
        for name in (operation.feature, operation.name):
            if not _IDENTIFIER.match(name):
                yield f"{operation.id}: {name} is no name for a module or a function."
    for entity in blueprint.entities:
        if not _IDENTIFIER.match(entity.singular):
            yield f"{entity.name}: {entity.singular} is no name for a module."


def _tables(blueprint: Blueprint) -> Iterator[str]:
    for entity in blueprint.entities:
        if not entity.key:
            yield f"{entity.name} has no key."
        for name in entity.visible:
            if not entity.has(name):
                yield f"{entity.name} shows {name}, which is no column."
        for index in entity.indexes:
            for name in index.columns:
                if not entity.has(name):
                    yield f"An index of {entity.name} names {name}, which is no column."
        for column in entity.columns:
            yield from _reference(blueprint, entity, column)
        yield from _owner(blueprint, entity)


def _reference(blueprint: Blueprint, entity: Entity, column: Column) -> Iterator[str]:
    if column.references is None:
        return
    target = _entity(blueprint, column.references.entity)
    about = f"{entity.name}.{column.name}"
    if target is None or not target.has(column.references.column):
        yield f"{about} refers to {column.references.entity}.{column.references.column}, which is not there."
    elif target.column(column.references.column).type != column.type:
        yield f"{about} is {column.type}, what it refers to is {target.column(column.references.column).type}."
    if column.references.on_delete is DeleteRule.SET_NULL and not column.nullable:
        yield f"{about} is set to null on delete and cannot be null."


def _owner(blueprint: Blueprint, entity: Entity) -> Iterator[str]:
    if entity.owner is None:
        return
    current: Entity | None = entity
    for position, step in enumerate(entity.owner.steps):
        if current is None or not current.has(step):
            yield f"The owner path of {entity.name} breaks at {step}."
            return
        reference = current.column(step).references
        if position < len(entity.owner.steps) - 1:
            current = _entity(blueprint, reference.entity) if reference else None


def _entity(blueprint: Blueprint, name: str | None) -> Entity | None:
    return next((entity for entity in blueprint.entities if entity.name == name), None)


def _operations(blueprint: Blueprint) -> Iterator[str]:
    for operation in blueprint.operations:
        entity = _entity(blueprint, operation.entity)
        if operation.entity is not None and entity is None:
            yield f"{operation.id} is about {operation.entity}, which is no table."
        if operation.kind in _NEEDS_ENTITY and entity is None:
            yield f"{operation.id} is a {operation.kind} of nothing."
        if operation.kind in _NEEDS_USERS and blueprint.users is None:
            yield f"{operation.id} needs users, and there is no such table."
        if entity is not None:
            yield from _columns_of(operation, entity)
        yield from _path(blueprint, operation)
        yield from _response(operation)


def _columns_of(operation: Operation, entity: Entity) -> Iterator[str]:
    named = [field.column for field in operation.body]
    named += [column for parameter in operation.query for column in (parameter.column, *parameter.columns)]
    named += [choice.column for parameter in operation.query for choice in parameter.choices]
    named += [effect.column for effect in operation.effects]
    named += [choice.column for choice in operation.order_by]
    named += list(operation.response.columns)
    for name in dict.fromkeys(named):
        if name is not None and not entity.has(name):
            yield f"{operation.id} names {entity.name}.{name}, which is no column."
    yield from _repeated(f"body field of {operation.id}", (field.name for field in operation.body))
    yield from _repeated(f"query parameter of {operation.id}", (parameter.name for parameter in operation.query))
    if operation.kind in (_Kind.ACT, _Kind.TOGGLE) and not operation.effects:
        yield f"{operation.id} changes nothing."
    if any(effect.value is EffectValue.BODY for effect in operation.effects) and not operation.body:
        yield f"{operation.id} writes from a body that it does not have."


def _path(blueprint: Blueprint, operation: Operation) -> Iterator[str]:
    inside = [name for part in segments_of(operation.path) if (name := parameter_name(part))]
    listed = [parameter.name for parameter in operation.path_parameters]
    if sorted(inside) != sorted(listed):
        yield f"{operation.id}: the path has the parameters {inside}, the operation {listed}."
    for parameter in operation.path_parameters:
        target = _entity(blueprint, parameter.entity)
        if parameter.entity is not None and target is None:
            yield f"{operation.id}: {parameter.name} is a key of {parameter.entity}, which is no table."
        if target is not None and parameter.column is not None and not target.has(parameter.column):
            yield f"{operation.id}: {parameter.name} holds {target.name}.{parameter.column}, which is no column."
    uses = {parameter.use for parameter in operation.path_parameters}
    if operation.kind in _NEEDS_ROW and PathUse.ROW not in uses:
        yield f"{operation.id} is a {operation.kind} and addresses no row."


def _response(operation: Operation) -> Iterator[str]:
    if operation.response.status == 204 and operation.response.body is not Body.EMPTY:
        yield f"{operation.id} answers 204 with a body."
    held = {field.holds for field in _every(operation.response.envelope)}
    if operation.response.body is Body.ENVELOPE and not held:
        yield f"{operation.id} answers with an envelope that holds nothing."
    if operation.kind is _Kind.LIST and not (operation.response.body is Body.ITEMS or Holds.ITEMS in held):
        yield f"{operation.id} is a list and answers with no rows."
    uses = [parameter.use for parameter in operation.query]
    for use in (QueryUse.LIMIT, QueryUse.OFFSET, QueryUse.PAGE, QueryUse.SORT, QueryUse.DIRECTION):
        if uses.count(use) > 1:
            yield f"{operation.id} has {uses.count(use)} parameters for {use}."


def _every(fields: Iterable[ResponseField]) -> Iterator[ResponseField]:
    for field in fields:
        yield field
        yield from _every(field.fields)


def _tokens(blueprint: Blueprint) -> Iterator[str]:
    kinds = {operation.kind for operation in blueprint.operations}
    if _Kind.LOGIN in kinds and blueprint.settings.token_issuer is not TokenIssuer.HERE:
        yield "There is a login, and somebody else issues the tokens."
    if _Kind.REFRESH in kinds and not any(one.purpose is EntityPurpose.REFRESH_TOKENS for one in blueprint.entities):
        yield "Tokens are refreshed, and no table keeps refresh tokens."


def _ties(blueprint: Blueprint) -> Iterator[str]:
    known = {operation.id for operation in blueprint.operations} | {rule.id for rule in blueprint.rules}
    for requirement in blueprint.requirements:
        for name in requirement.by:
            if name not in known:
                yield f"{requirement.id} is enforced by {name}, which is not there."
    for rule in blueprint.rules:
        for name in rule.operations:
            if name not in known:
                yield f"{rule.id} bears on {name}, which is not there."


_CHECKS: tuple[Callable[[Blueprint], Iterator[str]], ...] = (_unique, _names, _tables, _operations, _tokens, _ties)
