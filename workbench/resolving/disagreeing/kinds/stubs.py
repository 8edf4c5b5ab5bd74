"""Endpoints that are a stub in one place and do their work in another: ``answers 501 until it is built``."""

import re
from collections.abc import Iterator

from generators.blueprint import Operation
from workbench.patterns import regex
from workbench.resolving.deciding.ranking import endpoint_rank
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, quoted
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
_MOST = 3


def find_stubs(desk: Desk) -> Iterator[Dispute]:
    """Find the endpoints that are said to be a stub, and are described or told as if they were built."""
    about: dict[str, tuple[Operation, Endpoint]] = {}
    stubs: dict[str, list[Statement]] = {}
    for stub in desk.said.telling(_STUB, unless=_ASIDE):
        if found := _about(desk, stub):
            about.setdefault(found[0].id, found)
            stubs.setdefault(found[0].id, []).append(stub)
    for key, said in stubs.items():
        if working := _working(desk, about[key], said):
            yield _dispute(about[key][0].route, said, working)


def _about(desk: Desk, statement: Statement) -> tuple[Operation, Endpoint] | None:
    return desk.operation_of(statement) or desk.deeds.told(statement.text)


def _working(desk: Desk, found: tuple[Operation, Endpoint], stubs: list[Statement]) -> list[Statement]:
    """Give what describes the endpoint as built: its documented success elsewhere, or sentences on what it does."""
    operation, endpoint = found
    for response, source in endpoint.answers:
        if response.status is not None and 200 <= response.status < 300 and source.file != stubs[0].source.file:
            return [Statement(f"{operation.route}: {response.status}", source)]
    places = {stub.place for stub in stubs}
    return [
        one
        for one in desk.said.telling(_REAL, unless=_STUB)
        if one.place not in places and (told := _about(desk, one)) and told[0].id == operation.id
    ]


def _dispute(route: str, stubs: list[Statement], working: list[Statement]) -> Dispute:
    sides = (
        Side("stub", "a stub", tuple(stubs[:_MOST])),
        Side("built", "built as described", tuple(working[:_MOST])),
    )
    # Of two sentences in one document, the one that describes what is built comes first.
    ordered = tuple(sorted(sides, key=lambda side: (endpoint_rank(side.sources[0]), side.value)))
    return Dispute(f"endpoint.{route}.stub", "stub", f"Is {route} only a stub? {quoted(ordered)}.", ordered)
