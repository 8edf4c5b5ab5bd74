"""Three-way merge of a whole file: by symbols where it is Python, by lines where it is not.

A function that a person edited and another one that the specifications changed never meet; members
of a class are merged one by one, imports name by name, and only what is inside one function or
statement is merged line by line.
"""

import ast
from pathlib import PurePosixPath

from workbench.reconciling.imports import merge_imports
from workbench.reconciling.lines import Clash, Kept, Merged, Piece, join_pieces, merge_lines, split_lines
from workbench.reconciling.symbols import Key, Unit, Units, split_class, split_module

# Texts in which what both sides added at one place may stand one after the other.
_LISTS = frozenset({".txt", ".md", ".example", ".gitignore"})


def merge_texts(path: str, base: str | None, mine: str, new: str) -> Merged:
    """Merge what a person made of ``base`` with what is generated now; all with Unix line ends.

    Without a base, what only one side has is kept, and what both have differently clashes.
    """
    if new == base or mine == new:
        return Merged((Kept(tuple(split_lines(mine))),))
    if path.endswith(".py"):
        merged = _merge_python(base or "", mine, new)
        if merged is not None:
            return merged
    both = base is not None and (PurePosixPath(path).suffix in _LISTS or PurePosixPath(path).name in _LISTS)
    return Merged(
        tuple(merge_lines(split_lines(base or ""), split_lines(mine), split_lines(new), both_insertions=both))
    )


def _merge_python(base: str, mine: str, new: str) -> Merged | None:
    parts = split_module(base), split_module(mine), split_module(new)
    old, ours, theirs = parts
    if old is None or ours is None or theirs is None:
        return None
    merged = Merged(tuple(join_pieces(_Level(old, ours, theirs, 2).merge())))
    if merged.clashes or _is_python("".join(line for piece in merged.pieces for line in _lines(piece))):
        return merged
    return Merged((Clash(tuple(split_lines(mine)), tuple(split_lines(new)), 1),))


def _lines(piece: Piece) -> tuple[str, ...]:
    return piece.lines if isinstance(piece, Kept) else piece.mine


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return False
    return True


class _Level:
    """The merge of one level: a module's statements, or a class's members."""

    def __init__(self, base: Units, mine: Units, new: Units, spacing: int) -> None:
        self.base, self.mine, self.new = base.by_key, mine.by_key, new.by_key
        self.tails = base, mine, new
        self.spacing = spacing
        self.pieces: list[Piece] = []
        self.last: Key | None = None

    def merge(self) -> list[Piece]:
        """Give the pieces of the whole level."""
        for key in merge_order(tuple(self.base), tuple(self.mine), tuple(self.new)):
            pieces = join_pieces(self._unit(key))
            if pieces:
                self._space(key)
                self.pieces.extend(pieces)
        base, mine, new = self.tails
        self.pieces.extend(merge_lines(base.tail, mine.tail, new.tail, mine.end + 1, both_insertions=True))
        return self.pieces

    def _unit(self, key: Key) -> list[Piece]:
        base, mine, new = self.base.get(key), self.mine.get(key), self.new.get(key)
        old, ours, theirs = (unit.body if unit else None for unit in (base, mine, new))
        if ours in (old, theirs):
            return [Kept(theirs)] if theirs else []
        if theirs == old:
            return [Kept(ours)] if ours else []
        if mine is None or new is None:
            return [Clash(ours or (), theirs or (), self._place(key))]
        return self._both(base, mine, new)

    def _both(self, base: Unit | None, mine: Unit, new: Unit) -> list[Piece]:
        line = mine.first + mine.blank + 1
        imported = merge_imports(base, mine, new)
        if imported is not None:
            return [Kept(imported)]
        classes = [split_class(unit) if unit else None for unit in (base, mine, new)]
        if classes[1] and classes[2] and (classes[0] or base is None):
            head, members = classes[0] or ((), Units((), (), 0))
            merged = merge_lines(head or classes[1][0], classes[1][0], classes[2][0], line)
            return [*merged, *_Level(members, classes[1][1], classes[2][1], 1).merge()]
        if base is None:
            return [Clash(mine.body, new.body, line)]
        return merge_lines(base.body, mine.body, new.body, line)

    def _place(self, key: Key) -> int:
        """Give the line on disk of a unit, or of where it was before it was deleted by hand."""
        if key in self.mine:
            unit = self.mine[key]
            return unit.first + unit.blank + 1
        earlier = list(self.base)[: list(self.base).index(key)]
        before = next((self.mine[one] for one in reversed(earlier) if one in self.mine), None)
        return before.first + len(before.lines) + 1 if before else 1

    def _space(self, key: Key) -> None:
        """Put the empty lines above a unit: as a text has them in which it follows the same unit, and
        otherwise at least what its place needs."""
        texts = self._spacing_texts(key)
        fitting = [text for text in texts if _predecessor(text, key) == self.last]
        unit = (fitting or texts)[0].by_key[key]
        count = unit.blank
        if not fitting:
            apart = _is_block(unit) or (self.last is not None and _is_block(self._any(self.last)))
            count = 0 if self.last is None else max(count, self.spacing if apart else 0)
        self.last = key
        self.pieces.append(Kept(("\n",) * count))

    def _spacing_texts(self, key: Key) -> list[Units]:
        """Give the texts that hold the unit, the one that changed its spacing first."""
        _, mine, new = self.tails
        both = [text for text in (mine, new) if key in text.by_key]
        if key in self.mine and key in self.base and self.mine[key].blank == self.base[key].blank:
            both.reverse()
        return both

    def _any(self, key: Key) -> Unit:
        return self.new.get(key) or self.mine[key]


def _predecessor(text: Units, key: Key) -> Key | None:
    keys = list(text.by_key)
    index = keys.index(key)
    return keys[index - 1] if index else None


def _is_block(unit: Unit) -> bool:
    return isinstance(unit.node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


def merge_order(base: tuple[Key, ...], mine: tuple[Key, ...], new: tuple[Key, ...]) -> list[Key]:
    """Give all keys in one order: the new text's, unless a person changed the order by hand; what only
    the other side has follows its predecessor there."""
    common = [key for key in base if key in set(mine)]
    moved = [key for key in mine if key in set(base)] != common
    skeleton, other = (mine, new) if moved else (new, mine)
    order = list(skeleton)
    placed = set(skeleton)
    for index, key in enumerate(other):
        if key in placed:
            continue
        before = next((one for one in reversed(other[:index]) if one in placed), None)
        order.insert(order.index(before) + 1 if before is not None else 0, key)
        placed.add(key)
    return order + [key for key in base if key not in placed]
