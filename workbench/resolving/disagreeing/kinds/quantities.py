"""One quantity, two numbers: how long a rental lasts, how many books somebody may have, how soon soon is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generators.blueprint import users_among
from workbench.patterns import regex
from workbench.reading.values.durations import NUMBERS, seconds_in
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, dispute_of
from workbench.resolving.disagreeing.statements import Statement, meaning_of, parts_of

_ALIKE = 0.62
_ANCHORED = 0.42
"""So much alike, two sentences speak of one thing if both count to or from the same: ``48 hours before the visit``."""

_TOO_FAR = 400
"""Numbers further apart than this are hardly two opinions on one thing."""

_ASIDE = regex(
    r"\A\W*(?:given|when|what happens|edge case|test)\b"
    r"|\b(?:p9\d|percentile|latency|coverage|response times?|load(?:s|ing)? times?|lighthouse|success rate"
    r"|respond\w*|perform\w*|\d+\s?ms|NFR|SC-\d+|render\w*|uptime|availability)\b",
    re.IGNORECASE,
)
"""Examples, and targets that no line of code decides."""

_UNITS = {
    **{
        unit: ("time", seconds_in(unit))
        for unit in ("s", "sec", "second", "min", "minute", "h", "hour", "day", "week", "month", "year")
    },
    **dict.fromkeys(("char", "character", "letter", "zeichen"), ("length", 1)),
    **dict.fromkeys(("%", "percent"), ("share", 1)),
    "kb": ("size", 1), "mb": ("size", 1024), "gb": ("size", 1048576),
}  # fmt: skip
_QUANTITY = regex(
    r"(?P<from>\b\d+\s*(?:-|–|to|and)\s*)?(?<![\w.:/#$-])(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|"
    + "|".join(NUMBERS)
    + r")\s*-?\s*(?P<unit>%|s\b|sec\b|min\b|h\b|[a-z]{3,}\b)(?P<noun>\s+[a-z]{3,}\b)?",
    re.IGNORECASE,
)
_COUNTED = regex(rf"\d|{'|'.join((*NUMBERS, 'once', 'twice'))}", re.IGNORECASE)
_REPEATED = {"once": 1.0, "twice": 2.0}
_TIMES = regex(
    r"\b(?:only|at most|exactly|up to|be \w+ed)\s+(?:(?P<word>once|twice)|(?P<number>\d+) times)\b(?!\s+(?:per"
    r"|an?|the|it)\b)",
    re.IGNORECASE,
)
_RATED = regex(r"\s*(?:per|/|an?|every)\s*(second|minute|hour|day|sec|min|h)\b", re.IGNORECASE)
_ADDRESS = regex(r"\bIP\b")
_MOST = regex(
    r"\b(?:up to|at most|no more than|not more than|max(?:imum)?|limit(?:ed)?(?: to)?|within|under|less than|until"
    r"|fewer than|below|(?:not|never|nobody|no one|cannot)\b.{0,30}\b(?:more|longer|later) than)\W*\Z",
    re.IGNORECASE,
)
_LEAST = regex(r"\b(?:at least|min(?:imum)?(?: of)?|no fewer than|not less than)\W*\Z", re.IGNORECASE)
_DEFAULT = regex(r"\bdefault\w*(?: (?:to|is|of|limit))?\W*\Z", re.IGNORECASE)
_AFTER_MOST = regex(r"\A\W*(?:at most|max(?:imum)?|or (?:less|fewer))\b", re.IGNORECASE)
_OVER = regex(r"\b(?:more|longer|later|older|larger) than\W*\Z", re.IGNORECASE)
_LASTING = frozenset(
    """
    last lasts run take between long durati period length possib allowe betwee permit requir need contai charac hold
    """.split()  # noqa: SIM905 - a list of words reads best as a text
)
"""What is said of any quantity: that something lasts, takes or needs so much."""

_WINDOWS = frozenset(
    """
    soon upcom idl inacti stal recent overdu dorman abando trendi popula expire lat
    """.split()  # noqa: SIM905 - a list of words reads best as a text
)
"""Words for a state that a span of time defines."""

_CALLING = frozenset(
    {"rat", "reques", "allow", "call", "api", "ip", "limit", "client", "authen", "window", "throttl", "fixed"}
)
_CLIENT = meaning_of("user client account caller every enforced")
_PERIODS = {"sec": "second", "min": "minute", "hou": "hour", "h": "hour", "day": "day"}
_APART = frozenset({"login", "signup", "passwo", "anonym", "upload", "export", "search"})
"""Limits of their own, which say nothing of the general one."""

_ANCHOR = regex(r"\W*(?:\w+\W+){0,2}?(before|after|in advance|prior to)\b", re.IGNORECASE)
_REFUSED = regex(r"\bnot (?:possible|allowed|permitted|accepted)\b|\b(?:refus|reject|forbid)\w+", re.IGNORECASE)
_AFTER_LEAST = regex(r"\A\W*(?:at least|min(?:imum)?|or more)\b", re.IGNORECASE)
_AFTER_DEFAULT = regex(r"\A\W{0,3}(?:by )?default\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit; ``bound`` says which end of a range it is."""

    amount: float
    kind: str
    bound: str
    text: str
    said: Statement
    anchor: str = ""
    """Which way from an event it is counted: ``before`` or ``after`` it."""


