"""Texts in the shape of a regular expression, made by walking the tree that ``re`` itself parses it into."""

import re
from collections.abc import Callable
from re import _parser  # type: ignore[attr-defined]  # the parser has no public name since 3.11
from typing import Any

_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdigit,
    "WORD": lambda letter: letter.isalnum() or letter == "_",
    "SPACE": str.isspace,
}
_LETTERS = "k7Kq4Qm2Mabcdefghijlnoprstuvwxyz01356890ABCDEFGHIJLNOPRSTUVWXYZ-_.@ /:+#"
"""What classes are filled from, in the order of preference."""


def shape(pattern: str, variant: int = 0, extra: int = 0) -> str | None:
    """Give the ``variant``-th text in the shape of ``pattern``; None where it is no regular expression.

    Repeated parts stand as often as they must, and up to ``extra`` times more. Assertions are passed
    over, so whether the text really matches is for the caller to see.
    """
    try:
        tree = _parser.parse(pattern)
    except (re.error, OverflowError, RecursionError):
        return None
    return _all(tree, variant, extra)


def _text(name: Any, argument: Any, variant: int, extra: int) -> str:  # noqa: ANN401 - the parser's tree is untyped
    """Give text for one node of the tree."""
    match str(name):
        case "LITERAL":
            return chr(argument)
        case "NOT_LITERAL" | "ANY" | "IN":
            options = argument if str(name) == "IN" else [(name, argument)]
            fitting = [letter for letter in _LETTERS if _holds(options, letter)]
            return fitting[variant % len(fitting)] if fitting else ""
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, inner = argument
            times = min(int(most), int(least) + extra)
            return "".join(_all(inner, variant + turn, extra) for turn in range(times))
        case "SUBPATTERN":
            return _all(argument[-1], variant, extra)
        case "ATOMIC_GROUP":
            return _all(argument, variant, extra)
        case "BRANCH":
            branches = argument[1]
            return _all(branches[variant % len(branches)], variant, extra)
        case _:
            return ""


def _all(nodes: Any, variant: int, extra: int) -> str:  # noqa: ANN401 - the parser's tree is untyped
    """Give text for nodes that follow each other."""
    return "".join(_text(name, argument, variant, extra) for name, argument in nodes)


def _holds(options: Any, letter: str) -> bool:  # noqa: ANN401 - the parser's tree is untyped
    """Tell whether a class such as ``[A-Z0-9_]`` holds ``letter``."""
    names = [str(name) for name, _ in options]
    if names[0] == "NEGATE":
        return not _holds(options[1:], letter)
    return any(_is(name, argument, letter) for name, (_, argument) in zip(names, options, strict=True))


def _is(name: str, argument: Any, letter: str) -> bool:  # noqa: ANN401 - the parser's tree is untyped
    """Tell whether one member of a class is ``letter``."""
    match name:
        case "ANY":
            return True
        case "NOT_LITERAL":
            return bool(ord(letter) != argument)
        case "RANGE":
            return bool(argument[0] <= ord(letter) <= argument[1])
        case "CATEGORY":
            kind = str(argument).removeprefix("CATEGORY_")
            return _CATEGORIES[kind.removeprefix("NOT_")](letter) is not kind.startswith("NOT_")
        case _:
            return bool(ord(letter) == argument)
