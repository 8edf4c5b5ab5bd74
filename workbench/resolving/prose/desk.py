"""The desk: where a sentence is read, claim by claim, until every word of it is accounted for or named."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from generators.blueprint import RuleKind
from workbench.patterns import regex
from workbench.resolving.behaviour.claims import behaviour_patterns, read_tellings, refusal_patterns
from workbench.resolving.behaviour.lexicon import Lexicon
from workbench.resolving.prose import silent
from workbench.resolving.prose.answering import answers, messages, shapes, shown
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.callers import access, accounts, authors, tokens
from workbench.resolving.prose.claims import Pattern, Proof, Reader, Sentence
from workbench.resolving.prose.gist.catalogue import read_gist
from workbench.resolving.prose.gist.senses import is_filler
from workbench.resolving.prose.lacking import explain
from workbench.resolving.prose.operations import actions, effects, lists, orders, rates, tied, trade
from workbench.resolving.prose.search import Search, search_for
from workbench.resolving.prose.stored import (
    columns,
    defaults,
    fields,
    keys,
    kinds,
    letters,
    limits,
    names,
    removals,
    stamps,
    times,
    values,
)

_WORD = regex(r"[^\W_][\w'’-]*")
_CLAUSE_END = regex(r"[;()—:]|,(?= )| - ")
_PLAIN_TEXT = """
    am let lets enable enables permit permits offer offers alike signed-in identically
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


_WISHFUL = regex(
    r"\d|\b(?:(?:nonempty|empty|blank|white|omit|default|unique|positive|negative|order|sort)"
    r"|(?:one of|values?|valid|least|well-formed|insensitive|past|future|first|never|alphanumeric|underscores?|set to"
    r"|today|per|letters|digits|limited|restricted|confined|either|only|same|unless|until|new|case|repeats?|twice|numbers"
    r"|select|dropdown|radio|picklist)\b)"
)
"""Words of which one stands in every text, in small letters, that can ask for more than the documents state."""

WISHING: tuple[Pattern, ...] = (
    *messages.PATTERNS,
    *rates.PATTERNS,
    *times.PATTERNS,
    *orders.PATTERNS,
    *defaults.PATTERNS,
    *fields.PATTERNS,
    *limits.PATTERNS,
    *columns.PATTERNS,
    *letters.PATTERNS,
    *kinds.PATTERNS,
)
"""The patterns whose claims can be granted where nothing contradicts them."""

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
            *_made(behaviour_patterns(self.book)),
            *messages.PATTERNS,
            *trade.PATTERNS,
            *silent.PATTERNS,
            *keys.PATTERNS,
            *_made(tied.tie_patterns(self.book)),
            *rates.PATTERNS,
            *access.OWNERSHIP,
            *_made(refusal_patterns(self.book)),
            *tied.PATTERNS,
            *authors.PATTERNS,
            *names.PATTERNS,
            *shown.PATTERNS,
            *tokens.PATTERNS,
            *answers.PATTERNS,
            *shapes.PATTERNS,
            *stamps.PATTERNS,
            *effects.PATTERNS,
            *removals.PATTERNS,
            *accounts.PATTERNS,
            *times.PATTERNS,
            *orders.PATTERNS,
            *_made([actions.action_pattern(self.book)]),
            *actions.PATTERNS,
            *lists.PATTERNS,
            *_made(fields.choice_patterns(self.book)),
            *letters.PATTERNS,
            *kinds.PATTERNS,
            *defaults.PATTERNS,
            *fields.PATTERNS,
            *limits.PATTERNS,
            *columns.PATTERNS,
            *values.PATTERNS,
            *access.PATTERNS,
        ]

    @cached_property
    def wishful(self) -> frozenset[int]:
        """The positions of those whose claims can be granted."""
        readers = {one.reader for one in WISHING}
        return frozenset(position for position, one in enumerate(self.patterns) if one.reader in readers)

    def can_wish(self, sentence: str) -> bool:
        """Tell whether a sentence makes a claim that can be granted."""
        return can_wish(sentence) and next(self.search.matches(sentence, self.wishful), None) is not None

    @cached_property
    def plain(self) -> frozenset[str]:
        """The words that carry no condition, with those for persons among them."""
        return _PLAIN | {form for person in self.book.persons for form in (person, f"{person}s")}

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words for roles and states."""
        return Lexicon(self.book, self.book.settings.roles)

    @cached_property
    def search(self) -> Search:
        """Where the patterns look into texts."""
        ways = tuple((one.expression, one.hints, one.made) for one in self.patterns)
        return search_for(ways, self.book.vocabulary)

    def matches(self, text: str) -> Iterator[tuple[Reader, re.Match[str]]]:
        """Give what the patterns find in a text, in the order of the patterns."""
        for position, match in self.search.matches(text):
            yield self.patterns[position].reader, match


def _made(patterns: Iterable[Pattern]) -> Iterator[Pattern]:
    """Give patterns as those that hold words of one project."""
    return (replace(one, made=True) for one in patterns)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading a sentence: the proof of all its claims, the first claim that failed, and the
    words that nothing accounts for, ``places`` where they begin."""

    proof: Proof
    failed: Proof | None = None
    left: tuple[str, ...] = ()
    places: tuple[int, ...] = ()


