"""Requirements in Markdown: labelled lines, bullets and rows that state rules, scenarios, sentences with "must"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import DocumentFacts, RequirementFact
from workbench.reading.layout.markdown import Code, ListItem, Paragraph, Table
from workbench.reading.layout.outline import Place, is_label, plain_words
from workbench.reading.literals import strip_marks
from workbench.reading.requirements.behaviour import (
    asks_for_rules,
    find_aside,
    is_english,
    states_behaviour,
    tells_rule,
)
from workbench.reading.requirements.fenced_rules import SQL_RULE, read_fence
from workbench.reading.values.phrases import read_phrase

_LABEL = regex(
    r"\[?\b((?:FR|NFR|SC|BR|AC|REQ|US|SR|IR|DR|UR|VR|EC|R|S|TR|PR|NF|UC|CR)"
    r"(?:-[A-Z]{2,12})?[- ]?\d{1,4}[a-z]?(?:\.\d{1,3})*)\b\]?"
)
_OWN_ID = regex(r"[*_\[(`|\s]{0,6}([A-Z]{2,6}-\d{1,4}[a-z]?)[*_\])`]{0,4}\s*[:.—–|]")
"""An id of a document's own scheme, before a mark: ``**LN-07 — A loan is never lent on.**``."""
_STANDARDS = frozenset({"ISO", "UTF", "RFC", "SHA", "AES", "HTTP", "CVE", "OWASP", "IEEE", "PEP"})
_SCENARIO = regex(
    r"\b(?:given|when|then|dado|cuando|entonces|étant donné|quand|alors|gegeben|wenn|dann)\b", re.IGNORECASE
)
_STORY = regex(r"\bas an? [^,]{2,60}, i (?:want|can|need|should|would)\b|\bcomo [^,]{2,40}, quiero\b", re.IGNORECASE)
_SENTENCE = regex(r"(?<=[.!?])\s+(?=[A-Z`*\"])")
# Documents about the work and not about what it builds; a name in capitals (CONTRIBUTING.md) says so too.
_SKIPPED_FILES = regex(
    r"(?:^|/)(?:(?i:checklists?|tasks|research|quickstart|readme|changelog|constitution|_?template|index)"
    r"(?:/|\.(?:md|markdown)$)|[A-Z]{4,}\.md$)"
)
_SKIPPED = regex(
    r"\b(?:table of contents|related (?:specs?|specifications?|documents?)|references|revision history"
    r"|change ?log|version history|glossary"
    r"|technology stack|tech stack|directory structure|project structure|file structure"
    r"|folder structure|sample data|sample queries|contents|see also)\b",
    re.IGNORECASE,
)
_METHOD = regex(r"\b(?:GET|POST|PUT|PATCH|DELETE) +/")
_CODE_ONLY = regex(r"구조|파일|컴포넌트|스택|estructura|stack|archivos|構成|ファイル|结构", re.IGNORECASE)
_FIELD_HEADERS = frozenset(
    {
        "parameter",
        "param",
        "field",
        "name",
        "column",
        "query parameter",
        "attribute",
        "property",
        "key",
        "campo",
        "claim",
    }
)
_SHORTEST = 8
_FEATURES = regex(
    r"(?:^|/)features?/|/(?:spec|requirements|stories|user-stories|rules|business-rules|behaviou?r)\.(?:md|markdown)$",
    re.IGNORECASE,
)
_TOLD = regex(
    r"\b(?:overview|background|purpose|motivation|introduction|context|goals?|summary|why|about|history|related"
    r"|references?|open (?:questions|points|issues)|glossary|terminology|dependencies|assumptions?|stack|structure"
    r"|files?|components?|pages?|screens?|props|actors?|personas?|stakeholders?|links?|success metrics|status|metadata"
    r"|notes for"
    r"|implementation|architecture|technolog\w+|tech|tasks?|plan|steps|test\w*|examples?|key entities|entities|models?"
    r"|schema|fields|attributes|independent|priority)\b",
    re.IGNORECASE,
)
_TERSE = regex(r"[<>≤≥]=?\s?\d|\d\s?(?:\.\.|–|-)\s?\d|->\s?[45]\d\d|^\w+ \(?\w* ?\d+\b")
_SQL_LIMIT = regex(r"\bas enum\b|\bunique index\b|\bunique ?\(|\bexclude using\b", re.IGNORECASE)
_PAIR = regex(r"[^:]{1,30}:\s*\S+(?:\s\S+)?\Z")
_HEADER = regex(r"`?(?:Authorization|X-[A-Za-z-]+):\s+\S+")


