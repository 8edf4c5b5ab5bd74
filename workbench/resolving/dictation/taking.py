"""Sentences taken down as exact rules: only those of which every word is part of a known way to say it."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from generators.blueprint import Entity, Source
from workbench.needs import meets, needs_of
from workbench.reading.facts import RequirementFact, RuleFact
from workbench.reading.notation.lines import read_rule
from workbench.reading.notation.words import NotationError
from workbench.resolving.dictation import comparing, derived, hashing, limits, moves, passwords, repeating, sizes
from workbench.resolving.dictation.listening import Ear, Hearing
from workbench.resolving.dictation.passwords import PASSWORDS
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import compile_loosely, compile_words
from workbench.resolving.prose.sentences import cells_of, is_odd, sentences_of
from workbench.spreading import spread

PATTERNS: tuple[tuple[str, Hearing], ...] = (
    *limits.PATTERNS,
    *derived.PATTERNS,
    *moves.PATTERNS,
    *passwords.PATTERNS,
    *hashing.PATTERNS,
    *sizes.PATTERNS,
    *comparing.PATTERNS,
    *repeating.PATTERNS,
)
_LONGEST = 300
Said = tuple[Source, str]
"""A sentence with where it stands."""
Dictated = Mapping[Said, tuple[RuleFact, ...]]
"""The rules of each sentence that was taken down."""


def take_down(facts: Iterable[RequirementFact], book: Book) -> Dictated:
    """Give the rules that requirements and descriptions of columns dictate."""
    nouns = Ear(book).nouns

    def heard(fact: RequirementFact) -> list[tuple[Said, tuple[RuleFact, ...]]]:
        short = [sentence for sentence in sentences_of(fact.said) if len(sentence) <= _LONGEST]
        said = [((fact.source, sentence), _heard(sentence, fact, book, nouns)) for sentence in short]
        return [(sentence, rules) for sentence, rules in said if rules]

    every = [fact for fact in facts if not fact.aside]
    return dict(itertools.chain.from_iterable(spread(heard, every, there=is_odd)))


def _heard(sentence: str, fact: RequirementFact, book: Book, nouns: str) -> tuple[RuleFact, ...]:
    ear, spoken = _ear(sentence, fact, book)
    for expression, hear in _ways_to_say(spoken):
        match = compile_words(expression, nouns, book.column_pattern).fullmatch(spoken)
        lines = hear(match, ear) if match else None
        if lines:
            return tuple(rule for place, line in enumerate(lines) if (rule := _written(line, place, fact)) is not None)
    return ()


@lru_cache(maxsize=8192)
def _ways_to_say(spoken: str) -> tuple[tuple[str, Hearing], ...]:
    """Give the patterns that a sentence may be said in, whatever the words of the blueprint are."""
    lowered = spoken.lower()
    return tuple(
        (expression, hear)
        for expression, hear in PATTERNS
        if meets(needs_of(expression), lowered) and compile_loosely(expression).fullmatch(spoken)
    )


def _ear(sentence: str, fact: RequirementFact, book: Book) -> tuple[Ear, str]:
    """Give what the sentence is listened to with; the row of a table speaks in its last cell of the column it names."""
    cells = [cell.strip() for cell in cells_of(sentence)]
    if len(cells) > 1:
        for entity in book.entities:
            for column in entity.columns:
                if column.name == cells[0] and any(source.holds(fact.source) for source in column.sources):
                    return Ear(book, entity, column), cells[-1].rstrip(".")
    if len(cells) > 1 and cells[0].lower() in PASSWORDS:
        return Ear(book, book.users, heading=cells[0]), cells[-1].rstrip(".")
    heading = next((one for one in reversed(fact.section[-2:]) if "password" in one.lower()), "")
    return Ear(book, _about(fact, book), heading=heading), sentence.rstrip(".")


def _about(fact: RequirementFact, book: Book) -> Entity | None:
    return next((book.entity_called(word) for word in (*reversed(fact.section), fact.feature)), None)


def _written(line: str, place: int, fact: RequirementFact) -> RuleFact | None:
    """Give a line of the notation as if it stood where the sentence does; a second one has places of its own."""
    try:
        subject, clauses = read_rule(line)
    except NotationError:
        return None
    placed = tuple(replace(clause, at=clause.at + 1000 * place) for clause in clauses)
    return RuleFact(subject, placed, line, fact.source)