def read_claims(sentence: Sentence, desk: Desk) -> Outcome:
    """Read the claims of a sentence until one fails."""
    by: list[str] = []
    kind: RuleKind | None = None
    for span, told in read_tellings(sentence, desk.lexicon):
        if not told.by:
            return Outcome(Proof(), told)
        sentence.spans.append(span)
        by += told.by
        kind = kind or told.kind
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
        if proof.silent:
            sentence.silent.append(match.span())
        by += proof.by
        kind = kind or proof.kind
    left = _left(sentence, desk)
    words, places = tuple(match[0] for match in left), tuple(match.start() for match in left)
    return Outcome(Proof(tuple(dict.fromkeys(by)), kind), None, words, places)


def can_wish(text: str) -> bool:
    """Tell whether a text can ask for more than the documents state."""
    return _WISHFUL.search(text.lower()) is not None


def read_sentence(sentence: Sentence, desk: Desk, *, ending: bool = False) -> Proof:
    """Read one sentence; the proof has ids only where every word is accounted for.

    Where wishes are looked for and the sentence is ``ending``, nothing after it wishes: without any, all was read.
    """
    mention(sentence, desk.book)
    found = read_claims(sentence, desk)
    if ending and not sentence.wishes:
        return Proof()
    if found.failed is None and not found.left and found.proof.by:
        return found.proof
    gist = read_gist(sentence.text, sentence, desk.book, desk.plain)
    if gist is None and sentence.silent:
        gist = read_gist(_without_silence(sentence), sentence, desk.book, desk.plain)
    if (gist is None or not gist.by) and found.failed is None:
        gist = _read_clauses(sentence, found, desk) or gist
    if gist is not None and gist.by:
        return gist
    if found.failed is not None:
        return found.failed
    if gist is not None:
        return gist
    if found.left:
        return Proof((), found.proof.kind, explain(found.left, desk.book))
    return Proof((), found.proof.kind, "no rule was read in it")


def _without_silence(sentence: Sentence) -> str:
    """Give a sentence with blanks for what claims nothing: ``for auditing``, ``(e.g. 2 kg)``."""
    letters = list(sentence.text)
    for first, last in sentence.silent:
        letters[first:last] = " " * (last - first)
    return "".join(letters)


def _read_clauses(sentence: Sentence, found: Outcome, desk: Desk) -> Proof | None:
    """Read by their gist the clauses in which words are left: the proof of all that the sentence says, where each
    of them is borne out."""
    by = list(found.proof.by)
    start = 0
    for end in (*(match.end() for match in _CLAUSE_END.finditer(sentence.text)), len(sentence.text)):
        words = [word for word, place in zip(found.left, found.places, strict=True) if start <= place < end]
        if not all(is_filler(word) for word in words):
            proof = read_gist(sentence.text[start:end], sentence, desk.book, desk.plain)
            if proof is None or not proof.by:
                return proof
            by += proof.by
        start = end
    return Proof(tuple(dict.fromkeys(by)), found.proof.kind or RuleKind.OPERATION) if by else None


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


def _left(sentence: Sentence, desk: Desk) -> list[re.Match[str]]:
    """Give the words that nothing accounts for."""
    spans = [*sentence.spans, *desk.search.named_in(sentence.text)]
    return [
        match
        for match in _WORD.finditer(sentence.text)
        if match[0].lower() not in desk.plain
        and not any(first <= match.start() and match.end() <= last + 1 for first, last in spans)
    ]
