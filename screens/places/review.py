"""Review: what the specifications say, and the code that was written for it, side by side."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.widget import Widget

from generators.blueprint import Source
from screens import marks
from screens.clues import find_clues
from screens.code_index import CodeIndex
from screens.elements import Element, Part, element_code, find_code, list_sheet, spec_sheet
from screens.following import Side, Ties
from screens.keeping import State, text_in
from screens.keys import named
from screens.lines import making
from screens.messages import KeptChanged, ShowCode, ShowSource
from screens.places.base import Place, hidden
from screens.reviewing import progress, review_mark
from screens.snapshot import Snapshot
from screens.widgets.calm import Columns, Rows
from screens.widgets.lines import Lines
from screens.widgets.tab_strip import TabStrip

_TITLES = {Part.MODEL: "Model", Part.SCHEMA: "Schema", Part.ROUTE: "Route", Part.TESTS: "Tests"}


class ReviewPlace(Place):
    """Operations and tables, one at a time."""

    HELP = (
        "Operations and tables on the left; beside them their specification lines and the model, schema, route "
        "and tests that were written for them. n and p step through; m marks what you have "
        "reviewed and goes on, and the mark falls off when the text behind it changes; enter opens the whole file. "
        "Specification and code follow each other line by line: move in one, and the other goes to what belongs to it."
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
    part: reactive[Part] = reactive(Part.ROUTE, init=False, repaint=False)

    def __init__(self) -> None:
        """Begin without an element."""
        super().__init__(id="review")
        self._elements: tuple[Element, ...] = ()
        self._element: Element | None = None
        self._listed: tuple[object, ...] | None = None
        self._spec: tuple[object, ...] | None = None
        self._drawn: dict[Part, tuple[Element, CodeIndex]] = {}
        self._ties: dict[Part, Ties] = {}

    def compose(self) -> ComposeResult:
        """List, specification, and four panes of code."""
        with Columns():
            yield Lines(id="elements", empty="Resolving …")
            with Rows(id="sides"):
                yield Lines(id="spec", empty="Resolving …")
                with Rows(id="code"):
                    yield TabStrip({part.value: _TITLES[part] for part in Part}, self.part.value, id="parts")
                    with Rows(id="panes"):
                        for part in Part:
                            yield Lines(id=f"pane-{part}", empty="Generating …")

    def on_mount(self) -> None:
        """Title the panes."""
        for part in Part:
            self._pane(part).border_title = _TITLES[part]
        self._choose(self.part)

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

    def clear(self) -> None:
        """Forget the project."""
        super().clear()
        self._elements, self._element, self._listed = (), None, None
        for lines in self.query(Lines):
            lines.clear()

    def state(self) -> State:
        """Tell which element and which pane are in front."""
        return {**super().state(), "element": self._element.id if self._element else "", "part": self.part.value}

    def recall(self, state: State) -> bool:
        """Go back to an element."""
        if self.snapshot is None or self.snapshot.resolution is None:
            return False
        if text_in(state, "part") in set(Part):
            self.part = Part(text_in(state, "part"))
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
        self.query_one("#elements", Lines).border_title = f"Reviewed {done} of {total}"

    def _select(self, element: Element | None) -> None:
        snapshot = self.snapshot
        if element is None or snapshot is None:
            return
        moved = self._element is None or element.id != self._element.id
        self._element = element
        listed = self.query_one("#elements", Lines)
        index = listed.sheet.index_of(element)
        if index is not None and index != listed.cursor:
            listed.go_to(index)
        spec = self.query_one("#spec", Lines)
        spec.empty = "Nothing in the specifications names this."
        mark = review_mark(element.id, self.kept.reviewed, snapshot.digests)
        spec.border_title = f"Specification · {element.title}"
        spec.border_subtitle = f"{mark.symbol} {mark.word}" if mark else ""
        shown = (element, snapshot.reading, snapshot.margins)
        if self._spec != shown:
            self._spec = shown
            self._ties.clear()
            spec.show(spec_sheet(element, snapshot.reading.texts, snapshot.margins), 0 if moved else None)
        for part in Part:
            if self._pane(part).display:
                self._draw_part(part)

    def _draw_part(self, part: Part) -> None:
        """Draw the code of a pane that can be seen, unless it is there already."""
        element, snapshot = self._element, self.snapshot
        pane = self._pane(part)
        if element is None or snapshot is None or snapshot.code is None:
            pane.clear()
            self._drawn.pop(part, None)
            return
        before = self._drawn.get(part)
        if before == (element, snapshot.code):
            return
        self._drawn[part] = (element, snapshot.code)
        self._ties.pop(part, None)
        code = element_code(element, part, snapshot.code)
        pane.border_title = f"{_TITLES[part]} · {code.title}" if code.title else _TITLES[part]
        pane.empty = f"{_TITLES[part]}: nothing was written for this."
        stay = before is not None and before[0].id == element.id and pane.cursor < len(code.sheet.lines)
        pane.show(code.sheet, None if stay else code.first, code.lifted)

    # --- following ---

    def _ties_of(self, part: Part) -> Ties | None:
        element, snapshot = self._element, self.snapshot
        if element is None or snapshot is None or snapshot.code is None or part not in self._drawn:
            return None
        if part not in self._ties:
            spec, code = self.query_one("#spec", Lines), self._pane(part)
            matches = find_code(element, part, snapshot.code)
            clues = find_clues(snapshot.resolution.blueprint, element.id) if snapshot.resolution else {}
            self._ties[part] = Ties(Side(spec.sheet, clues), Side(code.sheet), matches)
        return self._ties[part]

    def _follow_spec(self, *parts: Part) -> None:
        """Bring what was written for the specification line under the cursor to the cursors of these panes."""
        line = self.query_one("#spec", Lines).cursor
        for part in parts:
            pane, ties = self._pane(part), self._ties_of(part)
            if pane.display and ties and (found := ties.code_of(line)) is not None:
                pane.go_to(found, centre=not pane.in_view(found))

    @on(Lines.Moved, "#spec")
    def _spec_moved(self, event: Lines.Moved) -> None:
        event.stop()
        if event.lines.has_focus:
            self._follow_spec(*Part)

    @on(Lines.Moved, "#panes Lines")
    def _code_moved(self, event: Lines.Moved) -> None:
        event.stop()
        part = next(part for part in Part if self._pane(part) is event.lines)
        ties = self._ties_of(part)
        if event.lines.has_focus and ties and (found := ties.spec_of(event.lines.cursor)) is not None:
            spec = self.query_one("#spec", Lines)
            spec.go_to(found, centre=not spec.in_view(found))
            self._follow_spec(*(other for other in Part if other is not part))

    def on_resize(self) -> None:
        """Draw panes that can be seen now."""
        self.call_after_refresh(self._select, self._element)

    def _pane(self, part: Part) -> Lines:
        return self.query_one(f"#pane-{part}", Lines)

    def _choose(self, part: Part) -> None:
        self.query_one("#parts", TabStrip).chosen = part.value
        for other in Part:
            self._pane(other).set_class(other is part, "-chosen")
        if self._element:
            self._draw_part(part)
        if self.query_one("#spec", Lines).cursor:
            self._follow_spec(part)

    def watch_part(self, old: Part, new: Part) -> None:
        """Bring the chosen pane to the front; the focus follows if it was in the other one."""
        had_focus = self._pane(old).has_focus
        self._pane(new).expected_height = self._pane(old).scrollable_content_region.height
        self._choose(new)
        if had_focus:
            self._pane(new).focus()

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
        parts = list(Part)
        self.part = parts[(parts.index(self.part) + by) % len(parts)]

    def action_elements(self) -> None:
        """Go to the list."""
        self.query_one("#elements").focus()

    @on(Lines.Moved, "#elements")
    def _moved(self, event: Lines.Moved) -> None:
        event.stop()
        if isinstance(element := event.line.target, Element):
            self._select(element)

    @on(Lines.Activated)
    def _activated(self, event: Lines.Activated) -> None:
        event.stop()
        target = event.line.target
        if isinstance(target, Element):
            self.query_one("#spec").focus()
        elif isinstance(target, making.Place):
            if event.lines.id == "spec":
                self.post_message(ShowSource(Source(target.file, target.line, target.line)))
            else:
                self.post_message(ShowCode(target.file, target.line))

    @on(TabStrip.Chosen, "#parts")
    def _chosen(self, event: TabStrip.Chosen) -> None:
        event.stop()
        self.part = Part(event.name)


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Compare by identity first: comparing whole blueprints takes its time."""
    return all(
        left is right or (isinstance(left, dict) and left == right) for left, right in zip(one, other, strict=True)
    )
