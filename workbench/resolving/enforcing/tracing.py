"""Tracing: operations and rules with the numbered requirements that they enforce, for the docstrings of the code."""

from collections.abc import Iterable
from dataclasses import replace

from generators.blueprint import Blueprint, Requirement, RequirementStatus, RuleKind
from workbench.patterns import regex

_BY_LINE = regex(r"#L\d+(?:\.\d+)?$")
_EVERYWHERE = (RuleKind.AUTHENTICATION, RuleKind.STATUS)
"""Rules that hold for nearly every operation: naming their requirements at each of them tells nothing."""


def with_traces(blueprint: Blueprint) -> Blueprint:
    """Give the blueprint with requirements named at what enforces them.

    Only those with an id of their own are named: one that is called by its line would change the code
    whenever a line is added above it.
    """
    named = [one for one in blueprint.requirements if _is_named(one)]
    by_element: dict[str, list[str]] = {}
    for requirement in named:
        for element in requirement.by:
            by_element.setdefault(element, []).append(requirement.id)
    rules = tuple(replace(rule, requirements=_distinct(by_element.get(rule.id, ()))) for rule in blueprint.rules)
    local = [rule for rule in rules if rule.requirements and rule.kind not in _EVERYWHERE]
    operations = tuple(
        replace(
            one,
            requirements=_distinct(
                [
                    *by_element.get(one.id, ()),
                    *(name for rule in local if one.id in rule.operations for name in rule.requirements),
                ]
            ),
        )
        for one in blueprint.operations
    )
    return replace(blueprint, rules=rules, operations=operations)


def _is_named(requirement: Requirement) -> bool:
    return requirement.status is RequirementStatus.ENFORCED and not _BY_LINE.search(requirement.id)


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
