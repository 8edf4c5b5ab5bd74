"""YAML and JSON documents as nodes with lines: nothing is constructed, nesting and aliases are bounded.

The events of the parser are put together here and not by its own composer, which follows nesting
on the stack without a limit.
"""

from __future__ import annotations

import itertools
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from workbench.patterns import regex
from workbench.reading.engines import yaml
from workbench.reading.layout.nodes import Kind, Node, parse_json

LARGEST = 400_000
"""As many nodes a document may stand for when its aliases are written out."""

MOST = 100_000
"""As many nodes are read of a document: the largest that people publish have half as many."""

DEEPEST = 100

_SHARED = 40
"""Texts of at most so many characters are kept once, however often they stand there (``type``, ``string``)."""

_NOT_TEXT = regex(r"[+-]?\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?|true|false|null|~|", re.IGNORECASE)


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
    """Parse a YAML (or, by its suffix, JSON) text; raises ``Unparsable``."""
    if suffix == ".json":
        return _parse_json(text, first_line, file)
    builder = _Builder(first_line, file)
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if builder.take(event):
                break
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise Unparsable(first_line + line, error.problem or "not YAML") from None
    except (yaml.YAMLError, ValueError) as error:
        raise Unparsable(first_line, str(error).split("\n")[0]) from None
    return builder.root or Node(Kind.OBJECT, first_line, first_line)


def _nothing(_: object) -> None:
    return None


def _parse_json(text: str, first_line: int, file: str) -> Node:
    try:
        # only to find its errors: whatever it makes of the text is let go at once
        json.loads(text, object_pairs_hook=_nothing, parse_int=_nothing, parse_float=_nothing)
    except json.JSONDecodeError as error:
        raise Unparsable(first_line + error.lineno - 1, error.msg) from None
    except (RecursionError, ValueError):
        raise Unparsable(first_line, "too deeply nested, or a number too large") from None
    if text.count(",") + text.count("{") + text.count("[") > MOST:
        raise TooLarge(first_line + _line_of_most(text))
    nodes = parse_json(text, first_line)
    node = nodes[0] if nodes else Node(Kind.OBJECT, first_line, first_line)
    for child in walk_nodes(node) if file else ():
        child.file = file
    return node


def _line_of_most(text: str) -> int:
    """Give how many lines stand before the last value that is still read."""
    place = next(itertools.islice(re.finditer(r"[,{\[]", text), MOST, None), None)
    return text.count("\n", 0, place.start()) if place else 0


def walk_nodes(node: Node) -> Iterator[Node]:
    """Give a node and all below it, each once, aliases not followed twice."""
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += [*one.members.values(), *one.items]


def _line(mark: _HasLine | None) -> int:
    return mark.line if mark is not None else 0


@dataclass
class _Open:
    """A collection that is being filled. ``size`` counts the nodes that it stands for."""

    node: Node
    anchor: str | None
    key: Node | None = None
    size: int = 1


@dataclass
class _Builder:
    """Puts events together; an alias shares its anchor's node and counts for as many."""

    first_line: int
    file: str
    root: Node | None = None
    count: int = 0
    line: int = 0
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Node, int]] = field(default_factory=dict)

    def take(self, event: yaml.Event) -> bool:
        """Take one event; tell whether the first document is complete."""
        line = self.first_line + _line(event.start_mark)
        line = self.line = self.line if line == self.line else line  # what stands on one line shares its number
        self.count += 1
        if self.count > 2 * MOST:  # every value of a mapping has its key
            raise TooLarge(line)
        if isinstance(event, yaml.ScalarEvent):
            node = self._scalar(event, line)
            self._remember(event.anchor, node, 1)
            self._add(node, 1)
        elif isinstance(event, yaml.AliasEvent):
            node, size = self.anchors.get(event.anchor or "", (Node(Kind.GAP, line, line), 1))
            self._add(node, size)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            if len(self.stack) >= DEEPEST:
                raise Unparsable(line, "nested too deeply")
            kind = Kind.OBJECT if isinstance(event, yaml.MappingStartEvent) else Kind.ARRAY
            self.stack.append(_Open(Node(kind, line, line, file=self.file), event.anchor))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        return isinstance(event, yaml.DocumentEndEvent)

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> Node:
        plain = event.style is None and _NOT_TEXT.fullmatch(event.value) is not None
        end = self._end(event)
        text = sys.intern(event.value) if len(event.value) <= _SHARED else event.value
        return Node(Kind.WORD if plain else Kind.STRING, line, end if end > line else line, text, file=self.file)

    def _end(self, event: yaml.Event) -> int:
        """Give the last line of what an event closes; the parser marks the place behind it."""
        mark = event.end_mark
        return self.first_line + _line(mark) - (1 if mark is not None and mark.column == 0 else 0)

    def _close(self, event: yaml.Event) -> None:
        done = self.stack.pop()
        end = self._end(event)
        last = [child.end_line for child in (*done.node.members.values(), *done.node.items)][-1:]
        done.node.end_line = max(done.node.line, min(end, max(last, default=end)))
        self._remember(done.anchor, done.node, done.size)
        self._add(done.node, done.size)

    def _remember(self, anchor: str | None, node: Node, size: int) -> None:
        if anchor:
            self.anchors[anchor] = node, size

    def _add(self, node: Node, size: int) -> None:
        if not self.stack:
            self.root = self.root or node
            return
        parent = self.stack[-1]
        parent.size += size
        if parent.size > LARGEST:
            raise Unparsable(node.line, "aliases that stand for more than a specification can hold")
        if parent.node.kind is Kind.ARRAY:
            parent.node.items.append(node)
        elif parent.key is None:
            parent.key = node
        else:
            self._member(parent.node, parent.key, node)
            parent.key = None

    def _member(self, parent: Node, key: Node, node: Node) -> None:
        if key.text == "<<":
            for part in (node, *node.items):
                for name, member in part.members.items():
                    parent.members.setdefault(name, member)
        elif key.is_scalar:
            if node.line > key.line:
                node.line = key.line
            parent.members[key.text] = node
