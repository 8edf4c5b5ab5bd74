"""C4: all requests and responses validate against Pydantic schemas."""

from http import HTTPStatus

from generators.blueprint import Operation
from workbench.criteria.grounds import Grounds, anonymous
from workbench.criteria.judging import Finding, count, evidence_of
from workbench.criteria.verdict import Evidence, State
from workbench.wording import plural

REFUSALS = frozenset(
    (
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    )
)


def check_validation(grounds: Grounds) -> tuple[str, tuple[Evidence, ...]]:
    """Hold every exchange of the run against the application's own OpenAPI schemas.

    Red where a response, or a request that was accepted, departs from its schema, where a status is
    not documented, or where an operation takes a body that the document does not know; amber where
    an operation with a body was not seen to accept a valid and to refuse an invalid one.
    """
    evidence = tuple(
        evidence_of(grounds, operation, _finding(grounds, operation), grounds.code_of(operation.id, "app/schemas/"))
        for operation in grounds.blueprint.operations
    )
    exchanges = sum(len(grounds.exchanges_of(operation)) for operation in grounds.blueprint.operations)
    summary = (
        f"{count(evidence)} of {plural(len(evidence), 'endpoint')} kept to their schemas "
        f"in {plural(exchanges, 'observed exchange')}."
    )
    return summary, evidence


def _finding(grounds: Grounds, operation: Operation) -> Finding:
    exchanges = grounds.exchanges_of(operation)
    if departure := next((exchange for exchange in exchanges if exchange.problem), None):
        return State.RED, f"departs from its schema: {departure.problem}", departure.node
    if not exchanges:
        return State.AMBER, "was not called", None
    if not operation.body:
        return State.GREEN, f"kept to its schemas in {plural(len(exchanges), 'exchange')}", exchanges[0].node
    described = grounds.documented.get((operation.method.upper(), anonymous(operation.path)), {})
    if "requestBody" not in described:
        return State.RED, "takes a body that its OpenAPI does not describe", None
    accepted = next((exchange for exchange in exchanges if exchange.status < 300 and exchange.request_body), None)
    refused = next((exchange for exchange in exchanges if exchange.status in REFUSALS), None)
    if accepted is None:
        return State.AMBER, "was not seen to accept a valid body", None
    if refused is None:
        return State.AMBER, "was not seen to refuse an invalid body", None
    return State.GREEN, f"accepted a valid body and refused an invalid one with {refused.status}", refused.node
