"""Sentences: a requirement's text without its label and marks, cut where one sentence ends."""

from workbench.patterns import regex

_LABEL = regex(r"^\W*[A-Z]{1,6}(?:-[A-Z]+)*-?\d+(?:\.\d+)*\W*[:.)]?\s*")
_CELLS = regex(r"\s+—\s+|\s+\|\s+")
SENTENCES = regex(r"(?<=[.!])\s+(?=[A-Z])|(?<=[\w)])\s+(?=(?:Required|Optional) [Ff]ields?:)")
"""Where a sentence ends; what is required and what is optional are told in sentences of their own."""


def cells_of(text: str) -> list[str]:
    """Give the cells of a table's row that was written on one line; any other text is one cell."""
    return _CELLS.split(text) if "—" in text or "|" in text else [text]


def sentences_of(text: str) -> list[str]:
    """Give the sentences of a requirement."""
    return SENTENCES.split(_LABEL.sub("", text.replace("**", "").replace("`", "")).strip())
