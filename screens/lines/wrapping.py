"""Soft wrapping: which part of which line stands in each row of a view."""

from collections.abc import Sequence
from typing import overload

from rich.cells import cell_len

from screens.lines.sheet import Line

Row = tuple[int, int, int]
"""The index of a line, and the columns from and to that the row shows of it."""

_NARROW_HANG = 4
_JOINTS = "/:,&?"


def hang_of(line: Line, width: int) -> int:
    """Give how far the further rows of a line are moved in: its own measure where that leaves a third of the
    width."""
    return line.hang if line.hang <= 2 * width // 3 else min(line.hang, _NARROW_HANG)


def wrap_rows(lines: Sequence[Line], width: int) -> list[Row]:
    """Break lines at spaces, or within long paths, so that no row, moved in by its hang, is wider than ``width``
    cells."""
    rows: list[Row] = []
    for index, line in enumerate(lines):
        text = line.text
        if len(text) <= width and (text.isascii() or cell_len(text) <= width):
            rows.append((index, 0, len(text)))
        else:
            rows.extend((index, start, end) for start, end in _break(text, max(width, 8), hang_of(line, width)))
    return rows


class WholeRows(Sequence[Row]):
    """One row for each line, made when it is asked for: a file of many lines costs nothing before it is seen."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Stand for the rows of these lines."""
        self._lines = lines

    def __len__(self) -> int:
        """Tell how many rows there are."""
        return len(self._lines)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        """Give one row, or several."""
        if isinstance(index, slice):
            return [self[position] for position in range(*index.indices(len(self)))]
        return index, 0, len(self._lines[index].text)


def _break(text: str, width: int, hang: int) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = _fit(text, start, width - hang if start else width)
        if end < len(text):
            end = _best_break(text, start, end)
        parts.append((start, end))
        start = end
    return parts


def _best_break(text: str, start: int, end: int) -> int:
    """Give where a row ends that could go to ``end``: after the last space, or else, in a path or an address,
    after the last of what joins its parts where that leaves most of the row."""
    space = text.rfind(" ", start + 1, end + 1)
    if space > start:
        return space + 1
    joint = max(text.rfind(sign, start, end) for sign in _JOINTS)
    return joint + 1 if joint > (start + end) // 2 else end


def _fit(text: str, start: int, width: int) -> int:
    end = min(start + width, len(text))
    if text.isascii():
        return end
    while end > start + 1 and cell_len(text[start:end].rstrip(" ")) > width:
        end -= 1
    return end
