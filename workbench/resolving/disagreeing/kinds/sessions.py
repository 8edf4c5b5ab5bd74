"""What happens to tokens: are they taken back at sign-out, can they be refreshed, how long do they live."""

import re
from collections.abc import Iterator

from workbench.patterns import regex
from workbench.resolving.disagreeing.desk import Desk
from workbench.resolving.disagreeing.dispute import Dispute, Side, dispute_of
from workbench.resolving.disagreeing.statements import Statement

_SIGN_OUT = regex(r"\b(?:sign|log)(?:s|ging|ged|ing|ed)?[- ]?out\b", re.IGNORECASE)
_TAKEN_BACK = regex(
    r"\binvalidat\w*|\brevok\w*|\bblack ?list\w*|\bdeny ?list\w*|\bdestroy\w*.{0,20}\bserver|\bserver[- ]side\b",
    re.IGNORECASE,
)
_KEPT = regex(
    r"\bstateless\b|\bclient[- ](?:side|level)\b|\bno server[- ]side\b|\bnot (?:invalidated|revoked)\b"
    r"|\bremains? valid\b"
    r"|\bstill valid\b|\bno (?:token )?(?:blacklist|revocation)\b",
    re.IGNORECASE,
)
_REFRESH = regex(
    r"\brefresh(?:ed|es|ing)?\b.{0,30}\b(?:token|session|mechanism)|\b(?:token|session)s?\b.{0,30}\brefresh", re.I
)
_NO_REFRESH = regex(
    r"\bno refresh\b|\bnot implemented\b|\bout of scope\b|\bwithout refresh\b|\bif implemented\b"
    r"|\bnot (?:be )?refreshed\b|\brefresh tokens? (?:is|are) not\b"
    r"|\b(?:must|should|have to|needs? to|initiate)\b.{0,20}\b"
    r"(?:re-?authenticat\w*|new authentication|log ?in again|sign ?in again)",
    re.IGNORECASE,
)
_TOKENS = regex(r"\b(?:jwts?|tokens?|sessions?|auth\w*)\b", re.IGNORECASE)
_NO_TOKEN = regex(rf"\bpage\b|\bavoids?\b|\bbrowser\b|{_NO_REFRESH.pattern}", re.IGNORECASE)


def find_session_disputes(desk: Desk) -> Iterator[Dispute]:
    """Find what is said of sign-out and of refreshing in two ways that exclude each other."""
    back = [one for one in desk.said.telling(_TAKEN_BACK, unless=_KEPT) if _is_sign_out(one)]
    kept = desk.said.telling(_KEPT, _TOKENS)
    yield from _two("sign-out", ("revoked", "tokens are taken back", back), ("stateless", "tokens live on", kept))
    refreshed = desk.said.telling(_REFRESH, unless=_NO_TOKEN)
    ended = desk.said.telling(_NO_REFRESH, _TOKENS)
    yield from _two(
        "refresh", ("refreshed", "tokens are refreshed", refreshed), ("ended", "people sign in again", ended)
    )


def _is_sign_out(statement: Statement) -> bool:
    return bool(_SIGN_OUT.search(f"{statement.text} {' '.join(statement.titles[-1:])}"))


def _two(
    about: str, one: tuple[str, str, list[Statement]], other: tuple[str, str, list[Statement]]
) -> Iterator[Dispute]:
    if one[2] and other[2]:
        sides = tuple(Side(value, text, tuple(said[:4])) for value, text, said in (one, other))
        yield dispute_of(about, sides, name=f"tokens.{about}")
