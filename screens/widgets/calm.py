"""Textual's own containers, without the work that shows nothing.

Whatever changes repaints itself: a widget that gets or loses the focus, a child that is shown or hidden. What a
container holds covers it, so it draws nothing itself; where a gap is left, the screen behind shows.
"""

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.reactive import Reactive, reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import ContentSwitcher


class CalmScreen(Screen[None]):
    """The screen behind all others, whose focus moves with nearly every key."""

    BLANK = True
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)


class Covered:
    """Draws nothing: it is covered by what it holds."""

    def render_lines(self, crop: Region) -> list[Strip]:  # noqa: ARG002 - Textual's
        """Give no lines."""
        return []


class Columns(Covered, Horizontal):
    """Holds its children side by side."""


class Rows(Covered, Vertical):
    """Holds its children one below the other."""


class CalmSwitcher(Covered, ContentSwitcher):
    """Shows one of its children; the layout that follows draws it."""

    current: reactive[str | None] = reactive(None, init=False, repaint=False)
