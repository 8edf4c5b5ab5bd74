"""Claims: what a piece of a sentence says, and whether the blueprint bears it out."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from generators.blueprint import ColumnRole, Entity, Operation, Rule, RuleKind, Source
from workbench.patterns import regex
from workbench.reading.notation.clauses import Clause, Subject, Value
from workbench.resolving.prose.book import Book


@dataclass(frozen=True, slots=True)
class Wish:
    """What a sentence asks for and no document states otherwise: a clause that would make it true."""

    subject: Subject
    clause: Clause


@dataclass(frozen=True, slots=True)
class Proof:
    """What bears a claim out: ids of operations and rules. None at all means that nothing does;
    ``reason`` then says what is missing, and ``wish`` what would bear it out where nothing contradicts it.
    ``silent`` marks words that were understood and claim nothing."""

    by: tuple[str, ...] = ()
    kind: RuleKind | None = None
    reason: str = ""
    silent: bool = False
    wish: Wish | None = None


SILENT = Proof(silent=True)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a text is about before it says anything: the columns that its heading or its row names."""

    entity: Entity
    columns: frozenset[str]
    fixed: bool = False
    """Whether no other column can be meant: the row of a table is about its first cell."""


@dataclass(slots=True)
class Sentence:
    """A sentence while it is read: ``entity`` is what it last spoke of, ``here`` the operations in whose
    description it stands, ``about`` the entity of its section or document, ``topic`` the columns that its
    heading or row names."""

    text: str
    source: Source
    about: Entity | None = None
    here: tuple[Operation, ...] = ()
    topic: Topic | None = None
    entity: Entity | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    silent: list[tuple[int, int]] = field(default_factory=list)
    """What of it claims nothing."""
    wishes: list[Wish] = field(default_factory=list)

    @property
    def near(self) -> tuple[Entity | None, ...]:
        """The entities that a word without one may belong to, the nearest first."""
        return (self.entity, self.about)


Reader = Callable[[re.Match[str], Sentence, Book], Proof | None]
"""Gives the proof of what a match says, or nothing where the match says nothing after all."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to say something. ``{noun}`` and ``{column}`` in ``expression`` stand for the words of the
    blueprint; spaces stand for any white space. Where there are ``hints``, only a text that holds one
    of them (in lower case) can match."""

    expression: str
    reader: Reader
    hints: tuple[str, ...] = ()
    made: bool = False
    """Whether the expression was made of one project's words."""


def compile_words(expression: str, nouns: str, columns: str) -> re.Pattern[str]:
    """Give the regular expression with the words of a blueprint in place of ``{noun}`` and ``{column}``."""
    said = expression.replace("{noun}", nouns).replace("{column}", columns)
    return _spaced(said, passing=said != expression)


@lru_cache(maxsize=2048)
def _spaced(expression: str, *, passing: bool) -> re.Pattern[str]:
    return regex(expression.replace(" ?", r"\s*").replace(" ", r"\s+"), re.IGNORECASE, passing=passing)


SLOTS = ("{noun}", "{column}")
_SLOT = regex(r"\{(?:noun|column)\}")
_CAPITALS = r"(?-i:[A-Z][A-Z\d\x1f_-]*)"
_SUBTLE = regex(r"\(\?<?!(?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*(?:\{[nc]|users\?)|\(\?-i")
"""What any word in capitals would be wrong for: a word that must not stand there, letters of which the case counts."""
_ANYTHING = r"\S+(?: \S+){0,15}?"


@lru_cache(maxsize=2048)
def compile_loosely(expression: str) -> re.Pattern[str]:
    """Give the expression with any words in place of a blueprint's: where it finds nothing, ``compile_words`` need not
    be asked. It is the same for all projects, and so kept for the next process."""
    return _spaced(re.sub(r"\{[a-z]+\}", lambda _: _ANYTHING, expression), passing=False)


@lru_cache(maxsize=2048)
def compile_marked(expression: str, *, among_persons: bool) -> re.Pattern[str] | None:
    """Give the expression with any word in capitals in place of a blueprint's, and beside ``users``; nothing where it
    has no such place, or one that this would be wrong for. It is the same for all projects."""
    said = _SLOT.sub(lambda _: _CAPITALS, expression)
    if said == expression or _SUBTLE.search(expression):
        return None
    return _spaced(said.replace("users?", f"(?:users?|{_CAPITALS})") if among_persons else said, passing=False)


@lru_cache(maxsize=4096)
def with_persons(expression: str, persons: tuple[str, ...]) -> str:
    """Give the expression with the words for those who use the backend beside ``users``."""
    named = "|".join(rf"{re.escape(person)}s?" for person in persons)
    return expression.replace("users?", f"(?:users?|{named})") if named else expression


def missing(reason: str, kind: RuleKind | None = None, wish: Wish | None = None) -> Proof:
    """Give the proof that fails, with what is missing and what would mend it."""
    return Proof((), kind, reason, wish=wish)


def wish_for(entity: Entity, columns: Iterable[str], word: str, **values: Value) -> Wish | None:
    """Give the wish for a clause about the first of those columns that the entity has."""
    name = next((one for one in sorted(columns) if entity.has(one)), None)
    if name is None or entity.column(name).role in (ColumnRole.PASSWORD, ColumnRole.SECRET):
        return None
    return Wish(Subject(entity.name, name), Clause(word, 1, tuple(values.items())))


def proven(kind: RuleKind, *found: Operation | Rule) -> Proof:
    """Give the proof by those operations and rules."""
    return Proof(tuple(dict.fromkeys(one.id for one in found)), kind)


def proven_or(kind: RuleKind, found: list[Operation] | list[Rule], reason: str) -> Proof:
    """Give the proof by what was found, or say what is missing."""
    return proven(kind, *found) if found else missing(reason, kind)
