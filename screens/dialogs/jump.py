"""Jump: a letter on everything that can have the focus; pressing it goes there."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from screens.keys import named
from screens.widgets.key_bar import KeyBar

LETTERS = "asdfgjklwertyuiopzxcvbnm"
"""Near keys first; h stays what it is, a move."""


def jump_targets(screen: Screen[object]) -> list[Widget]:
    """Give what is on the screen and can have the focus, from the top left."""
    chain = [widget for widget in screen.focus_chain if widget.is_on_screen and widget.region.area]
    return sorted(chain, key=lambda widget: (widget.region.y, widget.region.x))


class JumpScreen(ModalScreen[Widget | None]):
    """Shows the letters over the screen behind."""

    BINDINGS: ClassVar[list[BindingType]] = named("jump", Binding("escape", "close", "Back"))

    def __init__(self, targets: Sequence[Widget]) -> None:
        """Offer these."""
        super().__init__(classes="jump")
        self._targets: Mapping[str, Widget] = dict(zip(LETTERS, targets, strict=False))

    def compose(self) -> ComposeResult:
        """One label for each target."""
        for letter, widget in self._targets.items():
            label = Static(f" {letter} ", classes="jump-label", markup=False)
            label.styles.position = "absolute"
            label.styles.offset = (widget.region.x + 1, widget.region.y)
            yield label
        yield KeyBar(show_command_palette=False)

    def on_key(self, event: events.Key) -> None:
        """Go to the target of the letter."""
        if target := self._targets.get(event.character or ""):
            event.stop()
            self.dismiss(target)

    def action_close(self) -> None:
        """Stay where one was."""
        self.dismiss(None)
