"""What was understood of a project, laid out for people; apart from its JSON, which needs no Rich."""

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from generators.blueprint import (
    Column,
    Entity,
    EntityPurpose,
    Operation,
    Requirement,
    RequirementStatus,
    Source,
)
from workbench.inspecting import default_text
from workbench.reading.facts import Reading
from workbench.resolving.deciding.questions import Question, Resolution
from workbench.wording import plural


def print_inspection(console: Console, reading: Reading, resolution: Resolution) -> None:
    """Print what was understood, from where, what is contradictory and what was left unread."""
    console.print(render_inspection(reading, resolution, console.width))


_WIDE = 100
"""Columns of a screen on which the endpoints have room for what they answer."""


def render_inspection(reading: Reading, resolution: Resolution, width: int = _WIDE) -> RenderableType:
    """Give the inspection as one Rich renderable for a screen of that width."""
    blueprint = resolution.blueprint
    parts: list[RenderableType] = [
        _heading(blueprint.settings.title, f"{plural(len(reading.documents), 'document')} read"),
        *_endpoints(blueprint.operations, wide=width >= _WIDE),
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


def _endpoints(operations: Sequence[Operation], *, wide: bool) -> list[RenderableType]:
    """Give the endpoints below the document that states them, so that a line is left for what they are."""
    by_file: dict[str, list[Operation]] = {}
    for operation in operations:
        by_file.setdefault(operation.sources[0].file if operation.sources else "added", []).append(operation)
    parts: list[RenderableType] = [Text(plural(len(operations), "endpoint"), "bold")]
    for file, found in by_file.items():
        parts += [Text(file, "dim"), _endpoints_table(found, wide=wide)]
    return parts


def _endpoints_table(operations: Sequence[Operation], *, wide: bool) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("Method", "Path", "Does", "On", "Who", "Lines", *(["Answers"] if wide else [])):
        table.add_column(name, overflow="fold", no_wrap=name in ("Method", "Does", "Lines"))
    for operation in operations:
        answers = " ".join(str(status) for status in (operation.response.status, *operation.errors))
        table.add_row(
            operation.method,
            operation.path,
            operation.kind.value,
            operation.entity or "",
            ", ".join(operation.roles) or operation.access.value,
            _lines_of(operation.sources[0]) if operation.sources else "",
            *([answers] if wide else []),
        )
    return table


def _lines_of(source: Source) -> str:
    return str(source.line) if source.line == source.end_line else f"{source.line}-{source.end_line}"


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
