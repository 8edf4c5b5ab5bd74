"""Checklist: the eleven criteria and the evidence behind each."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from screens.evidence import checklist_sheet, evidence_sheet
from screens.messages import CheckAgain, ShowCode, ShowSource
from screens.places.base import Place
from screens.snapshot import Snapshot
from screens.widgets.lines import Lines
from workbench.criteria.verdict import Evidence


class ChecklistPlace(Place):
    """What is proven, what is not, and by what."""

    HELP = (
        "Green: the check ran and passed. Amber: it has not run, or covers only a part. Red: it ran and failed. "
        "Enter opens the evidence; there, o shows the specification and i the code of a row."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "open_spec", "Spec"),
        Binding("i", "open_code", "Code"),
        Binding("u", "check", "Check"),
        Binding("escape", "criteria", "Back to the list", show=False),
    ]

    def __init__(self) -> None:
        """Begin without verdicts."""
        super().__init__(id="checklist")

    def compose(self) -> ComposeResult:
        """A summary, the criteria, and the evidence of one."""
        yield Static("", id="checklist-summary", markup=False)
        with Vertical(id="checklist-body"):
            yield Lines(id="criteria", empty="Checking … what needs a run stays amber until the tests have run (r).")
            yield Lines(id="evidence", empty="No evidence yet.")

    def on_mount(self) -> None:
        """Title the evidence."""
        self.query_one("#evidence").border_title = "Evidence"

    def first_focus(self) -> Widget:
        """Begin in the list."""
        return self.query_one("#criteria")

    def show(self, snapshot: Snapshot) -> None:
        """Show the verdicts as they are now."""
        before = self.snapshot
        super().show(snapshot)
        if snapshot.verdicts is None:
            self.query_one("#checklist-summary", Static).update(snapshot.problem)
            return
        if before and before.verdicts is snapshot.verdicts:
            return
        self.query_one("#checklist-summary", Static).update(snapshot.green)
        self.query_one("#criteria", Lines).show(checklist_sheet(snapshot.verdicts))
        self._draw_evidence()

    def clear(self) -> None:
        """Forget the project."""
        super().clear()
        for lines in self.query(Lines):
            lines.clear()

    def _draw_evidence(self) -> None:
        line = self.query_one("#criteria", Lines).line
        verdicts = self.snapshot.verdicts if self.snapshot else None
        chosen = next((verdict for verdict in verdicts or () if line and verdict.id == line.target), None)
        if chosen:
            evidence = self.query_one("#evidence", Lines)
            evidence.border_title = f"Evidence of {chosen.id}"
            evidence.show(evidence_sheet(chosen), 0)

    def _row(self) -> Evidence | None:
        line = self.query_one("#evidence", Lines).line
        return line.target if line and isinstance(line.target, Evidence) else None

    def action_open_spec(self) -> None:
        """Show the specification lines of the row."""
        row = self._row()
        if row and row.spec:
            self.post_message(ShowSource(row.spec))
        else:
            self.notify("This row names no specification line.", severity="warning")

    def action_open_code(self) -> None:
        """Show the code, or the test, of the row."""
        row = self._row()
        if row and row.code:
            self.post_message(ShowCode(row.code.file, row.code.line))
        elif row and row.test:
            self.post_message(ShowCode(row.test.partition("::")[0], 1))
        else:
            self.notify("This row names no code.", severity="warning")

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
        evidence = self.query_one("#evidence", Lines)
        evidence.focus()
        if evidence.cursor == 0:
            evidence.go_to(1)

    @on(Lines.Activated, "#evidence")
    def _activated(self, event: Lines.Activated) -> None:
        event.stop()
        row = self._row()
        if row and row.code:
            self.action_open_code()
        elif row and row.spec:
            self.action_open_spec()
        elif row:
            self.action_open_code()
