"""Searching in a sheet: which lines hold a text, and where in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from screens.lines.sheet import Line, Span


@dataclass(frozen=True, slots=True)
class Search:
    """Looks for ``text``; case counts only where the text has capitals."""

    text: str = ""

    def __bool__(self) -> bool:
        """Tell whether something is looked for."""
        return bool(self.text)

    def spans(self, text: str) -> list[Span]:
        """Give where the text stands in a line."""
        if not self.text:
            return []
        within = text if self._exact else text.lower()
        found: list[Span] = []
        start = within.find(self.text)
        while start >= 0:
            found.append((start, start + len(self.text), "found"))
            start = within.find(self.text, start + len(self.text))
        return found

    def hits(self, lines: Sequence[Line]) -> list[int]:
        """Give the indices of the lines that hold the text."""
        if not self.text:
            return []
        if self._exact:
            return [index for index, line in enumerate(lines) if self.text in line.text]
        return [index for index, line in enumerate(lines) if self.text in line.text.lower()]

    @property
    def _exact(self) -> bool:
        return not self.text.islower() and self.text != self.text.lower()


def next_hit(hits: Sequence[int], here: int, by: int, *, itself: bool = False) -> int | None:
    """Give the hit after or before ``here``, around the end where there is none; ``itself`` counts too."""
    if not hits:
        return None
    if by > 0:
        return next((hit for hit in hits if hit > here or (itself and hit == here)), hits[0])
    return next((hit for hit in reversed(hits) if hit < here), hits[-1])
