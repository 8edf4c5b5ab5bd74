"""A whole file in front of everything, at a line; escape goes back to where one was."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from screens.dialogs.base import Dialog
from screens.keys import named
from screens.lines.sheet import Sheet
from screens.messages import Edit
from screens.widgets.key_bar import KeyBar
from screens.widgets.lines import Lines


class ViewerScreen(Dialog[None]):
    """Shows one file."""

    BINDINGS: ClassVar[list[BindingType]] = named(
        "viewer", Binding("escape,q,b", "close", "Back"), Binding("E,f4", "edit", "Open in your editor")
    )

    def __init__(self, title: str, sheet: Sheet, line: int, note: str = "") -> None:
        """Show ``sheet`` with the cursor on ``line``; ``note`` says what is special about it."""
        super().__init__(classes="full")
        self._title = title
        self._note = note
        self._sheet = sheet
        self._line = line

    def compose(self) -> ComposeResult:
        """The file."""
        yield Lines(self._sheet, id="viewer")
        yield KeyBar(show_command_palette=False)

    def on_mount(self) -> None:
        """Go to the line once the size is known."""
        lines = self.query_one(Lines)
        lines.border_title = f"{self._title} · {self._note}" if self._note else self._title
        lines.focus()
        self.call_after_refresh(lines.go_to, self._line - 1, centre=True)

    def action_edit(self) -> None:
        """Open the line in the person's editor."""
        self.app.post_message(Edit(self._title, self.query_one(Lines).cursor + 1))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