_ASKING = regex(r"\b(?:must|shall|should)(?: \w+)?:\W*\Z", re.IGNORECASE)
_HOLDING = regex(r"\b(?:include|contain|have|carry|hold)s?:\W*\Z", re.IGNORECASE)
_PARAMETERS = regex(r"\A(?:optional |supported )?(?:query )?(?:parameters|params|filters)\Z", re.IGNORECASE)
_NAMED = regex(r"`\w+`(?: \([^()]*\))? ?(?::|—|–|-) \S")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which texts at a place ask for behaviour. ``foreign``: in a language whose words are not known here;
    ``endpoint``: in the section of an endpoint, where every sentence says what it does; ``feature``: in a
    document about features, whose sentences are its rules; ``asked``: below a sentence that ends in "must:"."""

    titles: tuple[str, ...]
    foreign: bool
    endpoint: bool
    feature: bool = False
    asked: bool = False

    def states(self, text: str, titles: tuple[str, ...]) -> bool:
        """Tell a full sentence of a document about features: below its headings each one is a rule."""
        if not self.feature or any(_TOLD.search(title) for title in titles[1:][-2:]):
            return False
        plain = plain_words(text)
        words = plain.split()
        if _TERSE.search(plain) and len(words) >= 2:
            return True
        return (
            len(words) >= 3 + (len(plain) < 20)
            and sum(word[:1].islower() for word in words) >= 2
            and not _PAIR.match(plain)
        )

    def says(self, text: str, titles: tuple[str, ...]) -> bool:
        """Tell whether the text asks for behaviour, by its form, its headings or its words."""
        if len(text) < _SHORTEST or text.startswith(("http", "@specs", "[")) or text.endswith(":"):
            return False
        if find_label(text) or _STORY.search(text) or _whole_scenario(text):
            return True
        if self.foreign and any(_CODE_ONLY.search(title) for title in titles[1:]):
            return False
        if self.asked or (_PARAMETERS.search(titles[-1] if titles else "") and _NAMED.match(text)):
            return True
        ruled = self.foreign or any(asks_for_rules(title) for title in titles[-3:]) or states_behaviour(text)
        return ruled or self.states(text, titles)


@dataclass(frozen=True, slots=True)
class _Line:
    """A candidate: text with its lines and the headings and labels above it."""

    text: str
    line: int
    end_line: int
    titles: tuple[str, ...]
    label: str | None = None


def applies(document: Document) -> bool:
    """Tell whether the document is SQL, or Markdown that may state requirements."""
    return document.suffix == ".sql" or (document.is_markdown and not _SKIPPED_FILES.search(document.file))


@lru_cache(maxsize=256)
def feature_of(file: str) -> str:
    """Give the short name under which a document's requirements are cited: its folder in the Spec Kit
    layout (``001-name/spec.md``), else its own name."""
    path = PurePosixPath(file)
    if re.match(r"\d{1,4}-", path.parent.name) or path.stem in ("spec", "requirements", "plan", "data-model"):
        return path.parent.name if path.parent.name != "specs" else path.stem
    return path.stem


def read(document: Document) -> DocumentFacts:
    """Read all requirements of the document, one for each sentence, bullet, row or scenario."""
    feature = feature_of(document.file)
    if document.suffix == ".sql":
        return DocumentFacts(document.file, tuple(_from_sql(document, feature)))
    facts: list[RequirementFact] = []
    seen: set[tuple[int, str]] = set()
    foreign, stated = not is_english(document.text), bool(_FEATURES.search(document.file))
    for place in document.places:
        feature_like = stated or ("/api/" in document.file and _holds_calls(place))
        for line in _candidates(place, foreign=foreign, feature=feature_like):
            key = (line.line, line.text)
            if key not in seen:
                seen.add(key)
                source = document.source(line.line, line.end_line)
                aside = find_aside(line.text, line.titles)
                facts.append(RequirementFact(feature, line.text, source, line.label, line.titles, aside))
    return DocumentFacts(document.file, tuple(facts))


def _is_endpoint(place: Place) -> bool:
    """Tell whether a section describes one endpoint, named in its heading or in a line of its own."""
    if _METHOD.search(place.title.replace("`", "")):
        return True
    opening = (block.text for block in place.section.blocks if isinstance(block, Paragraph))
    return place.section.level > 1 and any(_METHOD.search(text[:200].replace("`", "")) for text in opening)


def _holds_calls(place: Place) -> bool:
    """Tell whether a section states endpoints in a fence or a line: the bullets beside them are their rules."""
    texts = (block.text for block in place.section.blocks if isinstance(block, (Code, Paragraph)))
    return any(_METHOD.search(text[:2000].replace("`", "")) for text in texts)


def _from_sql(document: Document, feature: str) -> Iterator[RequirementFact]:
    """Read what DDL limits: checks, enumerations, values unique together."""
    for number, line in enumerate(document.lines, 1):
        text = " ".join(line[:500].split())
        if (SQL_RULE.search(text) or _SQL_LIMIT.search(text)) and not text.startswith("--"):
            yield RequirementFact(feature, text.rstrip(",;"), document.source(number), section=("SQL",))


def _candidates(place: Place, *, foreign: bool, feature: bool) -> Iterator[_Line]:
    if any(_SKIPPED.search(title) for title in place.titles[1:]):
        return
    titles = (*place.titles, plain_words(place.lead).rstrip(":")) if is_label(place.lead) else place.titles
    wanted = _Wanted(titles, foreign=foreign, endpoint=_is_endpoint(place), feature=feature)
    if place.items:
        yield from _from_items(place.items, titles, _below(wanted, place.lead), _opening(place.lead))
    elif place.table is not None:
        yield from _from_table(place.table, titles, wanted)
    elif place.paragraph is not None and (find_label(place.paragraph.text) or not is_label(place.paragraph.text)):
        yield from _from_paragraph(place.paragraph, titles, wanted)
    elif place.code is not None:
        yield from _from_code(place.code, titles, place.lead)


def _below(wanted: "_Wanted", lead: str) -> "_Wanted":
    """Give what is wanted of the items below a sentence: all of them, where it ends in "must:"."""
    return replace(wanted, asked=_ASKING.search(lead[-80:]) is not None)


def _opening(lead: str) -> str:
    """Give the sentence that each item below it goes on with: ``A token must hold:``."""
    asks = _ASKING.search(lead[-80:]) and _HOLDING.search(lead[-80:]) and len(lead) < 160
    return f"{plain_words(' '.join(lead.split())).rstrip(': ')} " if asks else ""


def _from_items(
    items: tuple[ListItem, ...], titles: tuple[str, ...], wanted: "_Wanted", opening: str = ""
) -> Iterator[_Line]:
    scenario: list[ListItem] = []
    for item in items:
        if _is_step(item.text) and not _whole_scenario(item.text):
            if scenario and _starts_scenario(item.text):
                yield _scenario(scenario, titles)
                scenario = []
            scenario.append(item)
            continue
        if scenario:
            yield _scenario(scenario, titles)
            scenario = []
        yield from _from_item(item, titles, wanted, opening)
    if scenario:
        yield _scenario(scenario, titles)


def _from_item(item: ListItem, titles: tuple[str, ...], wanted: "_Wanted", opening: str) -> Iterator[_Line]:
    text = " ".join(item.text.split())
    children = [child for child in item.children if isinstance(child, ListItem)]
    if not (children and is_label(text)) and wanted.says(text, titles):
        last = item.line + item.text.count("\n")
        yield _Line(opening + plain_words(text), item.line, last, titles, find_label(text))
    below = (*titles, plain_words(text).rstrip(":")) if is_label(text) or len(text) <= 60 else titles
    if children:
        yield from _from_items(tuple(children), below, _below(wanted, text), _opening(text))
    for child in item.children:
        if isinstance(child, Table):
            yield from _from_table(child, below, wanted)
        elif isinstance(child, Paragraph):
            yield from _from_paragraph(child, below, wanted)
        elif isinstance(child, Code):
            yield from _from_code(child, below)


def _is_step(text: str) -> bool:
    return bool(re.match(r"(?:\*\*|__)?(?:given|when|then|and|but)\b", text, re.IGNORECASE)) and len(text) < 300


def _starts_scenario(text: str) -> bool:
    return bool(re.match(r"(?:\*\*|__)?given\b", text, re.IGNORECASE))


def _whole_scenario(text: str) -> bool:
    return len({match.lower() for match in _SCENARIO.findall(text)}) > 1


def _scenario(steps: list[ListItem], titles: tuple[str, ...]) -> _Line:
    text = " ".join(plain_words(" ".join(step.text.split())) for step in steps)
    return _Line(text, steps[0].line, steps[-1].end_line, titles, find_label(titles[-1] if titles else ""))


def find_label(text: str) -> str | None:
    """Find the requirement's own id at the beginning of its text: ``FR-001``, ``AC3``."""
    match = _LABEL.search(text[:40])
    if match and not text[: match.start()].strip("*_[(`|: "):
        return match[1].replace(" ", "-")
    own = _OWN_ID.match(text[:40])
    return own[1] if own and own[1].partition("-")[0] not in _STANDARDS else None


