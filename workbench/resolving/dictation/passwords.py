"""Passwords in sentences: of which kinds of characters a new one must hold one each, and how long it must be."""

import re

from workbench.patterns import regex
from workbench.resolving.dictation.listening import Ear, Hearing, Rules

PASSWORDS = ("password", "new password", "new_password", "newpassword")
"""How a value that is a new password is called."""
_ONE = r"(?:at least |a minimum of |minimum |min |both |an? |one |1 )*"
_KINDS = {
    "upper": r"upper(?: ?-?case)?|capital",
    "lower": r"lower(?: ?-?case)?|small",
    "digit": r"digit|number|numeral|numeric",
    "special": r"special|symbol|punctuation|non-?alphanumeric",
    "letter": r"letter|alphabetic",
}
_MIXED = r"mixed ?-?case"
_CHARACTERS = r"(?:[ -](?:letter|character|char|mark|sign|symbol))?s?"
_SAMPLES = r"(?: ?\((?:e\.g\.,? ?)?(?:[^\w()]+|[A-Za-z0-9]-[A-Za-z0-9])(?:, etc\.?)?\))?"
_KIND = rf"{_ONE}(?:{_MIXED}|{'|'.join(_KINDS.values())}){_CHARACTERS}{_SAMPLES}"
_BETWEEN = r",? and |, ?|,? & | ?\+ ?| ?/ ?|; ?"
_LIST = rf"{_KIND}(?:(?:{_BETWEEN}){_KIND})*"
_MUST = r"(?:must|shall|needs? to|has to|have to|(?:is|are) required to)"
_HAS = rf"(?:{_MUST} (?:contain|include|have|hold|be|use)|contains?|includes?|has|have|requires?|needs?|with)"
_LENGTH = (
    r"(?:at least |a minimum of |minimum(?: of)?:? |min\.? )?(?P<min>\d+)\+?(?: or more)?"
    r" ?(?:characters?|chars?)(?: (?:long|minimum|min|or more))?"
)
_THEN = rf"(?:,? and | with |; |, ?)?(?:{_MUST} )?(?:contain(?:ing|s)? |includ(?:e|es|ing) |have |having )?"
_CERTAIN = regex(r"\b(?:at least|one|must|shall|contains?|includes?|requires?|\d)\b", re.IGNORECASE)


def _needed(match: re.Match[str], ear: Ear) -> Rules | None:
    """``Passwords must contain an upper-case letter and a digit``, ``8+ characters with mixed case and a symbol``."""
    said = match.groupdict()
    parts = re.split(_BETWEEN, re.sub(_MIXED, "upper, lower", said["kinds"].lower()))
    found = [kind for part in parts for kind in [_kind_of(part)] if kind]
    below = "password" in ear.heading.lower() and (len(found) > 1 or _CERTAIN.search(match[0]))
    if not said.get("subject") and not below:
        return None
    length = said.get("min")
    return (*((f"all: password at least {length}",) if length else ()), f"all: password needs {', '.join(found)}")


def _kind_of(part: str) -> str | None:
    """Give the kind of characters that a part of a list names: an upper-case letter is told by its case."""
    return next((kind for kind, words in _KINDS.items() if re.search(rf"\b(?:{words})", part)), None)


PATTERNS: tuple[tuple[str, Hearing], ...] = (
    (
        r"(?:(?:(?P<subject>(?:(?:the|a|each|every|all|user|new) )*passwords?)"
        r"(?: (?:requirements?|complexity|strength|rules?|policy))*|complexity|strength|requirements?):? ?)?"
        rf"(?:{_HAS} )?\(?(?:{_LENGTH}{_THEN})?(?P<kinds>{_LIST})\)?",
        _needed,
    ),
)
"""The ways to ask for kinds of characters, each with how it is taken down."""
