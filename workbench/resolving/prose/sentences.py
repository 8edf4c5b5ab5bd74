"""Sentences: a requirement's text without its label and marks, cut where one sentence ends."""

from functools import lru_cache

from workbench.patterns import regex
from workbench.reading.facts import RequirementFact

_LABEL = regex(r"^\W*[A-Z]{1,6}(?:-[A-Z]+)*-?\d+(?:\.\d+)*\W*[:.)]?\s*")
_CELLS = regex(r"\s+—\s+|\s+\|\s+")
SENTENCES = regex(r"(?<=[.!])\s+(?=[A-Z])|(?<=[\w)])\s+(?=(?:Required|Optional) [Ff]ields?:)")
"""Where a sentence ends; what is required and what is optional are told in sentences of their own."""


def cells_of(text: str) -> list[str]:
    """Give the cells of a table's row that was written on one line; any other text is one cell."""
    return _CELLS.split(text) if "—" in text or "|" in text else [text]


@lru_cache(maxsize=4096)
def sentences_of(text: str) -> tuple[str, ...]:
    """Give the sentences of a requirement; several stages ask for them."""
    return tuple(SENTENCES.split(_LABEL.sub("", text.replace("**", "").replace("`", "")).strip()))


def is_odd(fact: RequirementFact) -> bool:
    """Tell half of all requirements from the others, always the same half: of two processes that read them again and
    again, each should get those that it remembers."""
    return fact.source.line % 2 == 1
