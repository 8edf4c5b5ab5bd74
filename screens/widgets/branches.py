"""Branches: lines of a tree that fold and unfold."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from screens.keys import named
from screens.widgets.choices import Choices


class Branches(Choices):
    """A tree drawn as lines; whoever shows it decides what a fold hides."""

    BINDINGS: ClassVar[list[BindingType]] = named(
        "tree",
        Binding("right,l", "fold(True)", "Unfold", show=False),
        Binding("left,h", "fold(False)", "Fold", show=False),
    )

    @dataclass
    class Folded(Message):
        """A branch is to be folded or unfolded."""

        branches: "Branches"
        target: object
        unfold: bool

        @property
        def control(self) -> "Branches":
            """The tree it happened in."""
            return self.branches

    def action_fold(self, unfold: bool) -> None:
        """Fold or unfold the branch under the cursor."""
        if self.line and self.line.target is not None:
            self.post_message(self.Folded(self, self.line.target, unfold))

    def go_to_target(self, target: object) -> None:
        """Put the cursor on the line that stands for ``target``."""
        index = self.sheet.index_of(target)
        if index is not None:
            self.go_to(index)