def _from_table(table: Table, titles: tuple[str, ...], wanted: _Wanted) -> Iterator[_Line]:
    headers = [strip_marks(cell).lower() for cell in table.header]
    ruled = wanted.foreign or any(asks_for_rules(text) for text in (*titles[-2:], *headers))
    endpoints = any(header in ("method", "endpoint", "path", "route", "http method") for header in headers)
    for row in table.rows:
        cells = [plain_words(cell) for cell in row.cells]
        text = " — ".join(cell for cell in cells if cell and cell not in ("-", "–", "—"))
        stated = any(wanted.states(cell, titles) for cell in row.cells)
        labelled = find_label(cells[0]) is not None
        asks = ruled or endpoints or stated or labelled or states_behaviour(text) or _limits(headers, row.cells)
        if len(text) >= _SHORTEST and asks:
            yield _Line(text, row.line, row.line, titles, find_label(strip_marks(row.cells[0])))


def _limits(headers: list[str], cells: tuple[str, ...]) -> bool:
    """Tell whether the row of a parameter or field says more of it than its type."""
    if not headers or headers[0] not in _FIELD_HEADERS or len(cells) < 2:
        return False
    field = read_phrase("x", ", ".join(cells[1:]), None)
    return bool(field.choices or field.format or field.type or field.has_default)


