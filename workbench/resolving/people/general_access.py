"""Sentences about all endpoints at once, held against the endpoints that they speak of."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from generators.blueprint import Access, Source
from workbench.patterns import regex
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.index import Index
from workbench.resolving.serving.routing.paths import segments_of
from workbench.resolving.words import singular, words

_EVERY = regex(
    r"\b(?:all|every|each)\b(?:\s+[\w/-]+){0,3}\s+(?:endpoints?|routes?|apis?|requests?|calls?)\b.{0,50}"
    r"\b(?:requires?|needs?|protected|secured|authenticated|must (?:have|include|carry|contain|be))\b"
    r"|\b(?:required|needed|mandatory)\b.{0,20}\b(?:on|for|by)\s+(?:all|every|each)\s+(?:[\w/-]+\s+){0,2}"
    r"(?:endpoints?|routes?|requests?|calls?)\b",
    re.IGNORECASE,
)
_TOKEN = regex(r"\b(?:jwt|tokens?|auth\w*|bearer|credentials?|logged[- ]in|signed[- ]in)\b", re.IGNORECASE)
_SAVE = regex(
    r"\b(?:except|unless|other than|apart from|besides|excluding|excluded|public|protected (?:end|route|api|res)"
    r"|(?:endpoints?|routes?|requests?) (?:that|which|with|to)|filter\w*|scoped|validates?|own(?:s|er|ed)?)\b",
    re.IGNORECASE,
)
_KIND = regex(
    r"\b(?:all|every|each)\b\s+(\w+)(?:-related|-specific)?\s+(?:\w+\s+)?(?:endpoints?|routes?|apis?)\b", re.I
)
_PATH = regex(r"\b(?:all|every|each)\s+/?(?:[\w-]+/)*/?([a-z][\w-]*)(?:/\*)?\s+(?:end|route)", re.IGNORECASE)
_WHOLE = frozenset({"api", "rest", "http", "backend", "application", "the", "of", "other", "these"})
_NONE = regex(
    r"\b(\w+)\s+(?:endpoints?|routes?)\b.{0,20}\b(?:do not|don't|does not|never)\s+(?:require|need)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class General:
    """What holds for all endpoints of a kind, whatever each of them says; no ``about`` where it is all of them."""

    access: Access
    source: Source
    about: str = ""

    def covers(self, path: str) -> bool:
        """Tell whether an endpoint is one of those that the sentence speaks of."""
        if not self.about:
            return True
        parts = {singular(word) for segment in segments_of(path) for word in words(segment)}
        return self.about in parts or (self.about == "authentication" and "auth" in parts)


def find_general(said: Index[Statement], describing: Collection[str]) -> tuple[General, ...]:
    """Give the sentences that leave no exception; those of documents ``describing`` endpoints mean their own."""
    found: list[General] = []
    for sentence in said.near(_NONE.pattern, _EVERY.pattern):
        if sentence.source.file in describing or not _TOKEN.search(sentence.text):
            continue
        none = _NONE.search(sentence.text)
        if none:
            found.append(General(Access.PUBLIC, sentence.source, singular(none[1])))
        elif _EVERY.search(sentence.text) and not _SAVE.search(sentence.text):
            kind = _KIND.search(sentence.text)
            about = singular(kind[1]) if kind and kind[1].lower() not in _WHOLE else ""
            if (named := _PATH.search(sentence.text)) and "/" in named[0]:
                about = singular(words(named[1])[-1])
            found.append(General(Access.REQUIRED, sentence.source, about))
    return tuple(found)
