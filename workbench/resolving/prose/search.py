"""Where patterns look into texts.

A pattern that speaks of a blueprint's nouns has to be compiled with them, anew for each project, and most of them are
found nowhere. So they are looked for with any word in capitals in place of the nouns first, in the text with its nouns
in capitals: that expression is the same for all projects, and kept for the next process.
"""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from workbench.needs import Needs, find_needs, meets, needs_of
from workbench.patterns import regex
from workbench.resolving.prose.book import Vocabulary
from workbench.resolving.prose.claims import SLOTS, compile_marked, compile_words, with_persons
from workbench.sieve import Sieve

_BLANK = regex(r"[\s_]")
_CAPITALISABLE = regex(r"[a-z][a-z\d -]*")


Way = tuple[str, tuple[str, ...], bool]
"""An expression, its hints, and whether it was made of one project's words."""


@dataclass(frozen=True)
class Search:
    """Ways to say something over the words of one blueprint.

    What they find is kept: the same sentence is read before and after its wishes come true, and again whenever
    another document changes.
    """

    ways: tuple[Way, ...]
    words: Vocabulary
    _compiled: dict[int, re.Pattern[str]] = field(default_factory=dict)
    _fitting: dict[str, list[int]] = field(default_factory=dict)
    _found: dict[tuple[int, str], tuple[re.Match[str], ...]] = field(default_factory=dict)
    _marked: dict[str, str | None] = field(default_factory=dict)
    _named: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    @cached_property
    def sieve(self) -> Sieve:
        """The patterns by what they need."""
        return Sieve(
            [needs_of(expression, SLOTS) for expression in self.expressions], [hints for _, hints, _ in self.ways]
        )

    @cached_property
    def expressions(self) -> list[str]:
        """The expressions with the words for persons in them."""
        return [with_persons(expression, self.words.persons) for expression, _, _ in self.ways]

    @cached_property
    def slots(self) -> dict[str, Needs]:
        """What a text with a word of the blueprint holds, by the name that expressions have in its place."""
        named = zip(SLOTS, (self.words.nouns, self.words.columns), strict=True)
        return {slot: find_needs(words) for slot, words in named}

    @cached_property
    def vocabulary(self) -> re.Pattern[str]:
        """Any noun of the blueprint."""
        nouns = f"{self.words.columns}|{self.words.nouns}"
        return re.compile(rf"\b(?:{nouns})(?:'s|s')?(?![\w])", re.IGNORECASE)

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        """What stands for a blueprint's words or for persons, blanks in place of underscores."""
        persons = (form for one in self.words.persons for form in (one, f"{one}s"))
        return tuple(dict.fromkeys(one.replace("_", " ") for one in (*self.words.phrases, *persons)))

    def named_in(self, text: str) -> list[tuple[int, int]]:
        """Give where nouns of the blueprint stand in a text."""
        if text not in self._named:
            self._named[text] = [match.span() for match in self.vocabulary.finditer(text)]
        return self._named[text]

    def matches(self, text: str, among: Container[int] | None = None) -> Iterator[tuple[int, re.Match[str]]]:
        """Give what the ways, those ``among`` them alone, find in a text: in their order, with their positions."""
        if text not in self._fitting:
            lowered = text.lower()
            lowered = "\n".join((lowered, *(slot for slot, needs in self.slots.items() if meets(needs, lowered))))
            self._fitting[text] = self.sieve.passing(lowered)
        for position in self._fitting[text]:
            if among is not None and position not in among:
                continue
            for match in self._matches(position, text):
                yield position, match

    def _matches(self, position: int, text: str) -> tuple[re.Match[str], ...]:
        if (position, text) not in self._found:
            matches = self._exact(position).finditer(text) if self._can_match(position, text) else ()
            self._found[position, text] = tuple(match for match in matches if match[0].strip())
        return self._found[position, text]

    def _exact(self, position: int) -> re.Pattern[str]:
        if position not in self._compiled:
            self._compiled[position] = compile_words(self.expressions[position], self.words.nouns, self.words.columns)
        return self._compiled[position]

    def _can_match(self, position: int, text: str) -> bool:
        """Tell whether a way may be found in a text, without its expression for this project."""
        expression, _, is_made = self.ways[position]
        marked = None if is_made else compile_marked(expression, among_persons=bool(self.words.persons))
        if marked is None:
            return True
        if text not in self._marked:
            self._marked[text] = mark(text, self.phrases)
        shown = self._marked[text]
        return shown is None or marked.search(shown) is not None


def mark(text: str, phrases: Iterable[str]) -> str | None:
    r"""Give a text in small letters, with some ``phrases`` in capitals wherever they stand, and ``\x1f`` for blanks in
    them, so that two of them side by side are told apart; nothing where one cannot be written so."""
    lowered = text.lower()
    if len(lowered) != len(text) or "\n" in text:
        return None
    plain, shown = _BLANK.sub(" ", lowered), list(lowered)
    for phrase in phrases:
        start = plain.find(phrase)
        if start >= 0 and not _CAPITALISABLE.fullmatch(phrase):
            return None
        while start >= 0:
            end = start + len(phrase)
            shown[start:end] = ["\x1f" if one.isspace() else one.upper() for one in lowered[start:end]]
            start = plain.find(phrase, start + 1)
    return "".join(shown)


@lru_cache(maxsize=8)
def search_for(ways: tuple[Way, ...], words: Vocabulary) -> Search:
    """Give the search for some ways in the words of a blueprint: the one that there is, with all that it has found."""
    return Search(ways, words)
