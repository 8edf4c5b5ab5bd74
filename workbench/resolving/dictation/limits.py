"""Limits in sentences: so many rows of one kind, so many in a period, so many calls in a minute."""

import re

from generators.blueprint import Access, Column, Entity, Operation, OperationKind
from workbench.resolving.dictation.listening import MOST, NUMBER, TAIL, Ear, Hearing, Rules, fits, number

_READING = (OperationKind.LIST, OperationKind.READ)
_PLAN = r"(?: (?:on|with|in|of) (?:the |an? )?(?:(?:plan|tier) (?P<plan>[\w-]+)|(?P<plan_b>[\w-]+) (?:plan|tier)))?"
_THING = (
    r"(?:(?P<state>[\w-]+) )?(?P<noun>{noun})"
    r"(?: (?:with (?:the )?(?:status|state)|in (?:the )?(?:status|state)|that are|which are) (?P<state_b>[\w-]+))?"
    r"(?: (?:at (?:the same time|once|a time|any time)|in total|simultaneously))?"
    r"(?: (?:per|a|each|every|in one) (?P<period>hour|day|week|month)| (?P<adverb>hourly|daily|weekly|monthly))?"
)
_OTHER = (
    r"(?:\s*[;,]\s*(?:and )?(?:an? {noun} |one |those |{noun} )?(?:on|with) (?:the )?(?:plan )?(?P<other>[\w-]+)"
    rf"(?: plan)?(?: (?:there is no limit|(?:has|have) no limit|(?:is|are) (?:not limited|unlimited))"
    rf"|(?: (?:has|have|may have))? ?(?:{MOST} )?(?P<other_most>{NUMBER})))?"
)
_SCOPE = rf"(?:an?|each|every|one|any|no|the same) (?P<scope>{{noun}}){_PLAN}"
_FORBIDDEN = r"(?:must|may|can|shall|should)(?: ?not| never) (?:have|\w+) more than"
_ADVERBS = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month"}


def _counted(match: re.Match[str], ear: Ear) -> Rules | None:
    """``A member may hold at most 3 open loans``: so many rows in a state within one user or parent."""
    said = match.groupdict()
    entity, scope = ear.entity(said["noun"]), ear.entity(said["scope"])
    column = ear.to(entity, scope) if entity else None
    period = said.get("period") or _ADVERBS.get((said.get("adverb") or "").lower())
    bare = said.get("most_words") is None
    if entity is None or column is None or (bare and not period) or not fits(match, 429 if period else 409):
        return None
    word = said.get("state_b") or said.get("state")
    state = ear.state(entity, word)
    if word and state is None:
        return None
    plan = said.get("plan") or said.get("plan_b")
    most = _most(match, ear, scope, plan) if plan else str(number(said["most"]))
    if most is None or (said.get("other") and not plan):
        return None
    parts = [f"{entity.name}: at most {most}"]
    parts += [f"where {state[0]} = {state[1]}"] if state else []
    parts.append(f"within {column.name}")
    parts += [f"per {period.lower()}"] if period else []
    by = _plan_column(scope, plan) if plan else None
    return (" ".join([*parts, *([f"by {by.name}"] if by else [])]),)


def _most(match: re.Match[str], ear: Ear, scope: Entity | None, plan: str) -> str | None:
    """Give the maximum of each plan, ``20 for free, any for pro``; nothing where a plan is none."""
    column, said = _plan_column(scope, plan), match.groupdict()
    if column is None or ear.book is None:
        return None
    limits = [f"{number(said['most'])} for {plan}"]
    other = said.get("other")
    if other:
        if other not in column.limits.choices:
            return None
        limits.append(f"{number(said['other_most']) if said.get('other_most') else 'any'} for {other}")
    return ", ".join(limits)


def _plan_column(scope: Entity | None, plan: str) -> Column | None:
    return next((one for one in (scope.columns if scope else ()) if plan in one.limits.choices), None)


