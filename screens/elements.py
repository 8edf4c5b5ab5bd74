"""Elements: the operations and tables of a blueprint, each with its specification and its code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from generators.blueprint import Blueprint, Entity, Operation, Source
from screens import marks
from screens.code_index import CodeIndex, Matches
from screens.lines.making import code_sheet, cut, excerpt_sheet
from screens.lines.sheet import Line, Sheet
from screens.marks import Mark


class Part(StrEnum):
    """The kinds of code that an element has."""

    MODEL = "model"
    SCHEMA = "schema"
    ROUTE = "route"
    TESTS = "tests"


_LONGEST_PATH = 23
"""How many characters of a path fit into the list beside its method."""
_FOLDERS = {
    Part.MODEL: "app/models/",
    Part.SCHEMA: "app/schemas/",
    Part.ROUTE: "app/routes/",
    Part.TESTS: "tests/",
}


@dataclass(frozen=True, slots=True)
class Element:
    """One thing to review. ``ids`` are the blueprint ids that its code is written for, for each part the closest first;
    ``beside`` are the lines of an operation's table, for which its model was written."""

    id: str
    title: str
    sources: tuple[Source, ...]
    ids: tuple[tuple[Part, tuple[str, ...]], ...]
    beside: tuple[Source, ...] = ()

    @property
    def main(self) -> Part:
        """The code that says most of it: a table's model, an operation's route."""
        return Part.MODEL if self.id.startswith("table:") else Part.ROUTE

    def ids_for(self, part: Part) -> tuple[str, ...]:
        """Give the ids by which the code of that part is found."""
        return dict(self.ids).get(part, ())


def find_elements(blueprint: Blueprint) -> tuple[Element, ...]:
    """Give all operations, then all tables."""
    asked = {requirement.id: requirement.source for requirement in blueprint.requirements}
    tables = {entity.name: _table_sources(entity) for entity in blueprint.entities}
    operations = [_operation_element(operation, asked, tables) for operation in blueprint.operations]
    return (*operations, *(_table_element(entity, blueprint) for entity in blueprint.entities))


def list_sheet(
    blueprint: Blueprint, elements: Sequence[Element], mark_of: Callable[[str], Mark | None] = lambda _: None
) -> Sheet:
    """Give the list: operations under their features, then the tables; ``mark_of`` gives marks by id."""
    by_id = {element.id: element for element in elements}
    prefix = shared_prefix([operation.path for operation in blueprint.operations])
    lines: list[Line] = [Line(f"… stands for {prefix}", "muted")] if prefix else []
    for feature, operations in groupby(blueprint.operations, key=lambda operation: operation.feature):
        lines.append(Line(feature, "title"))
        for operation in operations:
            method = f"{operation.method:<6}"
            text = f"{method} {short_path(operation.path, prefix)}"
            spans = ((0, len(method), "keyword"),)
            lines.append(Line(text, "", mark_of(operation.id), spans=spans, target=by_id[operation.id]))
    if blueprint.entities:
        lines.append(Line("tables", "title"))
    for entity in blueprint.entities:
        element = by_id[f"table:{entity.name}"]
        text = f"{marks.TABLE.symbol} {entity.name}"
        lines.append(Line(text, "", mark_of(element.id), spans=((0, 1, "info"),), target=element))
    return Sheet(tuple(lines))


