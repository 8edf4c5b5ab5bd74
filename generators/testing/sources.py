"""Small pieces of Python source."""

from collections.abc import Iterable


def dict_source(members: Iterable[tuple[str, str]]) -> str:
    """Give a dictionary whose values are Python source."""
    return "{" + ", ".join(f'"{name}": {source}' for name, source in members) + "}"


def listed(items: Iterable[str]) -> str:
    """Give a list whose items are Python source."""
    return "[" + ", ".join(items) + "]"


def tuple_source(items: Iterable[str]) -> str:
    """Give a tuple whose items are Python source."""
    members = list(items)
    return f"({', '.join(members)}{',' if len(members) == 1 else ''})"