def find_quantities(desk: Desk) -> Iterator[Dispute]:
    """Find what is said of one quantity in different numbers."""
    by_kind: dict[str, list[Quantity]] = {}
    for statement in desk.said.near(_COUNTED.pattern):
        if _ASIDE.search(statement.text):
            continue
        for quantity in dict.fromkeys(quantities_of(statement)):
            by_kind.setdefault(quantity.kind, []).append(quantity)
    for found in by_kind.values():
        for group in _groups(found, desk):
            yield _dispute(group, desk)


def quantities_of(statement: Statement) -> Iterator[Quantity]:
    """Give the numbers with a unit that a sentence or, where it has several, its clauses speak of."""
    for match in _TIMES.finditer(statement.text):
        amount = _REPEATED[match["word"].lower()] if match["word"] else float(match["number"])
        shown = match["word"] or f"{match['number']} times"
        yield Quantity(amount, "times", "exactly", shown.lower(), statement)
    for part in parts_of(statement, _COUNTED):
        inside = [(match, unit[0]) for match in _QUANTITY.finditer(part.text) if (unit := _unit(match))]
        for match, kind in inside:
            if len([one for _, one in inside if one == kind]) == 1:
                yield _quantity(match, part)


def _unit(match: re.Match[str]) -> tuple[str, float] | None:
    word = match["unit"].lower()
    unit = _UNITS.get(word) or _UNITS.get(word.rstrip("s"))
    after, before = match.string[match.end("unit") :], match.string[: match.start()]
    if after.startswith("/") or before.lower().endswith("every ") or f"-{word}" in match[0].lower():
        return None
    if word in ("requests", "calls"):
        rated = _RATED.match(match.string, match.end("unit"))
        by = " and address" if _ADDRESS.search(match.string) else ""
        return (f"calls per {rated[1].lower()[:3]}{by}", 1) if rated else None
    if unit is None and _bound(match) in ("most", "least"):
        noun = (match["noun"] or "").strip().lower()
        if not noun or word.endswith("s"):
            return f"count of {word.rstrip('s')}", 1
        return (f"count of {noun.rstrip('s')}", 1) if noun.endswith("s") else None
    return unit


