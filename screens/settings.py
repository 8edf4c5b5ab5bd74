"""The configuration: a TOML file in the platform's configuration folder, as far as it can be read."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from screens.keys import read_keys
from screens.themes import THEMES


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person decides about the screens."""

    theme: str = ""
    """``dark``, ``light`` or ``contrast``; empty: the one that was used last, at first ``dark``."""
    editor: str = ""
    """The command that opens a file; empty: ``$VISUAL``, then ``$EDITOR``, then ``vi``."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Other keys by the name of what they do, several separated by commas: ``"review.next" = "n,ctrl+n"``."""


def read_settings(file: Path) -> tuple[Settings, tuple[str, ...]]:
    """Give the settings of a file, and a sentence for each entry that could not be used."""
    try:
        entries = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return Settings(), ()
    except (OSError, ValueError) as error:
        return Settings(), (f"{file} cannot be read ({error}); the defaults hold.",)
    problems = [f"{file}: {name} is no setting." for name in entries if name not in Settings.__dataclass_fields__]
    theme, editor, keys = entries.get("theme", ""), entries.get("editor", ""), entries.get("keys", {})
    if theme not in ("", *THEMES):
        problems.append(f"{file}: theme is one of {', '.join(THEMES)}, not {theme!r}.")
        theme = ""
    if not isinstance(editor, str):
        problems.append(f"{file}: editor is a command in quotes.")
        editor = ""
    if not isinstance(keys, dict) or not all(isinstance(key, str) for key in keys.values()):
        problems.append(f'{file}: keys is a table such as "review.next" = "n".')
        keys = {}
    readable = {name: read for name, wanted in keys.items() if (read := read_keys(wanted))}
    problems += [f'{file}: "{name}" = "{keys[name]}" is no key.' for name in keys if name not in readable]
    return Settings(theme, editor, readable), tuple(problems)


def settings_text(keys: Iterable[tuple[str, str]]) -> str:
    """Give a configuration that changes nothing and shows everything; ``keys`` are names with their keys."""
    lines = [
        "# Configuration of the workbench's screens. What is commented out is as it would be anyway.",
        "",
        f"# One of: {', '.join(THEMES)}. Left out: the one that was used last.",
        '# theme = "dark"',
        "",
        "# The command that opens a file. Left out: $VISUAL, then $EDITOR, then vi.",
        '# editor = "vi"',
        "",
        "# Other keys for what the screens do; several are separated by commas.",
        "[keys]",
        *(f'# "{name}" = "{key}"' for name, key in keys),
    ]
    return "\n".join(lines) + "\n"
