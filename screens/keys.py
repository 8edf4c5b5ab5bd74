"""Keys as people write them, and the names by which they can be changed."""

import re
import string
from collections.abc import Iterable
from dataclasses import replace

from textual.binding import ActiveBinding, Binding, BindingType
from textual.keys import Keys

_KEYS = {
    "question_mark": "?", "left_square_bracket": "[", "right_square_bracket": "]", "less_than_sign": "<",
    "greater_than_sign": ">", "equals_sign": "=", "up": "↑", "down": "↓", "left": "←", "right": "→", "escape": "esc",
    "pageup": "page up", "pagedown": "page down", "slash": "/", "ctrl": "^",
}  # fmt: skip


_MODIFIERS = frozenset({"ctrl", "alt", "shift", "super", "hyper", "meta"})


def read_keys(text: str) -> str | None:
    """Give keys that a person wrote, several separated by commas, as bindings name them; None where one is no key.

    >>> read_keys("?, Ctrl+N"), read_keys("ctrl+"), read_keys("pgdwn")
    ('question_mark,ctrl+n', None, None)
    """
    keys = [_read_key(part.strip()) for part in text.split(",")]
    return ",".join(key for key in keys if key) if all(keys) else None


def _read_key(text: str) -> str | None:
    *modifiers, last = text.split("+")
    if len(last) == 1:
        last = _name_of(last.lower() if modifiers else last)
    known = {key.value.rpartition("+")[2] for key in Keys} | set(map(_name_of, string.punctuation))
    name = last if len(last) == 1 else last.lower()
    held = [modifier.lower() for modifier in modifiers]
    return (
        "+".join([*held, name]) if name and _MODIFIERS.issuperset(held) and (len(name) == 1 or name in known) else None
    )


def _name_of(character: str) -> str:
    """Give what bindings call the key of a character; a comma parts the keys of a binding."""
    return "comma" if character == "," else next(iter(Binding.make_bindings([Binding(character, "")]))).key


def key_name(key: str) -> str:
    """Give a key as people write it."""
    return "+".join(_KEYS.get(part, part) for part in key.split("+")).replace("^+", "^")


def word_for_enter(active: ActiveBinding) -> str:
    """Give the word in which a list says itself what enter opens in it; none for all other keys."""
    return getattr(active.node, "enter", "") if active.binding.action == "activate" else ""


def described_here(active: ActiveBinding) -> str:
    """Say what a key does where the person is."""
    return word_for_enter(active) or active.binding.description


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
