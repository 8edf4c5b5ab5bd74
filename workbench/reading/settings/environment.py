"""Environment variables: ``.env`` fences, tables with a "Variable" column, bullets that begin with a name."""

import re

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import DocumentFacts, SettingFact, Topic
from workbench.reading.layout.outline import Place, is_future
from workbench.reading.literals import strip_marks

_ASSIGNED = regex(r"\s*(?:export\s+|[-*]\s+)?`?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)=([^`\n#]{0,300})")
_NAME = regex(r"`?\*{0,2}`?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`?\*{0,2}")
_TITLE = regex(
    r"\b(?:env(?:ironment)?|configuration|config|variables?|secrets?|entorno)\b|環境|환경|环境", re.IGNORECASE
)
_LANGUAGES = frozenset(
    {"", "env", "dotenv", "bash", "sh", "shell", "ini", "properties", "toml", "text", "plaintext", "console"}
)


def applies(document: Document) -> bool:
    """Tell whether the document is Markdown."""
    return document.is_markdown


def read(document: Document) -> DocumentFacts:
    """Read every variable once a line, as ``NAME`` or ``NAME=example``."""
    facts: list[SettingFact] = []
    for place in document.places:
        if not is_future(place.titles):
            for line, value in _found(place):
                facts.append(SettingFact(Topic.ENVIRONMENT, value, document.source(line), _scope(place)))
    return DocumentFacts(document.file, tuple(dict.fromkeys(facts)))


def _found(place: Place) -> list[tuple[int, str]]:
    if place.code is not None and place.code.language in _LANGUAGES:
        lines = enumerate(place.code.text.split("\n"), place.code.text_line)
        return [(line, f"{match[1]}={match[2].strip()}") for line, text in lines if (match := _ASSIGNED.match(text))]
    if place.table is not None and place.table.header and _is_variable_table(place):
        rows = [(row.line, _NAME.match(strip_marks(row.cells[0]) if row.cells else "")) for row in place.table.rows]
        return [(line, match[1]) for line, match in rows if match]
    if place.items and any(_TITLE.search(text) for text in (*place.titles[-1:], place.lead)):
        found = []
        for item in place.items:
            assigned, named = _ASSIGNED.match(item.text), _NAME.match(item.text)
            if assigned:
                found.append((item.line, f"{assigned[1]}={assigned[2].strip()}"))
            elif named:
                found.append((item.line, named[1]))
        return found
    return []


def _is_variable_table(place: Place) -> bool:
    if place.table is None:
        return False
    first = strip_marks(place.table.header[0]).lower()
    return first.startswith(("variable", "env", "name", "key", "setting")) and (
        "variable" in first or "env" in first or bool(_TITLE.search(" ".join((*place.titles[-2:], place.lead))))
    )


def _scope(place: Place) -> str:
    """Variables of a front end are marked, so that the backend does not ask for them."""
    nearest = " ".join((*place.titles[-2:], place.lead)).lower()
    front, back = (
        "front" in nearest or "next" in nearest or "client" in nearest,
        "back" in nearest or "server" in nearest,
    )
    return "frontend" if front and not back else ""
