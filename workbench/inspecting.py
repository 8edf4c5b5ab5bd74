"""What was understood of a project, as JSON for programs and as text for people."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from generators.blueprint import (
    Column,
    Default,
    DefaultKind,
    Entity,
    EntityPurpose,
    Operation,
    Requirement,
    RequirementStatus,
    Source,
)
from workbench.reading.facts import Unread
from workbench.reading.project import Reading
from workbench.resolving.questions import Question, Resolution
from workbench.wording import plural

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
    }


def described(entities: Iterable[Entity]) -> list[Entity]:
    """Give the entities that the specifications describe, without those that were added for them."""
    return [entity for entity in entities if entity.sources]


def _source(source: Source | None) -> dict[str, Any] | None:
    return None if source is None else {"file": source.file, "line": source.line, "end_line": source.end_line}


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
        "source": _source(requirement.source),
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "text": question.text,
        "choices": [choice.value for choice in question.choices],
        "recommended": question.recommended,
        "evidence": [_source(source) for source in question.evidence],
        "affects": question.affects,
    }


def _unread(entry: Unread) -> dict[str, Any]:
    return {"source": _source(entry.source), "text": entry.text}


def print_inspection(console: Console, reading: Reading, resolution: Resolution) -> None:
    """Print what was understood, from where, what is contradictory and what was left unread."""
    console.print(render_inspection(reading, resolution))


def render_inspection(reading: Reading, resolution: Resolution) -> RenderableType:
    """Give the inspection as one Rich renderable."""
    blueprint = resolution.blueprint
    parts: list[RenderableType] = [
        _heading(blueprint.settings.title, f"{plural(len(reading.documents), 'document')} read"),
        _endpoints_table(blueprint.operations),
        *[_entity_tree(entity) for entity in blueprint.entities],
        _requirements_line(blueprint.requirements),
    ]
    parts += _questions(resolution.questions, reading)
    parts += _lines("Decided without asking", [f"{one.text} {one.reason}" for one in resolution.assumptions])
    parts += _lines("To know", [*(f"{one.source}: {one.text}" for one in reading.findings), *resolution.notices])
    parts += _lines("Not understood", [f"{entry.source}: {_short(entry.text)}" for entry in reading.unread])
    return Group(*parts)


def _heading(title: str, beside: str) -> Text:
    return Text.assemble((title, "bold"), f"  {beside}")


def _short(text: str, width: int = 100) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 1]}…"


def _endpoints_table(operations: Sequence[Operation]) -> Table:
    table = Table(title=plural(len(operations), "endpoint"), title_justify="left", box=None, pad_edge=False)
    for name in ("Method", "Path", "Does", "On", "Who", "Answers", "From"):
        table.add_column(name, overflow="fold")
    for operation in operations:
        table.add_row(
            operation.method,
            operation.path,
            operation.kind.value,
            operation.entity or "",
            ", ".join(operation.roles) or operation.access.value,
            " ".join(str(status) for status in (operation.response.status, *operation.errors)),
            str(operation.sources[0]) if operation.sources else "",
        )
    return table


def _entity_tree(entity: Entity) -> Tree:
    owner = f", owned by way of {'.'.join(entity.owner.steps)}" if entity.owner else ""
    purpose = "" if entity.purpose is EntityPurpose.DATA else f" ({entity.purpose.value.replace('_', ' ')})"
    origin = f"  {entity.sources[0]}" if entity.sources else "  added"
    tree = Tree(Text.assemble(("Table ", ""), (entity.name, "bold"), f"{purpose}{owner}", (origin, "dim")))
    for column in entity.columns:
        tree.add(Text(column_text(column)))
    return tree


def column_text(column: Column) -> str:
    """Give a column in one line, as SQL would say it."""
    words = [column.name, str(column.type), "null" if column.nullable else "not null"]
    if column.primary_key:
        words.append("primary key")
    if column.unique:
        words.append("unique")
    if column.default is not None:
        words.append(f"default {default_text(column.default)}")
    if column.references is not None:
        rule = column.references.on_delete.value.lower()
        words.append(f"references {column.references.entity}.{column.references.column} on delete {rule}")
    return " ".join(words)


def _requirements_line(requirements: Sequence[Requirement]) -> Text:
    counts = {status: sum(one.status is status for one in requirements) for status in RequirementStatus}
    return Text(
        f"{plural(len(requirements), 'requirement')}: {counts[RequirementStatus.ENFORCED]} enforced, "
        f"{counts[RequirementStatus.OPEN]} open, {counts[RequirementStatus.OUT_OF_SCOPE]} out of scope"
    )


def _questions(questions: Sequence[Question], reading: Reading) -> list[RenderableType]:
    parts: list[RenderableType] = []
    if questions:
        parts.append(_heading("Questions", f"{len(questions)} open"))
    for question in questions:
        parts.append(Text.assemble((question.id, "bold"), f"  {question.text}"))
        parts += [Text(f"    {source}  {_short(quoted(reading, source))}", "dim") for source in question.evidence]
        parts += [
            Text(f"    {'*' if choice.value == question.recommended else ' '} {choice.value}: {choice.text}")
            for choice in question.choices
        ]
    return parts


def quoted(reading: Reading, source: Source) -> str:
    """Give the first line of what a source points at."""
    lines = reading.texts.get(source.file, "").split("\n")
    return lines[source.line - 1].strip() if 0 < source.line <= len(lines) else ""


def _lines(title: str, lines: Sequence[str]) -> list[RenderableType]:
    if not lines:
        return []
    return [_heading(title, str(len(lines))), *(Text(f"  {line}") for line in lines)]
