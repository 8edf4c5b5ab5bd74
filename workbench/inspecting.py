"""What was understood of a project, as JSON for programs."""

from collections.abc import Iterable
from typing import Any

from generators.blueprint import (
    Column,
    Default,
    DefaultKind,
    Entity,
    Operation,
    Requirement,
    Source,
)
from workbench.reading.facts import Reading, Unread
from workbench.resolving.deciding.questions import Assumption, Question, Resolution

FORMAT = 1


def inspect_json(reading: Reading, resolution: Resolution) -> dict[str, Any]:
    """Give all that was understood, asked and left unread, ready for ``json.dumps``."""
    blueprint = resolution.blueprint
    return {
        "format": FORMAT,
        "endpoints": [_endpoint(operation) for operation in blueprint.operations],
        "tables": [_table(entity) for entity in described(blueprint.entities)],
        "requirements": [_requirement(requirement) for requirement in blueprint.requirements],
        "questions": [_question(question) for question in resolution.questions],
        "unread": [_unread(entry) for entry in reading.unread],
        "assumptions": [_assumption(one) for one in resolution.assumptions],
    }


def described(entities: Iterable[Entity]) -> list[Entity]:
    """Give the entities that the specifications describe, without those that were added for them."""
    return [entity for entity in entities if entity.sources]


def _source(source: Source | None) -> dict[str, Any] | None:
    return None if source is None else source.as_json()


def _endpoint(operation: Operation) -> dict[str, Any]:
    return {
        "id": operation.id,
        "method": operation.method,
        "path": operation.path,
        "operation": operation.kind.value,
        "entity": operation.entity,
        "auth": operation.access.value,
        "roles": list(operation.roles),
        "query": [parameter.name for parameter in operation.query],
        "body": [field.name for field in operation.body],
        "success": operation.response.status,
        "errors": list(operation.errors),
        "source": _source(operation.sources[0] if operation.sources else None),
    }


def _table(entity: Entity) -> dict[str, Any]:
    return {
        "name": entity.name,
        "columns": [_column(column) for column in entity.columns],
        "indexes": [[column.name] for column in entity.columns if column.index]
        + [list(index.columns) for index in entity.indexes if not index.unique],
        "unique": [list(index.columns) for index in entity.indexes if index.unique],
        "owner": ".".join(entity.owner.steps) if entity.owner else None,
        "source": _source(entity.sources[0] if entity.sources else None),
    }


def _column(column: Column) -> dict[str, Any]:
    reference = column.references
    return {
        "name": column.name,
        "type": str(column.type),
        "nullable": column.nullable,
        "pk": column.primary_key,
        "unique": column.unique,
        "fk": f"{reference.entity}.{reference.column}" if reference else None,
        "on_delete": reference.on_delete.value if reference else None,
        "default": default_text(column.default),
        "source": _source(column.sources[0] if column.sources else None),
    }


_GENERATED = {DefaultKind.NOW: "now()", DefaultKind.UUID: "gen_random_uuid()", DefaultKind.SERIAL: "serial"}


def default_text(default: Default | None) -> str | None:
    """Give a default as SQL writes it."""
    if default is None:
        return None
    if default.kind is DefaultKind.LITERAL:
        value = default.value
        return str(value).lower() if isinstance(value, bool) else str(value)
    return _GENERATED.get(default.kind)


def _requirement(requirement: Requirement) -> dict[str, Any]:
    return {
        "id": requirement.id,
        "text": requirement.text,
        "kind": requirement.kind.value if requirement.kind else None,
        "status": requirement.status.value,
        "by": list(requirement.by),
        "source": requirement.source.as_json(),
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "text": question.text,
        "choices": [choice.value for choice in question.choices],
        "recommended": question.recommended,
        "evidence": [source.as_json() for source in question.evidence],
        "affects": question.affects,
    }


def _assumption(one: Assumption) -> dict[str, Any]:
    return {
        "id": one.id,
        "text": one.text,
        "value": one.value,
        "reason": one.reason,
        "choices": [choice.value for choice in one.choices],
        "evidence": [source.as_json() for source in one.evidence],
    }


def _unread(entry: Unread) -> dict[str, Any]:
    return {"source": entry.source.as_json(), "text": entry.text}
