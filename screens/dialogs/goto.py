"""Go to: whatever has a name, found by some of its letters."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from screens.dialogs.base import Dialog
from screens.keys import named
from screens.lines.sheet import Sheet
from screens.places.base import hidden
from screens.targets import Target
from screens.widgets.key_bar import KeyBar
from screens.widgets.lines import Lines


class GotoScreen(Dialog[Target | None]):
    """A field and what fits it; the list follows every letter. It takes the whole screen, without a box around it:
    most of what opening it costs is drawing, and a list can use the room."""

    BLANK = True
    BINDINGS: ClassVar[list[BindingType]] = named(
        "goto",
        Binding("enter", "go", "Go there"),
        hidden("down,ctrl+n", "move(1)", "Next"),
        hidden("up", "move(-1)", "Previous"),
        Binding("escape", "close", "Back"),
    )

    def __init__(self, find: Callable[[str], Sheet], asked: str, empty: str = "Nothing fits.") -> None:
        """Offer what ``find`` gives for a query; ``asked`` says what can be typed, ``empty`` what it means when
        nothing is offered."""
        super().__init__(classes="full")
        self._find = find
        self._asked = asked
        self._empty = empty

    def compose(self) -> ComposeResult:
        """The field above the list."""
        yield Input(placeholder=self._asked, id="goto-query")
        yield Lines(self._find(""), id="goto-list", empty=self._empty)
        yield KeyBar(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin in the field."""
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.query_one(Lines).show(self._find(event.value), 0)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_go()

    @on(Lines.Activated)
    def _activated(self, event: Lines.Activated) -> None:
        event.stop()
        self.action_go()

    def action_go(self) -> None:
        """Go to the line under the cursor."""
        line = self.query_one(Lines).line
        if line and isinstance(line.target, Target):
            self.dismiss(line.target)

    def action_move(self, by: int) -> None:
        """Move in the list without leaving the field."""
        self.query_one(Lines).action_move(by)

    def action_close(self) -> None:
        """Stay where one was."""
        self.dismiss(None)
