"""Endpoints that are a stub in one place and do their work in another: ``answers 501 until it is built``."""

import re
from collections.abc import Iterator

from generators.blueprint import Operation, Source
from workbench.patterns import regex
from workbench.resolving.deciding.ranking import endpoint_rank
from workbench.resolving.disagreeing.deeds import Deeds
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, quote
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.serving.endpoints import Endpoint

_STUB = regex(
    r"\bstub(?:s|bed)?\b|\bnot (?:yet )?(?:be )?implemented\b|\b501\b|\bno external (?:\w+ )?calls?\b"
    r"|\bcanned (?:answer|repl|respons)\w*",
    re.IGNORECASE,
)
_REAL = regex(
    r"\b(?:creates|updates|deletes|sends|calls|stores|exports|downloads|computes|charges|generates)\b"
    r"|\b(?:openai|gpt-?\d\S*|claude|gemini|stripe|twilio|sendgrid|smtp)\b",
    re.IGNORECASE,
)
_ASIDE = regex(r"\b(?:tests?|tested|testing|mock\w*|fixtures?|ui|front-?end)\b", re.IGNORECASE)


def find_stubs(desk: Desk) -> Iterator[Dispute]:
    """Find the endpoints that are said to be a stub, and are described or told as if they were built."""
    stubs = desk.said.telling(_STUB, unless=_ASIDE)
    if not stubs:
        return
    deeds = desk.deeds
    taken: set[str] = set()
    for stub in stubs:
        found = _about(deeds, desk, stub)
        route = f"{found[0].method} {found[0].path}" if found else ""
        if found is None or route in taken:
            continue
        working = _working(deeds, desk, found, stub)
        if working is not None:
            taken.add(route)
            yield _dispute(route, stub, working)


def _about(deeds: Deeds, desk: Desk, statement: Statement) -> tuple[Operation, Endpoint] | None:
    """Give the endpoint that a sentence names, stands in, or whose document it is."""
    named = deeds.named(statement.text)
    if named is not None:
        return named
    line = statement.source
    near = [one for one in desk.context.endpoints if any(part.file == line.file for part in one.sources)]
    here = [one for one in near if any(_within(line, part) for part in one.sources)] or near
    if len(here) == 1:
        return deeds.named(f"{here[0].method} {here[0].path}")
    return deeds.told(statement.text)


def _within(line: Source, part: Source) -> bool:
    return part.file == line.file and part.line <= line.line <= part.end_line


def _working(deeds: Deeds, desk: Desk, found: tuple[Operation, Endpoint], stub: Statement) -> Statement | None:
    """Give what describes the endpoint as built: its documented success elsewhere, or a sentence on what it does."""
    operation, endpoint = found
    for fact in endpoint.facts:
        for response in fact.responses:
            source = response.source or fact.source
            if response.status is not None and 200 <= response.status < 300 and source.file != stub.source.file:
                return Statement(f"{operation.method} {operation.path}: {response.status}", source, frozenset())
    for one in desk.said.telling(_REAL, unless=_STUB):
        told = _about(deeds, desk, one) if one.place != stub.place else None
        if told is not None and told[0].id == operation.id:
            return one
    return None


def _dispute(route: str, stub: Statement, working: Statement) -> Dispute:
    sides = (
        Side("stub", "a stub", (stub,)),
        Side("built", "built as described", (working,)),
    )
    ordered = tuple(sorted(sides, key=lambda side: (endpoint_rank(side.sources[0]), side.value)))
    quotes = [f"{side.sources[0].file} says \u201c{quote(side.said[0].text)}\u201d" for side in ordered]
    return Dispute(f"endpoint.{route}.stub", "stub", f"Is {route} only a stub? {', but '.join(quotes)}.", ordered)
