"""Three-way merge of texts, line by line: what both sides changed becomes a clash, all else is kept.

The alignment is merge3's; inside a region that it calls a conflict, edits of neighbouring lines
are told apart, so that only lines that both sides changed remain.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, cast

from merge3 import Merge3


class Side(StrEnum):
    """Whose text is taken where both sides changed the same lines."""

    MINE = "mine"
    """The hand edit."""
    NEW = "generated"
    """The newly generated text."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Lines that are in the result."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Lines that both sides changed; ``line`` is where ``mine`` begins on disk, from 1."""

    mine: tuple[str, ...]
    new: tuple[str, ...]
    line: int

    @property
    def lines(self) -> tuple[int, int]:
        """First and last line on disk; of a deletion, the line before it."""
        if not self.mine:
            return max(1, self.line - 1), max(1, self.line - 1)
        return self.line, self.line + len(self.mine) - 1


Piece = Kept | Clash


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome of a merge, piece by piece."""

    pieces: tuple[Piece, ...]

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """What a person has to decide."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Clash))

    def text(self, prefer: Side) -> str:
        """Give the text with every clash decided one way."""
        return "".join(
            line
            for piece in self.pieces
            for line in (piece.lines if isinstance(piece, Kept) else piece.mine if prefer is Side.MINE else piece.new)
        )

    def marked(self) -> str:
        """Give the text with every clash between markers, for reading."""
        lines: list[str] = []
        for piece in self.pieces:
            if isinstance(piece, Kept):
                lines.extend(piece.lines)
                continue
            lines.append("<<<<<<< by hand\n")
            lines.extend(_closed(piece.mine))
            lines.append("=======\n")
            lines.extend(_closed(piece.new))
            lines.append(">>>>>>> generated\n")
        return "".join(lines)


class _Matcher(SequenceMatcher[str]):
    """difflib's matcher without its heuristic that ignores frequent lines in files of 200 or more."""

    def __init__(
        self,
        isjunk: Callable[[str], bool] | None = None,
        a: Sequence[str] = "",
        b: Sequence[str] = "",
        autojunk: bool = False,  # noqa: ARG002 - the shape that merge3 asks for
    ) -> None:
        super().__init__(isjunk, a, b, autojunk=False)


def split_lines(text: str) -> list[str]:
    """Split at line feeds only, keeping them: form feeds and Unicode separators are part of a line."""
    parts = text.split("\n")
    lines = [part + "\n" for part in parts[:-1]]
    if parts[-1]:
        lines.append(parts[-1])
    return lines


def merge_lines(
    base: Sequence[str], mine: Sequence[str], new: Sequence[str], line: int = 1, *, both_insertions: bool = False
) -> list[Piece]:
    """Merge three versions of a run of lines that begins at ``line`` on disk.

    ``both_insertions`` keeps what both sides inserted at the same place, one after the other, as
    suits lists of independent lines; otherwise that is a clash.
    """
    pieces: list[Piece] = []
    merge: Merge3[str] = Merge3(list(base), list(mine), list(new), sequence_matcher=cast("Any", _Matcher))
    for region in merge.merge_regions():
        if region[0] == "conflict":
            _, z1, z2, a1, a2, b1, b2 = region
            part = _Part(base[z1:z2], mine[a1:a2], new[b1:b2], line + a1)
            pieces.extend(part.merge(both_insertions))
            continue
        kind, start, end = region
        whole = {"unchanged": base, "same": mine, "a": mine, "b": new}[kind]
        pieces.append(Kept(tuple(whole[start:end])))
    return join_pieces(pieces)


def join_pieces(pieces: Iterable[Piece]) -> list[Piece]:
    """Put neighbouring kept pieces together and leave empty ones out."""
    joined: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Kept):
            if not piece.lines:
                continue
            if joined and isinstance(joined[-1], Kept):
                joined[-1] = Kept(joined[-1].lines + piece.lines)
                continue
        joined.append(piece)
    return joined


@dataclass(frozen=True, slots=True)
class _Hunk:
    """Lines ``start:end`` of the base became lines ``first:last`` of one side."""

    start: int
    end: int
    first: int
    last: int
    side: Side

    def touches(self, other: "_Hunk") -> bool:
        """Tell whether both change the same lines, or both insert at the same place."""
        if self.side is other.side:
            return False
        if self.start == self.end and other.start == other.end:
            return self.start == other.start
        return max(self.start, other.start) < min(self.end, other.end) or any(
            one.start == one.end and two.start < one.start < two.end for one, two in ((self, other), (other, self))
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """A region in which both sides differ from the base."""

    base: Sequence[str]
    mine: Sequence[str]
    new: Sequence[str]
    line: int

    def merge(self, both_insertions: bool) -> Iterator[Piece]:
        position = 0
        for group in self._groups():
            start = min(hunk.start for hunk in group)
            end = max(hunk.end for hunk in group)
            yield Kept(tuple(self.base[position:start]))
            yield from self._decide(group, start, end, both_insertions)
            position = end
        yield Kept(tuple(self.base[position:]))

    def _groups(self) -> list[list[_Hunk]]:
        hunks = sorted(
            [*_hunks(self.base, self.mine, Side.MINE), *_hunks(self.base, self.new, Side.NEW)],
            key=lambda hunk: (hunk.start, hunk.end),
        )
        groups: list[list[_Hunk]] = []
        for hunk in hunks:
            if groups and any(hunk.touches(member) for member in groups[-1]):
                groups[-1].append(hunk)
            else:
                groups.append([hunk])
        return groups

    def _decide(self, group: list[_Hunk], start: int, end: int, both_insertions: bool) -> Iterator[Piece]:
        mine, mine_first = self._side(group, Side.MINE, start, end)
        new, _ = self._side(group, Side.NEW, start, end)
        sides = {hunk.side for hunk in group}
        if sides == {Side.NEW}:
            yield Kept(new)
        elif sides == {Side.MINE} or mine == new:
            yield Kept(mine)
        elif both_insertions and start == end:
            yield Kept(_union(mine, new))
        else:
            yield Clash(mine, new, self.line + mine_first)

    def _side(self, group: list[_Hunk], side: Side, start: int, end: int) -> tuple[tuple[str, ...], int]:
        hunks = [hunk for hunk in group if hunk.side is side]
        if not hunks:
            return (), 0
        first = hunks[0].first - (hunks[0].start - start)
        last = hunks[-1].last + (end - hunks[-1].end)
        return tuple((self.mine if side is Side.MINE else self.new)[first:last]), first


def _union(mine: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Give both runs of lines, what they share once."""
    lines: list[str] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, mine, new, autojunk=False).get_opcodes():
        lines.extend(mine[i1:i2])
        if tag != "equal":
            lines.extend(new[j1:j2])
    return tuple(lines)


def _hunks(base: Sequence[str], other: Sequence[str], side: Side) -> list[_Hunk]:
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return [
        _Hunk(start, end, first, last, side) for tag, start, end, first, last in matcher.get_opcodes() if tag != "equal"
    ]


def _closed(lines: Sequence[str]) -> list[str]:
    return [line if line.endswith("\n") else line + "\n" for line in lines]
