"""Yes here and no there: a slug that follows the title and never changes, an order that can and cannot be cancelled."""

import re
from collections.abc import Iterator
from itertools import islice

from workbench.needs import meets, needs_of
from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, dispute_of, quote
from workbench.resolving.disagreeing.statements import Statement, meaning_of, parts_of

_ALIKE = 0.7
_RELATED = 0.35
_NEAR = 24
"""How far before a deed, in characters, its negation stands."""

_DEEDS = (
    ("change", regex(r"\b(?:chang|updat|renam|edit|modif|adjust)\w*", re.I)),
    ("delete", regex(r"\b(?:delet|remov|eras)\w*", re.I)),
    ("cancel", regex(r"\bcancel\w*", re.I)),
    ("paginate", regex(r"\b(?:paginat|page)\w*", re.I)),
    ("store", regex(r"\b(?:stor|persist|sav)(?:e|es|ed|ing)\b", re.I)),
    ("invalidate", regex(r"\b(?:invalidat|revok|revoc|blacklist)\w*", re.I)),
    ("refresh", regex(r"\brefresh\w*", re.I)),
    ("cache", regex(r"\bcach\w*", re.I)),
    ("reopen", regex(r"\breopen\w*", re.I)),
    ("extend", regex(r"\b(?:extend|renew|prolong)\w*", re.I)),
    ("follow", regex(r"\bfollow\w*", re.I)),
)
_FIXED = regex(
    r"\b(?:is|are|stays?|remains?) (?:fixed|immutable|frozen|read-?only|final|permanent)\b|\bimmutable\b", re.I
)
_DEED = regex("|".join(pattern.pattern for _, pattern in _DEEDS) + rf"|{_FIXED.pattern}", re.I)
_MOST_PARTS = 4
_NOT = regex(
    r"\b(?:not|never|nothing|cannot|nobody|prevents?|no one|none|without)\b|\bno longer\b|n['’]t\b"
    r"|\bno (?=\w+(?: is| are)?\b)|\bim(?=mutable)",
    re.IGNORECASE,
)
_NAMES = regex(r"\b\w+_\w+\b|\bnot[- ]null\b|\bread-only\b", re.IGNORECASE)
_CONDITION = regex(
    r"\b(?:if|unless|only|except|until|as long as|before|others?|another|without|already|both|while"
    r"|with(?:out)? (?:no|any)|authenticat\w*|optional\w*|independent test|test\w*|verif\w*|error|4\d\d)\b",
    re.IGNORECASE,
)
_PRONOUN = regex(r"\W*(?:they|it|this|these|those|he|she)\b", re.IGNORECASE)
_LATER = regex(r"\s+(?:once|when|after|because|so that|as soon as|since|so|in the|up to)\s+.*\Z", re.IGNORECASE)


def find_opposites(desk: Desk) -> Iterator[Dispute]:
    """Find what is said to be possible, or so, and not."""
    by_deed: dict[str, list[tuple[bool, Statement]]] = {}
    for statement in desk.said.near(_DEED.pattern):
        for part in islice(parts_of(statement), _MOST_PARTS) if " — " not in statement.text else ():
            for deed, positive, said in _deeds(part):
                by_deed.setdefault(deed, []).append((positive, said))
    taken: set[tuple[str, int]] = set()
    for deed, found in by_deed.items():
        for no in (said for positive, said in found if not positive):
            for yes in (said for positive, said in found if positive):
                lines = {(one.source.file, one.source.line) for one in (yes, no)}
                if len(lines) == 2 and not taken & lines and _are_opposite(yes, no, desk):
                    taken |= lines
                    yield dispute_of(deed, (_side(yes), _side(no)))


def _side(said: Statement) -> Side:
    return Side(quote(said.text), quote(said.text), (said,))


def _deeds(part: Statement) -> Iterator[tuple[str, bool, Statement]]:
    if not meets(needs_of(_DEED.pattern), part.text.lower()):
        return
    text = _NAMES.sub(" ", _LATER.sub("", part.text))
    if _CONDITION.search(text) or _PRONOUN.match(text) or text.rstrip().endswith("?"):
        return
    fixed = bool(_FIXED.search(text))
    for deed, pattern in _DEEDS:
        match = pattern.search(text)
        if match or (fixed and deed == "change"):
            negative = fixed or (
                match is not None and bool(_NOT.search(text[max(0, match.start() - _NEAR) : match.start()]))
            )
            rest = meaning_of(_FIXED.sub(" ", pattern.sub(" ", text)))
            if rest:
                yield deed, not negative, Statement(part.text, part.source, rest, part.titles)


def _are_opposite(yes: Statement, no: Statement, desk: Desk) -> bool:
    if yes.source.file == no.source.file and yes.titles == no.titles:
        return False
    shared = yes.meaning & no.meaning
    if not shared & desk.nouns:
        return False
    extra = no.meaning - yes.meaning
    weight = desk.weight(shared)
    # The plate of a lorry is a plate: which table a column stands in needs no saying.
    owners = desk.tables if shared & (desk.nouns - desk.tables) else frozenset()
    if extra & desk.nouns - owners or not (len(shared) > 1 or desk.is_rare(shared)):
        return False
    also = desk.weight(yes.meaning - no.meaning)
    return weight / (weight + desk.weight(extra - owners)) >= _ALIKE and weight / (weight + also) >= _RELATED
