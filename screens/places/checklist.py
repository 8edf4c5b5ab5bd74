"""Checklist: the eleven criteria and the evidence behind each."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.widget import Widget

from generators.blueprint import Source
from screens.evidence import checklist_sheet, evidence_sheet
from screens.keeping import State, number_in, text_in
from screens.keys import named
from screens.lines import making
from screens.lines.sheet import Line, Sheet, clean
from screens.matrix import Row, find_rows, matrix_sheet
from screens.messages import CheckAgain, ShowCode, ShowSource, ShowTest
from screens.places.base import Place
from screens.snapshot import Snapshot
from screens.widgets.calm import Rows
from screens.widgets.choices import Choices
from screens.widgets.lines import Lines
from screens.widgets.tab_strip import TabStrip
from workbench.criteria.verdict import Evidence

_EVIDENCE = 5
"""The rows that are left to the evidence at least, or half of what there is."""
_PANES = {"evidence": "Evidence", "matrix": "Requirements"}


class ChecklistPlace(Place):
    """What is proven, what is not, and by what."""

    HELP = (
        "Green: the check ran and passed. Amber: it has not run, or covers only a part. Red: it ran and failed. "
        "Enter opens the evidence; there, o shows the specification, "
        "i the code and e the test of a row. ] changes to the requirements and what proves each."
    )
    BINDINGS: ClassVar[list[BindingType]] = named(
        "checklist",
        Binding("o", "open_spec", "Spec"),
        Binding("i", "open_code", "Code"),
        Binding("e", "open_test", "Test"),
        Binding("u", "check", "Check"),
        Binding("right_square_bracket,left_square_bracket", "pane", "Pane"),
        Binding("escape", "criteria", "Back to the list", show=False),
    )

    pane: reactive[str] = reactive("evidence", init=False, repaint=False)

    def __init__(self) -> None:
        """Begin without verdicts."""
        super().__init__(id="checklist")
        self._rows: tuple[Row, ...] = ()
        self._matrix: tuple[object, ...] = ()
        self._listed: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """The criteria, and the evidence of one."""
        with Rows(id="checklist-body"):
            yield Lines(
                id="criteria",
                empty="Checking … what needs a run stays amber until the tests have run (r).",
                enter="Evidence",
            )
            with Rows(id="checklist-side"):
                yield TabStrip(_PANES, self.pane, id="checklist-panes")
                yield Choices(id="evidence", empty="No evidence yet.", enter="Open")
                yield Choices(id="matrix", empty="No requirement was read.", enter="Open")

    def on_mount(self) -> None:
        """Title the panes."""
        self.query_one("#criteria").border_title = "Criteria"
        self.query_one("#evidence").border_title = "Evidence"
        self.query_one("#matrix").border_title = "Requirements"
        self.query_one("#matrix").display = False

    def first_focus(self) -> Widget:
        """Begin in the list."""
        return self.query_one("#criteria")

    def show(self, snapshot: Snapshot) -> None:
        """Show the verdicts as they are now."""
        before = self.snapshot
        super().show(snapshot)
        self._draw_matrix()
        criteria = self.query_one("#criteria", Lines)
        if snapshot.verdicts is None:
            criteria.border_title = "Criteria"
            if snapshot.problem:
                self._listed = ()
                criteria.show(Sheet((Line(clean(snapshot.problem), "warn"),), wrap=True), 0)
        elif before is None or before.verdicts is not snapshot.verdicts:
            criteria.border_title = snapshot.green
            self._draw_criteria()
            self._draw_evidence()

    def clear(self) -> None:
        """Forget the project."""
        super().clear()
        self._rows, self._matrix, self._listed = (), (), ()
        for lines in self.query(Lines):
            lines.clear()

    def _draw_criteria(self) -> None:
        """Draw the list: with reasons where there is room for them, or titles alone, which all fit."""
        wide = self.screen.has_class("-wide")
        brief = self.screen.has_class("-low") and not wide
        height = self.size.height
        self.query_one("#criteria").styles.max_height = (
            None if wide else height - max(height * 2 // 5, min(_EVIDENCE, height // 2))
        )
        if self.snapshot and self.snapshot.verdicts and (self.snapshot.verdicts, brief) != self._listed:
            self._listed = (self.snapshot.verdicts, brief)
            self.query_one("#criteria", Lines).show(checklist_sheet(self.snapshot.verdicts, brief=brief))

    def _draw_evidence(self) -> None:
        line = self.query_one("#criteria", Lines).line
        verdicts = self.snapshot.verdicts if self.snapshot else None
        chosen = next((verdict for verdict in verdicts or () if line and verdict.id == line.target), None)
        if chosen:
            evidence = self.query_one("#evidence", Lines)
            evidence.border_title = f"Evidence of {chosen.id}"
            evidence.show(evidence_sheet(chosen), 0)

    def _draw_matrix(self) -> None:
        snapshot = self.snapshot
        width = self.query_one("#matrix").size.width or self.size.width
        shown = (snapshot.resolution, snapshot.code, snapshot.run, width) if snapshot else ()
        if snapshot is None or self.pane != "matrix" or shown == self._matrix:
            return
        self._matrix = shown
        self._rows = find_rows(snapshot)
        self.query_one("#matrix", Lines).show(matrix_sheet(self._rows, snapshot, width) if self._rows else Sheet())

    def on_resize(self) -> None:
        """Give both lists the room that there is now."""
        self.call_after_refresh(self._draw_criteria)
        self.call_after_refresh(self._draw_matrix)

    def watch_pane(self, old: str, new: str) -> None:
        """Bring a pane to the front; the focus follows if it was in the other one."""
        had_focus = self.query_one(f"#{old}").has_focus
        self.query_one("#checklist-panes", TabStrip).chosen = new
        for name in _PANES:
            self.query_one(f"#{name}").display = name == new
        self._draw_matrix()
        if had_focus:
            self.query_one(f"#{new}").focus()

    def state(self) -> State:
        """Tell the criterion, and the row of the pane in front."""
        line = self.query_one("#criteria", Lines).line
        row = self.query_one(f"#{self.pane}", Lines).cursor
        return {**super().state(), "criterion": str(line.target) if line else "", "pane": self.pane, "row": row}

    def recall(self, state: State) -> bool:
        """Go back to a criterion and its row."""
        if self.snapshot is None or self.snapshot.verdicts is None:
            return False
        self.go_to_criterion(text_in(state, "criterion"))
        if text_in(state, "pane") in _PANES:
            self.pane = text_in(state, "pane")
        self.call_after_refresh(self.query_one(f"#{self.pane}", Lines).go_to, number_in(state, "row"))
        return True

    def go_to_criterion(self, name: str) -> None:
        """Put the cursor on a criterion."""
        criteria = self.query_one("#criteria", Lines)
        index = criteria.sheet.index_of(name)
        if index is not None:
            criteria.go_to(index)

    def spot_of(self, target: object) -> making.Place | None:
        """A row stands in its specification, or else in its code."""
        spec, code = _spots(target)
        return spec or code or super().spot_of(target)

    def _target(self) -> object:
        line = self.query_one(f"#{self.pane}", Lines).line
        return line.target if line else None

    def action_open_spec(self) -> None:
        """Show the specification lines of the row."""
        spec, _ = _spots(self._target())
        if spec:
            self.post_message(ShowSource(Source(spec.file, spec.line, spec.line)))
        else:
            self.notify("This row names no specification line.", severity="warning")

    def action_open_code(self) -> None:
        """Show the code, or the test, of the row."""
        _, code = _spots(self._target())
        if code:
            self.post_message(ShowCode(code.file, code.line, written=True))
        else:
            self.notify("This row names no code.", severity="warning")

    def action_open_test(self) -> None:
        """Show the test of the row."""
        target = self._target()
        node = target.test if isinstance(target, Evidence) else None
        if isinstance(target, Row) and target.tests:
            node = target.tests[0][0]
        if node:
            self.post_message(ShowTest(node))
        else:
            self.notify("This row names no test.", severity="warning")

    def action_pane(self) -> None:
        """Change between the evidence and the requirements."""
        self.pane = "matrix" if self.pane == "evidence" else "evidence"

    @on(TabStrip.Chosen, "#checklist-panes")
    def _pane_chosen(self, event: TabStrip.Chosen) -> None:
        event.stop()
        self.pane = event.name

    def action_check(self) -> None:
        """Judge again."""
        self.post_message(CheckAgain())

    def action_criteria(self) -> None:
        """Go back to the list."""
        self.query_one("#criteria").focus()

    @on(Lines.Moved, "#criteria")
    def _moved(self, event: Lines.Moved) -> None:
        event.stop()
        self._draw_evidence()

    @on(Lines.Activated, "#criteria")
    def _opened(self, event: Lines.Activated) -> None:
        event.stop()
        self.pane = "evidence"
        self.query_one("#evidence").focus()

    @on(Lines.Activated, "#evidence")
    def _activated(self, event: Lines.Activated) -> None:
        event.stop()
        spec, code = _spots(event.line.target)
        if code:
            self.action_open_code()
        elif spec:
            self.action_open_spec()
        else:
            self.action_open_test()

    @on(Lines.Activated, "#matrix")
    def _row_opened(self, event: Lines.Activated) -> None:
        event.stop()
        self.action_open_spec()


def _spots(target: object) -> tuple[making.Place | None, making.Place | None]:
    """Give where a row is specified and where its code, or its first test, stands."""
    if isinstance(target, Row):
        return target.spec, next((place for _, place in target.tests), None)
    if isinstance(target, Evidence):
        places = [making.Place(source.file, source.line) if source else None for source in (target.spec, target.code)]
        return places[0], places[1]
    return None, None
