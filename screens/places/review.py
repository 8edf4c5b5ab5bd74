"""Review: what the specifications say, and the code that was written for it, side by side."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Horizontal, Vertical
from textual.reactive import reactive
from textual.widget import Widget

from generators.blueprint import Source
from screens.elements import Element, Part, element_code, find_elements, list_sheet, spec_sheet
from screens.lines import making
from screens.messages import ShowCode, ShowSource
from screens.places.base import Place, hidden
from screens.snapshot import Snapshot
from screens.widgets.lines import Lines
from screens.widgets.tab_strip import TabStrip

_TITLES = {Part.MODEL: "Model", Part.SCHEMA: "Schema", Part.ROUTE: "Route", Part.TESTS: "Tests"}


class ReviewPlace(Place):
    """Operations and tables, one at a time."""

    HELP = (
        "Operations and tables on the left; beside them their specification lines and the model, schema, route "
        "and tests that were written for them. n and p step through; enter on a line opens its whole file."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "step(1)", "Next"),
        Binding("p", "step(-1)", "Previous"),
        Binding("right_square_bracket", "part(1)", "Pane"),
        hidden("left_square_bracket", "part(-1)", "Pane before"),
        hidden("e", "elements", "Go to the list"),
    ]
    part: reactive[Part] = reactive(Part.ROUTE, init=False)

    def __init__(self) -> None:
        """Begin without an element."""
        super().__init__(id="review")
        self._elements: tuple[Element, ...] = ()
        self._element: Element | None = None

    def compose(self) -> ComposeResult:
        """List, specification, and four panes of code."""
        with Horizontal():
            yield Lines(id="elements", empty="Resolving …")
            with Vertical(id="sides"):
                yield Lines(id="spec", empty="Nothing in the specifications names this.")
                with Vertical(id="code"):
                    yield TabStrip({part.value: _TITLES[part] for part in Part}, self.part.value, id="parts")
                    with Grid(id="panes"):
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
        before = self.snapshot
        super().show(snapshot)
        if snapshot.resolution is None:
            return
        elements = self.query_one("#elements", Lines)
        if before is None or before.resolution is not snapshot.resolution:
            blueprint = snapshot.resolution.blueprint
            self._elements = find_elements(blueprint)
            elements.show(list_sheet(blueprint, self._elements))
        kept = next((element for element in self._elements if self._element and element.id == self._element.id), None)
        self._select(kept or next(iter(self._elements), None))

    def clear(self) -> None:
        """Forget the project."""
        super().clear()
        self._elements, self._element = (), None
        for lines in self.query(Lines):
            lines.clear()

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
        spec.border_title = f"Specification of {element.title}"
        spec.show(spec_sheet(element, snapshot), 0 if moved else None)
        self._draw_code(element, snapshot, moved=moved)

    def _draw_code(self, element: Element, snapshot: Snapshot, *, moved: bool) -> None:
        for part in Part:
            pane = self._pane(part)
            if snapshot.files is None:
                pane.clear()
                continue
            code = element_code(element, part, snapshot.files)
            pane.border_title = f"{_TITLES[part]} · {code.title}" if code.title else _TITLES[part]
            pane.empty = f"{_TITLES[part]}: nothing was written for this."
            stay = not moved and pane.cursor < len(code.sheet.lines)
            pane.show(code.sheet, None if stay else code.first, code.lifted)

    def _pane(self, part: Part) -> Lines:
        return self.query_one(f"#pane-{part}", Lines)

    def _choose(self, part: Part) -> None:
        self.query_one("#parts", TabStrip).chosen = part.value
        for other in Part:
            self._pane(other).set_class(other is part, "-chosen")

    def watch_part(self, old: Part, new: Part) -> None:
        """Bring the chosen pane to the front; the focus follows if it was in the other one."""
        had_focus = self._pane(old).has_focus
        self._choose(new)
        if had_focus:
            self._pane(new).focus()

    def action_step(self, by: int) -> None:
        """Go to the next or previous element."""
        if self._elements and self._element:
            position = self._elements.index(self._element) + by
            if 0 <= position < len(self._elements):
                self._select(self._elements[position])

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
