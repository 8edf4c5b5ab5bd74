"""The plan: every file that generating would touch, and its difference."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Static

from screens import marks
from screens.keys import named
from screens.lines.diffs import diff_sheet
from screens.lines.sheet import Line, Sheet
from screens.widgets.key_bar import KeyBar
from screens.widgets.lines import Lines
from workbench.reconciling.plan import Change, ChangeKind, Plan


def plan_summary(plan: Plan) -> str:
    """Say in one line what a plan does."""
    counts = [(kind, len(plan.of(kind))) for kind in ChangeKind]
    return ", ".join(f"{count} {marks.CHANGES[kind].word}" for kind, count in counts if count) or "nothing to write"


def plan_sheet(plan: Plan) -> Sheet:
    """Give one line for each file, what changes first."""
    changes = sorted(plan.changes, key=lambda change: (change.kind is ChangeKind.UNCHANGED, change.path))
    return Sheet(tuple(Line(change.path, mark=marks.CHANGES[change.kind], target=change) for change in changes))


class PlanScreen(ModalScreen[bool]):
    """Shows a plan; g asks to write it."""

    BINDINGS: ClassVar[list[BindingType]] = named(
        "plan",
        Binding("g", "write", "Generate"),
        Binding("n", "step(1)", "Next file"),
        Binding("p", "step(-1)", "Previous file"),
        Binding("escape,q,d", "close", "Back"),
    )

    def __init__(self, plan: Plan) -> None:
        """Show ``plan``."""
        super().__init__(classes="full")
        self._plan = plan

    def compose(self) -> ComposeResult:
        """Files on the left, the difference on the right."""
        yield Static(f"Plan: {plan_summary(self._plan)}", id="plan-summary", markup=False)
        with Horizontal():
            yield Lines(plan_sheet(self._plan), id="plan-files")
            yield Lines(id="plan-diff")
        yield KeyBar(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin with the first file."""
        self.query_one("#plan-files").focus()
        self._draw()

    def _draw(self) -> None:
        line = self.query_one("#plan-files", Lines).line
        if line and isinstance(change := line.target, Change):
            diff = self.query_one("#plan-diff", Lines)
            cited = ", ".join(f"{first}-{last}" for first, last in change.lines)
            diff.border_title = f"{marks.CHANGES[change.kind].word} {change.path}" + (f":{cited}" if cited else "")
            diff.show(diff_sheet(change), 0)

    @on(Lines.Moved, "#plan-files")
    def _moved(self) -> None:
        self._draw()

    @on(Lines.Activated, "#plan-files")
    def _activated(self) -> None:
        self.query_one("#plan-diff").focus()

    def action_step(self, by: int) -> None:
        """Go to another file."""
        self.query_one("#plan-files", Lines).action_move(by)

    def action_write(self) -> None:
        """Ask to write it."""
        self.dismiss(True)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(False)
