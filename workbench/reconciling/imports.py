"""Merging of imports from one module: name by name, as both sides added and removed them."""

import ast

from workbench.reconciling.symbols import Unit

_WIDTH = 88


def merge_imports(base: Unit | None, mine: Unit, new: Unit) -> tuple[str, ...] | None:
    """Give the merged ``from … import …`` with the lines above it, or None where it is none or has
    comments that a rewrite would lose."""
    sides = [unit for unit in (base, mine, new) if unit is not None]
    if any(not isinstance(unit.node, ast.ImportFrom) or _commented(unit) for unit in sides):
        return None
    old, ours, theirs = (_names(unit) if unit else set() for unit in (base, mine, new))
    names = (theirs | (ours - old)) - (old - ours)
    above = mine.body[: _above(mine)]
    return (*above, *_render(mine, names)) if names else ()


def _above(unit: Unit) -> int:
    return unit.node.lineno - 1 - unit.first - unit.blank


def _commented(unit: Unit) -> bool:
    return any("#" in line for line in unit.body[_above(unit) :])


def _names(unit: Unit) -> set[tuple[str, str | None]]:
    node = unit.node
    return {(alias.name, alias.asname) for alias in node.names} if isinstance(node, ast.ImportFrom) else set()


def _render(unit: Unit, names: set[tuple[str, str | None]]) -> tuple[str, ...]:
    module = unit.key[1]
    parts = [name if alias is None else f"{name} as {alias}" for name, alias in sorted(names, key=_sorted_as)]
    line = f"from {module} import {', '.join(parts)}\n"
    if len(line) <= _WIDTH + 1:
        return (line,)
    return (f"from {module} import (\n", *(f"    {part},\n" for part in parts), ")\n")


def _sorted_as(name: tuple[str, str | None]) -> tuple[int, str, str]:
    """Order as ruff and isort do: constants, classes, then the rest."""
    text = name[0]
    kind = 0 if text.isupper() and len(text) > 1 else 1 if text[:1].isupper() else 2
    return kind, text, name[1] or ""
