"""Which of many expressions can be found in a text, by the words that they need (``workbench.needs``).

Texts of one project say the same words again and again: each word is looked through once for those that it holds, and
a text then takes no longer for a hundred expressions than for ten.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from workbench.needs import Needs, Words, meets
from workbench.patterns import regex

_TOKEN = regex(r"[\w'’-]+")


class Sieve:
    """Expressions by what they need; of one with ``hints``, a text must hold any of those as well."""

    def __init__(self, needs: Iterable[Needs], hints: Sequence[Words] = ()) -> None:
        self._needs = tuple(needs)
        self._places: dict[str, list[int]] = {}
        for place, ways in enumerate(self._needs):
            needed = (way[0] if way else ("",) for way in ways)
            for word in (hints[place] if hints else ()) or set(chain.from_iterable(needed)):
                self._places.setdefault(word, []).append(place)
        self._others = tuple(one for one in self._places if not _TOKEN.fullmatch(one))
        """What may stretch over several words of a text."""
        self._longest = max(map(len, self._places), default=0)
        self._within: dict[str, frozenset[int]] = {}

    def passing(self, lowered: str) -> list[int]:
        """Give the places of the expressions that can be found in a text, which is given in small letters."""
        found = set[int]()
        for one in self._others:
            if one in lowered:
                found.update(self._places[one])
        for token in set(_TOKEN.findall(lowered)):
            if token not in self._within:
                self._within[token] = self._named_in(token)
            found |= self._within[token]
        return sorted(place for place in found if meets(self._needs[place], lowered))

    def _named_in(self, token: str) -> frozenset[int]:
        """Give the places that need a word which a longer one, or the word itself, holds."""
        size = len(token)
        parts = (
            token[start:end] for start in range(size) for end in range(start + 1, min(size, start + self._longest) + 1)
        )
        return frozenset(place for part in parts if part in self._places for place in self._places[part])
