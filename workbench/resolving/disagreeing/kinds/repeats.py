"""Doing it twice: ``rating a film again replaces the first rating`` beside ``a second rating is refused``."""

import re
from collections.abc import Iterator

from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, dispute_of, quote
from workbench.resolving.disagreeing.statements import Statement

_AGAIN = regex(
    r"\b(?:again|twice|a second|second time|once more|more than once|repeated\w*|only once|already)\b", re.IGNORECASE
)
_FINE = regex(
    r"\breplac\w+|\boverwrit\w+|\bno error\b|\bidempotent\w*|\bno effect\b|\bchanges nothing\b|\b20[04]\b"
    r"|\bupdates? (?:it|the (?:earlier"
    r"|previous|first|existing))\b|\bcan be \w+ again\b|\bis (?:ignored|allowed|fine|accepted)\b",
    re.IGNORECASE,
)
_WRONG = regex(
    r"\b(?:refus|reject|forbid|den)\w+|\b4(?:00|09|22)\b|\bonly once\b|\b(?:cannot|must not|never|nor)\b"
    r"|\bnot (?:be )?allowed\b"
    r"|\bconflict\b|\bis an error\b",
    re.IGNORECASE,
)
_ELSE = regex(
    r"\b(?:email|e-mail|username|account exists|regist\w+|log(?:ged)?[- ]?in|password|token|try again|retry)\b",
    re.IGNORECASE,
)


def find_repeats(desk: Desk) -> Iterator[Dispute]:
    """Find the operations of which a second call is refused in one place and harmless in another."""
    told: dict[str, tuple[list[Statement], list[Statement]]] = {}
    for statement in desk.said.telling(_AGAIN, unless=_ELSE):
        fine, wrong = bool(_FINE.search(statement.text)), bool(_WRONG.search(statement.text))
        found = (desk.operation_at(statement.source) or desk.deeds.of(statement)) if fine != wrong else None
        if found is not None:
            told.setdefault(found[0].route, ([], []))[wrong].append(statement)
    for route, (good, bad) in told.items():
        if good and bad and good[0].source != bad[0].source:
            sides = (
                Side("harmless", f"it is no error: {quote(good[0].text)}", tuple(good[:2])),
                Side("refused", f"it is refused: {quote(bad[0].text)}", tuple(bad[:2])),
            )
            yield dispute_of("again", sides, name=f"endpoint.{route}.again")
