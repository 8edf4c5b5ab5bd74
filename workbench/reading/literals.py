"""Literal values as people write them: ``'medium'``, ``false``, ``20``, ``now()``."""

import re

from generators.blueprint import JsonScalar
from workbench.patterns import regex

NOT_STATED = frozenset(
    {"", "-", "--", "---", "–", "—", "n/a", "na", "none", "null", "nil", "no", "no default", "不", "無"}
)
"""Cell texts that say "nothing here"."""

_NUMBER = regex(r"[+-]?\d{1,18}(\.\d{1,18})?\Z")
_WORDS = {"true": True, "false": False, "null": None, "none": None}
_EMPTY = regex(r"(?:an? )?(?:empty|blank) (string|text|list|array|object|dict)\b", re.IGNORECASE)
_EMPTIES = {"list": "[]", "array": "[]", "object": "{}", "dict": "{}"}
_CAST = regex(r"::[\w \[\]]{1,40}\Z")
_QUOTES = "\"'`“”‘’"


def strip_marks(text: str) -> str:
    """Take Markdown's emphasis, code and quote marks and white space off both ends."""
    return text.strip().strip("*_").strip().strip("`").strip()


def unquote(text: str) -> str:
    """Take one pair of quotes off, of whatever kind."""
    text = text.strip()
    while len(text) >= 2 and text[0] in _QUOTES and text[-1] in _QUOTES:
        text = text[1:-1].strip()
    return text


def read_literal(text: str) -> JsonScalar:
    """Read a value: quoted text is text, ``true`` a boolean, ``20`` a number; all else stays text
    (``now()``, ``{}``, ``pending``)."""
    text = _CAST.sub("", text.strip().strip("`").strip())
    if text[:1] in _QUOTES and len(text) > 1:
        return unquote(text)
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _NUMBER.match(text):
        return float(text) if "." in text else int(text)
    return text


def read_empty(text: str) -> str | None:
    """Read a value that is named as empty at the beginning of ``text``: ``an empty string``, ``empty list``."""
    match = _EMPTY.match(text)
    return _EMPTIES.get(match[1].lower(), "") if match else None


def read_default(cell: str) -> tuple[bool, JsonScalar]:
    """Read a cell of a "Default" column: whether it states a default, and which."""
    text = strip_marks(cell)
    if text.lower() in NOT_STATED:
        return False, None
    empty = read_empty(text)
    return True, read_literal(text) if empty is None else empty
