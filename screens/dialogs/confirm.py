"""Confirmation: nothing is written or thrown away without it."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from screens.dialogs.base import Dialog
from screens.keys import named
from screens.places.base import hidden
from screens.widgets.key_bar import KeyBar


class ConfirmDialog(Dialog[bool]):
    """Asks one yes-or-no question; leaving it is no."""

    BINDINGS: ClassVar[list[BindingType]] = named(
        "confirm",
        Binding("y", "yes", "Yes"),
        Binding("escape,n,q", "no", "No"),
        Binding("d", "look", "Show the plan"),
        hidden("right,l,down,j", "app.focus_next", "Next button"),
        hidden("left,h,up,k", "app.focus_previous", "Previous button"),
    )

    def __init__(self, title: str, text: str, yes: str = "Yes", look: Callable[[], None] | None = None) -> None:
        """Ask ``title``, explained by ``text``; ``look`` shows in full what is asked about."""
        super().__init__(classes="dialog")
        self._title = title
        self._text = text
        self._yes = yes
        self._look = look

    def compose(self) -> ComposeResult:
        """Title, text, two buttons."""
        with Vertical(classes="box"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Static(self._text, markup=False, classes="dialog-text")
            with Horizontal(classes="buttons"):
                yield Button(f"{self._yes} (y)", id="yes", variant="primary", compact=True)
                yield Button("Cancel (esc)", id="no", compact=True)
        yield KeyBar(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin on the button that agrees: enter confirms, escape does not."""
        self.query_one("#yes").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_yes(self) -> None:
        """Agree."""
        self.dismiss(True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Offer to look only where there is something to look at."""
        return action != "look" or self._look is not None

    def action_look(self) -> None:
        """Leave everything as it is, and look first."""
        self.dismiss(False)
        if self._look:
            self._look()

    def action_no(self) -> None:
        """Leave everything as it is."""
        self.dismiss(False)
