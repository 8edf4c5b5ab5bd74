"""C3: all business logic of the specifications is enforced."""

from generators.blueprint import Requirement, RequirementStatus
from workbench.criteria.grounds import Grounds
from workbench.criteria.judging import Finding, count
from workbench.criteria.verdict import Evidence, State
from workbench.running.events import Outcome, TestResult
from workbench.wording import plural

_WENT_WRONG = (Outcome.FAILED, Outcome.ERROR)


def check_requirements(grounds: Grounds) -> tuple[str, tuple[Evidence, ...]]:
    """Follow every requirement to the operations and rules that enforce it and on to their tests.

    Red where one of those tests failed; amber where a requirement is open, where nothing enforces
    it, or where no test passed for one of the elements that do. A requirement out of scope is green
    with its reason, amber without one.
    """
    evidence = tuple(_judged(grounds, requirement) for requirement in grounds.blueprint.requirements)
    if not evidence:
        return "The specifications state no requirement.", (Evidence("No requirement was found.", State.GREEN),)
    outside = sum(item.status is RequirementStatus.OUT_OF_SCOPE for item in grounds.blueprint.requirements)
    enforced = count(evidence) - sum(
        row.state is State.GREEN and item.status is RequirementStatus.OUT_OF_SCOPE
        for row, item in zip(evidence, grounds.blueprint.requirements, strict=True)
    )
    summary = f"{enforced} of {plural(len(evidence) - outside, 'requirement')} proven by passing tests"
    return f"{summary}, {outside} out of scope." if outside else f"{summary}.", evidence


def _judged(grounds: Grounds, requirement: Requirement) -> Evidence:
    state, said, node = _finding(grounds, requirement)
    code = next((place for element in requirement.by if (place := grounds.code_of(element))), None)
    return Evidence(f"{requirement.id} {said}", state, requirement.id, requirement.source, code, node)


def _finding(grounds: Grounds, requirement: Requirement) -> Finding:
    if requirement.status is RequirementStatus.OUT_OF_SCOPE:
        if requirement.reason:
            return State.GREEN, f"is out of scope: {requirement.reason}", None
        return State.AMBER, "is out of scope, but nobody said why", None
    if requirement.status is RequirementStatus.OPEN:
        return State.AMBER, f"is open: {requirement.reason or 'it was not understood'}", None
    if not requirement.by:
        return State.AMBER, "is enforced by nothing that is known", None
    tests = {element: grounds.tests_of(element) for element in requirement.by}
    own = grounds.tests_of(requirement.id)
    every = [*own, *(test for found in tests.values() for test in found)]
    if failed := next((test for test in every if test.outcome in _WENT_WRONG), None):
        return State.RED, f"fails: {failed.node}", failed.node
    bare = [] if _passed(own) else [element for element, found in tests.items() if not _passed(found)]
    if bare:
        return State.AMBER, f"has no passing test for {', '.join(bare)}", None
    proofs = {test.node for test in every if test.outcome is Outcome.PASSED}
    first = next(test.node for test in every if test.outcome is Outcome.PASSED)
    return State.GREEN, f"is proven by {plural(len(proofs), 'passing test')}", first


def _passed(tests: tuple[TestResult, ...]) -> bool:
    return any(test.outcome is Outcome.PASSED for test in tests)
