"""Tones: the colours of lines by name, mixed once for a theme and shared by every view.

They are no component classes of the views: a stylesheet would match two dozen of them anew for each view
whenever the focus moves, which costs more than drawing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rich.style import Style
from textual.color import Color


@dataclass(frozen=True, slots=True)
class Tone:
    """A colour of the theme and how much of it (in percent, over the background); the same for what lies behind, of
    which a light background needs less."""

    color: str = ""
    share: int = 100
    behind: str = ""
    behind_share: int = 100
    behind_light: int = 0
    """How much on a light background, where that is not the same."""
    weight: str = ""


# What lies behind is grey or blue: terminals of 256 colours round mixtures of orange to red and olive.
TONES: Mapping[str, Tone] = {
    "margin": Tone("foreground", 58),
    "lifted": Tone(behind="foreground", behind_share=10, behind_light=3),
    "bar": Tone("foreground", 30),
    "cursor": Tone(behind="foreground", behind_share=16, behind_light=6),
    "cursor-focused": Tone(behind="primary", behind_share=30, behind_light=9),
    "muted": Tone("foreground", 70),
    "title": Tone("text-accent", weight="bold"),
    "good": Tone("text-success"),
    "warn": Tone("text-warning"),
    "bad": Tone("text-error"),
    "info": Tone("text-primary"),
    "keyword": Tone("text-accent"),
    "string": Tone("text-success"),
    "comment": Tone("foreground", 66, weight="italic"),
    "number": Tone("text-warning"),
    "function": Tone("text-primary"),
    "type": Tone("text-secondary"),
    "heading": Tone("text-primary", weight="bold"),
    "code": Tone("text-secondary"),
    "emphasis": Tone(weight="bold"),
    "link": Tone(weight="underline"),
    "added": Tone("text-success", behind="success", behind_share=12),
    "removed": Tone("text-error", behind="error", behind_share=12),
    "hunk": Tone("text-primary"),
    "found": Tone("background", behind="warning", weight="bold underline"),
    "base": Tone("foreground", behind="background"),
    "": Tone(),
}

_NAMES = sorted({"background"} | {name for tone in TONES.values() for name in (tone.color, tone.behind) if name})

Styles = Mapping[str, Style]
"""How each tone is drawn."""


def tone_styles(variables: Mapping[str, str]) -> Styles:
    """Give the styles of all tones in a theme, given its variables as Textual names them."""
    return _mixed(tuple(variables[name] for name in _NAMES))


@lru_cache(maxsize=8)
def _mixed(values: tuple[str, ...]) -> Styles:
    colors = {name: Color.parse(value) for name, value in zip(_NAMES, values, strict=True)}
    background = colors["background"]
    dark = background.brightness < 0.5

    def mixed(name: str, share: int) -> Color | None:
        return background.blend(colors[name], share / 100, alpha=1.0) if name else None

    styles = {}
    for name, tone in TONES.items():
        share = tone.behind_share if dark else tone.behind_light or tone.behind_share
        color, behind = mixed(tone.color, tone.share), mixed(tone.behind, share)
        weight = Style.parse(tone.weight) if tone.weight else Style.null()
        styles[name] = weight + Style.from_color(
            color.rich_color if color else None, behind.rich_color if behind else None
        )
    return styles
