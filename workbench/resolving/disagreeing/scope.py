"""What one document leaves out and another demands: vouchers out of scope here, ``MUST accept vouchers`` there."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, quote
from workbench.resolving.disagreeing.features import DEMANDS, FEATURES
from workbench.resolving.disagreeing.statements import Statement, meaning_of
from workbench.resolving.words import join_words

_OUT = regex(r"\bout[ -]of[ -]scope\b|❌", re.IGNORECASE)
_LEFT_OUT = regex(
    r"\b(?:out[ -]of[ -]scope|not in scope|non-?goals?|not included|excluded|won'?t|not building|later phases?|deferred"
    r"|does not (?:have|include|cover)|fuera de alcance)\b|스코프 제외|범위 외",
    re.IGNORECASE,
)
_DEMANDED = regex(r"\b(?:must|shall|has to|have to|is required to)\b", re.IGNORECASE)
_CORE = regex(r"\b(?:core|key|main) features?\b", re.IGNORECASE)
_WINS = regex(r"\bfirst (?:\w+ ){0,4}wins\b", re.IGNORECASE)
_MAYBE = regex(
    r"\b(?:if (?:implemented|applicable)|optional\w*|may|future|later|not|never|without|no|why this priority)\b",
    re.IGNORECASE,
)
_ATOMS = regex(r"[,;/&+]|\b(?:and|or)\b|\s[-–—:]\s|:\s|\(|\)")
_SMALL = regex(
    r"\b(?:out[ -]of[ -]scope|the|an?|any|of|for|on|to|user|users|system|features?|functionality|capabilit(?:y"
    r"|ies)|support\w*"
    r"|operations?|endpoints?|management|state|phase|[ivx]+|\d+|future)\b",
    re.IGNORECASE,
)
_KEPT = regex(r"\b(?:only|beyond|except|apart from|other than)\b", re.IGNORECASE)
"""What comes after is what stays."""

_MOST = 3


@cache
def _named(feature: str) -> re.Pattern[str]:
    return re.compile(FEATURES[feature], re.IGNORECASE)


@cache
def _demanded(feature: str) -> re.Pattern[str]:
    return re.compile(DEMANDS.get(feature, FEATURES[feature]), re.IGNORECASE)


def find_scope_disputes(desk: Desk) -> Iterator[Dispute]:
    """Find the features that one document leaves out and another demands, those of two documents together."""
    outside, demanding = [*left_out(desk)], demands(desk)
    pairs: dict[tuple[str, str], dict[str, tuple[list[Statement], list[Statement]]]] = {}
    for feature in FEATURES:
        out = [one for one in outside if is_left_out(one, feature, desk.nouns)]
        if not out:
            continue
        wanted = [one for one in demanding if is_demand(one, feature)]
        for file in dict.fromkeys(one.source.file for one in wanted):
            here = [one for one in wanted if one.source.file == file]
            if file not in {one.source.file for one in out} or feature == "concurrency control":
                pair = pairs.setdefault((out[0].source.file, file), {})
                pair[feature] = (out[:1], here[:_MOST])
    seen: set[tuple[str, str]] = set()
    for (away, here_file), features in pairs.items():
        fresh = {name: said for name, said in features.items() if (away, name) not in seen}
        seen |= {(away, name) for name in fresh}
        if fresh:
            yield _dispute(away, here_file, fresh)


def left_out(desk: Desk) -> Iterator[Statement]:
    """Give the sentences that leave something out."""
    for one in desk.context.shelved:
        if any(_LEFT_OUT.search(title) for title in one.titles) or _OUT.search(one.text):
            yield one
    for one in desk.statements:
        if _OUT.search(one.text) and not _DEMANDED.search(one.text):
            yield one


def is_left_out(one: Statement, feature: str, nouns: frozenset[str]) -> bool:
    """Tell whether a sentence leaves the feature itself out, and not a special kind of it (``semantic search``)."""
    for atom in _ATOMS.split(_KEPT.split(one.text)[0]):
        if _named(feature).search(atom):
            rest = _SMALL.sub(" ", _named(feature).sub(" ", atom))
            if not meaning_of(rest) - nouns:
                return True
    return False


def demands(desk: Desk) -> tuple[Statement, ...]:
    """Give the sentences that demand anything."""
    return tuple(one for one in desk.statements if _demands(one))


def _demands(one: Statement) -> bool:
    if not (_DEMANDED.search(one.text) or _WINS.search(one.text) or any(_CORE.search(t) for t in one.titles[-1:])):
        return False
    return not _MAYBE.search(one.text) and not one.text.rstrip().endswith("?")


def is_demand(one: Statement, feature: str) -> bool:
    """Tell whether a sentence that demands something demands a feature."""
    return bool(_demanded(feature).search(one.text))


def _dispute(away: str, here: str, features: Mapping[str, tuple[list[Statement], list[Statement]]]) -> Dispute:
    names = sorted(features)
    out = [one for name in names for one in features[name][0]]
    wanted = [one for name in names for one in features[name][1]]
    shown = join_words(names)
    text = (
        f"{away} leaves {shown} out (\u201c{quote(out[0].text)}\u201d), {here} demands "
        f"{'them' if len(names) > 1 else 'it'} (\u201c{quote(wanted[0].text)}\u201d): what holds?"
    )
    sides = (
        Side("part of it", f"{shown} belong{'s' * (len(names) == 1)} to the backend", tuple(dict.fromkeys(wanted))),
        Side("left out", f"{shown} {'is' if len(names) == 1 else 'are'} left out", tuple(dict.fromkeys(out))),
    )
    return Dispute(f"scope.{'-'.join('_'.join(name.split()) for name in names[:4])}", "scope", text, sides)
