"""An inverted index: which of many texts hold the words that an expression needs.

A thousand sentences are asked after by hundreds of expressions, each of which is found in a few of them. The words of
all sentences are looked through once; what an expression needs (``workbench.needs``) then gives the few that can match,
and an expression that can match none is never compiled.
"""

import re
from collections.abc import Iterable
from typing import Generic, TypeVar

from workbench.needs import Words, needs_of
from workbench.patterns import regex

_TOKEN = regex(r"[\w'’-]+")

Item = TypeVar("Item")


class Index(Generic[Item]):
    """Items by the words of their texts, given and found in one order."""

    def __init__(self, items: Iterable[tuple[str, Item]]) -> None:
        self._items = tuple(items)
        self._places: dict[str, list[int]] = {}
        for place, (text, _) in enumerate(self._items):
            for token in set(_TOKEN.findall(text.lower())):
                self._places.setdefault(token, []).append(place)
        self._tokens = "\n".join(("", *self._places, ""))
        self._within: dict[Words, frozenset[int]] = {}
        self._every = frozenset(range(len(self._items)))

    def telling(self, *patterns: re.Pattern[str], unless: re.Pattern[str] | None = None) -> list[Item]:
        """Give the items in which all of the patterns are found and ``unless`` is not."""
        places = self._every.intersection(*(self._near(one.pattern) for one in patterns))
        found = [place for place in sorted(places) if all(one.search(self._items[place][0]) for one in patterns)]
        barred = self._near(unless.pattern) if unless is not None and found else ()
        return [
            self._items[place][1]
            for place in found
            if place not in barred or unless is None or not unless.search(self._items[place][0])
        ]

    def near(self, *expressions: str) -> list[Item]:
        """Give the items in which one of some expressions may be found: all in which one is, and few others."""
        return [self._items[place][1] for place in sorted(frozenset().union(*map(self._near, expressions)))]

    def _near(self, expression: str) -> frozenset[int]:
        ways = needs_of(expression)
        return self._every if () in ways else frozenset().union(*map(self._with_all, ways))

    def _with_all(self, way: tuple[Words, ...]) -> frozenset[int]:
        found = self._every
        for words in way:
            found &= self._with_one(words)
            if not found:
                break
        return found

    def _with_one(self, words: Words) -> frozenset[int]:
        """Give the places of the texts that hold one of some words, be it as a part of a longer one."""
        if words not in self._within:
            tokens = {token for word in words for token in self._tokens_with(word)}
            self._within[words] = frozenset(place for token in tokens for place in self._places[token])
        return self._within[words]

    def _tokens_with(self, word: str) -> Iterable[str]:
        start = self._tokens.find(word)
        while start >= 0:
            end = self._tokens.index("\n", start)
            yield self._tokens[self._tokens.rindex("\n", 0, start) + 1 : end]
            start = self._tokens.find(word, end)
