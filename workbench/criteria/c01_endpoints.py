"""C1: all endpoints of the specifications are implemented."""

from generators.blueprint import Operation, OperationKind
from workbench.criteria.grounds import Grounds, anonymous
from workbench.criteria.judging import Finding, count, evidence_of
from workbench.criteria.verdict import Evidence, State
from workbench.wording import plural


def check_endpoints(grounds: Grounds) -> tuple[str, tuple[Evidence, ...]]:
    """Look for every operation in the running application's OpenAPI, and for a passing test that it answered.

    Red where the application does not know an operation, where only failing tests reached it, or
    where it succeeds with another status than specified; amber where no test called it, and for a
    port, which has no implementation yet.
    """
    evidence = tuple(
        evidence_of(grounds, operation, _finding(grounds, operation)) for operation in grounds.blueprint.operations
    )
    summary = f"{count(evidence)} of {plural(len(evidence), 'endpoint')} answered a passing test."
    return summary, evidence


def _finding(grounds: Grounds, operation: Operation) -> Finding:
    if operation.kind is OperationKind.PORT:
        return State.AMBER, "is a port without an implementation", None
    if not grounds.documented:
        return State.AMBER, "was not looked for: no test reached the application", None
    if (operation.method.upper(), anonymous(operation.path)) not in grounds.documented:
        return State.RED, "is missing in the application", None
    succeeded = [exchange for exchange in grounds.exchanges_of(operation) if exchange.status < 300]
    right = [exchange for exchange in succeeded if exchange.status == operation.response.status]
    if proof := next((exchange for exchange in right if exchange.node in grounds.passed), None):
        return State.GREEN, f"answered {proof.status}", proof.node
    if right:
        return State.RED, "answered, but only in tests that failed", right[0].node
    if succeeded:
        wrong = succeeded[0]
        return State.RED, f"answered {wrong.status} where {operation.response.status} is specified", wrong.node
    return State.AMBER, "was not called with success by any test", None
