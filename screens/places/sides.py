"""The two sides of Review: the specification of an element, and the code that was written for it."""

from textual import on
from textual.app import ComposeResult
from textual.reactive import reactive

from generators.blueprint import Source
from screens.clues import find_clues
from screens.code_index import CodeIndex
from screens.elements import Element, Part, element_code, find_code, spec_sheet
from screens.following import Side, Ties
from screens.lines import making
from screens.marks import Mark
from screens.messages import ShowCode, ShowSource
from screens.snapshot import Snapshot
from screens.widgets.calm import Rows
from screens.widgets.lines import Lines
from screens.widgets.tab_strip import TabStrip

_TITLES = {Part.MODEL: "Model", Part.SCHEMA: "Schema", Part.ROUTE: "Route", Part.TESTS: "Tests"}


class Sides(Rows):
    """Shows an element from both sides; move in one, and the other goes to what belongs to it, or says why not."""

    part: reactive[Part] = reactive(Part.ROUTE, init=False, repaint=False)

    def __init__(self) -> None:
        """Begin without an element."""
        super().__init__(id="sides")
        self._element: Element | None = None
        self._snapshot: Snapshot | None = None
        self._spec_shown: tuple[object, ...] | None = None
        self._drawn: dict[Part, tuple[Element, CodeIndex]] = {}
        self._ties: dict[Part, Ties] = {}

    def compose(self) -> ComposeResult:
        """The specification, and four panes of code of which one is in front where not all have room."""
        yield Lines(id="spec", empty="Resolving …", enter="In Specs")
        with Rows(id="code"):
            yield TabStrip({part.value: _TITLES[part] for part in Part}, self.part.value, id="parts")
            with Rows(id="panes"):
                for part in Part:
                    yield Lines(id=f"pane-{part}", empty="Generating …", enter="Whole file")

    def on_mount(self) -> None:
        """Title the panes."""
        for part in Part:
            self._pane(part).border_title = _TITLES[part]
        self._choose(self.part)

    def clear(self) -> None:
        """Forget the project."""
        self._element, self._snapshot, self._spec_shown = None, None, None
        self._drawn.clear()
        self._ties.clear()
        self.tell("Resolving …")

    def tell(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        for lines in self.query(Lines):
            lines.empty = sentence
            lines.clear()

    def show(self, element: Element, snapshot: Snapshot, mark: Mark | None) -> None:
        """Show an element with the mark of its review; where it is the same one, the cursors stay."""
        moved = self._element is None or element.id != self._element.id
        if self._element and element.main is not self._element.main:
            self.part = element.main
        self._element, self._snapshot = element, snapshot
        spec = self._spec
        spec.empty = "Nothing in the specifications names this."
        spec.border_title = f"Specification · {element.title}"
        spec.border_subtitle = f"{mark.symbol} {mark.word}" if mark else ""
        shown = (element, snapshot.reading, snapshot.margins)
        if self._spec_shown != shown:
            self._spec_shown = shown
            self._ties.clear()
            spec.show(spec_sheet(element, snapshot.reading.texts, snapshot.margins), 0 if moved else None)
        self._draw()

    def _draw(self) -> None:
        for part in Part:
            if self._pane(part).display:
                self._draw_part(part)

    def _draw_part(self, part: Part) -> None:
        """Draw the code of a pane that can be seen, unless it is there already."""
        element, snapshot = self._element, self._snapshot
        if element is None or snapshot is None:
            return
        pane = self._pane(part)
        if snapshot.code is None:
            pane.empty = snapshot.problem or "Generating …"
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
        pane.border_subtitle = ""
        pane.empty = f"{_TITLES[part]}: nothing was written for this."
        stay = before is not None and before[0].id == element.id and pane.cursor < len(code.sheet.lines)
        pane.show(code.sheet, None if stay else code.first, code.lifted)

    @property
    def _spec(self) -> Lines:
        return self.query_one("#spec", Lines)

    def _pane(self, part: Part) -> Lines:
        return self.query_one(f"#pane-{part}", Lines)

    # --- following ---

    def _ties_of(self, part: Part) -> Ties | None:
        element, snapshot = self._element, self._snapshot
        if element is None or snapshot is None or part not in self._drawn:
            return None
        if part not in self._ties and snapshot.code and snapshot.resolution:
            blueprint = snapshot.resolution.blueprint
            asked = {requirement.id: requirement.source for requirement in blueprint.requirements}
            spec = Side(self._spec.sheet, find_clues(blueprint, element.id))
            matches = find_code(element, part, snapshot.code)
            self._ties[part] = Ties(spec, Side(self._pane(part).sheet), matches, asked)
        return self._ties.get(part)

    def _follow_spec(self, *parts: Part) -> None:
        """Bring what was written for the specification line under the cursor to the cursors of these panes."""
        for part in parts:
            pane, ties = self._pane(part), self._ties_of(part)
            if pane.display and ties:
                found = ties.code_of(self._spec.cursor)
                pane.border_subtitle = "" if found is not None else "nothing here was written for that line"
                if found is not None:
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
        if not event.lines.has_focus or ties is None:
            return
        found = ties.spec_of(event.lines.cursor)
        event.lines.border_subtitle = "" if found is not None else self._reason(ties, event.lines.cursor)
        if found is not None:
            self._spec.go_to(found, centre=not self._spec.in_view(found))
            self._follow_spec(*(other for other in Part if other is not part))

    def _reason(self, ties: Ties, line: int) -> str:
        """Say why a line of code leads to none of the specification lines that are shown."""
        symbol = ties.symbol_at(line)
        elements = self._snapshot.elements if self._snapshot else ()
        titles = [element.title for element in elements if symbol and element.id in symbol.elements]
        if titles:
            return f"written for {titles[0]}" + (f" and {len(titles) - 1} more" if len(titles) > 1 else "")
        return "" if symbol else "part of the module: no line asks for it"

    # --- panes ---

    def on_resize(self) -> None:
        """Draw panes that can be seen now."""
        self.call_after_refresh(self._draw)

    def _choose(self, part: Part) -> None:
        self.query_one("#parts", TabStrip).chosen = part.value
        for other in Part:
            self._pane(other).set_class(other is part, "-chosen")
        if self._element:
            self._draw_part(part)
        if self._spec.cursor:
            self._follow_spec(part)

    def watch_part(self, old: Part, new: Part) -> None:
        """Bring the chosen pane to the front; the focus follows if it was in the other one."""
        had_focus = self._pane(old).has_focus
        self._pane(new).expected_height = self._pane(old).scrollable_content_region.height
        self._choose(new)
        if had_focus:
            self._pane(new).focus()

    def step(self, by: int) -> None:
        """Bring another pane to the front."""
        parts = list(Part)
        self.part = parts[(parts.index(self.part) + by) % len(parts)]

    @on(TabStrip.Chosen, "#parts")
    def _chosen(self, event: TabStrip.Chosen) -> None:
        event.stop()
        self.part = Part(event.name)

    @on(Lines.Activated)
    def _activated(self, event: Lines.Activated) -> None:
        """Open the whole document or file that a line stands in."""
        event.stop()
        target = event.line.target
        if isinstance(target, making.Place) and event.lines is self._spec:
            self.post_message(ShowSource(Source(target.file, target.line, target.line)))
        elif isinstance(target, making.Place):
            self.post_message(ShowCode(target.file, target.line))
