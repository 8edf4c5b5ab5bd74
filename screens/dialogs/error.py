"""The one place that shows an error: a sentence, and where nobody foresaw it, details to copy."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from screens.dialogs.base import Dialog
from screens.keys import named
from screens.lines.sheet import Sheet, plain
from screens.widgets.key_bar import KeyBar
from screens.widgets.lines import Lines


class ErrorDialog(Dialog[None]):
    """Shows one error."""

    BINDINGS: ClassVar[list[BindingType]] = named(
        "error",
        Binding("escape,enter,q", "close", "Close"),
        Binding("c", "copy", "Copy"),
    )

    def __init__(self, sentence: str, details: str = "") -> None:
        """Show ``sentence``, and ``details`` below it."""
        super().__init__(classes="dialog")
        self._sentence = sentence
        self._details = details

    def compose(self) -> ComposeResult:
        """The sentence, and the details as lines."""
        with Vertical(classes="box"):
            yield Static("✗ This could not be done", classes="dialog-title", markup=False)
            yield Static(self._sentence, markup=False, classes="dialog-text")
            if self._details:
                yield Lines(Sheet(plain(self._details.splitlines(), "muted")), id="error-details")
        yield KeyBar(show_command_palette=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()

    def action_copy(self) -> None:
        """Copy the sentence and the details."""
        self.app.copy_to_clipboard(f"{self._sentence}\n{self._details}".strip())
        self.notify("Copied.", timeout=2)
