"""Small pieces of Python source."""

from collections.abc import Iterable


def dict_source(members: Iterable[tuple[str, str]]) -> str:
    """Give a dictionary whose values are Python source."""
    return "{" + ", ".join(f'"{name}": {source}' for name, source in members) + "}"


def body_source(members: Iterable[tuple[str, str]]) -> str:
    """Give the same for a body: a member ``address.street`` stands in an object ``address``."""
    groups: dict[str, list[tuple[str, str]]] = {}
    plain: dict[str, str] = {}
    for name, source in members:
        group, _, member = name.partition(".")
        if member:
            groups.setdefault(group, []).append((member, source))
        plain[group] = source
    return dict_source((name, body_source(groups[name]) if name in groups else plain[name]) for name in plain)


def looked_up(body: str, name: str) -> str:
    """Give the expression for a member of a body, ``full["address"]["street"]``."""
    return body + "".join(f'["{part}"]' for part in name.split("."))


def listed(items: Iterable[str]) -> str:
    """Give a list whose items are Python source."""
    return "[" + ", ".join(items) + "]"


def tuple_source(items: Iterable[str]) -> str:
    """Give a tuple whose items are Python source."""
    members = list(items)
    return f"({', '.join(members)}{',' if len(members) == 1 else ''})"
