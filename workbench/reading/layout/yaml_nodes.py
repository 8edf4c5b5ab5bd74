"""YAML and JSON documents as trees with lines: nothing is constructed, nesting and aliases are bounded.

The events of the parser are put together here and not by its own composer, which follows nesting
on the stack without a limit.
"""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass, field
from typing import Protocol

from workbench.patterns import regex
from workbench.reading.engines import yaml
from workbench.reading.layout.nodes import Kind, Node
from workbench.reading.layout.trees import Tree

LARGEST = 400_000
"""As many values a document may stand for when its aliases are written out."""

MOST = 100_000
"""As many values are read of a document: the largest that people publish have half as many."""

DEEPEST = 100

_SHARED = 2000
"""So many texts, the first ones, are kept once however often they stand there (``type``, ``string``)."""

_NOT_TEXT = regex(r"[+-]?\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?|true|false|null|~|", re.IGNORECASE)
_JSON_TOKEN = regex(r'[\s,:]*+(?:"([^"\\]*+(?:\\.[^"\\]*+)*+)"|([{}\[\]])|([^\s,:{}\[\]"]++))')


class _HasLine(Protocol):
    line: int


class Unparsable(Exception):
    """The text is not in its notation: where, and a short reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


class TooLarge(Unparsable):
    """The text holds more values than are read: the first line that is too many."""

    def __init__(self, line: int) -> None:
        super().__init__(line, f"more than {MOST:,} values")


def parse_document(text: str, suffix: str, first_line: int = 1, file: str = "") -> Node:
    """Parse a YAML (or, by its suffix, JSON) text; raises ``Unparsable``. Where it stands in another ``file`` than the
    document being read, its references say which file they mean."""
    builder = _Builder(Tree(file))
    if suffix == ".json":
        _read_json(text, first_line, builder)
    else:
        _read_yaml(text, first_line, builder)
    tree = builder.tree
    for place in tree.named("$ref") if file else ():
        if "://" not in (reference := tree.text(place)):
            tree.retell(place, _absolute(file, reference))
    return tree.node(0) if len(tree) else Node(Kind.OBJECT, first_line, first_line)


def _absolute(file: str, reference: str) -> str:
    place, hash_, pointer = reference.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(file), place)) if place else file
    return f"{target}{hash_}{pointer}"


def _read_yaml(text: str, first_line: int, builder: _Builder) -> None:
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if isinstance(event, yaml.DocumentEndEvent):
                return
            _take(event, first_line, builder)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise Unparsable(first_line + line, error.problem or "not YAML") from None
    except (yaml.YAMLError, ValueError) as error:
        raise Unparsable(first_line, str(error).split("\n")[0]) from None


def _take(event: yaml.Event, first_line: int, builder: _Builder) -> None:
    line = first_line + _line(event.start_mark)
    if isinstance(event, yaml.ScalarEvent):
        plain = event.style is None and _NOT_TEXT.fullmatch(event.value) is not None
        kind, end = Kind.WORD if plain else Kind.STRING, max(line, _end(event, first_line))
        builder.scalar(kind, line, end, event.value, event.anchor)
    elif isinstance(event, yaml.AliasEvent):
        builder.alias(event.anchor or "", line)
    elif isinstance(event, yaml.CollectionEndEvent):
        builder.close(_end(event, first_line))
    elif isinstance(event, yaml.CollectionStartEvent):
        kind = Kind.OBJECT if isinstance(event, yaml.MappingStartEvent) else Kind.ARRAY
        builder.open(kind, line, event.anchor)


def _line(mark: _HasLine | None) -> int:
    return mark.line if mark is not None else 0


def _end(event: yaml.Event, first_line: int) -> int:
    """Give the last line of what an event closes; the parser marks the place behind it."""
    mark = event.end_mark
    return first_line + _line(mark) - (1 if mark is not None and mark.column == 0 else 0)


def _nothing(_: object) -> None:
    return None


def _read_json(text: str, first_line: int, builder: _Builder) -> None:
    try:
        # only to find its errors: whatever it makes of the text is let go at once
        json.loads(text, object_pairs_hook=_nothing, parse_int=_nothing, parse_float=_nothing)
    except json.JSONDecodeError as error:
        raise Unparsable(first_line + error.lineno - 1, error.msg) from None
    except (RecursionError, ValueError):
        raise Unparsable(first_line, "too deeply nested, or a number too large") from None
    position, line = 0, first_line
    while (match := _JSON_TOKEN.match(text, position)) is not None:
        quoted, bracket, word = match.groups()
        line += text.count("\n", position, match.end())
        position = match.end()
        if quoted is not None:
            value = json.loads(f'"{quoted}"') if "\\" in quoted else quoted
            builder.scalar(Kind.STRING, line, line, value)
        elif word is not None:
            builder.scalar(Kind.WORD, line, line, word)
        elif bracket in "{[":
            builder.open(Kind.OBJECT if bracket == "{" else Kind.ARRAY, line)
        else:
            builder.close(line)


@dataclass(slots=True)
class _Open:
    """A collection that is being filled. ``size`` counts the values that it stands for, ``end`` is the last line of
    its last one; ``key`` is the name of the next member, and ``keyed`` tells whether it was read."""

    place: int
    is_object: bool
    anchor: str | None
    end: int = 0
    key: str | None = None
    key_line: int = 0
    keyed: bool = False
    size: int = 1


@dataclass
class _Builder:
    """Puts the pieces of a notation together; an alias shares its anchor's value and counts for as many."""

    tree: Tree
    count: int = 0
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[int, int]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def scalar(self, kind: Kind, line: int, end: int, text: str, anchor: str | None = None) -> None:
        """Take a scalar, which is the key of the next member where one is awaited."""
        text = self.texts.setdefault(text, text) if len(self.texts) < _SHARED else self.texts.get(text, text)
        parent = self.stack[-1] if self.stack else None
        if parent is not None and parent.is_object and not parent.keyed:
            parent.key, parent.key_line, parent.keyed = text, line, True
            if anchor:
                self.anchors[anchor] = self.tree.add(kind, line, end, text), 1
            return
        self._count(line)
        place = self.tree.add(kind, line, end, text)
        self._remember(anchor, place, 1)
        self._hang(place, 1)

    def open(self, kind: Kind, line: int, anchor: str | None = None) -> None:
        """Take the beginning of an object or array."""
        self._count(line)
        if len(self.stack) >= DEEPEST:
            raise Unparsable(line, "nested too deeply")
        self.stack.append(_Open(self.tree.add(kind, line, line), kind is Kind.OBJECT, anchor))

    def close(self, end: int) -> None:
        """Take the end of the innermost object or array."""
        done = self.stack.pop()
        first = self.tree.line(done.place)
        self.tree.move(done.place, first, max(first, min(end, done.end or end)))
        self._remember(done.anchor, done.place, done.size)
        self._hang(done.place, done.size)

    def alias(self, anchor: str, line: int) -> None:
        """Take an alias: what it stands for, or a gap where that is not closed yet."""
        self._count(line)
        known = self.anchors.get(anchor)
        parent = self.stack[-1] if self.stack else None
        if known is None or parent is None:
            self._hang(self.tree.add(Kind.GAP, line, line), 1)
            return
        place, size = known
        if parent.is_object and not parent.keyed:
            parent.keyed = True
            parent.key = self.tree.text(place) if self.tree.kind(place) in (Kind.STRING, Kind.WORD) else None
            parent.key_line = line
            return
        self._grow(parent, size, line)
        parent.end = line
        if not parent.is_object:
            self.tree.share(parent.place, place, line)
        elif parent.key == "<<":
            self.tree.merge(parent.place, place)
        elif parent.key is not None:
            self.tree.share(parent.place, place, line, parent.key)
        parent.keyed = False

    def _count(self, line: int) -> None:
        self.count += 1
        if self.count > MOST:
            raise TooLarge(line)

    def _remember(self, anchor: str | None, place: int, size: int) -> None:
        if anchor:
            self.anchors[anchor] = place, size

    def _hang(self, place: int, size: int) -> None:
        if not self.stack:
            return
        parent = self.stack[-1]
        self._grow(parent, size, self.tree.line(place))
        if parent.is_object and not parent.keyed:
            parent.key, parent.keyed = None, True  # a key that is no scalar: its member is left out
            return
        parent.end = self.tree.end_line(place)
        if not parent.is_object:
            self.tree.hang(parent.place, place)
        elif parent.key == "<<":
            self.tree.merge(parent.place, place)
        elif parent.key is not None:
            self.tree.move(place, min(self.tree.line(place), parent.key_line), parent.end)
            self.tree.hang(parent.place, place, parent.key)
        parent.keyed = False

    @staticmethod
    def _grow(parent: _Open, size: int, line: int) -> None:
        parent.size += size
        if parent.size > LARGEST:
            raise Unparsable(line, "aliases that stand for more than a specification can hold")
