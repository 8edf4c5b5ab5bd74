"""Python, highlighted by tree-sitter: parsed once, asked for the visible lines only."""

from bisect import bisect_right
from functools import cache

import tree_sitter_python
from tree_sitter import Language, Parser, Query, QueryCursor

from screens.lines.sheet import Span

_TONES = {
    "keyword": "keyword",
    "string": "string",
    "comment": "comment",
    "number": "number",
    "constant": "number",
    "constant.builtin": "number",
    "function": "function",
    "function.method": "function",
    "function.builtin": "function",
    "constructor": "type",
    "type": "type",
    "escape": "number",
}
_BLOCK = 64


@cache
def _grammar() -> tuple[Parser, Query]:
    language = Language(tree_sitter_python.language())
    return Parser(language), Query(language, tree_sitter_python.HIGHLIGHTS_QUERY)


class PythonSpans:
    """The coloured parts of a Python text, found block by block as its lines come into view."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        """Keep the text; nothing is parsed before the first line is shown."""
        self._lines = lines
        self._blocks: dict[int, dict[int, list[Span]]] = {}
        self._source = b""
        self._starts: list[int] = []

    def __call__(self, index: int) -> list[Span]:
        """Give the spans of the line of that index."""
        block = index // _BLOCK
        if block not in self._blocks:
            self._blocks[block] = self._query(block * _BLOCK)
        return self._blocks[block].get(index, [])

    def _query(self, first: int) -> dict[int, list[Span]]:
        parser, query = _grammar()
        source = "\n".join(self._lines).encode("utf-8", "replace")
        if not self._starts:
            self._starts = _line_starts(source)
            self._tree = parser.parse(source)
        cursor = QueryCursor(query)
        cursor.set_point_range((first, 0), (first + _BLOCK, 0))
        found: list[tuple[int, int, str]] = [
            (node.start_byte, node.end_byte, tone)
            for name, nodes in cursor.captures(self._tree.root_node).items()
            if (tone := _TONES.get(name))
            for node in nodes
        ]
        found.sort(key=lambda entry: entry[0] - entry[1])
        spans: dict[int, list[Span]] = {}
        for start, end, tone in found:
            self._spread(start, end, tone, spans, range(first, first + _BLOCK))
        return spans

    def _spread(self, start: int, end: int, tone: str, spans: dict[int, list[Span]], window: range) -> None:
        line = max(bisect_right(self._starts, start) - 1, window.start)
        while line < len(self._lines) and line < window.stop and self._starts[line] < end:
            text = self._lines[line]
            low = _column(text, start - self._starts[line])
            high = _column(text, end - self._starts[line])
            spans.setdefault(line, []).append((low, high, tone))
            line += 1


def _line_starts(source: bytes) -> list[int]:
    starts = [0]
    for line in source.split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _column(text: str, offset: int) -> int:
    if offset <= 0:
        return 0
    if text.isascii():
        return min(offset, len(text))
    return len(text.encode("utf-8", "replace")[:offset].decode("utf-8", "ignore"))
