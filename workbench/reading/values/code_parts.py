"""Pieces of code in braces: what stands between two brackets, and its parts with their lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.patterns import regex

LONGEST = 20_000
"""Characters between two brackets; no declaration of a table is longer."""
_REMARK = regex(r"(?:^|(?<=[\s,;{(\[]))(?://|#)[^\n]*")
_PAIRS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of code without remarks; ``line`` and ``end_line`` are those of its first and last letters."""

    text: str
    line: int
    end_line: int


def bracketed(code: str, opening: int) -> str | None:
    """Give what stands between the bracket at ``opening`` and the one that closes it; nothing where none does."""
    depth, quote = 0, ""
    for position in range(max(opening, 0), min(len(code), opening + LONGEST)):
        letter = code[position]
        if quote:
            quote = "" if letter == quote or (letter == "\n" and quote != "`") else quote
        elif letter in "\"'`":
            quote = letter
        else:
            depth += _PAIRS.get(letter, 0)
            if depth == 0:
                return code[opening + 1 : position]
    return None


def split_parts(body: str, line: int, mark: str = ",") -> Iterator[Part]:
    """Split at the marks outside of brackets and quotes; ``line`` is the one on which the text begins."""
    body = _REMARK.sub(lambda remark: " " * len(remark[0]), body)
    depth, quote, start, skipped = 0, "", 0, False
    for position, letter in enumerate(f"{body}{mark}"):
        if skipped or (quote and letter == "\\"):
            skipped = not skipped
        elif quote and position < len(body):
            quote = "" if letter in (quote, "\n") else quote
        elif letter in "\"'`":
            quote = letter
        elif (letter == mark and depth == 0) or position == len(body):
            piece = body[start:position]
            if text := piece.strip():
                first = line + piece.count("\n", 0, len(piece) - len(piece.lstrip()))
                yield Part(text, first, first + text.count("\n"))
            line += body.count("\n", start, position + 1)
            start = position + 1
        else:
            depth = max(0, depth + _PAIRS.get(letter, 0))
