"""A sheet: lines ready to be shown, with their marks, numbers and what they stand for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from screens.marks import Mark

Span = tuple[int, int, str]
"""Columns from, to (exclusive), and the tone between them."""

_CONTROLS = {code: "·" for code in (*range(32), *range(127, 160)) if code != 9}
"""Specifications are anybody's text: a control character must never reach the terminal."""


def clean(text: str) -> str:
    """Give one line of text with tabs widened and control characters made visible."""
    return text.translate(_CONTROLS).expandtabs(4)


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``tone`` colours all of it, ``spans`` parts of it; ``target`` is what it stands for,
    for whoever handles its activation; where it is broken, its further rows begin below column ``hang``."""

    text: str
    tone: str = ""
    mark: Mark | None = None
    number: int | None = None
    spans: tuple[Span, ...] = ()
    target: object = None
    hang: int = 0


Spans = Callable[[int], list[Span]]
"""Gives the coloured parts of the line of that index; asked for visible lines only."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Lines with what is shared between them; ``spans`` highlights visible lines on demand."""

    lines: tuple[Line, ...] = ()
    spans: Spans | None = None
    wrap: bool = False
    number_width: int = field(init=False, default=0)
    marked: bool = field(init=False, default=False)
    longest: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        """Measure the margin and the longest line once."""
        highest = max((line.number or 0 for line in self.lines), default=0)
        object.__setattr__(self, "number_width", len(str(highest)) if highest else 0)
        object.__setattr__(self, "marked", any(line.mark for line in self.lines))
        object.__setattr__(self, "longest", max((len(line.text) for line in self.lines), default=0))

    def prepare(self) -> None:
        """Do now what the first look at the lines would have to wait for."""
        if self.spans and self.lines:
            self.spans(0)

    def with_mark(self, index: int, mark: Mark) -> "Sheet":
        """Give the sheet with another mark on one of its lines."""
        line = replace(self.lines[index], mark=mark)
        return replace(self, lines=(*self.lines[:index], line, *self.lines[index + 1 :]))

    def index_of(self, target: object) -> int | None:
        """Give the index of the first line that stands for ``target``."""
        return next((index for index, line in enumerate(self.lines) if line.target == target), None)


def plain(lines: Iterable[str], tone: str = "") -> tuple[Line, ...]:
    """Make lines of texts that stand for nothing."""
    return tuple(Line(clean(text), tone) for text in lines)
