"""Sentences: a requirement's text without its label and marks, cut where one sentence ends."""

from workbench.patterns import regex

_LABEL = regex(r"^\W*[A-Z]{1,6}(?:-[A-Z]+)*-?\d+(?:\.\d+)*\W*[:.)]?\s*")
_SENTENCES = regex(r"(?<=[.!])\s+(?=[A-Z])")


def sentences_of(text: str) -> list[str]:
    """Give the sentences of a requirement."""
    return _SENTENCES.split(_LABEL.sub("", text.replace("**", "").replace("`", "")).strip())
