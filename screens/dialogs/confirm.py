"""Confirmation: nothing is written or thrown away without it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from screens.places.base import hidden
from screens.widgets.key_bar import KeyBar


class ConfirmDialog(ModalScreen[bool]):
    """Asks one yes-or-no question; leaving it is no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "yes", "Yes"),
        Binding("escape,n,q", "no", "No"),
        hidden("right,l,down,j", "app.focus_next", "Next button"),
        hidden("left,h,up,k", "app.focus_previous", "Previous button"),
    ]

    def __init__(self, title: str, text: str, yes: str = "Yes", no: str = "Cancel") -> None:
        """Ask ``title``, explained by ``text``."""
        super().__init__(classes="dialog")
        self._title = title
        self._text = text
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """Title, text, two buttons."""
        with Vertical(classes="box"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Static(self._text, markup=False, classes="dialog-text")
            with Horizontal(classes="buttons"):
                yield Button(f"{self._yes} (y)", id="yes", variant="primary", compact=True)
                yield Button(f"{self._no} (esc)", id="no", compact=True)
        yield KeyBar(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin on the button that changes nothing."""
        self.query_one("#no").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_yes(self) -> None:
        """Agree."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Leave everything as it is."""
        self.dismiss(False)
