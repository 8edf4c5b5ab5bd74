"""A place: one of the screens' rooms, kept as it was left."""

from textual.binding import Binding
from textual.widget import Widget

from screens.keeping import Kept, State, text_in
from screens.lines.making import Place as Spot
from screens.snapshot import Snapshot
from screens.widgets.calm import Covered
from screens.widgets.lines import Lines


class Place(Covered, Widget):
    """Shows snapshots; has keys of its own; can tell where one is in it, and go back there."""

    DEFAULT_CLASSES = "place"
    HELP = ""
    """What the place is for, in a sentence or two for the help screen."""

    snapshot: Snapshot | None = None
    kept: Kept
    """What is kept of the project; given before anything is shown."""
    _left: Widget | None = None
    _wanted: State | None = None

    def show(self, snapshot: Snapshot) -> None:
        """Show another state of the project, without losing the position."""
        self.snapshot = snapshot

    def clear(self) -> None:
        """Forget the project: another one is being opened."""
        self.snapshot = None
        self._left = None
        self._wanted = None

    def first_focus(self) -> Widget:
        """Give what has the focus when the place is entered for the first time."""
        return next(iter(widget for widget in self.query("*") if widget.can_focus))

    # --- where one is ---

    def state(self) -> State:
        """Tell where one is, so that ``recall`` finds it again."""
        focused = self._focused_here() or self._left
        return {"focus": focused.id or "" if focused else ""}

    def recall(self, state: State) -> bool:  # noqa: ARG002 - for places that keep more
        """Go where ``state`` was told; gives False while what it needs is not known yet."""
        return True

    def restore(self, state: State) -> None:
        """Go back to where one was, as soon as the project is known well enough."""
        self._wanted = state
        self.settle()

    def settle(self) -> None:
        """Do what is left of a restoration."""
        if self._wanted is None or self.snapshot is None or not self.recall(self._wanted):
            return
        name = text_in(self._wanted, "focus")
        self._wanted = None
        found = self.query(f"#{name}") if name.replace("-", "").isalnum() else ()
        target = next((widget for widget in found if widget.can_focus and widget.display), None)
        if target is not None:
            self._left = target
            focused = self.app.screen_stack[0].focused
            if self.display and (focused is None or any(isinstance(up, Place) for up in focused.ancestors)):
                target.focus()

    def spot_of(self, target: object) -> Spot | None:
        """Tell in which file, on which line, the thing behind a line of this place stands."""
        return target if isinstance(target, Spot) else None

    @property
    def spot(self) -> Spot | None:
        """Where the line under the cursor stands."""
        focused = self._focused_here()
        line = focused.line if isinstance(focused, Lines) else None
        return self.spot_of(line.target) if line else None

    def leave(self) -> None:
        """Remember where the person was."""
        self._left = self._focused_here() or self._left

    def enter(self) -> None:
        """Go back to where the person was."""
        target = self._left if self._left and self._left.is_attached and self._left.display else self.first_focus()
        target.focus()

    def _focused_here(self) -> Widget | None:
        focused = self.app.screen_stack[0].focused
        return focused if focused and self in focused.ancestors else None


def hidden(keys: str, action: str, description: str) -> Binding:
    """Bind keys that the footer leaves out; help and palette show them."""
    return Binding(keys, action, description, show=False)
