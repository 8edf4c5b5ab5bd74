"""A tree of objects, arrays and scalars that knows its lines, whichever notation it was written in.

``parse_json`` also reads JSON as people write it in specifications: with comments, ellipses, bare
keys, types in place of values and shorthand members.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from generators.blueprint import JsonScalar, Source
from workbench.reading.documents import Document
from workbench.reading.literals import read_literal

DEEPEST = 40


class Kind(Enum):
    """What a node is: a WORD is any scalar that was not quoted, a GAP an ellipsis."""

    OBJECT = "object"
    ARRAY = "array"
    STRING = "string"
    WORD = "word"
    GAP = "gap"


_NO_MEMBERS: Mapping[str, "Node"] = MappingProxyType({})
_NO_ITEMS: Sequence["Node"] = ()


@dataclass(slots=True)
class Node:
    """A value. ``text`` is a scalar's text, or what follows an object or array up to the comma
    (``[] (optional)``); ``comment`` the comment on its line; ``optional`` a ``?`` after its key;
    ``file`` is set where the node stands in another document than the one being read; ``place`` is where it stands in a
    tree that makes its nodes anew whenever they are looked at."""

    kind: Kind
    line: int
    end_line: int
    text: str = ""
    members: Mapping[str, "Node"] = field(default_factory=lambda: _NO_MEMBERS)
    items: Sequence["Node"] = _NO_ITEMS
    comment: str = ""
    optional: bool = False
    file: str = ""
    place: int = -1

    def get(self, name: str) -> "Node | None":
        """Give the member called ``name`` of an object, or nothing."""
        return self.members.get(name)

    def word(self, name: str) -> str:
        """Give the text of the scalar member called ``name``, or nothing."""
        member = self.members.get(name)
        return member.text if member is not None and member.is_scalar else ""

    @property
    def is_scalar(self) -> bool:
        """Whether this is a single value."""
        return self.kind in (Kind.STRING, Kind.WORD)

    @property
    def scalar(self) -> JsonScalar:
        """The value of a scalar."""
        return self.text if self.kind is Kind.STRING else read_literal(self.text)

    @property
    def entries(self) -> Sequence["Node"]:
        """The items, where this is an array."""
        return self.items if self.kind is Kind.ARRAY else ()

    @property
    def identity(self) -> tuple[str, int]:
        """What tells this node from all others of the documents that are read together."""
        return self.file, self.place if self.place >= 0 else -id(self)


def source_of(node: Node, document: Document) -> Source:
    """Give the lines of a node, in the document being read or the linked one that it stands in."""
    if node.file:
        return Source(node.file, node.line, node.end_line)
    return document.source(node.line, node.end_line)


def parse_json(text: str, first_line: int = 1, *, calls: bool = False) -> list[Node]:
    """Parse the objects and arrays in ``text`` whose opening bracket begins a line (or the text).

    Example: ``{ "title": "string (required)", tags?: string[], ... }`` gives one object of three
    members. Never fails: what is not understood is left out. Where values are ``calls``, as in code, one goes on
    until its brackets are closed, over as many lines as it has.
    """
    return list(_Parser(text, first_line, calls=calls).roots())


class _Parser:
    """One pass over the text; every letter is looked at a bounded number of times."""

    def __init__(self, text: str, first_line: int, *, calls: bool) -> None:
        self.text = text
        self.calls = calls
        self.position = 0
        self.line = first_line
        self.last: Node | None = None

    def roots(self) -> Iterator[Node]:
        at_line_start = True
        while self.position < len(self.text):
            letter = self.text[self.position]
            if letter in "{[" and at_line_start:
                yield self.value(0)
                at_line_start = False
                continue
            if letter == "\n":
                at_line_start = True
            elif letter not in " \t,;":
                at_line_start = False
            self.step()

    def step(self) -> None:
        if self.peek() == "\n":
            self.line += 1
        self.position = min(self.position + 1, len(self.text))

    def peek(self) -> str:
        return self.text[self.position] if self.position < len(self.text) else ""

    def value(self, depth: int) -> Node:
        opening = self.peek()
        if opening == "{" and depth < DEEPEST:
            node = self.object(depth)
        elif opening == "[" and depth < DEEPEST:
            node = self.array(depth)
        else:
            return self.scalar()
        if depth:
            node.text = self.rest().strip()
        return node

    def object(self, depth: int) -> Node:
        members: dict[str, Node] = {}
        node = Node(Kind.OBJECT, self.line, self.line, members=members)
        self.step()
        while self.blank() and self.peek() != "}":
            if self.peek() == "]":
                self.step()
                continue
            if self.text.startswith("...", self.position):
                self.rest(at_least=3)
                members.setdefault("...", Node(Kind.GAP, self.line, self.line))
                continue
            self.member(members, depth)
        self.close(node)
        return node

    def member(self, members: dict[str, Node], depth: int) -> None:
        line = self.line
        name, optional = self.key()
        if self.peek() == ":":
            self.step()
            self.blanks()
            value = self.value(depth + 1)
        else:
            value = Node(Kind.WORD, line, line, self.rest(at_least=0 if name else 1).strip())
        if name:
            value.line = line
            value.optional = optional or value.optional
            members.setdefault(name, value)
            self.last = value

    def key(self) -> tuple[str, bool]:
        if self.peek() in ('"', "'", "`"):
            name = self.quoted()
        else:
            start = self.position
            while (letter := self.peek()) and (letter.isalnum() or letter in "_-$.@/<>*+%"):
                self.step()
            name = self.text[start : self.position]
        self.blanks()
        optional = self.peek() == "?"
        if optional:
            self.step()
            self.blanks()
        return name.rstrip("?").strip(), optional or name.endswith("?")

    def array(self, depth: int) -> Node:
        items: list[Node] = []
        node = Node(Kind.ARRAY, self.line, self.line, items=items)
        self.step()
        while self.blank() and self.peek() != "]":
            if self.peek() == "}":
                self.step()
                continue
            if self.text.startswith("...", self.position):
                self.rest(at_least=3)
                continue
            items.append(self.value(depth + 1))
            self.last = items[-1]
        self.close(node)
        return node

    def close(self, node: Node) -> None:
        node.end_line = self.line
        if self.peek():
            self.step()

    def scalar(self) -> Node:
        line, start = self.line, self.position
        if self.peek() in ('"', "'"):
            quoted = self.quoted()
            self.blanks()
            if self.peek() in ("", ",", "}", "]", "\n", ";") or self.at_comment():
                return Node(Kind.STRING, line, self.line, quoted)
        tail = self.rest()
        text = (self.text[start : self.position - len(tail)] + tail).strip()
        if self.position == start:
            self.step()
        return Node(Kind.WORD, line, self.line, text)

    def quoted(self) -> str:
        """Read a quoted string; one that does not end on its line ends with it."""
        quote, start = self.peek(), self.position + 1
        self.step()
        while (letter := self.peek()) and letter not in (quote, "\n"):
            self.position += 2 if letter == "\\" and self.text[self.position + 1 : self.position + 2] != "\n" else 1
        self.position = min(self.position, len(self.text))
        text = self.text[start : self.position]
        if self.peek() == quote:
            self.step()
        return text.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\") if "\\" in text else text

    def rest(self, at_least: int = 0) -> str:
        """Take the text up to the comma, bracket or line end that ends a value."""
        start, depth = self.position, 0
        self.position = min(self.position + at_least, len(self.text))
        while letter := self.peek():
            if self.calls and depth and (letter == "\n" or self.at_comment()):
                self.comment() if letter != "\n" else self.step()
                continue
            if letter == "\n" or (depth == 0 and letter in ",;}]") or self.at_comment():
                break
            if letter in "\"'" and self.closes_on_line(letter):
                self.quoted()
                continue
            depth += (letter in "([{") - (letter in ")]}" and depth > 0)
            self.position += 1
        return self.text[start : self.position]

    def closes_on_line(self, quote: str) -> bool:
        before = self.text[self.position - 1 : self.position]
        if quote == "'" and before.isalnum():
            return False
        end = self.text.find(quote, self.position + 1, self.position + 400)
        return end >= 0 and "\n" not in self.text[self.position : end]

    def at_comment(self) -> bool:
        if self.peek() not in "/#" or not self.peek():
            return False
        before = self.text[self.position - 1 : self.position]
        if self.text.startswith(("//", "/*"), self.position):
            return before != ":"
        return self.peek() == "#" and (before == "" or before.isspace() or before in ",{[")

    def blanks(self) -> None:
        while self.peek() in (" ", "\t"):
            self.position += 1

    def blank(self) -> bool:
        """Skip white space, commas and comments; tell whether text is left."""
        while letter := self.peek():
            if self.at_comment():
                self.comment()
            elif letter.isspace() or letter in ",;":
                self.step()
            else:
                return True
        return False

    def comment(self) -> None:
        start, line = self.position, self.line
        if self.text.startswith("/*", start):
            end = self.text.find("*/", start)
            end = len(self.text) if end < 0 else end + 2
        else:
            end = self.text.find("\n", start)
            end = len(self.text) if end < 0 else end
        self.line += self.text.count("\n", start, end)
        self.position = end
        if self.last is not None and self.last.end_line == line and not self.last.comment:
            self.last.comment = self.text[start:end].strip("/*# \n\t")
