"""Words: what two lines in different notations have in common."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_][\w-]*|\b_[\w-]+")
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_SYNTAX = frozenset({
    "and", "annotated", "as", "assert", "async", "await", "class", "def", "default", "else", "false", "field",
    "for", "from", "if", "import", "in", "int", "is", "none", "not", "null", "of", "or", "raise", "return",
    "self", "str", "string", "the", "to", "true", "type", "with",
    "col", "connection", "execute", "one", "row", "rows", "select", "session", "statement", "uuid",
})  # fmt: skip
"""Words of either notation, and of talking to a database, that say nothing about what a line is about."""
_MEANT = {
    "return": "response returns answer answers",
    "unauthorized": "401",
    "isdisjoint": "403 role roles",
    "currentuser": "authentication authenticated token",
    "query": "parameter parameters filter filters",
    "orderby": "sort sorted order newest oldest",
    "paged": "page pages pagination",
    "integrityerror": "409 unique",
}
"""What specifications call what generated code says in words of its own."""


def telling_words(text: str) -> list[str]:
    """Give the words of a line that may be found again in another notation, in their order.

    >>> telling_words("| dueDate | date | no |"), telling_words("due_date: date | None")
    (['duedate', 'date', 'no'], ['duedate', 'date'])
    """
    return _kept(word.replace("_", "") for word in _WORD.findall(text))


def parts_of(text: str) -> list[str]:
    """Give what the joined names of a line are made of, but for names of one part.

    >>> parts_of("user: AgentOrAdmin, due_at: date")
    ['agent', 'admin', 'due', 'at']
    """
    joined = (_PART.findall(word) for word in _WORD.findall(text))
    return _kept(part for parts in joined if len(parts) > 1 for part in parts)


def is_numbered(word: str) -> bool:
    """Tell whether a word ends in a number that may be found again: a status, the name of a requirement.

    >>> is_numbered("404"), is_numbered("fr-002"), is_numbered("10")
    (True, True, False)
    """
    return word[-1].isdigit() and len(word) > 2


def meant_words(text: str) -> list[str]:
    """Give what a line of code is called in prose.

    >>> meant_words('raise unauthorized("No such account.")')
    ['401']
    """
    names = (word.replace("_", "").lower() for word in _WORD.findall(text))
    return [word for name in dict.fromkeys(names) if name in _MEANT for word in _MEANT[name].split()]


def _kept(words: Iterable[str]) -> list[str]:
    lower = dict.fromkeys(word.lower() for word in words)
    return [word for word in lower if len(word) > 1 and word not in _SYNTAX]
