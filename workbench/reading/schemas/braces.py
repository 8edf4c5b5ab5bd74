"""Schema texts made of blocks in braces, as DBML and Prisma have them, line by line."""

import re
from collections.abc import Iterator

from workbench.patterns import regex

Text = tuple[str, int]
"""A piece of a document and the line on which it begins."""
Numbered = tuple[int, str]
"""A line's number and its text without comments."""
_BLOCK = regex(r"\s*(table|enum|model|indexes)\b\s*([\w\".\[\]]{0,130})?[^{\n]{0,200}\{", re.IGNORECASE)
ON_DELETE = regex(r"(?:delete|onDelete)\s*:\s*([a-zA-Z ]{3,12})", re.IGNORECASE)


def lines_of(text: Text, comment: str) -> list[Numbered]:
    """Give the lines of a text up to where a comment begins."""
    return [(number, line.split(comment, 1)[0][:600]) for number, line in enumerate(text[0].split("\n"), text[1])]


def blocks_of(lines: list[Numbered]) -> Iterator[tuple[str, str, list[Numbered], int]]:
    """Give kind, name, inner lines and last line of each ``kind name { … }``; blocks inside it stay in it."""
    position = 0
    while position < len(lines):
        match = _BLOCK.match(lines[position][1])
        position += 1
        if match is None or match[1].lower() == "indexes":
            continue
        number, line = lines[position - 1]
        inner: list[Numbered] = _on_one_line(match[1], number, line[match.end() :])
        depth = 0 if inner else 1
        while depth and position < len(lines):
            number, line = lines[position]
            depth += line.count("{") - line.count("}")
            position += 1
            if depth <= 0:
                break
            inner.append((number, line))
        name = (match[2] or "").strip('"').split(".")[-1].strip('"')
        last = lines[min(position, len(lines)) - 1][0]
        yield match[1].lower(), name, inner, last


def _on_one_line(kind: str, number: int, rest: str) -> list[Numbered]:
    """Give what a block holds that ends on the line on which it begins: ``enum State { open closed }``."""
    if rest.count("}") <= rest.count("{"):
        return []
    content = rest.rpartition("}")[0].strip()
    parts = re.split(r"[\s,]+", content) if kind.lower() == "enum" else re.split(r"\s*;\s*", content)
    return [(number, part) for part in parts if part]
