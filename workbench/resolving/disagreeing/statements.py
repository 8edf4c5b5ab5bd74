"""Sentences of all documents, in the words that carry their meaning, so that they can be compared.

Words are cut to what their forms share, and what people say in many ways (another user's row, a row that
is not there) becomes one word, so that two documents that speak of one thing are found to do so.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from generators.blueprint import Entity, Operation, Settings, Source
from workbench.needs import meets, needs_of
from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.layout.outline import Place, is_future, nested_places, plain_words
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.words import split_words, stem
from workbench.spreading import spread

_ASIDE = regex(
    r"(?:^|[/_-])(?:ui|frontend|components?|pages?|design|checklists?|quickstart|research|testing|deployment)"
    r"(?:[/._-]|$)|/\d+-[^/]+/tasks\.md$",
    re.IGNORECASE,
)
_DESCRIPTION = regex(r"\b(?:description|summary)[\"']?:\s*[\"']?(?![|>]\s*$)([^{}]{12,400}?)[\"']?\s*(?:[}].*)?$")
_HISTORY = regex(r"\b(?:revision|version|document|change)s? (?:history|log)\b|\bchange-?log\b", re.IGNORECASE)
"""What changed in a document says nothing of what holds."""

_BLOCK = regex(r"(?P<indent>\s*(?:-\s+)?)description:\s*[|>][+-]?\s*$")
_SENTENCE = regex(r"(?<=[.!?;])\s+(?=\S)")
_LABELLED = regex(r"\n(?=\*\*[^*\n]+\*\*\s*:?)")
"""A line that begins with a label is a sentence of its own, whether or not the one before has an end."""

_CLAUSE = regex(r"[\s,;:()—–](?:(?<=[,;:(—–])\s+|(?<=\))\s*|(?<=\s)\s*(?:[,;:()—–]\s+|\(|(?:but|while|whereas)\s+))")
"""Where a clause ends. That it begins with a class of signs lets a search skip to the next one."""

_CONCEPTS = (
    (
        regex(
            r"\b(?:another|other|different)\s+(?:\w+\s+)?(?:user|member|owner|customer|patient|person|account"
            r"|tenant)s?\b"
            r"(?:['’]s?)?|\b(?:someone|somebody)\s+else(?:['’]s)?|\b(?:does|do)\s+not\s+(?:own|belong)"
            r"|\bnot\s+the\s+owner\b"
            r"|\bowned\s+by\s+(?:another|other|someone|a different)\b|\bcross-(?:user|tenant)\b",
            re.IGNORECASE,
        ),
        " ofothers ",
    ),
    (
        regex(
            r"\b(?:do(?:es)?n[o']t|do(?:es)? not) exist|\bnon-?existent\b|\bmissing\b|\bunknown\b"
            r"|\binvalid (?=\w+ ids?\b(?! format))",
            re.I,
        ),
        " absent ",
    ),
    (
        regex(
            r"\b(?:wrong|invalid|incorrect|bad)\s+(?:e-?mail or password|passwords?|credentials|log-?in)\b"
            r"|\b(?:log-?in|sign-?in|authentication) (?:fail\w*|attempt fails)\b|\bfailed (?:log|sign)-?in\b",
            re.I,
        ),
        " badlogin ",
    ),
    (regex(r"\bsign(?:s|ing|ed)?[- ]?out\b|\blog(?:s|ging|ged)?[- ]?out\b", re.I), " logout "),
    (regex(r"\bsign(?:s|ing|ed)?[- ]?up\b|\bregist(?:er|ration)\w*", re.I), " signup "),
    (
        regex(r"\blives? (?:for )?(?=(?:\d+|\w+) (?:sec|min|hour|day|week|month)\w*)|\blifetimes?\b", re.I),
        " expires ",
    ),
    (regex(r"\b(?:log|sign)(?:s|ging|ged|ing|ed)?[- ]?in\b", re.I), " login "),
)
_IRREGULAR = {"held": "hold", "kept": "keep", "sent": "send", "paid": "pay", "sold": "sell", "lent": "lend"}
_EMPTY = frozenset(
    """
    gets got cannot nothing nobody
    a an the this that these those it its their his her they them he she we you i there and or also then
    with by of for in on to as at from when which if is are be been was were has have had must shall should
    can may will would able not no never only per each every all any both most least more less than up max
    maximum min minimum default same such so system application app backend api server service endpoint
    field column value string text integer null numeric varchar boolean should do does done one two three
    four five six seven eight nine ten twelve fifteen twenty thirty second seconds minute minutes hour hours
    day days week weeks month months year years ms characters chars character percent longer long within
    under until e g i.e eg etc us as user users given while please use used via optional required limit
    limits support supports return returns returned answer answers answered status error http code bad
    request receive receives received response responses refused refuse refuses rejected
    reject rejects gets forbidden found unauthorized conflict unprocessable entity fr nfr sc ac br need
    needs once twice times
    """.split()  # noqa: SIM905 - a list of words reads best as a text
)


_RESEARCH = regex(r"(?:^|[/_-])(?:research|decisions?|adrs?)(?:[/._-]|$)", re.IGNORECASE)
"""Documents that weigh one product against another."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or a part of it; ``meaning`` holds its words as they are compared, ``titles`` the headings,
    ``lead`` is the paragraph that leads to a list."""

    text: str
    source: Source
    meaning: frozenset[str] = frozenset()
    titles: tuple[str, ...] = ()
    lead: str = ""

    @property
    def place(self) -> tuple[str, tuple[str, ...]]:
        """The section that it stands in: what stands there together was meant together."""
        return self.source.file, self.titles


@lru_cache(maxsize=8192)
def meaning_of(text: str) -> frozenset[str]:
    """Give the words of a text that carry its meaning, each cut to what its forms share."""
    lowered = text.lower()
    for pattern, word in _CONCEPTS:
        if meets(needs_of(pattern.pattern), lowered):
            text = pattern.sub(word, text)
    return frozenset(map(_core, split_words(text))) - {""}


@lru_cache(maxsize=8192)
def _core(word: str) -> str:
    """Give what the forms of a word share, or nothing of one that carries no meaning."""
    word = word.lower()
    if word in _EMPTY or word.isdigit() or len(word) < 2:
        return ""
    return stem(_IRREGULAR.get(word, word))[:6]


def collect_sentences(texts: Mapping[str, str]) -> tuple[Statement, ...]:
    """Give the sentences of all documents that say what the backend does, in their order."""
    files = sorted(file for file in texts if not _ASIDE.search(file))
    longest = sorted(files, key=lambda file: -len(texts[file]))
    found = dict(zip(longest, spread(lambda file: _sentences(file, texts[file]), longest), strict=True))
    return tuple(one for file in files for one in found[file])


def collect_decisions(texts: Mapping[str, str]) -> tuple[Statement, ...]:
    """Give the sentences of the documents that tell why something was chosen."""
    return tuple(
        one for file, text in sorted(texts.items()) if _RESEARCH.search(file) for one in _sentences(file, text)
    )


def collect_shelved(texts: Mapping[str, str]) -> tuple[Statement, ...]:
    """Give the sentences that stand under a heading that puts them off or leaves them out."""
    return tuple(
        one
        for file, text in sorted(texts.items())
        if not _ASIDE.search(file)
        for one in _sentences(file, text, shelved=True)
    )


@lru_cache(maxsize=512)
def _sentences(file: str, text: str, *, shelved: bool = False) -> tuple[Statement, ...]:
    document = Document(file, text)
    if document.is_markdown:
        lines = [
            line
            for place in document.places
            if is_future((*place.titles, place.lead)) is shelved and not _HISTORY.search(place.title)
            for line in _lines(document, place)
        ]
    elif shelved:
        return ()
    else:
        lines = [*_descriptions(document)]
    found: list[Statement] = []
    for line, source, titles, lead in lines:
        for sentence, where in _cut(line, source):
            meaning = meaning_of(sentence)
            if meaning or any(map(str.isdigit, sentence)):
                found.append(Statement(sentence, where, meaning, titles, lead))
    return tuple(found)


def _descriptions(document: Document) -> Iterator[tuple[str, Source, tuple[str, ...], str]]:
    """Give the descriptions in YAML or JSON: on the line of their key, or in the block below it."""
    number, rows = 0, document.lines
    while number < len(rows):
        number += 1
        if match := _DESCRIPTION.search(rows[number - 1]):
            yield match[1], document.source(number), (), ""
        elif opened := _BLOCK.match(rows[number - 1]):
            titles: tuple[str, ...] = ()
            while number < len(rows) and (not rows[number].strip() or _indent(rows[number]) > len(opened["indent"])):
                number += 1
                text = rows[number - 1].strip()
                if text.startswith("#"):
                    titles = (text.lstrip("# "),)
                elif text:
                    yield text.lstrip("-* "), document.source(number), titles, ""


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())


def _cut(text: str, source: Source) -> Iterator[tuple[str, Source]]:
    """Give the sentences of a text, each with the lines that it stands on."""
    line = source.line
    for piece in _LABELLED.split(text):
        plain = plain_words(piece)
        position = 0
        for sentence in _SENTENCE.split(plain):
            start = plain.index(sentence, position)
            position = start + len(sentence)
            first = line + plain.count("\n", 0, start)
            last = first + sentence.strip().count("\n")
            if sentence.strip():
                inside = Source(source.file, min(first, source.end_line), min(last, source.end_line))
                yield " ".join(sentence.split()), inside
        line += piece.count("\n") + 1


def _lines(document: Document, place: Place) -> Iterator[tuple[str, Source, tuple[str, ...], str]]:
    titles, lead = place.titles, place.lead
    if place.paragraph is not None:
        yield place.paragraph.text, document.source(place.paragraph.line, place.paragraph.end_line), titles, ""
    elif place.table is not None:
        for row in place.table.rows:
            yield " — ".join(cell for cell in row.cells if cell), document.source(row.line), titles, lead
    for item in place.items:
        last = item.line + item.text.count("\n")
        yield item.text, document.source(item.line, last), titles, lead
        for below in nested_places(place, item):
            yield from _lines(document, below)


def parts_of(statement: Statement, near: re.Pattern[str] | None = None) -> Iterator[Statement]:
    """Give a sentence and, where it has several, its clauses: those alone in which ``near`` may be found."""
    needs = needs_of(near.pattern if near else "")
    if meets(needs, statement.text.lower()):
        yield statement
    texts = [text for text in _CLAUSE.split(statement.text) if text and text.strip()]
    for text in texts if len(texts) > 1 else ():
        if meets(needs, text.lower()) and (meaning := meaning_of(text)):
            yield Statement(text, statement.source, meaning, statement.titles, statement.lead)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What sentences are held against beside each other: what was resolved of the backend (``entities``,
    ``operations``), what the documents describe of its ``endpoints``, the ``texts`` themselves, and the sentences
    that are ``shelved`` or only tell of ``decisions``."""

    entities: tuple[Entity, ...] = ()
    operations: tuple[Operation, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    settings: Settings | None = None

    @property
    def shelved(self) -> tuple[Statement, ...]:
        """The sentences under a heading that puts them off."""
        return collect_shelved(self.texts)

    @property
    def decisions(self) -> tuple[Statement, ...]:
        """The sentences that tell why something was chosen."""
        return collect_decisions(self.texts)


NOTHING = Surroundings()
"""Where nothing but the sentences themselves is looked at."""
