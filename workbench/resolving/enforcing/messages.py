"""The messages of a backend as rules: each bears on the operations that can say it."""

from collections.abc import Callable, Iterator

from generators.blueprint import (
    FIELD_OCCASIONS,
    Access,
    BodyField,
    Entity,
    Limits,
    Message,
    Occasion,
    Operation,
    OperationKind,
    PathUse,
    Rule,
    RuleKind,
    Settings,
)
from generators.messages import status_of
from generators.shapes import limits_of
from workbench.resolving.enforcing.rule_parts import make_rule

Kind = OperationKind


def derive_messages(
    settings: Settings, entities: tuple[Entity, ...], operations: tuple[Operation, ...]
) -> Iterator[Rule]:
    """Give a rule for each message that some operation can say."""
    for message in settings.messages:
        entity = next((one for one in entities if one.name == message.entity), None)
        own = [one for one in operations if entity is None or one.entity == entity.name]
        place = ".".join(part for part in (message.entity, message.column) if part) or "all"
        yield from make_rule(
            f"{place}.{message.occasion.value}",
            RuleKind.MESSAGE,
            [one for one in own if _says(message, one, entity, settings)],
            entity=message.entity,
            columns=(message.column,) if message.column else (),
            parameters=(
                ("occasion", message.occasion.value),
                ("status", _status(message, entity, settings)),
                ("text", message.text),
                ("code", message.code),
            ),
            sources=message.sources,
        )


def _status(message: Message, entity: Entity | None, settings: Settings) -> int:
    if message.occasion is Occasion.TAKEN and entity is not None:
        return entity.taken_status
    return status_of(settings, message.occasion)


def says(rule: Rule, message: Message) -> bool:
    """Tell whether a rule is the one of a message, in its very words."""
    have = dict(rule.parameters)
    same = (rule.entity, have.get("occasion"), have.get("text")) == (message.entity, message.occasion, message.text)
    return same and rule.columns == ((message.column,) if message.column else ())


def _says(message: Message, operation: Operation, entity: Entity | None, settings: Settings) -> bool:
    if message.occasion in FIELD_OCCASIONS:
        return any(_can_be_wrong(message, field, entity) for field in operation.body)
    if message.occasion is Occasion.TAKEN:
        if entity is None or message.column is None:
            return False
        return _is_unique(message.column, entity) and entity.taken_status in operation.errors
    return _SAYING[message.occasion](operation, settings)


def _can_be_wrong(message: Message, field: BodyField, entity: Entity | None) -> bool:
    """Tell whether a value can be wrong in the way that a message tells of."""
    if message.column not in (field.column, field.name):
        return False
    limits = limits_of(field, entity)
    return {
        Occasion.REQUIRED: field.required or bool(limits.min_length),
        Occasion.TOO_SHORT: bool(limits.min_length),
        Occasion.TOO_LONG: limits.max_length is not None,
        Occasion.WRONG: field.required or limits != Limits(),
    }[message.occasion]


def _is_unique(column: str, entity: Entity) -> bool:
    alone = entity.has(column) and entity.column(column).unique
    return alone or any(index.unique and column in index.columns for index in entity.indexes)


def _is_closed(operation: Operation, _settings: Settings) -> bool:
    return operation.access is Access.REQUIRED and operation.kind not in (Kind.PORT, Kind.HEALTH)


def _forbids(operation: Operation, settings: Settings) -> bool:
    path = any(one.use is PathUse.CALLER for one in operation.path_parameters) and settings.other_users_path == 403
    foreign = operation.addresses_row and (operation.other_status or settings.other_users_row) == 403
    return bool(operation.roles or operation.permits) or path or foreign


def _validates(operation: Operation, settings: Settings) -> bool:
    return bool(operation.body) and settings.validation_status in operation.errors


def _misses(operation: Operation, _settings: Settings) -> bool:
    return operation.addresses_row and 404 in operation.errors


_SAYING: dict[Occasion, Callable[[Operation, Settings], bool]] = {
    Occasion.NO_TOKEN: _is_closed,
    Occasion.BAD_TOKEN: _is_closed,
    Occasion.EXPIRED_TOKEN: _is_closed,
    Occasion.CREDENTIALS: lambda operation, _: operation.kind is Kind.LOGIN,
    Occasion.FORBIDDEN: _forbids,
    Occasion.INVALID: _validates,
    Occasion.TOO_MANY: lambda operation, _: bool(operation.rate_limits),
    Occasion.UNEXPECTED: lambda operation, _: operation.kind not in (Kind.PORT, Kind.HEALTH),
    Occasion.MISSING: _misses,
}
