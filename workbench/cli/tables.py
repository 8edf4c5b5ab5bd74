"""The console for what is laid out in tables; apart, so that other commands do not load Rich."""

import sys

from rich.console import Console

_PLAIN_WIDTH = 160
"""Columns where no terminal says how wide it is."""


def rich_console() -> Console:
    """Give a console on standard output: as wide as the terminal, plain and wide elsewhere."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else _PLAIN_WIDTH)
