"""Keys as people write them, and the names by which they can be changed."""

import re
from collections.abc import Iterable
from dataclasses import replace

from textual.binding import Binding, BindingType

_KEYS = {
    "question_mark": "?", "left_square_bracket": "[", "right_square_bracket": "]", "less_than_sign": "<",
    "greater_than_sign": ">", "equals_sign": "=", "up": "↑", "down": "↓", "left": "←", "right": "→", "escape": "esc",
    "pageup": "page up", "pagedown": "page down", "slash": "/", "ctrl": "^",
}  # fmt: skip


def key_name(key: str) -> str:
    """Give a key as people write it."""
    return "+".join(_KEYS.get(part, part) for part in key.split("+")).replace("^+", "^")


def binding_name(owner: str, description: str) -> str:
    """Give the name by which the configuration changes a key.

    >>> binding_name("review", "Pane before")
    'review.pane-before'
    """
    return f"{owner}.{re.sub(r'[^a-z0-9]+', '-', description.lower()).strip('-')}"


def named(owner: str, *bindings: Binding) -> list[BindingType]:
    """Name bindings, so that the configuration can give them other keys."""
    return [replace(binding, id=binding_name(owner, binding.description)) for binding in bindings]


def described(kind: type) -> Iterable[Binding]:
    """Give the bindings of a class itself, one for each key."""
    return (binding for binding in Binding.make_bindings(kind.__dict__.get("BINDINGS", ())) if binding.description)
