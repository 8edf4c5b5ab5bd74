"""Specs: the documents, their outline, and what was understood of each line."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Markdown, Static

from generators.blueprint import Source
from screens import marks
from screens.keeping import State, number_in, text_in, texts_in
from screens.keys import named
from screens.lines import making
from screens.lines.sheet import Sheet
from screens.outline import Spot, outline_sheet, section_at, understood_at
from screens.places.base import Place, hidden
from screens.snapshot import Snapshot
from screens.widgets.branches import Branches
from screens.widgets.calm import Columns, Rows
from screens.widgets.lines import Lines

_LOUD = (marks.CONTRADICTORY, marks.ASKED, marks.UNREAD, marks.FINDING)


class Rendered(VerticalScroll):
    """The rendered section; it scrolls by the keys that move in lists."""

    BINDINGS: ClassVar[list[BindingType]] = named(
        "rendered",
        hidden("j", "scroll_down", "Scroll down"),
        hidden("k", "scroll_up", "Scroll up"),
        hidden("space,ctrl+d", "page_down", "Page down"),
        hidden("ctrl+u", "page_up", "Page up"),
        hidden("G,greater_than_sign", "scroll_end", "To the end"),
        hidden("less_than_sign", "scroll_home", "To the beginning"),
    )


class SpecsPlace(Place):
    """The specification browser."""

    HELP = (
        "Documents and their outline on the left, the document on the right. The margin marks each line: "
        "✓ understood, ≠ contradictory, ? asked about, ○ unread, ! worth knowing."
    )
    BINDINGS: ClassVar[list[BindingType]] = named(
        "specs",
        Binding("m", "toggle_rendered", "Rendered"),
        Binding("right_square_bracket", "next_mark(1)", "Next mark"),
        hidden("left_square_bracket", "next_mark(-1)", "Previous mark"),
    )
    rendered: reactive[bool] = reactive(default=False, toggle_class="-rendered", init=False)

    def __init__(self) -> None:
        """Begin with every document closed."""
        super().__init__(id="specs")
        self._opened: set[str] = set()
        self._file = ""
        self._shown: tuple[str, str, object] = ("", "", None)
        self._sheet = Sheet()
        self._section: tuple[str, int, int] | None = None

    def compose(self) -> ComposeResult:
        """Outline, source, rendered section, and a line about the line."""
        with Columns():
            yield Branches(id="outline", empty="Reading …", enter="Read")
            with Rows(id="document"):
                yield Lines(id="source", empty="Choose a document on the left.")
                with Rendered(id="rendered"):
                    yield Markdown(open_links=False)
                yield Static("", id="meaning", markup=False)

    def first_focus(self) -> Widget:
        """Begin in the outline."""
        return self.query_one("#outline")

    def show(self, snapshot: Snapshot) -> None:
        """Show the documents as they are now."""
        super().show(snapshot)
        if not self._opened and len(snapshot.reading.texts) == 1:
            self._opened.update(snapshot.reading.texts)
        self._draw_outline()
        if self._file not in snapshot.reading.texts:
            self._file = next(iter(snapshot.reading.texts), "")
            self.query_one("#outline", Branches).go_to_target(Spot(self._file))
        self._draw_document(self._file)

    def clear(self) -> None:
        """Forget the project."""
        super().clear()
        self._opened.clear()
        self._file, self._shown, self._section = "", ("", "", None), None
        for lines in self.query(Lines):
            lines.clear()

    def state(self) -> State:
        """Tell the document, the line, and what is unfolded."""
        line = self.query_one("#source", Lines).line
        spot = self.query_one("#outline", Branches).line
        return {
            **super().state(),
            "file": self._file,
            "line": line.number or 1 if line else 1,
            "outline": self._outline_key(spot.target if spot else None),
            "opened": sorted(self._opened),
            "rendered": int(self.rendered),
        }

    def recall(self, state: State) -> bool:
        """Go back to a line of a document."""
        if self.snapshot is None:
            return False
        self._opened.update(texts_in(state, "opened"))
        self._draw_outline()
        outline = self.query_one("#outline", Branches)
        keys = [self._outline_key(line.target) for line in outline.sheet.lines]
        if text_in(state, "outline") and text_in(state, "outline") in keys:
            outline.go_to(keys.index(text_in(state, "outline")))
        file, line = text_in(state, "file"), number_in(state, "line")
        if file in self.snapshot.reading.texts:
            self._draw_document(file, Source(file, line, line), lift=False)
        self.rendered = bool(number_in(state, "rendered"))
        return True

    def _outline_key(self, target: object) -> str:
        return f"{target.file}:{target.line}:{target.section:d}" if isinstance(target, Spot) else ""

    def spot_of(self, target: object) -> making.Place | None:
        """A heading stands in its document."""
        return making.Place(target.file, target.line) if isinstance(target, Spot) else super().spot_of(target)

    def show_source(self, source: Source) -> None:
        """Show lines of a document and put the cursor on the first."""
        if self.snapshot is None or source.file not in self.snapshot.reading.texts:
            self.notify(f"{source.file} is not one of the specifications.", severity="warning")
            return
        self.rendered = False
        self._draw_document(source.file, source)
        self.query_one("#outline", Branches).go_to_target(Spot(source.file))
        self.query_one("#source", Lines).focus()

    def _draw_outline(self) -> None:
        if self.snapshot:
            self.query_one("#outline", Branches).show(outline_sheet(self.snapshot, self._opened))

    def _draw_document(self, file: str, at: Source | None = None, *, lift: bool = True) -> None:
        snapshot = self.snapshot
        if snapshot is None or file not in snapshot.reading.texts:
            return
        source = self.query_one("#source", Lines)
        lifted = ((at.line, at.end_line),) if at and lift else ()
        cursor = at.line - 1 if at else None if file == self._file else 0
        text, marked = snapshot.reading.texts[file], snapshot.margins.get(file)
        if self._shown != (file, text, marked):
            self._shown = (file, text, marked)
            self._sheet = making.file_sheet(file, text, marked)
        source.show(self._sheet, cursor, lifted)
        self._file = file
        source.border_title = file
        self._draw_meaning()

    def _draw_meaning(self) -> None:
        line = self.query_one("#source", Lines).line
        if self.snapshot is None or line is None or line.number is None:
            return
        said = understood_at(self.snapshot, self._file, line.number) or ["nothing follows from this line"]
        self.query_one("#meaning", Static).update(f"{line.number}: {' · '.join(said)}", layout=False)

    async def _draw_rendered(self) -> None:
        line = self.query_one("#source", Lines).line
        if self.snapshot is None or not self._file or line is None:
            return
        text = self.snapshot.reading.texts[self._file]
        first, last = section_at(text, line.number or 1)
        if self._section == (self._file, first, last):
            return
        self._section = (self._file, first, last)
        body = "\n".join(text.split("\n")[first - 1 : last])
        if not self._file.endswith((".md", ".markdown")):
            body = f"```\n{body}\n```"
        await self.query_one(Markdown).update(body)
        self.query_one("#rendered").scroll_home(animate=False)

    async def watch_rendered(self, rendered: bool) -> None:
        """Draw the section under the cursor when it is asked for."""
        if rendered:
            self._section = None
            await self._draw_rendered()

    def action_toggle_rendered(self) -> None:
        """Change between the source and its rendered section."""
        in_document = self.query_one("#document") in (self.screen.focused.ancestors if self.screen.focused else ())
        self.rendered = not self.rendered
        if in_document:
            self.query_one("#rendered" if self.rendered else "#source").focus()

    def action_next_mark(self, by: int) -> None:
        """Go to the next line that needs a look, across documents."""
        if self.snapshot is None:
            return
        spots = [
            (file, number)
            for file in self.snapshot.reading.texts
            for number, mark in sorted(self.snapshot.margins.get(file, {}).items())
            if mark in _LOUD
        ]
        starts = [spot for spot in spots if (spot[0], spot[1] - 1) not in spots]
        if not starts:
            self.notify("Every line was understood.")
            return
        order = list(self.snapshot.reading.texts)
        line = self.query_one("#source", Lines).line
        here = (order.index(self._file), line.number or 1 if line else 1)
        ranked = [((order.index(file), number), (file, number)) for file, number in starts]
        ahead = [entry for entry in ranked if (entry[0] > here if by > 0 else entry[0] < here)]
        file, number = (ahead or ranked)[0 if by > 0 else -1][1]
        self.show_source(Source(file, number, number))

    @on(Lines.Moved, "#outline")
    @on(Lines.Activated, "#outline")
    async def _outlined(self, event: Lines.Moved | Lines.Activated) -> None:
        event.stop()
        spot = event.line.target
        if not isinstance(spot, Spot):
            return
        section = Source(spot.file, spot.line, spot.line) if spot.section else None
        self._draw_document(spot.file, section)
        if self.rendered:
            await self._draw_rendered()
        if isinstance(event, Lines.Activated):
            self.query_one("#rendered" if self.rendered else "#source").focus()

    @on(Branches.Folded, "#outline")
    def _folded(self, event: Branches.Folded) -> None:
        event.stop()
        if isinstance(spot := event.target, Spot):
            (self._opened.add if event.unfold else self._opened.discard)(spot.file)
            self._draw_outline()
            if not event.unfold:
                self.query_one("#outline", Branches).go_to_target(Spot(spot.file))

    @on(Lines.Moved, "#source")
    def _moved(self, event: Lines.Moved) -> None:
        event.stop()
        self._draw_meaning()
