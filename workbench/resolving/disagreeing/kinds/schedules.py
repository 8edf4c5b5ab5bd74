"""How often a job runs, told twice: ``the sync job runs every 10 minutes`` and ``a nightly sync job``."""

import re
from collections.abc import Iterator

from workbench.patterns import regex
from workbench.reading.values.durations import seconds_in
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, dispute_of
from workbench.resolving.disagreeing.statements import Statement, meaning_of

_EVERY = regex(
    r"\b(?:every|each)\s+(?:(?P<number>\d+)\s*-?\s*)?(?P<unit>second|sec|minute|min|hour|h|day|night|morning"
    r"|week|month)s?\b"
    r"|\b(?P<adverb>hourly|daily|nightly|weekly|monthly)\b|\bonce (?:an?|per|every) (?P<once>hour|day|night"
    r"|week|month)\b",
    re.IGNORECASE,
)
_TIMES_OF_DAY = frozenset({"night", "morning"})
_ADVERBS = {"hourly": "hour", "daily": "day", "nightly": "day", "weekly": "week", "monthly": "month"}
_JOBS = frozenset(
    """
    job jobs worker cron sweep schedu poll check scan cleanu sync backup crawl warmup ping batch purg task run
    daemon import refres heartb
    """.split()  # noqa: SIM905 - a list of words reads best as a text
)
_TOOLS = frozenset(
    """
    git github hub action vercel dapr bind trigge kafka aws lambda celery redis kubern k cronjo trigger via accept
    criter requir overvi featur archit
    """.split()  # noqa: SIM905 - a list of words reads best as a text
)
"""What makes a job run says nothing of which one it is."""

_RUNS = regex(
    r"\b(?:jobs?|workers?|crons?|schedul\w+|runs?|polls?|checks?|scans?|sweeps?|syncs?|crawl\w*|pings?|hits?)\b", re.I
)
_ASIDE = regex(r"\bat most\b|\bper (?:user|day)\b|\blimit\w*|\bbackups?\b.{0,20}\bkept\b|\brecurr\w*", re.IGNORECASE)


def find_schedules(desk: Desk) -> Iterator[Dispute]:
    """Find the jobs that run at two intervals."""
    told: list[tuple[int, str, frozenset[str], Statement]] = []
    for statement in desk.said.telling(_EVERY, _RUNS, unless=_ASIDE):
        if match := _EVERY.search(statement.text):
            around = " ".join((statement.text, statement.lead, *statement.titles[-1:]))
            told.append((_seconds(match), match[0], meaning_of(_EVERY.sub(" ", around)), statement))
    taken: set[int] = set()
    for position, (seconds, shown, about, said) in enumerate(told):
        sides = {seconds: Side(shown, shown, (said,))}
        for index, (other, text, rest, rival) in enumerate(told[position + 1 :], position + 1):
            if other != seconds and index not in taken and _may_be_one(said, rival) and _is_one(about, rest, desk):
                taken |= {position, index}
                sides[other] = sides[other].also(rival) if other in sides else Side(text, text, (rival,))
        if len(sides) > 1:
            yield dispute_of("schedule", tuple(sides.values()))


def _seconds(match: re.Match[str]) -> int:
    unit = match["unit"] or match["once"] or _ADVERBS[match["adverb"].lower()]
    return int(match["number"] or 1) * seconds_in("day" if unit.lower() in _TIMES_OF_DAY else unit)


def _may_be_one(left: Statement, right: Statement) -> bool:
    """Tell whether two sentences stand in different places, and not in the descriptions of two endpoints."""
    titles = [one.titles[-1] if one.titles else "" for one in (left, right)]
    return left.place != right.place and (titles[0] == titles[1] or not all("/" in title for title in titles))


def _is_one(about: frozenset[str], rest: frozenset[str], desk: Desk) -> bool:
    shared = about & rest
    telling = shared - _JOBS - _TOOLS
    return bool(shared & _JOBS) and bool(telling) and desk.is_rare(telling)
