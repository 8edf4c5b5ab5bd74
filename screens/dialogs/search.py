"""Search: a field at the foot of the screen; the view behind follows every letter."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from screens.dialogs.base import Dialog
from screens.keys import named
from screens.widgets.key_bar import KeyBar


class SearchScreen(Dialog[bool]):
    """Asks what to look for; leaving it puts everything back."""

    BINDINGS: ClassVar[list[BindingType]] = named(
        "search",
        Binding("enter", "take", "Keep"),
        Binding("escape", "close", "Back"),
    )

    def __init__(self, changed: Callable[[str], None]) -> None:
        """Tell ``changed`` what is looked for, letter by letter."""
        super().__init__(classes="foot")
        self._tell = changed

    def compose(self) -> ComposeResult:
        """The field."""
        yield Input(placeholder="search here; then n and N step", id="search-text")
        yield KeyBar(show_command_palette=False)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._tell(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Keep what was found."""
        self.dismiss(bool(self.query_one(Input).value))

    def action_close(self) -> None:
        """Look for nothing."""
        self.dismiss(False)
