"""Textual's own containers, without a repaint of all that they hold whenever one of their values changes.

What looks different then repaints itself: a widget that gets or loses the focus, a child that is shown or hidden.
"""

from textual.reactive import Reactive, reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import ContentSwitcher


class CalmScreen(Screen[None]):
    """The screen behind all others, whose focus moves with nearly every key."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)


class CalmSwitcher(ContentSwitcher):
    """Shows one of its children; the layout that follows draws it."""

    current: reactive[str | None] = reactive(None, init=False, repaint=False)
