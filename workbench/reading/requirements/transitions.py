"""Transitions: the steps between states, as tables, arrows, state diagrams and sentences give them.

``| From | To |`` tables, ``draft -> sent -> paid``, ``pending → approved | rejected``, bullets such as
``draft: sent, void``, Mermaid ``stateDiagram`` and "may move from draft to sent". Whether the words are
states of a table is for resolving to tell; here they are only what stands on both sides of a step.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import DocumentFacts, TransitionFact
from workbench.reading.layout.markdown import Code, ListItem, Table
from workbench.reading.layout.outline import Place, is_future, plain_words
from workbench.reading.literals import strip_marks

_FROM = regex(r"^(?:from|current|origin|source|old|before|when in)?(?: |_|-)?(?:states?|status(?:es)?|stage|phase)?$")
_TO = regex(
    r"^(?:(?:to|next|new|target|after|allowed|possible|valid)(?: |_|-)?)+"
    r"(?:states?|status(?:es)?|stages?|phases?|transitions?|next|to)*$"
    r"|^(?:transitions?|may (?:go|move) to|can (?:go|move) to)$"
)
_WHO = regex(
    r"^(?:who|by(?: whom)?|roles?|actors?|allowed (?:roles?|for|by)|permitted (?:roles?|for|by)|performed by)$"
)
_ARROW = regex(r"\s*(?:-{1,2}>|→|⟶|➔|➜|=>|⇒)\s*")
_SIDE = regex(r"[`'\"*_]*[A-Za-z][\w -]{0,30}[`'\"*_]*\Z")
_SPLIT = regex(r"\s*(?:,|\||/|;|\bor\b|\band\b)\s*")
_COLON = regex(
    r"\A[`'\"*_]*([A-Za-z][\w -]{0,30}?)[`'\"*_]*\s*"
    r"(?::|(?:can|may) (?:go|move|change|become)(?: to)?)\s*(.{2,120})\Z"
)
_STATES = regex(r"\b(?:transitions?|state machine|states|life ?cycle|status(?:es)?|workflow|stages)\b", re.IGNORECASE)
_EXCLUSIVE = regex(r"\b(?:transitions?|state machine|allowed|permitted|valid|only|life ?cycle)\b", re.IGNORECASE)
_MOVES = regex(
    r"\b(?:moves?|goes|go|changes?|transitions?|passes|pass|switch(?:es)?|be moved|be changed)(?: only)? from "
    r"[`'\"]?([a-z][\w-]{1,30})[`'\"]? (?:back )?(?:in)?to [`'\"]?([a-z][\w-]{1,30})[`'\"]?"
    r"((?:,? (?:or|and) (?:to )?[`'\"]?[a-z][\w-]{1,30}[`'\"]?|, (?:to )?[`'\"]?[a-z][\w-]{1,30}[`'\"]?)*)",
    re.IGNORECASE,
)
_DIAGRAM = regex(r"^\s*([\w-]+)\s*-->\s*([\w-]+)\s*(?::\s*(.*))?$")
_NOWHERE = frozenset(
    {"", "-", "–", "—", "none", "final", "terminal", "end", "n/a", "(none)", "(final)", "(terminal)", "nothing"}
)
_REMARK = regex(r"\s*\([^()]{0,80}\)")


def applies(document: Document) -> bool:
    """Tell whether the document is Markdown."""
    return document.is_markdown


def read(document: Document) -> DocumentFacts:
    """Read every step between two words that the document writes as one."""
    facts: list[TransitionFact] = []
    for place in document.places:
        if not is_future((*place.titles, place.lead)):
            facts += _in_place(document, place)
    return DocumentFacts(document.file, tuple(dict.fromkeys(facts)))


def _in_place(document: Document, place: Place) -> Iterator[TransitionFact]:
    titles = tuple(plain_words(title) for title in (*place.titles, place.lead) if title)
    if place.table is not None:
        yield from _from_table(document, place.table, titles)
    elif place.code is not None:
        yield from _from_code(document, place.code, titles)
    elif place.paragraph is not None:
        for number, line in enumerate(place.paragraph.text.split("\n"), place.paragraph.line):
            yield from _from_line(document, line, number, titles)
    else:
        yield from _from_items(document, place.items, titles)


def _from_items(document: Document, items: tuple[ListItem, ...], titles: tuple[str, ...]) -> Iterator[TransitionFact]:
    listed = any(_STATES.search(title) for title in titles[-2:])
    for item in items:
        text = " ".join(item.text.split())
        yield from _from_line(document, text, item.line, titles)
        match = _COLON.match(text) if listed and not _ARROW.search(text) else None
        if match:
            yield from _steps(document, (match[1],), _sides(match[2]), (), item.line, titles)
        children = tuple(child for child in item.children if isinstance(child, ListItem))
        yield from _from_items(document, children, (*titles, plain_words(text)))


def _from_table(document: Document, table: Table, titles: tuple[str, ...]) -> Iterator[TransitionFact]:
    headers = [strip_marks(cell).strip().lower() for cell in table.header]
    origin = next((place for place, header in enumerate(headers) if header and _FROM.match(header)), None)
    target = next((place for place, header in enumerate(headers) if place != origin and _TO.match(header)), None)
    if origin is None or target is None:
        return
    who = next((place for place, header in enumerate(headers) if _WHO.match(header)), None)
    for row in table.rows:
        if len(row.cells) <= max(origin, target):
            continue
        roles = _sides(row.cells[who]) if who is not None and who < len(row.cells) else ()
        yield from _steps(document, _sides(row.cells[origin]), _sides(row.cells[target]), roles, row.line, titles)


def _from_code(document: Document, code: Code, titles: tuple[str, ...]) -> Iterator[TransitionFact]:
    if code.language == "mermaid" and not code.text.lstrip().startswith("stateDiagram"):
        return
    for number, line in enumerate(code.text.split("\n"), code.text_line):
        diagram = _DIAGRAM.match(line[:200])
        if diagram and code.language == "mermaid":
            yield from _steps(document, (diagram[1],), (diagram[2],), (), number, titles)
        elif code.language in ("", "text", "txt"):
            yield from _from_line(document, line, number, titles)


def _from_line(document: Document, text: str, line: int, titles: tuple[str, ...]) -> Iterator[TransitionFact]:
    plain = _REMARK.sub("", text[:400]).replace("`", "").replace("**", "").strip(" .")
    if "]" not in plain and _ARROW.search(plain):
        yield from _from_arrows(document, plain, line, titles)
    for match in _MOVES.finditer(plain):
        targets = (match[2], *(part for part in re.split(r"\W*\b(?:or|and|to)\b\W*|,\s*", match[3] or "") if part))
        only = bool(_EXCLUSIVE.search(" ".join((*titles[-2:], plain))))
        yield from _steps(document, (match[1],), targets, (), line, titles, only=only)


def _from_arrows(document: Document, plain: str, line: int, titles: tuple[str, ...]) -> Iterator[TransitionFact]:
    """Read chains, several to a line: ``draft -> sent -> paid, sent -> void``; labels may lead to them."""
    first = _ARROW.search(plain)
    labels = plain[: first.start()].rpartition(": ")[0] if first else ""
    only = bool(_EXCLUSIVE.search(" ".join((*titles[-2:], plain))))
    for chain in re.split(r"[;,](?=[^;,]*(?:->|→|⟶|➔|➜|=>|⇒))", plain[len(labels) :].removeprefix(": ")):
        parts = [_sides(part) for part in _ARROW.split(chain.strip())]
        if len(parts) > 1 and all(parts):
            for origins, targets in pairwise(parts):
                yield from _steps(document, origins, targets, (), line, titles, only=only)


def _sides(text: str) -> tuple[str, ...]:
    """Give the words of one side of a step; nothing where it is more than names."""
    plain = _REMARK.sub("", text.replace("`", "").replace("**", "")).strip(" .*_\"'")
    if plain.lower() in _NOWHERE:
        return ()
    parts = [part.strip(" .\"'") for part in _SPLIT.split(plain) if part.strip(" .\"'")]
    return tuple(parts) if parts and all(_SIDE.match(part) for part in parts) else ()


def _steps(
    document: Document,
    origins: tuple[str, ...],
    targets: tuple[str, ...],
    roles: tuple[str, ...],
    line: int,
    titles: tuple[str, ...],
    *,
    only: bool = True,
) -> Iterator[TransitionFact]:
    for origin in origins:
        for target in targets:
            yield TransitionFact(origin, target, document.source(line), roles, titles, only)
