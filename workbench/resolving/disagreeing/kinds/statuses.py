"""One situation, two statuses: 403 here and 404 there for the same wrong."""

import re
from collections.abc import Iterator

from workbench.patterns import regex
from workbench.reading.facts import SettingFact, Topic
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, dispute_of
from workbench.resolving.disagreeing.statements import Statement, parts_of

OTHERS = "ofothe"
"""What a sentence about another user's row holds."""

_ALIKE = 0.62
_VERY_ALIKE = 0.8
_THE_SAME = 0.9
"""So much alike, two sentences speak of one situation whatever it is."""

_STATUS = regex(r"(?<![\w.,/-])(40[03-9]|4[1-9]\d)(?![\w%]|[.,]\d)")
_SIGNING_IN = regex(r"(?<![\w.,/-])(4\d\d)(?![\w%]|[.,]\d)")
"""Elsewhere a 401 only tells that nobody is signed in, which is no other opinion on the wrong itself."""

_USER = regex(r"\busers?\b", re.IGNORECASE)
_CLAIM = regex(r"\b(?:claims?|tokens?|jwts?|subject)\b", re.IGNORECASE)
_NEGATED = regex(r"\b(?:not|instead of|rather than|never)\s+(?:an?\s+)?4\d\d\b[^,;.)]*", re.IGNORECASE)
_CONDITIONS = frozenset({OTHERS, "absent", "invali", "expir", "malfor", "duplic", "empty", "badlog", "overla"})


_ALONE = frozenset({"badlog"})
"""What is one situation wherever it is spoken of."""


def find_statuses(desk: Desk) -> Iterator[Dispute]:
    """Find what is said to answer one situation with different statuses."""
    coded = (one for one in desk.statements if any("4" in text for text in (one.text, *one.titles[-1:])))
    found = list(dict.fromkeys(pair for statement in coded for pair in _answers(statement)))
    situations = [said.meaning & _CONDITIONS for _, said in found]
    taken: set[tuple[str, int]] = set()
    for position, (status, said) in enumerate(found):
        mine, sides = situations[position], {status: Side(status, status, (said,))}
        for (other, rival), theirs in zip(found[position + 1 :], situations[position + 1 :], strict=True):
            # Most pairs are told apart by what went wrong, before anything is compared.
            if other != status and (mine & theirs or mine == theirs) and _are_alike(said, rival, desk):
                sides[other] = sides[other].also(rival) if other in sides else Side(other, other, (rival,))
        lines = {(one.source.file, one.source.line) for side in sides.values() for one in side.said}
        if len(sides) > 1 and not taken & lines:
            taken |= lines
            yield dispute_of("status", tuple(sides.values()))


def others_rows(statements: tuple[Statement, ...]) -> tuple[SettingFact, ...]:
    """Give what is said of another user's row where sentences differ: it holds for the whole backend."""
    about = tuple(one for one in statements if OTHERS in one.meaning)
    return tuple(
        SettingFact(Topic.OTHER_USERS_ROW, side.value, source)
        for dispute in find_statuses(Desk(about, frozenset()))
        if {side.value for side in dispute.sides} == {"403", "404"}
        for side in dispute.sides
        for source in side.sources
    )


def _answers(statement: Statement) -> Iterator[tuple[str, Statement]]:
    for part in parts_of(statement, _SIGNING_IN):
        text = _NEGATED.sub(" ", part.text)
        pattern = _SIGNING_IN if part.meaning & _ALONE or _is_caller(part) else _STATUS
        statuses = set(pattern.findall(text))
        if len(statuses) == 1:
            yield statuses.pop(), part
    if not _STATUS.search(statement.text) and statement.titles:
        codes = set(_STATUS.findall(statement.titles[-1]))
        if len(codes) == 1:
            yield codes.pop(), statement


def _is_caller(part: Statement) -> bool:
    """Tell whether the user that is missing is the one whom the token names."""
    return "absent" in part.meaning and bool(_USER.search(part.text) and _CLAIM.search(part.text))


def _are_alike(left: Statement, right: Statement, desk: Desk) -> bool:
    conditions = left.meaning & _CONDITIONS, right.meaning & _CONDITIONS
    both = conditions[0] & conditions[1]
    if not both:
        return not (conditions[0] or conditions[1]) and desk.likeness(left, right) >= _THE_SAME
    if both & _ALONE:
        return True
    if OTHERS in both and len(left.meaning & right.meaning) > 1:
        return True
    return desk.likeness(left, right) >= (_ALIKE if OTHERS in both else _VERY_ALIKE)
