"""Error bodies: the JSON that a document shows below a heading about errors in general.

Example: a section "Errors" with ``{"error": {"code": "not_found", "message": "No such boat"}}``.
"""

import json
import re

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import DocumentFacts, SettingFact, Topic
from workbench.reading.outline import Place, is_future, walk_places

_ABOUT = regex(r"\berrors?\b|\bfailures?\b|\bproblems?\b", re.IGNORECASE)
_ENDPOINT = regex(r"\b(?:GET|POST|PUT|PATCH|DELETE)\b\s*`?/")
_NOTATIONS = ("json", "jsonc", "json5", "")


def applies(document: Document) -> bool:
    """Tell whether the document is Markdown that speaks of errors."""
    return document.is_markdown and "rror" in document.text


def read(document: Document) -> DocumentFacts:
    """Read what every error looks like."""
    facts = [
        SettingFact(Topic.ERROR_BODY, body, document.source(place.code.line, place.code.end_line))
        for place in walk_places(document.sections)
        if place.code is not None and (body := _body(place)) is not None
    ]
    return DocumentFacts(document.file, tuple(facts))


def _body(place: Place) -> str | None:
    code = place.code
    if code is None or code.language not in _NOTATIONS or is_future(place.titles):
        return None
    if any(_ENDPOINT.search(title) for title in place.titles) or not _ABOUT.search(place.title):
        return None
    try:
        value = json.loads(code.text)
    except ValueError:
        return None
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) and value else None
