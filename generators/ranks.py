"""Columns that CHECKs keep above others of the same row, so that tests give values that fit together."""

import re
from dataclasses import replace

from generators.blueprint import Blueprint, Entity

_COMPARED = re.compile(r"(?<![\w.])(\w+)\s*(>=|>|<=|<)\s*(\w+)(?![\w.(])")


def with_ranks(blueprint: Blueprint) -> Blueprint:
    """Give the blueprint with the rank of each column that a CHECK such as ``ends_on > starts_on`` is about."""
    return replace(blueprint, entities=tuple(map(_with_ranks, blueprint.entities)))


def _with_ranks(entity: Entity) -> Entity:
    below: dict[str, set[str]] = {}
    for check in entity.checks:
        for left, sign, right in _COMPARED.findall(check.expression):
            higher, lower = (left, right) if sign.startswith(">") else (right, left)
            if entity.has(higher) and entity.has(lower):
                below.setdefault(higher, set()).add(lower)
    return replace(
        entity,
        columns=tuple(
            replace(column, limits=replace(column.limits, rank=_rank(column.name, below, frozenset())))
            for column in entity.columns
        ),
    )


def _rank(name: str, below: dict[str, set[str]], seen: frozenset[str]) -> int:
    """Count the columns below, one by one; CHECKs in a circle end where they began."""
    return max((1 + _rank(lower, below, seen | {name}) for lower in below.get(name, set()) - seen - {name}), default=0)
