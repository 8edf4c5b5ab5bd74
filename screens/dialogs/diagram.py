"""The entity diagram in front of everything."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from screens.dialogs.base import Dialog
from screens.keys import named
from screens.lines.sheet import Sheet
from screens.widgets.key_bar import KeyBar
from screens.widgets.lines import Lines


class DiagramScreen(Dialog[None]):
    """Shows the tables and what they reference; the arrow keys move over it."""

    BINDINGS: ClassVar[list[BindingType]] = named("diagram", Binding("escape,q,w,b", "close", "Back"))

    def __init__(self, sheet: Sheet) -> None:
        """Show ``sheet``."""
        super().__init__(classes="full")
        self._sheet = sheet

    def compose(self) -> ComposeResult:
        """The picture."""
        yield Lines(self._sheet, id="diagram", empty="The specifications describe no table.")
        yield KeyBar(show_command_palette=False)

    def on_mount(self) -> None:
        """Take the keys."""
        lines = self.query_one(Lines)
        lines.border_title = "Tables"
        lines.focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
