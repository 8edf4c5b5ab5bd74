"""A Python text as a sequence of symbols: what a merge takes as units.

A unit is a top-level statement (or a member of a class) with the comments and blank lines above it.
Functions and classes go by their name, assignments by their target, imports by their module, all
other statements by their own text.
"""

import ast
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from workbench.reconciling.lines import split_lines

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines ``first`` (from 0, in the whole text) onwards; ``blank`` counts the empty lines above."""

    key: Key
    lines: tuple[str, ...]
    first: int
    blank: int
    node: ast.stmt

    @property
    def body(self) -> tuple[str, ...]:
        """The lines without the empty ones above."""
        return self.lines[self.blank :]


@dataclass(frozen=True)
class Units:
    """The units of a text or of a class, and the lines behind the last of them."""

    units: tuple[Unit, ...]
    tail: tuple[str, ...]
    end: int

    @cached_property
    def by_key(self) -> dict[Key, Unit]:
        """The units, by key, in their order."""
        return {unit.key: unit for unit in self.units}


def split_module(text: str) -> Units | None:
    """Give the top-level units, or None where the text is no Python or has two statements on a line."""
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None
    lines = split_lines(text)
    return _split(module.body, lines, 0, len(lines))


def split_class(unit: Unit) -> tuple[tuple[str, ...], Units] | None:
    """Give a class's head (decorators and ``class`` line) and its members, or None where they share a
    line."""
    node = unit.node
    if not isinstance(node, ast.ClassDef):
        return None
    bases = [*node.bases, *(keyword.value for keyword in node.keywords)]
    head_end = max([node.lineno, *(base.end_lineno or 0 for base in bases)])
    offset = unit.first + unit.blank
    member = _first_line(node.body[0])
    head = head_end - unit.first
    while head < len(unit.lines) and head + unit.first < member - 1 and not _opens_body(unit.lines[head - 1]):
        head += 1
    if member <= head + unit.first or head + unit.first < offset:
        return None
    lines = [*[""] * unit.first, *unit.lines]
    members = _split(node.body, lines, unit.first + head, len(lines))
    return (unit.lines[unit.blank : head], members) if members else None


def _opens_body(line: str) -> bool:
    return line.split("#")[0].rstrip().endswith(":")


def _split(body: Sequence[ast.stmt], lines: Sequence[str], start: int, end: int) -> Units | None:
    units: list[Unit] = []
    seen: Counter[Key] = Counter()
    position = start
    for node in body:
        first, last = _first_line(node) - 1, node.end_lineno or node.lineno
        if first < position:
            return None
        key = _key(node)
        seen[key] += 1
        own = tuple(lines[position:last])
        blank = next((index for index, line in enumerate(own) if line.strip()), 0)
        units.append(Unit((*key, str(seen[key])), own, position, blank, node))
        position = last
    return Units(tuple(units), tuple(lines[position:end]), position)


def _first_line(node: ast.stmt) -> int:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.decorator_list:
        return min(node.lineno, *(decorator.lineno for decorator in node.decorator_list))
    return node.lineno


def _key(node: ast.stmt) -> Key:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return ("name", name)
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
            return ("name", name)
        case ast.ImportFrom(module=module, level=level):
            return ("from", "." * level + (module or ""))
        case ast.Import(names=names):
            return ("import", ",".join(alias.name for alias in names))
        case ast.Expr(value=ast.Constant(value=str())):
            return ("text",)
        case ast.If(test=test):
            return ("if", ast.unparse(test))
    return ("statement", ast.unparse(node))
