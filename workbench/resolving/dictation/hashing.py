"""Passwords in sentences: that bcrypt hashes them, and at which cost."""

import re

from workbench.resolving.dictation.listening import Ear, Hearing, Rules

_WORDS = (
    r"(?:(?:passwords?|hash(?:e[sd]|ing)?|hashed_password|password_hash|stor(?:e[sd]?|age|ing)|must|should|shall|will"
    r"|be|is|are|only|always|securely|secure|properly|formatted|using|used?|uses|with|as|the|an?|and|in|on|before|format"
    r"|algorithm|salt(?:s|ed)?|library|built-?in|user|all|for|authentication|never (?:in |as )?plain-? ?text|via|by"
    r"|we|system|backend|application|slow|adaptive)\b[\s:;,()/–—-]*)*"
)
_COST = (
    r"(?:(?:(?:with|at|an?|the|appropriate|suitable|minimum|min|least|of|cost|work|factor|salt|rounds?|default)\b"
    r"[\s:=,.()-]*|≥ ?|>= ?)*(?:(?P<least>\d\d) ?(?:-|–|to) ?)?(?P<cost>\d\d)\b\+?"
    r"(?: ?(?:salt |hashing )?rounds?)?(?: or (?:more|higher|above)| minimum)?[\s,()]*)?"
)
_VAGUE = r"(?:(?:with|an?|appropriate|suitable|sufficient|strong) ?)*(?:cost|work) factor[\s,()]*"


def _hashed(match: re.Match[str], _ear: Ear) -> Rules | None:
    """``Passwords are hashed with bcrypt (cost 12)``, ``password_hash: bcrypt, at least 11 rounds``."""
    return (f"all: password hash bcrypt {match['cost'] or ''}".rstrip(),)


PATTERNS: tuple[tuple[str, Hearing], ...] = (
    (rf"{_WORDS}bcrypt[\s:;,()/–—-]*{_WORDS}(?:{_VAGUE})?{_COST}{_WORDS}", _hashed),
)
"""The ways to ask for bcrypt, each with how it is taken down."""