def _quantity(match: re.Match[str], part: Statement) -> Quantity:
    kind, factor = _unit(match) or ("", 1)
    number = match["number"].lower().replace(",", "")
    amount = NUMBERS.get(number) or float(number)
    unit = match["unit"]
    anchored = _ANCHOR.match(match.string, match.end("unit"))
    text = f"{match['number']} {unit}".replace(" %", "%")
    return Quantity(amount * factor, kind, _bound(match), text, part, anchored[1].lower() if anchored else "")


def _bound(match: re.Match[str]) -> str:
    before, after = match.string[max(0, match.start() - 60) : match.start()], match.string[match.end("unit") :]
    if match["from"] or _MOST.search(before) or _AFTER_MOST.match(after):
        return "most"
    if _OVER.search(before) and _REFUSED.search(after):
        return "most"
    if _LEAST.search(before) or _AFTER_LEAST.match(after):
        return "least"
    if _DEFAULT.search(before) or _AFTER_DEFAULT.match(after):
        return "default"
    return "exactly"


def _groups(found: list[Quantity], desk: Desk) -> Iterator[list[Quantity]]:
    taken: set[tuple[object, ...]] = set()
    for position, lead in enumerate(found):
        group = [lead]
        for other in found[position + 1 :]:
            if other.amount != lead.amount and _are_alike(lead, other, desk):
                group.append(other)
        lines = tuple(sorted({(one.said.source.file, one.said.source.line, one.said.text) for one in group}))
        if len({one.amount for one in group}) > 1 and len(lines) > 1 and not taken & set(lines):
            taken |= set(lines)
            yield group


def _are_alike(left: Quantity, right: Quantity, desk: Desk) -> bool:
    bounds = {left.bound, right.bound}
    if len(bounds) > 1 and bounds != {"most", "exactly"}:
        return False
    if max(left.amount, right.amount) > _TOO_FAR * min(left.amount, right.amount):
        return False
    mine, other = left.said.meaning - _LASTING, right.said.meaning - _LASTING
    if desk.apart(left.said, right.said):
        return False
    if left.kind == "length" and not mine & other & desk.nouns:
        return False
    if left.kind.startswith("calls"):
        return mine - _CALLING == other - _CALLING and not mine & _APART
    here, there = desk.placed(left.said), desk.placed(right.said)
    if _is_same_subject(left, right, mine, other) and desk.is_noun(mine) and (here & there or not (here and there)):
        return True
    if left.kind == "time" and _is_window(mine & other) and left.said.place != right.said.place:
        return True
    anchored = left.anchor and left.anchor == right.anchor
    return desk.likeness(left.said, right.said) >= (_ANCHORED if anchored else _ALIKE)


def _is_window(shared: frozenset[str]) -> bool:
    """Tell whether two sentences name one span of time: when something counts as idle, or is due soon."""
    return bool(shared & _WINDOWS) and len(shared - _WINDOWS - _LASTING) > 0


def _is_same_subject(left: Quantity, right: Quantity, mine: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two sentences say nothing but how long, how large or how many one thing is."""
    return mine == other and left.said.place != right.said.place and left.bound != "exactly" != right.bound


def _dispute(group: list[Quantity], desk: Desk) -> Dispute:
    sides: dict[float, Side] = {}
    for one in group:
        side = sides.get(one.amount)
        sides[one.amount] = side.also(one.said) if side else Side(one.text, one.text, (one.said,), _rules(one, desk))
    return dispute_of("number", tuple(sides.values()))


def _rules(one: Quantity, desk: Desk) -> tuple[str, ...]:
    """Give the line that limits all calls, where a quantity says how many a client may make: 60 a minute."""
    period = _PERIODS.get(one.kind.removeprefix("calls per ").partition(" ")[0]) if "calls per" in one.kind else None
    users = users_among(desk.context.entities)
    if period is None or one.said.meaning - _CALLING - _CLIENT - (meaning_of(users.name) if users else frozenset()):
        return ()
    by = "address" if one.kind.endswith("address") else "user"
    return (f"all: {one.amount:.0f} calls per {period} by {by}",)
