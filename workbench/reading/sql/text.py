"""SQL as text: statements and the parts of a CREATE TABLE with their lines, also where the SQL is broken."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.patterns import regex

_DOLLAR = regex(r"\$[A-Za-z_]{0,20}\$")
_COMMENT = regex(r"--([^\n]*)")


MOST_PARTS = 500
"""No table that people write has more columns and constraints; what follows stays in one piece."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of SQL text; ``line`` and ``end_line`` count from 1 in the whole text. ``comment`` is what
    follows ``--`` on its lines."""

    text: str
    line: int
    end_line: int
    comment: str = ""


@dataclass(slots=True)
class _Scan:
    """Walks over SQL and skips quotes, comments and dollar-quoted bodies."""

    text: str
    position: int = 0

    def letters(self) -> Iterator[tuple[int, str]]:
        """Give every letter of code proper with its place."""
        text, length = self.text, len(self.text)
        while self.position < length:
            letter = text[self.position]
            if letter in "'\"`":
                end = text.find(letter, self.position + 1)
                self.position = length if end < 0 or "\n\n" in text[self.position : end] else end + 1
                continue
            if letter == "-" and text.startswith("--", self.position):
                end = text.find("\n", self.position)
                self.position = length if end < 0 else end
                continue
            if letter == "/" and text.startswith("/*", self.position):
                end = text.find("*/", self.position + 2)
                self.position = length if end < 0 else end + 2
                continue
            if letter == "$" and (tag := _DOLLAR.match(text, self.position)):
                end = text.find(tag[0], tag.end())
                self.position = length if end < 0 else end + len(tag[0])
                continue
            yield self.position, letter
            self.position += 1


def split_statements(text: str, first_line: int = 1) -> Iterator[Part]:
    """Split at the semicolons outside quotes, comments and function bodies, and where a new CREATE or
    ALTER begins a line although none closed the statement before."""
    start = counted = 0
    line = first_line
    cuts = [place for place, letter in _Scan(text).letters() if letter == ";"]
    for cut in [*cuts, len(text)]:
        for begin, end in _resplit(text, start, cut):
            piece = text[begin:end]
            lead = len(piece) - len(_without_comments(piece).lstrip("\n \t"))
            lead = min(lead, len(piece)) if not piece[:lead].strip() else _code_start(piece)
            if piece[lead:].strip():
                line += text.count("\n", counted, begin + lead)
                counted = begin + lead
                yield Part(piece[lead:].rstrip(), line, line + piece[lead:].rstrip().count("\n"))
        start = cut + 1


_BEGINS = regex(r"^(?:create\s+(?:table|type|(?:unique\s+)?index)|alter\s+table)\b", re.IGNORECASE | re.MULTILINE)


def _resplit(text: str, start: int, end: int) -> list[tuple[int, int]]:
    begins = [start + match.start() for match in _BEGINS.finditer(text[start:end])]
    edges = [start, *begins[1:], end]
    return [(edges[index], edges[index + 1]) for index in range(len(edges) - 1)]


def _without_comments(text: str) -> str:
    return _COMMENT.sub(lambda match: " " * len(match[0]), text)


def _code_start(piece: str) -> int:
    """Find where code begins behind the comments that lead a statement."""
    blanked = _without_comments(piece)
    return len(blanked) - len(blanked.lstrip())


def split_body(statement: Part) -> tuple[str, list[Part]] | None:
    """Split ``CREATE TABLE x ( ... )`` into what stands before the bracket and the parts inside it;
    nothing where there is no bracket. A bracket that is never closed ends with the text."""
    text = statement.text
    depth, opening, start = 0, -1, 0
    parts: list[Part] = []
    for place, letter in _Scan(text).letters():
        if letter in "([":
            depth += 1
            if depth == 1 and opening < 0:
                opening = start = place + 1
        elif letter in ")]":
            depth -= 1
            if depth == 0 and opening >= 0:
                parts.append(_part(statement, start, place))
                return text[: opening - 1], [part for part in parts if part.text]
        elif letter == "," and depth == 1 and len(parts) < MOST_PARTS:
            parts.append(_part(statement, start, place))
            start = place + 1
    if opening < 0:
        return None
    parts.append(_part(statement, start, len(text)))
    return text[: opening - 1], [part for part in parts if part.text]


def _part(statement: Part, start: int, end: int) -> Part:
    """Cut a part out; the comment behind its comma belongs to it, one in front of it does not."""
    raw = statement.text[start:end]
    code = _without_comments(raw)
    lead = len(code) - len(code.lstrip())
    begin = start + lead
    if raw[:lead].lstrip(" \t").startswith("--") and "\n" not in raw[: raw.find("--")]:
        raw = raw[raw.find("\n") :] if "\n" in raw else ""
    line = statement.line + statement.text.count("\n", 0, begin)
    text = " ".join(code.split())
    line_end = statement.text.find("\n", end)
    tail = statement.text[end : line_end if line_end >= 0 else len(statement.text)]
    inner = " ".join(match[1].strip() for match in _COMMENT.finditer(statement.text[begin:end]))
    after = _COMMENT.search(tail) if tail.lstrip(" ,)").startswith("--") else None
    comment = " ".join(words for words in (inner, after[1].strip() if after else "") if words)
    return Part(text, line, line + statement.text.count("\n", begin, begin + len(code.strip())), comment)
