"""What deleting answers: ``removing a boat twice answers 204`` beside a documented 404, a confirmation beside a 204."""

import re
from collections.abc import Iterator

from generators.blueprint import Operation, OperationKind
from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, put
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.serving.endpoints import Endpoint

_GONE = regex(
    r"\balready (?:been )?(?:deleted|removed|gone)\b"
    r"|\b(?:delet|remov)\w+ (?:[\w-]+ ){0,4}(?:twice|again|that (?:is|was) gone)\b",
    re.IGNORECASE,
)
_FINE = regex(r"\b20[04]\b|\bidempotent\w*|\bno error\b|\bsucceeds?\b", re.IGNORECASE)
_CONFIRMED = regex(
    r"\b(?:delet|remov)\w*\b.{0,40}\b(?:returns?|answers? with|responds? with|sends? back)\b.{0,20}"
    r"\b(?:confirmation|(?:success|confirmation) message|message|deleted \w+)\b",
    re.IGNORECASE,
)
_ASIDE = regex(
    r"\b(?:dialog\w*|modal|toast|screen|page|button|click\w*|prompt\w*|shows?|displays?|test\w*|4\d\d)\b", re.IGNORECASE
)


def find_deletes(desk: Desk) -> Iterator[Dispute]:
    """Find the operations that delete and of whose answers two places say what cannot both hold."""
    for statement in desk.said.telling(_GONE, _FINE):
        found = _deleting(desk, statement)
        missing = _documented(found[1], 404) if found else None
        if found and missing and missing.source != statement.source:
            route = found[0].route
            sides = (Side("404", "404", (missing,)), Side("204", "success all the same", (statement,)))
            yield put(f"endpoint.{route}.gone", "status", f"What does {route} answer for what is gone already", sides)
    for statement in desk.said.telling(_CONFIRMED, unless=_ASIDE):
        found = _deleting(desk, statement)
        empty = _documented(found[1], 204) if found else None
        if found and empty and empty.source != statement.source:
            route = found[0].route
            sides = (
                Side("204", "nothing, with 204", (empty,), (f"{route}: answers 204",)),
                Side("200", "a confirmation, with 200", (statement,), (f"{route}: answers 200",)),
            )
            yield put(f"endpoint.{route}.confirms", "status", f"What does {route} answer when it worked", sides)


def _deleting(desk: Desk, statement: Statement) -> tuple[Operation, Endpoint] | None:
    """Give the operation that deletes, where a sentence stands in its description or speaks of its table alone."""
    if desk.endpoints_at(statement.source):
        found = desk.operation_at(statement.source)
        return found if found and found[0].kind is OperationKind.DELETE else None
    entities = desk.names.entities_of(statement)
    deleting = [
        one for one in desk.context.operations if one.kind is OperationKind.DELETE and (one.entity,) == entities
    ]
    return desk.deeds.named(deleting[0].route) if len(deleting) == 1 else None


def _documented(endpoint: Endpoint, status: int) -> Statement | None:
    for response, source in endpoint.answers:
        if response.status == status:
            return Statement(f"{endpoint.route}: {status} {response.description}".rstrip(), source)
    return None
