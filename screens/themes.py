"""The themes: light, dark and high contrast. A state is told by its symbol in all of them."""

from textual.theme import Theme

CONTRAST = Theme(
    name="workbench-contrast",
    primary="#7fd4ff",
    secondary="#ffb3ff",
    warning="#ffd700",
    error="#ff8080",
    success="#5fff5f",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    dark=True,
    text_alpha=1.0,
)

THEMES = {"dark": "textual-dark", "light": "textual-light", "contrast": CONTRAST.name}
"""Textual's names by ours, in the order in which the key steps through them."""
