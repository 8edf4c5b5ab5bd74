"""Targets that differ: 95 % of the answers within 200 ms in one document, within half a second in another."""

import re
from collections.abc import Iterator

from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, dispute_of
from workbench.resolving.disagreeing.statements import Statement

_FIGURE = regex(r"(?<![\w.])(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>ms|milliseconds?|s|sec(?:onds?)?)\b", re.IGNORECASE)
_SHARE = regex(
    r"\bp(?P<p>50|9\d(?:\.\d+)?)\b|(?<![\w.])(?P<share>\d{2}(?:\.\d+)?)\s*%|\b(?P<th>9\d)th percentile", re.I
)
_UPTIME = regex(r"(?<![\w.])(?P<number>9\d(?:\.\d+)?)\s*%", re.IGNORECASE)
_ANSWERING = regex(
    r"\b(?:api|endpoints?|requests?|backend|server)\b.{0,60}\b(?:respon\w+|answers?|latency|within|under|below"
    r"|return\w*)\b"
    r"|\b(?:response times?|latency)\b",
    re.IGNORECASE,
)
_AVAILABLE = regex(r"\b(?:uptime|availab\w+)\b", re.IGNORECASE)
_SPECIAL = regex(
    r"\b(?:search\w*|quer(?:y|ies)|database|db|log-?in|sign-?in|auth\w*|verif\w*|page|ui|front-?end|render\w*"
    r"|loads|loading|upload\w*"
    r"|list\w*|bulk|batch|export\w*|report\w*|dashboard|create|creat\w+|updat\w+|delet\w+|read\w*|writ\w+"
    r"|chat\w*|ai|cold|cach\w+|health|GET|POST|PUT|PATCH|DELETE|filter\w*|sort\w*|notif\w*|webhooks?|network|regist\w*"
    r"|services?|retriev\w*|\w+ operations?)\b",
    re.IGNORECASE,
)
"""What has a target of its own."""


def find_targets(desk: Desk) -> Iterator[Dispute]:
    """Find the targets for all answers of the backend that are set twice at different figures."""
    groups: dict[str, dict[float, Side]] = {}
    for statement in desk.said.near(_ANSWERING.pattern, _AVAILABLE.pattern):
        if statement.meaning & desk.nouns:
            continue
        for about, amount, text in _targets(statement):
            sides = groups.setdefault(about, {})
            sides[amount] = sides[amount].also(statement) if amount in sides else Side(text, text, (statement,))
    for about, sides in groups.items():
        if len(sides) > 1 and len({source.file for side in sides.values() for source in side.sources}) > 1:
            yield dispute_of("target", tuple(sides.values()), name=f"targets.{about}")


def _targets(statement: Statement) -> Iterator[tuple[str, float, str]]:
    text = statement.text
    figures = _FIGURE.findall(text)
    if len(figures) == 1 and _ANSWERING.search(text) and not _SPECIAL.search(text):
        number, unit = figures[0]
        amount = float(number) * (1 if unit.lower().startswith("m") else 1000)
        share = _SHARE.search(text)
        percent = (share["p"] or share["share"] or share["th"]) if share else "100"
        yield f"latency.p{percent}", amount, f"{number} {unit}"
    uptime = _UPTIME.findall(text)
    if len(uptime) == 1 and _AVAILABLE.search(text) and not figures and not _SPECIAL.search(text):
        yield "availability", float(uptime[0]), f"{uptime[0]} %"
