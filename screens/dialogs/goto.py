"""Go to: whatever has a name, found by some of its letters."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from screens.dialogs.base import Dialog
from screens.keys import named
from screens.places.base import hidden
from screens.targets import Target, matching_sheet
from screens.widgets.key_bar import KeyBar
from screens.widgets.lines import Lines


class GotoScreen(Dialog[Target | None]):
    """A field and what fits it; the list follows every letter."""

    BINDINGS: ClassVar[list[BindingType]] = named(
        "goto",
        Binding("enter", "go", "Go there"),
        hidden("down,ctrl+n", "move(1)", "Next"),
        hidden("up", "move(-1)", "Previous"),
        Binding("escape", "close", "Back"),
    )

    def __init__(self, targets: Sequence[Target]) -> None:
        """Offer these."""
        super().__init__(classes="dialog -opaque")
        self._targets = targets

    def compose(self) -> ComposeResult:
        """The field above the list."""
        with Vertical(classes="box tall"):
            yield Input(placeholder="operation, table, requirement, document, file or test", id="goto-query")
            yield Lines(matching_sheet(self._targets, ""), id="goto-list", empty="Nothing fits.")
        yield KeyBar(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin in the field."""
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.query_one(Lines).show(matching_sheet(self._targets, event.value), 0)

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