def shared_prefix(paths: Sequence[str]) -> str:
    """Give the longest that most paths begin with, where it says nothing: ``/api``, ``/v2``, ``/api/{user_id}``."""
    counts = Counter(prefix for path in paths for prefix in _prefixes(path))
    return max((prefix for prefix, count in counts.items() if count > len(paths) // 2), key=len, default="")


def _prefixes(path: str) -> set[str]:
    found = re.match(r"((?:/api)?(?:/v\d+)?)((?:/\{\w+\})?)(?=/)", path)
    return {found[1], found[0]} - {""} if found else set()


def short_path(path: str, prefix: str) -> str:
    """Give a path for a narrow list, such that paths stay apart: where it is long, its end says more than the names of
    its parameters.

    >>> short_path("/api/people/{name}", "/api"), short_path("/api/people/{name}/subscriptions", "/api")
    ('…/people/{name}', '…/people/{}/subscriptions')
    """
    short = f"…{path[len(prefix) :]}" if prefix and path.startswith(f"{prefix}/") else path
    short = re.sub(r"\{\w+_id\}", "{id}", short)
    return short if len(short) <= _LONGEST_PATH else re.sub(r"\{\w+\}", "{}", short)


def spec_sheet(element: Element, texts: Mapping[str, str], margins: Mapping[str, Mapping[int, Mark]]) -> Sheet:
    """Give the specification lines of an element."""
    sources = _merged((*element.sources, *element.beside))
    parts = [(source, cut(texts[source.file], source)) for source in sources if source.file in texts]
    return excerpt_sheet(parts, margins)


@dataclass(frozen=True, slots=True)
class Code:
    """The code of an element as it is shown: a title, the lines that stand out, and where to begin."""

    sheet: Sheet
    title: str = ""
    lifted: tuple[tuple[int, int], ...] = ()
    first: int = 0


def element_code(element: Element, part: Part, index: CodeIndex) -> Code:
    """Give the code of an element: its file, or excerpts where it is in several."""
    matches = find_code(element, part, index)
    if not matches:
        return Code(Sheet())
    if len(matches) == 1:
        file, origins = matches[0]
        lifted = tuple((origin.line, origin.end_line) for origin in origins)
        return Code(code_sheet(file.path, file.text), file.path, lifted, min(lifted)[0] - 1)
    parts = [
        (Source(file.path, origin.line, origin.end_line), index.cut(file, origin))
        for file, origins in matches
        for origin in origins
    ]
    return Code(excerpt_sheet(parts), f"{len(matches)} files")


def find_code(element: Element, part: Part, index: CodeIndex) -> Matches:
    """Find the files and symbols that were written for an element; the closest ids that have any count."""
    return next((found for wanted in element.ids_for(part) if (found := index.find(_FOLDERS[part], wanted))), [])


def _operation_element(
    operation: Operation, asked: Mapping[str, Source], tables: Mapping[str, tuple[Source, ...]]
) -> Element:
    table = (f"table:{operation.entity}",) if operation.entity else ()
    requirements = tuple(asked[name] for name in operation.requirements if name in asked)
    near = (operation.id, *table)
    return Element(
        operation.id,
        operation.route,
        (*operation.sources, *requirements),
        ((Part.MODEL, table), (Part.SCHEMA, near), (Part.ROUTE, near[:1]), (Part.TESTS, near[:1])),
        tables.get(operation.entity, ()) if operation.entity else (),
    )


def _table_element(entity: Entity, blueprint: Blueprint) -> Element:
    name = f"table:{entity.name}"
    used = tuple(operation.id for operation in blueprint.operations if operation.entity == entity.name)
    near = (name, *used)
    ids = ((Part.MODEL, (name,)), (Part.SCHEMA, near), (Part.ROUTE, near), (Part.TESTS, near))
    return Element(name, f"table {entity.name}", _table_sources(entity), ids)


def _table_sources(entity: Entity) -> tuple[Source, ...]:
    return (*entity.sources, *(source for column in entity.columns for source in column.sources))


def _merged(sources: Iterable[Source]) -> list[Source]:
    """Join overlapping and touching sources of one file, in the order in which files come first."""
    by_file: dict[str, list[Source]] = {}
    for source in sources:
        by_file.setdefault(source.file, []).append(source)
    merged: list[Source] = []
    for file, entries in by_file.items():
        start = len(merged)
        for entry in sorted(entries):
            last = merged[-1] if len(merged) > start else None
            if last and entry.line <= last.end_line + 1:
                merged[-1] = Source(file, last.line, max(last.end_line, entry.end_line))
            else:
                merged.append(entry)
    return merged