def _from_code(code: Code, titles: tuple[str, ...], lead: str = "") -> Iterator[_Line]:
    for rule in read_fence(code, lead):
        yield _Line(rule.text, rule.line, rule.end_line, titles)


def _from_paragraph(paragraph: Paragraph, titles: tuple[str, ...], wanted: _Wanted) -> Iterator[_Line]:
    line = paragraph.line
    if _whole_scenario(paragraph.text) and re.match(r"(?:\*\*|__)?(?:given|when)\b", paragraph.text, re.IGNORECASE):
        yield _Line(plain_words(" ".join(paragraph.text.split())), line, paragraph.end_line, titles)
        return
    text = paragraph.text
    if _STORY.search(text.replace("\n", " ")) and len(text) < 500:
        yield _Line(plain_words(" ".join(text.split())), line, paragraph.end_line, titles)
        return
    position = 0
    for sentence in _SENTENCE.split(text):
        start = text.find(sentence, position)
        first = line + text.count("\n", 0, start)
        position = start + len(sentence)
        plain = plain_words(" ".join(sentence.split()))
        if len(plain) >= _SHORTEST * 2 and (
            find_label(plain)
            or wanted.endpoint
            or wanted.foreign
            or states_behaviour(plain)
            or _HEADER.match(sentence)
            or (wanted.states(plain, titles) and (re.search(r"`|\d", sentence) or tells_rule(plain)))
        ):
            yield _Line(plain, first, first + sentence.count("\n"), titles, find_label(plain))
