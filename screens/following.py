"""Following: which line of the code belongs to which line of the specification, both ways.

Origins say which specification lines a symbol was written for. Within a symbol that was written for many lines, the
line that shares the rarest words with the other side is the one: ``subject: Title`` belongs to ``| subject | … |``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from generators.blueprint import Source
from generators.files import Origin
from screens.code_index import Matches
from screens.lines.making import Place
from screens.lines.sheet import Sheet

_WORD = re.compile(r"[^\W_][\w-]*|\b_[\w-]+")
_SYNTAX = frozenset({
    "and", "annotated", "as", "assert", "async", "await", "class", "def", "default", "else", "false", "field",
    "for", "from", "if", "import", "in", "int", "is", "none", "not", "null", "of", "or", "raise", "return",
    "self", "str", "string", "the", "to", "true", "type", "with",
})  # fmt: skip
"""Words of either notation that say nothing about what a line is about."""
_TELLING = 3.0
"""How much more the word counts that begins both lines, for that is what they are about, and a name with a number."""


def telling_words(text: str) -> list[str]:
    """Give the words of a line that may be found again in another notation, in their order.

    >>> telling_words("| dueDate | date | no |"), telling_words("due_date: date | None")
    (['duedate', 'date', 'no'], ['duedate', 'date'])
    """
    found = (word.replace("_", "").lower() for word in _WORD.findall(text))
    return [word for word in dict.fromkeys(found) if len(word) > 1 and word not in _SYNTAX]


class Side:
    """The lines of a sheet, found by where they stand and by their words."""

    def __init__(self, sheet: Sheet) -> None:
        """Look at a sheet when it is first asked about."""
        self._lines = sheet.lines

    def place(self, index: int) -> Place | None:
        """Tell where a line stands."""
        target = self._lines[index].target if 0 <= index < len(self._lines) else None
        return target if isinstance(target, Place) else None

    def words(self, index: int) -> list[str]:
        """Give the telling words of a line."""
        return telling_words(self._lines[index].text)

    def within(self, file: str, first: int, last: int) -> list[int]:
        """Give the lines of a file that are shown, from a number to another."""
        shown = self._by_place.get(file, {})
        return [shown[number] for number in range(first, last + 1) if number in shown]

    @property
    def all(self) -> list[int]:
        """Give all lines that have a number."""
        return [index for shown in self._by_place.values() for index in shown.values()]

    def closest(self, words: Sequence[str], among: Iterable[int]) -> int | None:
        """Give the line that shares the rarest of these words; None where none shares any."""
        chosen = set(among)
        scores: dict[int, float] = {}
        for word in words:
            holding = chosen.intersection(self._by_word.get(word, ()))
            numbered = word[-1].isdigit() and len(word) > 2
            for index in holding:
                telling = numbered or (word == words[0] and self._begins_with(index, word))
                scores[index] = scores.get(index, 0.0) + (_TELLING if telling else 1.0) / len(holding)
        return min(scores, key=lambda index: (-scores[index], index), default=None)

    def about(self, words: Sequence[str], among: Iterable[int]) -> int | None:
        """Give the first line that begins with the same word."""
        return next((index for index in among if words and self._begins_with(index, words[0])), None)

    def _begins_with(self, index: int, word: str) -> bool:
        return self.words(index)[:1] == [word]

    @cached_property
    def _by_place(self) -> dict[str, dict[int, int]]:
        found: dict[str, dict[int, int]] = {}
        for index, line in enumerate(self._lines):
            if line.number is not None and isinstance(line.target, Place):
                found.setdefault(line.target.file, {})[line.target.line] = index
        return found

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, line in enumerate(self._lines):
            for word in telling_words(line.text) if line.number is not None else ():
                found.setdefault(word, []).append(index)
        return found


class Ties:
    """What ties the specification of an element to one pane of its code."""

    def __init__(self, spec: Side, code: Side, matches: Matches) -> None:
        """Tie two sides by the origins of the files that are shown; those of the element itself come first."""
        self._spec = spec
        self._code = code
        self._own = [(file.path, origin) for file, origins in matches for origin in origins]
        self._all = [(file.path, origin) for file, _ in matches for origin in file.origins]

    def code_of(self, index: int) -> int | None:
        """Give the line of code that was written for a line of the specification."""
        place = self._spec.place(index)
        if place is None:
            return None
        words = self._spec.words(index)
        tied = [
            (source.end_line - source.line, path, origin)
            for path, origin in self._own
            for source in origin.sources
            if source.file == place.file and source.line <= place.line <= source.end_line
        ]
        closest = min((span for span, _, _ in tied), default=0)
        ranges = [lines for span, path, origin in tied if span == closest and (lines := self._range(path, origin))]
        lines = [line for shown in ranges for line in shown]
        if (found := self._code.closest(words, lines)) is not None:
            return found
        if ranges:
            return min(ranges, key=len)[0]
        own = (line for path, origin in self._own for line in self._range(path, origin))
        return self._code.about(words, own)

    def spec_of(self, index: int) -> int | None:
        """Give the line of the specification that a line of code was written for."""
        place = self._code.place(index)
        if place is None:
            return None
        around = [o for path, o in self._all if path == place.file and o.line <= place.line <= o.end_line]
        if not around:
            return None
        words = self._code.words(index)
        innermost = min(around, key=lambda origin: origin.end_line - origin.line)
        shown = [lines for source in innermost.sources if (lines := self._shown(source))]
        if (found := self._spec.closest(words, (line for lines in shown for line in lines))) is not None:
            return found
        return shown[0][0] if shown else self._spec.about(words, self._spec.all)

    def _range(self, path: str, origin: Origin) -> list[int]:
        return self._code.within(path, origin.line, origin.end_line)

    def _shown(self, source: Source) -> list[int]:
        return self._spec.within(source.file, source.line, source.end_line)
