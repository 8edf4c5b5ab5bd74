"""Following: which line of the code belongs to which line of the specification, both ways.

Origins say which specification lines a symbol was written for. Within a symbol that was written for many lines, the
line that shares the rarest words with the other side is the one: ``subject: Title`` belongs to ``| subject | … |``.
A line of code that shares none goes where its statement does, then where the branch around it does, and at last to
the sentence that the symbol's docstring repeats, or that its assertions are about. A requirement that is named is gone
to; a line of the specification that holds no word (a brace, the rule of a table) stays with the line before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from generators.blueprint import Source
from generators.files import Origin
from screens.clues import Clues
from screens.code_index import Matches
from screens.lines.making import Place
from screens.lines.sheet import Sheet
from screens.statements import block_of, statements_of
from screens.words import is_numbered, meant_words, parts_of, telling_words

_NAMED = re.compile(r"[\w-]+#[\w.-]*\w")
"""How a docstring names a requirement."""
_TELLING = 3.0
"""How much more the word counts that begins both lines, for that is what they are about, and a name with a number."""
_BRANCHES = ("if ", "elif ", "else:", "for ", "async for ", "with ", "async with ", "try:", "except ")
_PART = 0.5
"""How much a part of a name counts, and what a heading says of the lines below it."""
_CLUE = 0.5
"""How much more a word counts that a rule ties to a line."""
_LEAST = 0.2
"""What a line of code has to share with one of the specification: a word that stands in few of those lines."""

_ELSEWHERE = 1.0
"""What it has to share with a line that its symbol was not written for."""


class Side:
    """The lines of a sheet, found by where they stand and by their words."""

    def __init__(self, sheet: Sheet, clues: Clues | None = None) -> None:
        """Look at a sheet when it is first asked about; ``clues`` are further words of its lines."""
        self._lines = sheet.lines
        self._clues = clues or {}

    def place(self, index: int) -> Place | None:
        """Tell where a line stands."""
        target = self._lines[index].target if 0 <= index < len(self._lines) else None
        return target if isinstance(target, Place) else None

    def words(self, index: int) -> list[str]:
        """Give the telling words of a line."""
        return telling_words(self._lines[index].text)

    def clues(self, index: int) -> tuple[str, ...]:
        """Give the words that a line need not hold itself to be meant by them."""
        place = self.place(index)
        return self._clues.get((place.file, place.line), ()) if place else ()

    @cached_property
    def texts(self) -> list[str]:
        """The bare texts of all lines."""
        return [line.text for line in self._lines]

    def within(self, file: str, first: int, last: int) -> list[int]:
        """Give the lines of a file that are shown, from a number to another."""
        shown = self._by_place.get(file, {})
        return [shown[number] for number in range(first, last + 1) if number in shown]

    @property
    def all(self) -> list[int]:
        """Give all lines that have a number."""
        return [index for shown in self._by_place.values() for index in shown.values()]

    def closest(self, text: str, among: Iterable[int], least: float = 0.0) -> int | None:
        """Give the line that shares the rarest words of a text; None where none shares more than ``least``."""
        chosen = set(among)
        words = telling_words(text)
        scores: dict[int, float] = {}
        for word in dict.fromkeys((*words, *parts_of(text), *meant_words(text))):
            holding = chosen.intersection(self._by_word.get(word, ()))
            for index in holding:
                weight = self._weight(index, word, words) / len(holding)
                scores[index] = scores.get(index, 0.0) + weight
        best = min(scores, key=lambda index: (-scores[index], index), default=None)
        return best if best is not None and scores[best] > least else None

    def _weight(self, index: int, word: str, words: Sequence[str]) -> float:
        """Tell how much it says that a line holds a word of these; a number says less among others."""
        text = self.texts[index]
        weight = 1.0 if word in words else _PART
        if not _NAMED.search(text):
            if is_numbered(word):
                weight = max(weight, _TELLING / max(1, sum(map(is_numbered, self.words(index)))))
            elif word == words[0] and self._begins_with(index, word):
                weight = _TELLING
        if word in self.clues(index):
            return weight + _CLUE
        return weight * _PART if text.startswith("#") else weight

    def said(self, index: int) -> int:
        """Give the line that a line without any word belongs to: the last one above it that has some."""
        above = index
        while above and self._lines[above].number is not None and not telling_words(self._lines[above].text):
            above -= 1
        return index if self._lines[above].number is None else above

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
            if line.number is not None:
                text = line.text
                for word in {*telling_words(text), *parts_of(text), *meant_words(text), *self.clues(index)}:
                    found.setdefault(word, []).append(index)
        return found


class Ties:
    """What ties the specification of an element to one pane of its code."""

    def __init__(self, spec: Side, code: Side, matches: Matches, asked: Mapping[str, Source] | None = None) -> None:
        """Tie two sides by the origins of the files that are shown; those of the element itself come first.
        ``asked`` says where the requirements stand."""
        self._spec = spec
        self._code = code
        self._asked = asked or {}
        self._own = [(file.path, origin) for file, origins in matches for origin in origins]
        self._all = [(file.path, origin) for file, _ in matches for origin in file.origins]

    def code_of(self, index: int) -> int | None:
        """Give the line of code that was written for a line of the specification."""
        index = self._spec.said(index)
        place = self._spec.place(index)
        if place is None:
            return None
        words = self._spec.words(index)
        text = " ".join((self._spec.texts[index], *self._spec.clues(index)))
        tied = [
            (source.end_line - source.line, path, origin)
            for path, origin in self._own
            for source in origin.sources
            if source.file == place.file and source.line <= place.line <= source.end_line
        ]
        closest = min((span for span, _, _ in tied), default=0)
        ranges = [lines for span, path, origin in tied if span == closest and (lines := self._range(path, origin))]
        lines = [line for shown in ranges for line in shown]
        if (found := self._code.closest(text, lines)) is not None:
            return found
        if ranges:
            return min(ranges, key=len)[0]
        own = (line for path, origin in self._own for line in self._range(path, origin))
        return self._code.about(words, own)

    def symbol_at(self, index: int) -> Origin | None:
        """Give the innermost symbol that a line of code belongs to."""
        place = self._code.place(index)
        if place is None:
            return None
        around = [o for path, o in self._all if path == place.file and o.line <= place.line <= o.end_line]
        return min(around, key=lambda origin: origin.end_line - origin.line, default=None)

    def spec_of(self, index: int) -> int | None:
        """Give the line of the specification that a line of code was written for."""
        place = self._code.place(index)
        if place is None:
            return None
        innermost = self.symbol_at(index)
        if innermost is None:
            return None
        for name in _NAMED.findall(self._code.texts[index]):
            if name in self._asked and (named := self._shown(self._asked[name])):
                return named[0]
        shown = [lines for source in innermost.sources if (lines := self._shown(source))]
        among = [line for lines in shown for line in lines]
        for text in self._widening(index, self._range(place.file, innermost)):
            if (found := self._spec.closest(text, among, _LEAST)) is not None:
                return found
        if shown:
            return shown[0][0]
        return self._spec.closest(self._code.texts[index], self._spec.all, _ELSEWHERE)

    def _widening(self, index: int, symbol: Sequence[int]) -> Iterator[str]:
        """Give the text of a line of code, of its statement, of the branches around it, and what its symbol says
        or asserts."""
        texts = [self._code.texts[line] for line in symbol]
        here = symbol.index(index)
        yield texts[here]
        firsts = statements_of(texts)
        inside: int | None = firsts[here]
        while inside is not None and (inside == firsts[here] or texts[inside].lstrip().startswith(_BRANCHES)):
            yield " ".join(text for text, first in zip(texts, firsts, strict=True) if first == inside)
            above = block_of(texts, inside)
            inside = None if above is None else firsts[above]
        yield next((text for text in texts if text.lstrip().startswith('"""')), "")
        yield " ".join(text for text in texts if text.lstrip().startswith("assert"))

    def _range(self, path: str, origin: Origin) -> list[int]:
        return self._code.within(path, origin.line, origin.end_line)

    def _shown(self, source: Source) -> list[int]:
        return self._spec.within(source.file, source.line, source.end_line)
