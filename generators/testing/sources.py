"""Small pieces of Python source."""

from collections.abc import Iterable


def dict_source(members: Iterable[tuple[str, str]]) -> str:
    """Give a dictionary whose values are Python source."""
    return "{" + ", ".join(f'"{name}": {source}' for name, source in members) + "}"


def listed(items: Iterable[str]) -> str:
    """Give a list whose items are Python source."""
    return "[" + ", ".join(items) + "]"
