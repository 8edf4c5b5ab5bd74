"""The configuration file, written with all it can say where there is none, and opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from screens.commands import OWNERS
from screens.keys import key_name
from screens.places import load_class
from screens.settings import settings_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from screens.flows.editing import Editing
    from screens.home import Home


def configure(home: Home, editing: Editing) -> None:
    """Open the configuration; what changed holds from the next start on."""
    if not home.config.exists():
        home.config.parent.mkdir(parents=True, exist_ok=True)
        home.config.write_text(settings_text(default_keys()), "utf-8")
    editing.open(home.config)


def find_key_problems(keys: Mapping[str, str]) -> list[str]:
    """Say which configured names are none, and which keys are taken from something else that still has them."""
    defaults = dict(default_keys())
    problems = [
        f'Configuration: "{name}" is no name of something that has keys.' for name in keys if name not in defaults
    ]
    held = {**defaults, **keys}
    for name, wanted in keys.items():
        for other, usual in held.items():
            beside = other != name and other.partition(".")[0] == name.partition(".")[0]
            if beside and (lost := set(wanted.split(",")) & set(usual.split(","))):
                taken = ", ".join(key_name(key) for key in sorted(lost))
                problems.append(f'Configuration: {taken} is now "{name}"; "{other}" has lost it.')
    return problems


def default_keys() -> Iterator[tuple[str, str]]:
    """Give the name of everything that has keys, with its keys."""
    for _, _, target in OWNERS:
        kind = load_class(target)
        by_name: dict[str, list[str]] = {}
        for binding in Binding.make_bindings(kind.__dict__.get("BINDINGS", ())):
            by_name.setdefault(binding.id or "", []).append(binding.key)
        yield from ((name, ",".join(keys)) for name, keys in by_name.items() if name)
