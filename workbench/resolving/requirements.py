"""Requirements: sentences of the specifications, tied to what enforces them or open in plain sight."""

from collections.abc import Iterable

from generators.blueprint import Requirement, RequirementStatus
from workbench.reading.facts import RequirementFact


def resolve_requirements(facts: Iterable[RequirementFact]) -> tuple[Requirement, ...]:
    """Give every requirement with where it stands."""
    found: dict[str, Requirement] = {}
    for fact in facts:
        identifier = f"{fact.feature}#{fact.label or f'L{fact.source.line}'}"
        if identifier in found:
            identifier = f"{identifier}@L{fact.source.line}"
        status = RequirementStatus.OUT_OF_SCOPE if fact.aside else RequirementStatus.OPEN
        reason = fact.aside or "no rule was read in it"
        found.setdefault(identifier, Requirement(identifier, fact.text, None, status, fact.source, (), reason))
    return tuple(found.values())
