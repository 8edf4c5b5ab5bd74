"""The desk: where a sentence is read, claim by claim, until every word of it is accounted for or named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generators.blueprint import RuleKind
from workbench.resolving.prose import (
    access,
    actions,
    answers,
    columns,
    defaults,
    fields,
    lifecycle,
    limits,
    orders,
    shapes,
    silent,
    tied,
    times,
    tokens,
    values,
)
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Reader, Sentence

_WORD = re.compile(r"[^\W_][\w'’-]*")
_PLAIN_TEXT = """
    a an the this that these those it its their his her they them i my me such and or also then with by of
    for in on to as at from when which where must shall should can may will able be is are has have been
    was were being system application app backend api server service endpoint endpoints database http user
    users caller authenticated logged-in given allow allows provide provides support supports listed
    returned visitor value values field fields column columns string text all each every any page request
    body bodies open answer responses response requests list new own via using object objects record
    records row rows data entry entries existing specific particular selected error errors parameter
    parameters property properties attribute attributes json
"""
_PLAIN = frozenset(_PLAIN_TEXT.split())
"""Words that carry no condition: articles, modals, and nouns for what every backend has."""


_WISHED = "wish"
"""Stands for what would bear a wish out, while wishes are looked for."""


@dataclass(frozen=True)
class Desk:
    """Where sentences are read: the book, and its patterns, compiled when first needed."""

    book: Book
    wishing: bool = False
    """Whether claims that fail for want of something that nothing contradicts are taken as wishes."""

    @cached_property
    def patterns(self) -> list[Pattern]:
        """All ways to say something, in the order in which they are tried."""
        return [
            *silent.PATTERNS,
            *tied.tie_patterns(self.book),
            *tied.PATTERNS,
            *access.OWNERSHIP,
            *tokens.PATTERNS,
            *answers.PATTERNS,
            *shapes.PATTERNS,
            *lifecycle.PATTERNS,
            *times.PATTERNS,
            *orders.PATTERNS,
            actions.action_pattern(self.book),
            *actions.PATTERNS,
            *fields.choice_patterns(self.book),
            *fields.PATTERNS,
            *limits.PATTERNS,
            *defaults.PATTERNS,
            *columns.PATTERNS,
            *values.PATTERNS,
            *access.PATTERNS,
        ]

    @cached_property
    def hinted(self) -> dict[str, list[int]]:
        """The positions of the patterns by their hints; every text holds the empty hint of those without one."""
        found: dict[str, list[int]] = {}
        for position, pattern in enumerate(self.patterns):
            for hint in pattern.hints or ("",):
                found.setdefault(hint, []).append(position)
        return found

    @cached_property
    def compiled(self) -> dict[int, re.Pattern[str]]:
        """The patterns that some sentence needed so far, by their position."""
        return {}

    def matches(self, text: str) -> Iterator[tuple[Reader, re.Match[str]]]:
        """Give what the patterns find in a text, in the order of the patterns."""
        lowered = text.lower()
        fitting = {position for hint, positions in self.hinted.items() if hint in lowered for position in positions}
        for position in sorted(fitting):
            if position not in self.compiled:
                self.compiled[position] = self.patterns[position].compiled(self.book)
            for match in self.compiled[position].finditer(text):
                if match[0].strip():
                    yield self.patterns[position].reader, match

    @cached_property
    def vocabulary(self) -> re.Pattern[str]:
        """Any noun of the blueprint."""
        return re.compile(
            rf"\b(?:{self.book.column_pattern}|{self.book.noun_pattern})(?:'s|s')?(?![\w])", re.IGNORECASE
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading a sentence: the proof of all its claims, the first claim that failed, and the
    words that nothing accounts for."""

    proof: Proof
    failed: Proof | None = None
    left: tuple[str, ...] = ()


def read_claims(sentence: Sentence, desk: Desk) -> Outcome:
    """Read the claims of a sentence until one fails."""
    by: list[str] = []
    kind: RuleKind | None = None
    for reader, match in desk.matches(sentence.text):
        proof = None if _taken(match.span(), sentence) else reader(match, sentence, desk.book)
        if proof is None:
            continue
        if proof.wish is not None and desk.wishing:
            sentence.wishes.append(proof.wish)
            by.append(_WISHED)
        elif not proof.by and not proof.silent:
            return Outcome(Proof(), proof)
        sentence.spans.append(match.span())
        by += proof.by
        kind = kind or proof.kind
    return Outcome(Proof(tuple(dict.fromkeys(by)), kind), None, tuple(_left(sentence, desk)))


def read_sentence(sentence: Sentence, desk: Desk) -> Proof:
    """Read one sentence; the proof has ids only where every word is accounted for."""
    mention(sentence, desk.book)
    found = read_claims(sentence, desk)
    if found.failed is not None:
        return found.failed
    if found.left:
        return Proof((), found.proof.kind, f"not understood: {' '.join(found.left[:8])}")
    return found.proof if found.proof.by else Proof((), found.proof.kind, "no rule was read in it")


def mention(sentence: Sentence, book: Book) -> None:
    """Let the sentence be about the first entity that it names, other than the users."""
    for match in book.noun_words.finditer(sentence.text):
        entity = book.entity_called(match[0])
        if entity is not None and entity is not book.users:
            sentence.entity = entity
            return


def _taken(span: tuple[int, int], sentence: Sentence) -> bool:
    """Tell whether what a match covers was read already, at least for the greater part."""
    start, end = span
    covered = sum(max(0, min(end, last) - max(start, first)) for first, last in sentence.spans)
    return covered * 2 > end - start


def _left(sentence: Sentence, desk: Desk) -> list[str]:
    """Give the words that nothing accounts for."""
    spans = [*sentence.spans, *(match.span() for match in desk.vocabulary.finditer(sentence.text))]
    return [
        match[0]
        for match in _WORD.finditer(sentence.text)
        if match[0].lower() not in _PLAIN
        and not any(first <= match.start() and match.end() <= last + 1 for first, last in spans)
    ]
