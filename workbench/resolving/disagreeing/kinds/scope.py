"""What one document leaves out and another demands: vouchers out of scope here, ``MUST accept vouchers`` there."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, quote
from workbench.resolving.disagreeing.kinds.features import DEMANDS, FEATURES
from workbench.resolving.disagreeing.statements import Statement, meaning_of
from workbench.resolving.index import Index
from workbench.resolving.words import join_words

_OUT = regex(r"\bout[ -]of[ -]scope\b", re.IGNORECASE)
_LEFT_OUT = regex(
    r"\b(?:out[ -]of[ -]scope|not in scope|non-?goals?|not included|excluded|won'?t|not building|later phases?|deferred"
    r"|does not (?:have|include|cover)|fuera de alcance)\b|스코프 제외|범위 외",
    re.IGNORECASE,
)
_MUST = r"\b(?:must|shall|has to|have to|is required to)\b"
_DEMANDED = regex(_MUST, re.IGNORECASE)
_WANTED = regex(rf"{_MUST}|\bfirst (?:\w+ ){{0,4}}wins\b", re.IGNORECASE)
_CORE = regex(r"\b(?:core|key|main) features?\b", re.IGNORECASE)
_MAYBE = regex(
    r"\b(?:if (?:implemented|applicable)|optional\w*|may|future|later|not|never|without|no|why this priority)\b",
    re.IGNORECASE,
)
_ATOMS = regex(r"[,;/&+]|\b(?:and|or)\b|\s[-–—:]\s|:\s|\(|\)")
_SMALL = regex(
    r"\b(?:out[ -]of[ -]scope|the|an?|any|of|for|on|to|user|users|system|features?|functionality|capabilit(?:y"
    r"|ies)|support\w*|operations?|endpoints?|management|state|phase|[ivx]+|\d+|future)\b",
    re.IGNORECASE,
)
_KEPT = regex(r"\b(?:only|beyond|except|apart from|other than)\b", re.IGNORECASE)
"""What comes after is what stays."""

_MOST = 3


@cache
def _named(feature: str) -> re.Pattern[str]:
    return regex(FEATURES[feature], re.IGNORECASE)


@cache
def _demanded(feature: str) -> re.Pattern[str]:
    return regex(DEMANDS.get(feature, FEATURES[feature]), re.IGNORECASE)


class Scope:
    """What the documents leave out and demand, feature by feature."""

    def __init__(self, desk: Desk) -> None:
        self._nouns = desk.nouns
        self._outside = Index((one.text, one) for one in _left_out(desk))
        self._demanding = Index((one.text, one) for one in _demands(desk))

    def leaving_out(self, feature: str) -> list[Statement]:
        """Give the sentences that leave a feature itself out, and not a special kind of it (``semantic search``)."""
        return [one for one in self._outside.telling(_named(feature)) if self._is_left_out(one, _named(feature))]

    def demanding(self, feature: str) -> list[Statement]:
        """Give the sentences that demand a feature."""
        return self._demanding.telling(_demanded(feature))

    def _is_left_out(self, one: Statement, named: re.Pattern[str]) -> bool:
        return any(
            named.search(atom) and not meaning_of(_SMALL.sub(" ", named.sub(" ", atom))) - self._nouns
            for atom in _ATOMS.split(_KEPT.split(one.text)[0])
        )


def find_scope_disputes(desk: Desk) -> Iterator[Dispute]:
    """Find the features that one document leaves out and another demands, those of two documents together."""
    scope = Scope(desk)
    pairs: dict[tuple[str, str], dict[str, tuple[list[Statement], list[Statement]]]] = {}
    for feature in FEATURES:
        out = scope.leaving_out(feature)
        wanted = scope.demanding(feature) if out else []
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


def _left_out(desk: Desk) -> Iterator[Statement]:
    """Give the sentences that leave something out."""
    for one in desk.context.shelved:
        if any(_LEFT_OUT.search(title) for title in one.titles) or _is_out(one.text):
            yield one
    for one in desk.statements:
        if _is_out(one.text) and not _DEMANDED.search(one.text):
            yield one


def _is_out(text: str) -> bool:
    return "❌" in text or _OUT.search(text) is not None


def _demands(desk: Desk) -> Iterator[Statement]:
    """Give the sentences that demand anything."""
    core = {titles for titles in {one.titles[-1:] for one in desk.statements} if titles and _CORE.search(titles[0])}
    for one in desk.statements:
        wanted = one.titles[-1:] in core or _WANTED.search(one.text)
        if wanted and not _MAYBE.search(one.text) and not one.text.rstrip().endswith("?"):
            yield one


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
