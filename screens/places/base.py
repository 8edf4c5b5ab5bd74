"""A place: one of the screens' rooms, kept as it was left."""

from textual.binding import Binding
from textual.widget import Widget

from screens.snapshot import Snapshot


class Place(Widget):
    """Shows snapshots; has keys of its own; remembers what had the focus."""

    DEFAULT_CLASSES = "place"
    HELP = ""
    """What the place is for, in a sentence or two for the help screen."""

    snapshot: Snapshot | None = None
    _left: Widget | None = None

    def show(self, snapshot: Snapshot) -> None:
        """Show another state of the project, without losing the position."""
        self.snapshot = snapshot

    def clear(self) -> None:
        """Forget the project: another one is being opened."""
        self.snapshot = None
        self._left = None

    def first_focus(self) -> Widget:
        """Give what has the focus when the place is entered for the first time."""
        return next(iter(widget for widget in self.query("*") if widget.can_focus))

    def leave(self) -> None:
        """Remember where the person was."""
        focused = self.screen.focused
        if focused and self in focused.ancestors:
            self._left = focused

    def enter(self) -> None:
        """Go back to where the person was."""
        target = self._left if self._left and self._left.is_attached and self._left.display else self.first_focus()
        target.focus()


def hidden(keys: str, action: str, description: str) -> Binding:
    """Bind keys that the footer leaves out; help and palette show them."""
    return Binding(keys, action, description, show=False)
