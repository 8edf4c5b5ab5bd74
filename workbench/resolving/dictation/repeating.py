"""Keys of requests in sentences: which creations may be sent again under an Idempotency-Key, and what that answers."""

import re

from generators.idempotency import reused_status, why_not_repeatable
from workbench.resolving.dictation.listening import ANSWERS, LEAD, Ear, Hearing, Rules
from workbench.resolving.ruling.names import shape

_KEY = (
    r"(?:(?:an?|the|its|their|this|same|optional|unique|client-generated) )*`?idempotency[- ]keys?`?"
    r"(?: (?:request )?headers?)?"
)
_CALL = r"`?post (?P<path>/[\w/{}.-]+)`?"
_CREATING = r"(?:creat|add|plac|book|submitt|mak|order|post)(?:ing|ions?)(?: (?:an?|the|new|of))* (?P<noun>{noun})"
_REQUEST = r"(?:(?:an?|the|same|identical|creation|create|post) )*requests?"
_MORE = r"(?:(?:an?|the|any|another|second|duplicate|further|new|more) )*"
_OUTCOME = (
    rf"(?:{ANSWERS} (?:(?:the|same|first|original|stored|previous|initial|earlier) )+"
    r"(?:response|answer|result|{noun})"
    rf"|(?:do not|does not|never|doesn't|must not|will not) (?:create|add|make|book|place) {_MORE}{{noun}}"
    rf"|(?:creates|adds|makes|books|places) (?:only |just |exactly )?(?:one|a single|no second|no duplicate) {{noun}})"
)
_TAIL = (
    r"(?:(?:,|;|:| -| –| —)?(?: so that| and| which)?(?: (?:a|the|any|another|every))? (?:repeat\w*|retr\w+|second)"
    rf"[\w ]{{0,40}}? {_OUTCOME})?"
)


def _accepts(match: re.Match[str], ear: Ear) -> Rules | None:
    """``POST /refunds accepts an Idempotency-Key header``; ``retrying one with the same key adds no second refund``."""
    said = match.groupdict()
    creating = [one for one in ear.book.operations if not why_not_repeatable(one, ear.book.entities)]
    if path := said.get("path"):
        creating = [one for one in creating if shape(one.path) == shape(path)]
    elif not said.get("all"):
        entity = ear.entity(said["noun"]) if said.get("noun") else ear.about
        creating = [one for one in creating if entity is not None and one.entity == entity.name]
    return tuple(f"POST {one.path}: idempotency key" for one in creating) or None


def _refuses(match: re.Match[str], ear: Ear) -> Rules | None:
    """``The same Idempotency-Key with another body answers 422``: with the status that a wrong value has."""
    if int(match["status"]) != reused_status(ear.book.settings.validation_status):
        return None
    return _accepts(match, ear)


PATTERNS: tuple[tuple[str, Hearing], ...] = (
    (
        rf"{LEAD}(?:(?:{_CALL}|{_CREATING}"
        r"|(?P<all>(?:all|every) (?:post|creation|creating) (?:endpoints?|requests?|calls?))"
        rf"|(?:this|the) (?:endpoint|request|call)) )?(?:(?:can|may|must|should|also|optionally) )*"
        rf"(?:accepts?|takes?|supports?|honou?rs?|reads?) {_KEY}{_TAIL}",
        _accepts,
    ),
    (
        rf"(?:repeat|retry|resend|send|re-send)(?:ing)? (?:{_CALL}|{_REQUEST}|{_CREATING})(?: again)?(?: twice)?"
        rf" (?:with|under) {_KEY} {_OUTCOME}",
        _accepts,
    ),
    (
        rf"(?:(?:re-?us|us|send)(?:ing|e) )?{_KEY} (?:with|for) (?:a |an )?(?:different|another|other|changed)"
        rf" (?:request )?(?:body|payload|request) {ANSWERS} (?:an? )?(?P<status>409|422)",
        _refuses,
    ),
)
"""The ways to speak of keys of requests, each with how it is taken down."""
