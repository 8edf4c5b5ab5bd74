"""Examples that do not fit what is said: a token that lives a day in the sample and a week in the text."""

import re
from collections.abc import Iterator

from generators.blueprint import Source, TypeName
from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side
from workbench.resolving.disagreeing.kinds.quantities import quantities_of
from workbench.resolving.disagreeing.statements import Statement

_ISSUED = regex(r"[\"']iat[\"']\s*:\s*(\d{9,11})\b")
_EXPIRES = regex(r"[\"']exp[\"']\s*:\s*(\d{9,11})\b")
_SUBJECT = regex(r"[\"']sub[\"']\s*:\s*(?:[\"'](?P<text>[\w@.-]+)[\"']|(?P<number>\d+))", re.IGNORECASE)
_UUID = regex(r"[0-9a-f]{8}-|uuid|\.\.\.|<|\{", re.IGNORECASE)
_TOKEN = regex(r"\b(?:access[- ]?tokens?|jwts?|tokens?|sessions?)\b", re.IGNORECASE)
_ASIDE = regex(r"\brefresh\b|\breset\b|\bverif\w*|\bbefore\b|\be\.g\.", re.IGNORECASE)
_LIVES = regex(r"\b(?:expir\w*|lifetimes?|valid(?:ity)?|lasts?|timeouts?|ttl|max[- ]age)\b", re.IGNORECASE)
_LASTS = regex(r"[\"']expires_?in[\"']\s*:\s*(\d{2,9})\b", re.IGNORECASE)
_NEAR = 6
_DAY = 86400


def find_samples(desk: Desk) -> Iterator[Dispute]:
    """Find examples of tokens whose lifetime, or whose user, is not what the documents say."""
    yield from _lifetimes(desk)
    yield from _subjects(desk)


def _lifetimes(desk: Desk) -> Iterator[Dispute]:
    said = [
        (int(quantity.amount), one)
        for one in desk.said.telling(_TOKEN, _LIVES, unless=_ASIDE)
        for quantity in quantities_of(one)
        if quantity.kind == "time"
    ]
    if not said:
        return
    stated = {seconds for seconds, _ in said}
    for file, text in sorted(desk.context.texts.items()):
        lines = text.split("\n") if _EXPIRES.search(text) or _LASTS.search(text) else []
        for number, line in enumerate(lines, 1):
            expires = _EXPIRES.search(line)
            near = " ".join(lines[max(0, number - _NEAR) : number + _NEAR])
            issued = _ISSUED.search(near) if expires else None
            seconds = int(expires[1]) - int(issued[1]) if expires and issued else 0
            if lasts := _LASTS.search(line):
                seconds = int(lasts[1])
            if seconds > 0 and seconds not in stated:
                sample = Statement(f"{seconds} s", Source(file, number, number))
                yield _lifetime(said, seconds, sample)
                return


def _lifetime(said: list[tuple[int, Statement]], seconds: int, sample: Statement) -> Dispute:
    first = said[0][0]
    sides = (
        Side(
            str(first), f"{_duration(first)}", tuple(one for amount, one in said if amount == first)[:3], _rule(first)
        ),
        Side(str(seconds), f"{_duration(seconds)}", (sample,), _rule(seconds)),
    )
    text = (
        f"How long does a token live: {_duration(first)}, as {said[0][1].source.file} says, or {_duration(seconds)}, "
        f"as the example in {sample.source.file} shows?"
    )
    return Dispute("tokens.lifetime", "lifetime", text, sides)


def _rule(seconds: int) -> tuple[str, ...]:
    return (f"all: access token {seconds} seconds",)


def _duration(seconds: int) -> str:
    for unit, name in ((_DAY, "day"), (3600, "hour"), (60, "minute")):
        if seconds % unit == 0:
            return f"{seconds // unit} {name}{'s' * (seconds != unit)}"
    return f"{seconds} seconds"


def _subjects(desk: Desk) -> Iterator[Dispute]:
    """Find users in examples whose id cannot be one: ``"sub": "captain-7"`` where ids are UUIDs."""
    users = next((one for one in desk.context.entities if one.purpose == "users" and one.sources), None)
    key = users.key[0] if users and users.key else None
    if users is None or key is None or not key.sources or key.type.name not in (TypeName.UUID, TypeName.INTEGER):
        return
    for file, text in sorted(desk.context.texts.items()):
        for number, line in enumerate(text.split("\n") if _SUBJECT.search(text) else (), 1):
            match = _SUBJECT.search(line)
            if match and not _fits(match, key.type.name):
                shown = match["text"] or match["number"]
                sample = Statement(shown, Source(file, number, number))
                there = Statement(f"{users.name}.{key.name}: {key.type}", key.sources[0])
                sides = (
                    Side(str(key.type), str(key.type), (there,)),
                    Side("text", f"a text such as {shown}", (sample,)),
                )
                lead = f"Which type do ids of {users.name} have: {key.type}, as {there.source.file} says"
                yield Dispute("users.id.sample", "type", f"{lead}, or a text such as {shown}, as {file} shows?", sides)
                return


def _fits(match: re.Match[str], kind: TypeName) -> bool:
    if kind is TypeName.UUID:
        return match["number"] is None and (bool(_UUID.search(match["text"])) or not re.search(r"\d", match["text"]))
    return match["number"] is not None or match["text"].isdigit() or not re.search(r"\d", match["text"])
