"""Review: what the specifications say, and the code that was written for it, side by side."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from screens import marks
from screens.elements import Element, Part, list_sheet
from screens.keeping import State, text_in
from screens.keys import named
from screens.lines import making
from screens.messages import KeptChanged
from screens.places.base import Place, hidden
from screens.places.sides import Sides
from screens.reviewing import progress, review_mark
from screens.snapshot import Snapshot
from screens.widgets.calm import Columns
from screens.widgets.choices import Choices
from screens.widgets.lines import Lines


class ReviewPlace(Place):
    """Operations and tables, one at a time."""

    HELP = (
        "Operations and tables on the left; beside them their specification lines and the model, schema, route "
        "and tests that were written for them. n and p step through; m marks what you have "
        "reviewed and goes on, and the mark falls off when the text behind it changes; enter opens the whole file. "
        "Specification and code follow each other line by line: move in one, and the other goes to what belongs to it, "
        "or the frame says why there is none. The lines of an operation's table stand below its own."
    )
    BINDINGS: ClassVar[list[BindingType]] = named(
        "review",
        Binding("m", "mark", "Reviewed"),
        Binding("n", "step(1)", "Next"),
        Binding("p", "step(-1)", "Previous"),
        Binding("right_square_bracket", "part(1)", "Pane"),
        hidden("left_square_bracket", "part(-1)", "Pane before"),
        hidden("M", "next_open", "Next to review"),
        hidden("e", "elements", "Go to the list"),
    )

    def __init__(self) -> None:
        """Begin without an element."""
        super().__init__(id="review")
        self._elements: tuple[Element, ...] = ()
        self._element: Element | None = None
        self._listed: tuple[object, ...] | None = None

    def compose(self) -> ComposeResult:
        """The list, and both sides of what is chosen in it."""
        with Columns():
            yield Choices(id="elements", empty="Resolving …", enter="Read")
            yield Sides()

    @property
    def _sides(self) -> Sides:
        return self.query_one(Sides)

    def first_focus(self) -> Widget:
        """Begin in the list."""
        return self.query_one("#elements")

    def show(self, snapshot: Snapshot) -> None:
        """Show the elements as they are now, staying at the same one."""
        super().show(snapshot)
        if snapshot.resolution is None:
            return
        self._elements = snapshot.elements
        self._draw_list()
        kept = next((element for element in self._elements if self._element and element.id == self._element.id), None)
        self._select(kept or next(iter(self._elements), None))
        if not self._elements:
            self._element = None
            self._sides.clear()
            self._sides.tell(snapshot.problem or "There is nothing to review.")

    def clear(self) -> None:
        """Forget the project."""
        super().clear()
        self._elements, self._element, self._listed = (), None, None
        self.query_one("#elements", Lines).clear()
        self._sides.clear()

    def state(self) -> State:
        """Tell which element and which pane are in front."""
        return {**super().state(), "element": self._element.id if self._element else "", "part": self._sides.part.value}

    def recall(self, state: State) -> bool:
        """Go back to an element."""
        if self.snapshot is None or self.snapshot.resolution is None:
            return False
        if text_in(state, "part") in set(Part):
            self._sides.part = Part(text_in(state, "part"))
        self.go_to_element(text_in(state, "element"))
        return True

    def go_to_element(self, name: str) -> bool:
        """Show the element of that id; tells whether there is one."""
        element = next((element for element in self._elements if element.id == name), None)
        self._select(element)
        return element is not None

    def spot_of(self, target: object) -> making.Place | None:
        """An element stands where it is specified."""
        if isinstance(target, Element):
            source = next(iter(target.sources), None)
            return making.Place(source.file, source.line) if source else None
        return super().spot_of(target)

    # --- drawing ---

    def _draw_list(self) -> None:
        snapshot = self.snapshot
        if snapshot is None or snapshot.resolution is None:
            return
        reviewed, digests = self.kept.reviewed, snapshot.digests
        state = (snapshot.resolution, digests, dict(reviewed))
        if self._listed is not None and _same(state, self._listed):
            return
        self._listed = state
        elements = self.query_one("#elements", Lines)
        blueprint = snapshot.resolution.blueprint
        elements.empty = "No operation and no table is specified yet."
        elements.show(
            list_sheet(blueprint, self._elements, lambda name: review_mark(name, reviewed, digests) or marks.TO_REVIEW)
        )
        self._draw_progress()

    def _draw_mark(self, element: Element) -> None:
        """Draw the mark of one element anew: drawing the whole list would be felt where it is long."""
        snapshot = self.snapshot
        elements = self.query_one("#elements", Lines)
        index = elements.sheet.index_of(element)
        if snapshot is None or index is None:
            return
        self._listed = (snapshot.resolution, snapshot.digests, dict(self.kept.reviewed))
        mark = review_mark(element.id, self.kept.reviewed, snapshot.digests) or marks.TO_REVIEW
        elements.show(elements.sheet.with_mark(index, mark))
        self._draw_progress()

    def _draw_progress(self) -> None:
        digests = self.snapshot.digests if self.snapshot else None
        done, total = progress(self._elements, self.kept.reviewed, digests)
        title = f"{total} to review" if digests is None else f"Reviewed {done} of {total}"
        self.query_one("#elements", Lines).border_title = title

    def _select(self, element: Element | None) -> None:
        snapshot = self.snapshot
        if element is None or snapshot is None:
            return
        self._element = element
        listed = self.query_one("#elements", Lines)
        index = listed.sheet.index_of(element)
        if index is not None and index != listed.cursor:
            listed.go_to(index)
        self._sides.show(element, snapshot, review_mark(element.id, self.kept.reviewed, snapshot.digests))

    def action_step(self, by: int) -> None:
        """Go to the next or previous element."""
        if self._elements and self._element:
            position = self._elements.index(self._element) + by
            if 0 <= position < len(self._elements):
                self._select(self._elements[position])

    def action_mark(self) -> None:
        """Mark the element as reviewed and go on to the next; where it was marked, take the mark off and stay."""
        snapshot, element = self.snapshot, self._element
        if element is None or snapshot is None or snapshot.digests is None:
            self.notify("What there is to review is not known yet.", severity="warning")
            return
        marked = review_mark(element.id, self.kept.reviewed, snapshot.digests) is marks.REVIEWED
        if marked:
            del self.kept.reviewed[element.id]
        else:
            self.kept.reviewed[element.id] = snapshot.digests[element.id]
        self.post_message(KeptChanged())
        self._draw_mark(element)
        self._select(element)
        if not marked:
            self._go_on()

    def _go_on(self) -> None:
        done, total = progress(self._elements, self.kept.reviewed, self.snapshot.digests if self.snapshot else None)
        if done == total:
            self.notify("Everything is reviewed.")
        else:
            self.action_next_open()

    def action_next_open(self) -> None:
        """Go to the next element that is not reviewed, or changed since."""
        if self._element is None or self.snapshot is None:
            return
        here = self._elements.index(self._element) + 1
        for element in (*self._elements[here:], *self._elements[:here]):
            if review_mark(element.id, self.kept.reviewed, self.snapshot.digests) is not marks.REVIEWED:
                self._select(element)
                return

    def action_part(self, by: int) -> None:
        """Bring another pane to the front."""
        self._sides.step(by)

    def action_elements(self) -> None:
        """Go to the list."""
        self.query_one("#elements").focus()

    @on(Lines.Moved, "#elements")
    def _moved(self, event: Lines.Moved) -> None:
        event.stop()
        if isinstance(element := event.line.target, Element):
            self._select(element)

    @on(Lines.Activated, "#elements")
    def _activated(self, event: Lines.Activated) -> None:
        event.stop()
        if isinstance(event.line.target, Element):
            self.query_one("#spec").focus()


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Compare by identity first: comparing whole blueprints takes its time."""
    return all(
        left is right or (isinstance(left, dict) and left == right) for left, right in zip(one, other, strict=True)
    )
