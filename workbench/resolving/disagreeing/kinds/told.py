"""What sentences tell of single operations, held against their description: the status of success or of a failure.

``Closing a rental answers 204`` beside a description with 200, ``booking for an unknown guest: 422`` beside ``404: the
guest does not exist``.
"""

import re
from collections.abc import Iterator

from generators.blueprint import Operation
from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, put
from workbench.resolving.disagreeing.naming import Names
from workbench.resolving.disagreeing.statements import Statement, parts_of
from workbench.resolving.serving.endpoints import Endpoint

_SUCCESS = regex(r"(?<![\w.,/-])(20[0-6])(?![\w%]|[.,]\d|\s+(?!with|when|and|or)[a-z]+s\b)")
_FAILURE = regex(r"(?<![\w.,/-])(40[0-9]|41\d|42[0-8]|50[0-4])(?![\w%]|[.,]\d)")
_STATUS = regex(rf"{_SUCCESS.pattern}|{_FAILURE.pattern}")
_SITUATIONS: dict[str, re.Pattern[str]] = {
    "others": regex(
        r"\b(?:another|other|different|else's) (?:\w+ ){0,2}(?:user|owner|member|customer|account|tenant|company|team"
        r"|organi[sz]ation|workspace|person)\b|\b(?:some(?:body|one)) else\b|\bnot (?:the|its) owner\b|\bnot own",
        re.I,
    ),
    "absent": regex(
        r"\b(?:unknown|non-?existent|missing|no such)\b|\bnot exist|n't exist|\bnot found\b|\binvalid \w+ ?id\b", re.I
    ),
    "invalid": regex(
        r"\binvalid (?:body|input|data|request|payload|fields?|values?)\b|\bvalidation\b|\bmalformed\b", re.I
    ),
    "twice": regex(
        r"\balready\b|\bduplicates?\b|\btwice\b|\bagain\b|\b(?:is |are )?(?:taken|exists)\b(?! (?:in|by|from) )", re.I
    ),
    "busy": regex(
        r"\bnot (?:free|available)\b|\bunavailable\b|\boccupied\b|\bbusy\b|\bsold out\b|\bout of stock\b|\binsufficient"
        r"|\boverlap\w*|\bfully booked\b|\bis taken\b|\bis full\b|\bno \w+ (?:is |are )?(?:left|available|free)\b",
        re.I,
    ),
    "limit": regex(r"\b(?:limits?|quota|maximum)\b.{0,20}\b(?:reach\w*|exceed\w*|hit)\b|\btoo many\b", re.I),
}
"""What goes wrong, in the words that tell so."""

_ANSWERS = regex(r"\b(?:answer|return|respon|status|http|code|give|yield|refus|reject)\w*|→|:", re.IGNORECASE)

_ASIDE = regex(
    r"\b(?:fallback|falls? back|test\w*|verif\w*|expect\w*|mock\w*|instead of|not)\b"
    r"|\b(?:all|every|each|any) (?:\w+ )?(?:endpoints?|requests?|routes?|calls?)\b",
    re.IGNORECASE,
)
_SAFE = regex(r"\bnever (?:an? |HTTP )?5\d\d\b|\balways (?:\w+ )?200\b", re.IGNORECASE)
_BROKEN = regex(r"(?<![\w.,/-])50[0-4](?![\w%]|[.,]\d)")


def find_told(desk: Desk) -> Iterator[Dispute]:
    """Find the operations that a sentence lets answer otherwise than they are described."""
    deeds, names = desk.deeds, desk.names
    for statement in desk.said.telling(_STATUS, _ANSWERS, unless=_ASIDE):
        good, bad = _SUCCESS.findall(statement.text), _FAILURE.findall(statement.text)
        named = deeds.named(statement.text)
        if named is None and desk.endpoints_at(statement.source):
            continue
        found = named or deeds.of(statement)
        if found is None or found[1] in desk.endpoints_at(statement.source):
            continue
        operation, endpoint = found
        if len(set(good)) == 1 and not bad:
            yield from _success(operation, endpoint, good[0], statement)
        elif bad and not good:
            yield from _failure(operation, endpoint, statement, names)
    yield from _never(desk)


def _never(desk: Desk) -> Iterator[Dispute]:
    """An endpoint that never fails in one place (``HTTP 200, never 500``), and fails with a 5xx in another."""
    for statement in desk.said.telling(_SAFE):
        found = desk.operation_of(statement)
        if found is None:
            continue
        operation, endpoint = found
        files = {part.file for part in endpoint.sources if len(desk.endpoints_in(part.file)) == 1}
        failing = [
            Statement(one.text, one.source)
            for one in desk.said.telling(_BROKEN, unless=_SAFE)
            if one.place != statement.place and one.source.file in files
        ]
        failing += [
            Statement(f"{response.status}: {response.description}", source)
            for response, source in endpoint.answers
            if response.status is not None and response.status > 500
        ]
        if failing:
            route = operation.route
            sides = (Side("200", "200 in any case", (statement,)), Side("5xx", "an error", (failing[0],)))
            yield put(f"endpoint.{route}.never", "status", f"Does {route} ever fail", sides)
            return


def _success(operation: Operation, endpoint: Endpoint, said: str, statement: Statement) -> Iterator[Dispute]:
    stated = [
        (str(response.status), source)
        for response, source in endpoint.answers
        if response.status is not None and 200 <= response.status < 300
    ]
    if stated and said not in {status for status, _ in stated}:
        route, (status, source) = operation.route, stated[0]
        there = Statement(f"{route}: {status}", source)
        sides = (
            Side(status, status, (there,), rules=(f"{route}: answers {status}",)),
            Side(said, said, (statement,), rules=(f"{route}: answers {said}",)),
        )
        yield put(f"endpoint.{route}.said_status", "status", f"With which status does {route} answer", sides)


def _failure(operation: Operation, endpoint: Endpoint, statement: Statement, names: Names) -> Iterator[Dispute]:
    for part in parts_of(statement, _FAILURE):
        codes = set(_FAILURE.findall(part.text))
        situation = next((name for name, pattern in _SITUATIONS.items() if pattern.search(part.text)), None)
        if len(codes) != 1 or situation is None:
            continue
        said, stated = codes.pop(), _stated(endpoint, situation, part, names)
        if stated and said not in {status for status, _ in stated}:
            route, (status, there) = operation.route, stated[0]
            sides = (Side(status, status, (there,)), Side(said, said, (statement,)))
            yield put(f"endpoint.{route}.said_{situation}", "status", f"With which status does {route} fail", sides)
            return


def _stated(endpoint: Endpoint, situation: str, part: Statement, names: Names) -> list[tuple[str, Statement]]:
    """Give the statuses that the description has for a situation, of the same things where it names any."""
    about = set(names.entities_in(part.text))
    found: list[tuple[str, Statement]] = []
    for fact in (*endpoint.facts, *endpoint.mentions):
        for response in fact.responses:
            text = response.description
            if response.status is None or response.status < 400 or not _SITUATIONS[situation].search(text):
                continue
            things = set(names.entities_in(text))
            if not things or not about or things & about:
                line = response.source or fact.source
                found.append((str(response.status), Statement(f"{response.status}: {text}", line)))
    return found