def _calls(match: re.Match[str], ear: Ear) -> Rules | None:
    """``At most 30 requests per minute and address are allowed on the public list of events``."""
    said = match.groupdict()
    target, who = said.get("target") or "", (said.get("who") or "").lower()
    found = _targets(target, ear)
    if not found or not fits(match, 429):
        return None
    per = "user" if who in ("user", "account") else "address" if who else ""
    if not per:
        per = "user" if all(one.access is Access.REQUIRED for one in found) else "address"
    calls = f"{number(said['most'])} calls per {said.get('many') or ''} {said['unit'].lower()} by {per}"
    return tuple(f"{one.route}: {' '.join(calls.split())}" for one in found)


def _targets(text: str, ear: Ear) -> list[Operation]:
    """Give the operations that a phrase means: those that create or read what it names, the public ones of them."""
    plain = text.strip().lower()
    if re.search(r"\blog-?in\b|\bsign-?in\b", plain):
        return ear.book.of(None, OperationKind.LOGIN)
    entity = next((ear.entity(found[0]) for found in ear.book.noun_words.finditer(plain)), None)
    if entity is None:
        return []
    kinds = (OperationKind.CREATE,) if re.search(r"\b(?:creat|plac|add|post|book)\w*", plain) else _READING
    kinds = (OperationKind.LIST,) if re.search(r"\blists?\b", plain) else kinds
    public = re.search(r"\bpublic\b", plain) is not None
    return [one for one in ear.book.of(entity, *kinds) if not public or one.access is Access.PUBLIC]


def _made(match: re.Match[str], ear: Ear) -> Rules | None:
    """``A user may place at most 10 orders per minute``: calls of what creates them."""
    said = match.groupdict()
    found = ear.creating(ear.entity(said["noun"]))
    if not found or not fits(match, 429) or ear.entity(said["scope"]) is not ear.book.users:
        return None
    calls = f"{number(said['most'])} calls per {said.get('many') or ''} {said['unit'].lower()} by user"
    return tuple(f"{one.route}: {' '.join(calls.split())}" for one in found)


_UNIT = r"(?:per|a|each|every|within|in) (?P<many>\d+ )?(?P<unit>second|minute|hour|day)s?"
_WHO = (
    r"(?: ?(?:,|and|per|for each|for every|from (?:one|each|the same)|by) (?:the same )?"
    r"(?P<who>user|account|address|client|ip(?: address)?))?"
)

PATTERNS: tuple[tuple[str, Hearing], ...] = (
    (
        rf"{_SCOPE} (?:may|can|must) \w+ (?:{MOST}) (?P<most>{NUMBER}) (?P<noun>{{noun}})"
        r" (?:per|a|each|every|within) (?P<many>\d+ )?(?P<unit>second|minute)s?" + TAIL,
        _made,
    ),
    (rf"{_SCOPE} {_FORBIDDEN} (?P<most_words>)(?P<most>{NUMBER}) {_THING}{TAIL}", _counted),
    (
        rf"{_SCOPE} (?:(?:must |may |can |shall )?\w+|is limited to|is allowed)(?: to \w+)?"
        rf" (?P<most_words>{MOST} )?(?P<most>{NUMBER}) {_THING}{_OTHER}{TAIL}",
        _counted,
    ),
    (
        rf"(?:there (?:are|is|may be|can be) )?(?P<most_words>{MOST}) (?P<most>{NUMBER}) {_THING}"
        rf" (?:per|for each|for every|in each|within an?) (?P<scope>{{noun}})(?: (?:are|is) allowed)?{TAIL}",
        _counted,
    ),
    (
        rf"{MOST} (?P<most>{NUMBER}) (?:requests?|calls?) {_UNIT}{_WHO}(?: (?:are|is) (?:allowed|accepted|permitted))?"
        rf"(?: (?:on|to|for) (?P<target>[^;,]+?))?{TAIL}",
        _calls,
    ),
    (
        rf"(?:requests?|calls?) (?:on|to|for) (?P<target>[^;,]+?) (?:are|is) limited to (?P<most>{NUMBER})"
        rf"(?: (?:requests?|calls?))? {_UNIT}{_WHO}{TAIL}",
        _calls,
    ),
)
"""The ways to state a limit, each with how it is taken down."""
