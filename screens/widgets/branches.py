"""Branches: lines of a tree that fold and unfold."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from screens.keys import named
from screens.widgets.lines import Lines


class Branches(Lines):
    """A tree drawn as lines; whoever shows it decides what a fold hides."""

    BINDINGS: ClassVar[list[BindingType]] = named(
        "tree",
        Binding("right,l", "fold(True)", "Unfold", show=False),
        Binding("left,h", "fold(False)", "Fold", show=False),
    )

    class Folded(Message):
        """A branch is to be folded or unfolded."""

        def __init__(self, branches: "Branches", target: object, *, unfold: bool) -> None:
            """Say which."""
            super().__init__()
            self.branches = branches
            self.target = target
            self.unfold = unfold

        @property
        def control(self) -> "Branches":
            """The tree it happened in."""
            return self.branches

    def action_fold(self, unfold: bool) -> None:
        """Fold or unfold the branch under the cursor."""
        if self.line and self.line.target is not None:
            self.post_message(self.Folded(self, self.line.target, unfold=unfold))

    def go_to_target(self, target: object) -> None:
        """Put the cursor on the line that stands for ``target``."""
        index = self.sheet.index_of(target)
        if index is not None:
            self.go_to(index)
