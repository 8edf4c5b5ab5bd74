"""Sizes in sentences: how large the body of a request may be."""

import re

from workbench.resolving.dictation.listening import MOST, Ear, Hearing, Rules

_BODY = (
    r"(?:(?:the|an?|every|all|max(?:imum)?|max\.|allowed|total|json|http|api|incoming|limit(?:s|ed)?|for|on|of) )*"
    r"(?:request body|request bodies|(?:request )?payloads?|bod(?:y|ies)|requests?)"
    r"(?: (?:sizes?|limits?|max(?:imum)?))*"
)


def _sized(match: re.Match[str], _ear: Ear) -> Rules | None:
    """``Maximum request body size: 2 MB``, ``request bodies are limited to 512 KB``."""
    said = match[0].lower()
    if not any(word in said for word in ("siz", "body", "bodies", "payload")):
        return None
    return (f"all: body at most {match['size']} {match['unit'][0].upper()}B",)


PATTERNS: tuple[tuple[str, Hearing], ...] = (
    (
        rf"{_BODY}(?: ?[:=—–-]| (?:is|are|must be|must not be|may be|can be|must not exceed|is limited to"
        r"|are limited to|limited to|exceed(?:s|ing)?))?"
        rf" ?(?:{MOST} |larger than |to |≤ ?|<= ?)?(?P<size>\d+) ?(?P<unit>kb|mb|kib|mib)"
        r"(?: (?:is|are) (?:rejected|refused)(?: with (?:http )?413)?"
        r"|(?:,| ?→| ?->)? ?(?:(?:answers?|returns?) )?413)?",
        _sized,
    ),
)
"""The ways to limit the size of a body, each with how it is taken down."""
