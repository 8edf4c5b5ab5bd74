"""Error bodies: the JSON that a document shows for errors in general, below a heading or a sentence, or within one.

Examples: a section "Errors" with ``{"error": {"code": "not_found", "message": "No such boat"}}``; "Every error looks
like `{"message": "No such boat"}`".
"""

import json
import re
from collections.abc import Iterator

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import DocumentFacts, SettingFact, Topic
from workbench.reading.layout.outline import Place, is_future

_ABOUT = regex(r"\berrors?\b|\bfailures?\b|\bproblems?\b", re.IGNORECASE)
_LEADS = regex(
    r"^(?:all|every|any|each|the) (?:error|failure|failed request)s?\b|^errors\b|\b(?:all|every|any|each) errors?\b"
    r"|\berror (?:responses?|bod(?:y|ies)|format)\b",
    re.IGNORECASE,
)
"""What a sentence says that leads to the body of every error."""
_ENDPOINT = regex(r"\b(?:GET|POST|PUT|PATCH|DELETE)\b\s*`?/")
_SAID = regex(
    r"\b(?:all|every|any|each|the)? ?(?:errors?|failures?|error (?:responses?|bod(?:y|ies)))\b"
    r"[^.`{]{0,60}(?:look|are|is|have|has|return|use|answer|come|format|shape|body|form|as|follow)[^.`{]{0,60}`(\{.*\})`",
    re.IGNORECASE,
)
_NOTATIONS = ("json", "jsonc", "json5", "")


def applies(document: Document) -> bool:
    """Tell whether the document is Markdown that speaks of errors."""
    return document.is_markdown and "rror" in document.text


def read(document: Document) -> DocumentFacts:
    """Read what every error looks like."""
    facts = [fact for place in document.places for fact in _facts(document, place)]
    return DocumentFacts(document.file, tuple(facts))


def _facts(document: Document, place: Place) -> Iterator[SettingFact]:
    if place.code is not None and (body := _body(place)) is not None:
        yield SettingFact(Topic.ERROR_BODY, body, document.source(place.code.line, place.code.end_line))
    texts = [place.paragraph] if place.paragraph is not None else place.items
    for block in texts if not is_future(place.titles) and not _names_endpoint(place) else ():
        for offset, line in enumerate(block.text.split("\n")):
            shown = _SAID.search(line[:600])
            if shown is not None and (body := _object(shown[1])) is not None:
                yield SettingFact(Topic.ERROR_BODY, body, document.source(block.line + offset))


def _names_endpoint(place: Place) -> bool:
    return any(_ENDPOINT.search(title) for title in place.titles)


def _body(place: Place) -> str | None:
    code = place.code
    if code is None or code.language not in _NOTATIONS or is_future(place.titles):
        return None
    if _names_endpoint(place) or not (_ABOUT.search(place.title) or _LEADS.search(place.lead)):
        return None
    return _object(code.text)


def _object(text: str) -> str | None:
    """Give the JSON of an object that is not empty."""
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) and value else None
