"""What a later document replaces: ``rename table bookings to stays`` while bookings are described as they were."""

import re
from collections.abc import Iterator

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, quote
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.serving.routing.paths import path_key
from workbench.resolving.words import singular

_REPLACED = regex(
    r"\b(?:replac|renam|supersed)\w*(?:\s+(?:the|all|old|existing|rest|api|database|endpoints?|tables?|routes?|paths?"
    r"|resources?|models?|from|of))*\s+[`\"']?(?P<old>/?[\w/{}:-]{3,60})[`\"']?(?:\s+(?:endpoints?|tables?"
    r"|routes?))?\s+"
    r"(?:to|with|by|into|→)\s+[`\"']?(?P<new>/?[\w/{}:-]{3,60})[`\"']?"
    r"|[`\"']?(?P<was>/?[\w/{}:-]{3,60})(?:[`\"']|(?=\s(?:endpoint|table|route)s?\b))\s*(?:endpoints?|tables?"
    r"|routes?)?\s+(?:is|are|was|were|has been|have been)\s+"
    r"(?:replaced by|renamed (?:to )?|superseded by)\s*[`\"']?(?P<now>/?[\w/{}:-]{3,60})[`\"']?",
    re.IGNORECASE,
)
_MOST = 4


def find_replaced(desk: Desk) -> Iterator[Dispute]:
    """Find the endpoints and tables that are said to be replaced, and are described all the same."""
    told: dict[tuple[str, str], list[Statement]] = {}
    for statement in desk.said.near(_REPLACED.pattern):
        for match in _REPLACED.finditer(statement.text):
            old, new = match["old"] or match["was"], match["new"] or match["now"]
            if old != new:
                told.setdefault((old, new), []).append(statement)
    for (old, new), said in told.items():
        described = _endpoint(desk, old) if old.startswith("/") else _table(desk, old)
        elsewhere = [one for one in said if described and one.source.file != described.file]
        if described and elsewhere:
            yield _dispute(tuple(elsewhere[:_MOST]), old, new, described)


def _endpoint(desk: Desk, path: str) -> Source | None:
    wanted = path_key(path.rstrip(".,"))
    return next((one.sources[0] for one in desk.context.endpoints if path_key(one.path).startswith(wanted)), None)


def _table(desk: Desk, name: str) -> Source | None:
    return next(
        (
            one.sources[0]
            for one in desk.context.entities
            if one.sources and singular(one.name) == singular(name) and one.name == name
        ),
        None,
    )


def _dispute(said: tuple[Statement, ...], old: str, new: str, described: Source) -> Dispute:
    statement, there = said[0], Statement(old, described)
    sides = (
        Side(
            new,
            f"{new} takes the place of {old}",
            said,
            effect=f"{old} is left out, with what is built on it alone.",
            drops=(old,),
        ),
        Side("both", f"{old} stays beside {new}", (there,), effect="The backend stays as it is described."),
    )
    text = (
        f"{statement.source.file} says \u201c{quote(statement.text)}\u201d, and {described.file} describes {old}: "
        f"is {old} still a part of the backend?"
    )
    return Dispute(f"replaced.{old.strip('/')}", "replaced", text, sides)
