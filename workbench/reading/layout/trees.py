"""Parsed documents in columns: a value of a YAML or JSON document takes some thirty bytes and its text.

A ``Node`` is made of a place when somebody looks at it, and let go again; as objects, the values of a large document
would take twenty times its size.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from workbench.reading.layout.nodes import Kind, Node

_KINDS = tuple(Kind)
_CODES = {kind: code for code, kind in enumerate(_KINDS)}
_SHARED, _MERGED = len(_KINDS), len(_KINDS) + 1
"""Places that stand for another one: a member or item by its alias, and a member by ``<<``, which its own excel."""


class Tree:
    """The values of one document by their places, children linked in their order; the root has place 0.

    ``file`` is set where it is not the document being read.
    """

    __slots__ = ("_ends", "_firsts", "_kinds", "_lasts", "_lines", "_names", "_nexts", "_texts", "file")

    def __init__(self, file: str = "") -> None:
        """Begin with no value."""
        self.file = file
        self._kinds = bytearray()
        self._lines, self._ends = array("I"), array("I")
        self._firsts, self._lasts, self._nexts = array("I"), array("I"), array("I")
        self._names: list[str] = []
        self._texts: list[str] = []

    def __len__(self) -> int:
        """Count the places."""
        return len(self._kinds)

    def add(self, kind: Kind, line: int, end_line: int, text: str = "") -> int:
        """Add a value that hangs nowhere yet, and give its place."""
        return self._new(_CODES[kind], line, end_line, text)

    def _new(self, code: int, line: int, end_line: int, text: str, target: int = 0) -> int:
        self._kinds.append(code)
        self._lines.append(line)
        self._ends.append(end_line)
        self._firsts.append(target)
        self._lasts.append(0)
        self._nexts.append(0)
        self._names.append("")
        self._texts.append(text)
        return len(self._kinds) - 1

    def hang(self, parent: int, child: int, name: str = "") -> None:
        """Hang a value below another, as the last of its members (by ``name``) or items."""
        self._names[child] = name
        if last := self._lasts[parent]:
            self._nexts[last] = child
        else:
            self._firsts[parent] = child
        self._lasts[parent] = child

    def share(self, parent: int, target: int, line: int, name: str = "") -> None:
        """Hang what an alias means below ``parent``."""
        self.hang(parent, self._new(_SHARED, line, line, "", target), name)

    def merge(self, parent: int, target: int) -> None:
        """Give ``parent`` the members of an object, or of the objects in an array, which it does not have itself."""
        parts = (target, *self.items(target)) if self.kind(target) is Kind.ARRAY else (target,)
        for part in parts:
            for name, member in self.members(part).items():
                self.hang(parent, self._new(_MERGED, self._lines[parent], self._lines[parent], "", member), name)

    def kind(self, place: int) -> Kind:
        """Give what stands there."""
        return _KINDS[self._kinds[place]]

    def line(self, place: int) -> int:
        """Give the first line of a value."""
        return self._lines[place]

    def end_line(self, place: int) -> int:
        """Give the last line of a value."""
        return self._ends[place]

    def text(self, place: int) -> str:
        """Give the text of a scalar."""
        return self._texts[place]

    def move(self, place: int, line: int, end_line: int) -> None:
        """Say anew where a value stands."""
        self._lines[place], self._ends[place] = line, end_line

    def retell(self, place: int, text: str) -> None:
        """Say anew what a scalar is."""
        self._texts[place] = text

    def named(self, name: str) -> list[int]:
        """Give the places of all members called ``name``, wherever they are."""
        return [place for place, known in enumerate(self._names) if known == name]

    def members(self, place: int) -> dict[str, int]:
        """Give the places of an object's members: the last of one name, and its own before what was merged."""
        found: dict[str, int] = {}
        for child in self._children(place) if self.kind(place) is Kind.OBJECT else ():
            if self._kinds[child] == _MERGED:
                found.setdefault(self._names[child], self._firsts[child])
            else:
                found[self._names[child]] = self._meant(child)
        return found

    def items(self, place: int) -> list[int]:
        """Give the places of an array's items."""
        return [self._meant(child) for child in self._children(place)] if self.kind(place) is Kind.ARRAY else []

    def _meant(self, place: int) -> int:
        return self._firsts[place] if self._kinds[place] == _SHARED else place

    def _children(self, place: int) -> Iterator[int]:
        child = self._firsts[place]
        while child:
            yield child
            child = self._nexts[child]

    def node(self, place: int) -> Node:
        """Make the node of a place."""
        kind = _KINDS[self._kinds[place]]
        node = Node(kind, self._lines[place], self._ends[place], self._texts[place], file=self.file, place=place)
        if kind is Kind.OBJECT:
            node.members = _Members(self, place)
        elif kind is Kind.ARRAY:
            node.items = _Items(self, place)
        return node


class _Members(Mapping[str, Node]):
    """The members of an object, each made when it is asked for."""

    __slots__ = ("_known", "_place", "_tree")

    def __init__(self, tree: Tree, place: int) -> None:
        self._tree, self._place = tree, place
        self._known: dict[str, int] | None = None

    @property
    def _places(self) -> dict[str, int]:
        if self._known is None:
            self._known = self._tree.members(self._place)
        return self._known

    def __getitem__(self, name: str) -> Node:
        return self._tree.node(self._places[name])

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class _Items(Sequence[Node]):
    """The items of an array, each made when it is asked for."""

    __slots__ = ("_places", "_tree")

    def __init__(self, tree: Tree, place: int) -> None:
        self._tree, self._places = tree, array("I", tree.items(place))

    @overload
    def __getitem__(self, index: int) -> Node: ...
    @overload
    def __getitem__(self, index: slice) -> list[Node]: ...
    def __getitem__(self, index: int | slice) -> Node | list[Node]:
        if isinstance(index, slice):
            return [self._tree.node(place) for place in self._places[index]]
        return self._tree.node(self._places[index])

    def __len__(self) -> int:
        return len(self._places)


class Marks:
    """Which values of several documents were seen: a byte for each."""

    def __init__(self) -> None:
        """Begin with none."""
        self._of: defaultdict[str, bytearray] = defaultdict(bytearray)

    def add(self, node: Node) -> bool:
        """Mark a node; tell whether it was not marked before."""
        marks = self._of[node.file]
        if node.place >= len(marks):
            marks.extend(bytes(node.place + 1 - len(marks)))
        fresh, marks[node.place] = not marks[node.place], 1
        return fresh

    def __contains__(self, node: Node) -> bool:
        """Tell whether a node is marked."""
        marks = self._of[node.file]
        return node.place < len(marks) and bool(marks[node.place])
