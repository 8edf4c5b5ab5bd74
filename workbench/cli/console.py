"""Printing: plain lines, coloured only on a terminal that wants colours; JSON in one form."""

import json
import os
import sys
from collections.abc import Mapping
from typing import TextIO

_CODES = {"green": "32", "yellow": "33", "red": "31", "cyan": "36", "dim": "2", "bold": "1"}


def is_interactive() -> bool:
    """Tell whether a person sits at both ends and can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def has_terminal() -> bool:
    """Tell whether the terminal UI can open: it reads keys from standard input and draws on standard error."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def has_colours(stream: TextIO) -> bool:
    """Tell whether colours should be printed, after https://no-color.org and the terminal's own word."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(text: str, colour: str) -> str:
    """Give the text in a colour where standard output shows colours, and as it is elsewhere."""
    if not has_colours(sys.stdout):
        return text
    return f"\x1b[{_CODES[colour]}m{text}\x1b[0m"


def paint_diff(diff: str) -> str:
    """Colour the lines of a unified diff."""
    if not has_colours(sys.stdout):
        return diff
    return "".join(_paint_diff_line(line) for line in diff.splitlines(keepends=True))


def _paint_diff_line(line: str) -> str:
    for marks, colour in ((("+++", "---"), "bold"), (("@@",), "cyan"), (("+",), "green"), (("-",), "red")):
        if line.startswith(marks):
            return paint(line.rstrip("\n"), colour) + ("\n" if line.endswith("\n") else "")
    return line


def say(text: str = "") -> None:
    """Print a line to standard output."""
    print(text, flush=True)


def note(text: str) -> None:
    """Print a line beside the output, to standard error."""
    print(text, file=sys.stderr, flush=True)


def say_json(document: Mapping[str, object]) -> None:
    """Print a JSON document: two spaces, members in the documented order, any script as it is written."""
    text = json.dumps(document, indent=2, ensure_ascii=False)
    print(text.encode("utf-8", "replace").decode("utf-8"), flush=True)
