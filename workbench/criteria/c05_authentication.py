"""C5: all endpoints require authentication unless declared public."""

from http import HTTPStatus

from generators.blueprint import Access, Operation
from workbench.criteria.grounds import Grounds
from workbench.criteria.judging import Finding, evidence_of
from workbench.criteria.verdict import Evidence, State
from workbench.running.events import Exchange
from workbench.wording import plural

_DECLARED = {
    Access.PUBLIC: "is declared public",
    Access.OPTIONAL: "is declared open to callers without a token",
}


def check_authentication(grounds: Grounds) -> tuple[str, tuple[Evidence, ...]]:
    """Look for a 401 to a call without a token and to one with a forged token, for every operation.

    Red where an operation that needs a token answered such a call with anything but an error, or
    with success; amber where one of the two calls was not observed. Public operations are listed
    with the line that declares them.
    """
    evidence = tuple(
        evidence_of(grounds, operation, _finding(grounds, operation)) for operation in grounds.blueprint.operations
    )
    guarded = [operation for operation in grounds.blueprint.operations if operation.access is Access.REQUIRED]
    closed = sum(
        row.state is State.GREEN
        for row, operation in zip(evidence, grounds.blueprint.operations, strict=True)
        if operation.access is Access.REQUIRED
    )
    opened = len(evidence) - len(guarded)
    summary = f"{closed} of {plural(len(guarded), 'protected endpoint')} refused missing and forged tokens"
    return f"{summary}, {opened} declared public." if opened else f"{summary}.", evidence


def _finding(grounds: Grounds, operation: Operation) -> Finding:
    if operation.access is not Access.REQUIRED:
        return State.GREEN, _DECLARED[operation.access], None
    exchanges = grounds.exchanges_of(operation)
    bare = [exchange for exchange in exchanges if not exchange.token]
    # A token that the application refuses for another fault than its signature proves as much.
    forged = [
        exchange
        for exchange in exchanges
        if exchange.forged or (exchange.token and exchange.status == HTTPStatus.UNAUTHORIZED)
    ]
    findings = (_refusal(bare, "without a token"), _refusal(forged, "with a forged token"))
    worst = min(findings, key=lambda finding: (State.RED, State.AMBER, State.GREEN).index(finding[0]))
    if worst[0] is State.GREEN:
        return State.GREEN, "answered 401 without a token and with a forged one", bare[0].node
    return worst


def _refusal(exchanges: list[Exchange], how: str) -> Finding:
    if leak := next((exchange for exchange in exchanges if exchange.status < HTTPStatus.BAD_REQUEST), None):
        return State.RED, f"answered {leak.status} {how}", leak.node
    if any(exchange.status == HTTPStatus.UNAUTHORIZED for exchange in exchanges):
        return State.GREEN, f"answered 401 {how}", None
    if exchanges:
        return State.RED, f"answered {exchanges[0].status} {how} where 401 is due", exchanges[0].node
    return State.AMBER, f"was not called {how}", None
