"""Passages: a requirement's whole text, read sentence by sentence, or as the row of a table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generators.blueprint import Entity, Operation, RuleKind, Source
from workbench.patterns import regex
from workbench.resolving.prose import rows
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Proof, Sentence, Topic, Wish, missing
from workbench.resolving.prose.desk import Desk, mention, read_claims, read_sentence
from workbench.resolving.prose.enumerations import read_choice, read_enumeration
from workbench.resolving.prose.gist.catalogue import read_gist
from workbench.resolving.prose.lacking import explain
from workbench.resolving.prose.literals import read_body_literal
from workbench.resolving.prose.operations.parameters import read_parameter
from workbench.resolving.prose.plainly import said_plainly
from workbench.resolving.prose.sentences import SENTENCES

_SELECT = regex(
    r"^(?:single[- ])?(?:select|dropdown|radio|picklist|enum|choice)(?: (?:field|buttons?|list|box))? ?(?:—|:|-) ?"
    r"(?P<values>[\w-]+(?:, ?[\w-]+)+)$",
    re.IGNORECASE,
)
"""The field of a form that offers some values: ``mood — select — calm, tense``."""
_QUOTED = regex(r"[\"“][^\"“”]*[\"”]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with where it stands: the entity of its section, the operations around it, its heading's column."""

    text: str
    source: Source
    about: Entity | None
    here: tuple[Operation, ...]
    topic: Topic | None = None
    wishes: list[Wish] = field(default_factory=list)


def read_prose(passage: Passage, desk: Desk) -> Proof:
    """Read a text sentence by sentence; one that is not borne out leaves all of it open."""
    by: list[str] = []
    kind: RuleKind | None = None
    parts = [said_plainly(part) for part in _sentences(passage.text)]
    if desk.wishing and not any(map(desk.can_wish, parts)):
        return Proof()
    for place, part in enumerate(parts, 1):
        sentence = Sentence(part, passage.source, passage.about, passage.here, passage.topic, wishes=passage.wishes)
        ending = desk.wishing and not any(map(desk.can_wish, parts[place:]))
        proof = _read_line(sentence, desk.book) or read_sentence(sentence, desk, ending=ending)
        if not proof.by:
            return proof
        by += proof.by
        kind = kind or proof.kind
    return Proof(tuple(dict.fromkeys(by)), kind) if by else Proof((), None, "no rule was read in it")


def _sentences(text: str) -> Iterator[str]:
    """Give the sentences of a text; what it quotes stays whole."""
    quoted, start = [match.span() for match in _QUOTED.finditer(text)], 0
    for end in SENTENCES.finditer(text):
        if not any(first < end.start() < last for first, last in quoted):
            yield text[start : end.start()]
            start = end.end()
    yield text[start:]


def _read_line(sentence: Sentence, book: Book) -> Proof | None:
    readers = (rows.read_line, read_enumeration, read_choice, read_body_literal)
    return next((proof for reader in readers if (proof := reader(sentence, book)) is not None), None)


def read_row(row: rows.Row, passage: Passage, desk: Desk) -> Proof:
    """Read the row of a table: each claim is about the value that its first cell names.

    Where the blueprint has the value from this very row, words that only describe it may stay unread.
    """
    if row.parameter is not None and row.operation is not None:
        return read_parameter(row.parameter, row.operation, row.rest, desk.book)
    by: list[str] = list(row.by if row.made else ())
    kind: RuleKind | None = None
    for part in _sentences(_SELECT.sub(r"one of: \g<values>", _without_status(row.rest, desk.book))):
        sentence = Sentence(part, passage.source, passage.about, passage.here, row.topic, wishes=passage.wishes)
        mention(sentence, desk.book)
        found = read_claims(sentence, desk)
        left = found.failed is not None or found.left
        if left and (gist := _gist_of_row(row, passage, sentence, desk)) is not None:
            return gist
        if found.failed is not None:
            return found.failed
        if found.left and not (row.made and rows.is_bare(_unread(sentence))):
            return missing(explain(found.left, desk.book), found.proof.kind)
        by += found.proof.by
        kind = kind or found.proof.kind
    return Proof(
        tuple(dict.fromkeys(by)), kind or (RuleKind.OPERATION if by else None), "" if by else "no rule was read in it"
    )


def _without_status(rest: str, book: Book) -> str:
    """Give the row of a table of validations without the status that answers any invalid input: ``required — 422``."""
    said, mark, status = rest.rpartition(" — ")
    return said if mark and said and status.strip() == str(book.settings.validation_status) else rest


def _gist_of_row(row: rows.Row, passage: Passage, sentence: Sentence, desk: Desk) -> Proof | None:
    """Give the proof of what a row says by its gist: alone, or of the value that it is about (``owner_id`` — references
    owners, cascade)."""
    named = sorted(row.topic.columns)[:1] if row.topic else []
    for text in (passage.text, *(f"{name} {passage.text}" for name in named)):
        gist = read_gist(text, sentence, desk.book, desk.plain)
        if gist is not None and gist.by:
            return gist
    return None


def _unread(sentence: Sentence) -> str:
    """Give a sentence without what was read in it."""
    letters = list(sentence.text)
    for first, last in sentence.spans:
        letters[first:last] = " " * (last - first)
    return "".join(letters)
