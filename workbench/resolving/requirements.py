"""Requirements: sentences of the specifications, tied to what enforces them or open in plain sight.

A sentence counts as enforced only when every word of it is accounted for: by a claim that the
blueprint bears out, by a noun of the blueprint, or by a word that carries no condition. What is left
over is named as the reason why it stays open.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from generators.blueprint import (
    Entity,
    Operation,
    OperationKind,
    Requirement,
    RequirementStatus,
    Rule,
    RuleKind,
    Settings,
    Source,
)
from workbench.reading.facts import RequirementFact
from workbench.resolving.prose import access, actions, fields, lifecycle, rows
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Reader, Sentence

_LABEL = re.compile(r"^\W*[A-Z]{1,6}(?:-[A-Z]+)*-?\d+(?:\.\d+)*\W*[:.)]?\s*")
_WORD = re.compile(r"[^\W_][\w'’-]*")
_PLAIN = frozenset(
    {
        *("a", "an", "the", "this", "that", "these", "those", "it", "its", "their", "his", "her", "they", "them"),
        *(
            "and",
            "or",
            "also",
            "then",
            "with",
            "by",
            "of",
            "for",
            "in",
            "on",
            "to",
            "as",
            "at",
            "from",
            "when",
            "which",
        ),
        *("must", "shall", "should", "can", "may", "will", "able", "be", "is", "are", "has", "have", "been", "was"),
        *("system", "application", "app", "backend", "api", "server", "service", "endpoint", "endpoints", "database"),
        *("user", "users", "caller", "authenticated", "logged-in", "given", "allow", "allows", "provide", "support"),
        *("listed", "returned", "visitor", "value", "field", "column", "string", "text", "all", "each"),
        *("page", "request", "body", "bodies"),
        *("open", "answer", "responses", "response", "request", "requests", "list", "new", "own", "via", "using"),
    }
)
_STORY = re.compile(r"^(?:as (?:an?|the) |so that |i want )", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=[.!])\s+(?=[A-Z])")


@dataclass(frozen=True)
class Desk:
    """Where sentences are read: the book, and its patterns, compiled when first needed."""

    book: Book

    @cached_property
    def patterns(self) -> list[Pattern]:
        """All ways to say something, in the order in which they are tried."""
        return [
            *access.OWNERSHIP,
            *lifecycle.PATTERNS,
            actions.action_pattern(self.book),
            *actions.PATTERNS,
            *fields.choice_patterns(self.book),
            *fields.PATTERNS,
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


def resolve_requirements(
    facts: Iterable[RequirementFact],
    settings: Settings,
    entities: tuple[Entity, ...],
    operations: tuple[Operation, ...],
    rules: tuple[Rule, ...],
    set_aside: Mapping[Source, str] = MappingProxyType({}),
) -> tuple[Requirement, ...]:
    """Give every requirement with where it stands; what a person ``set_aside`` is out of scope."""
    real = tuple(operation for operation in operations if operation.kind is not OperationKind.PORT)
    desk = Desk(Book(settings, entities, real, rules))
    every = list(facts)
    labelled = {fact.source.file for fact in every if fact.label}
    found: dict[str, Requirement] = {}
    for fact in every:
        identifier = _identifier(fact, found)
        reason = next((why for line, why in set_aside.items() if _within(line, fact.source)), "")
        if reason:
            found[identifier] = Requirement(
                identifier, fact.text, None, RequirementStatus.OUT_OF_SCOPE, fact.source, (), reason
            )
            continue
        found[identifier] = _requirement(identifier, fact, desk, told_elsewhere=fact.source.file in labelled)
    return tuple(found.values())


def _within(line: Source, source: Source) -> bool:
    return line.file == source.file and line.line <= source.end_line and source.line <= line.end_line


def _identifier(fact: RequirementFact, taken: dict[str, Requirement]) -> str:
    base = f"{fact.feature}#{fact.label or f'L{fact.source.line}'}"
    identifier, number = base, 2
    while identifier in taken:
        identifier = f"{base}.{number}"
        number += 1
    return identifier


def _requirement(identifier: str, fact: RequirementFact, desk: Desk, *, told_elsewhere: bool) -> Requirement:
    if fact.aside:
        return Requirement(identifier, fact.text, None, RequirementStatus.OUT_OF_SCOPE, fact.source, (), fact.aside)
    if told_elsewhere and not fact.label and _STORY.match(fact.text.strip("*_ ")):
        reason = "a story: what it asks for is stated by the numbered requirements beside it"
        return Requirement(identifier, fact.text, None, RequirementStatus.OUT_OF_SCOPE, fact.source, (), reason)
    proof = read_text(fact, desk)
    status = RequirementStatus.ENFORCED if proof.by else RequirementStatus.OPEN
    return Requirement(identifier, fact.text, proof.kind, status, fact.source, proof.by, proof.reason)


def read_text(fact: RequirementFact, desk: Desk) -> Proof:
    """Read a requirement: a row of a table by its cells, anything else sentence by sentence."""
    text = _LABEL.sub("", fact.text.replace("**", "").replace("`", "")).strip()
    about = _about(fact, desk.book)
    here = tuple(desk.book.operations_at(fact.source))
    by: list[str] = []
    kind: RuleKind | None = None
    for part in _SENTENCES.split(text):
        sentence = Sentence(part, fact.source, about, here)
        proof = read_sentence(sentence, desk)
        if not proof.by:
            return proof
        by += proof.by
        kind = kind or proof.kind
    return Proof(tuple(dict.fromkeys(by)), kind) if by else Proof((), None, "no rule was read in it")


def _about(fact: RequirementFact, book: Book) -> Entity | None:
    """Give the entity of a requirement's document: named by its section or its file, else the main one."""
    for heading in (*reversed(fact.section), fact.feature, fact.source.file):
        for word in re.findall(r"[A-Za-z]+", heading):
            entity = book.nouns.get(word.lower())
            if entity is not None and (entity is not book.users or word.lower().startswith("user")):
                return entity
    if re.search(r"auth|sign|login|account", fact.source.file, re.IGNORECASE) and book.users is not None:
        return book.users
    return book.main


def read_sentence(sentence: Sentence, desk: Desk) -> Proof:
    """Read one sentence; the proof has ids only where every word is accounted for."""
    structural = rows.read_line(sentence, desk.book)
    if structural is not None:
        return structural
    _mention(sentence, desk.book)
    by: list[str] = []
    kind: RuleKind | None = None
    for reader, match in desk.matches(sentence.text):
        proof = None if _taken(match.span(), sentence) else reader(match, sentence, desk.book)
        if proof is None:
            continue
        if not proof.by:
            return proof
        sentence.spans.append(match.span())
        by += proof.by
        kind = kind or proof.kind
    left = _left(sentence, desk)
    if left:
        return Proof((), kind, f"not understood: {' '.join(left[:8])}")
    return Proof(tuple(dict.fromkeys(by)), kind, "" if by else "no rule was read in it")


def _mention(sentence: Sentence, book: Book) -> None:
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
