"""The plan: every file that generating would touch, and its difference."""

from collections import Counter
from collections.abc import Collection
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from screens import marks
from screens.dialogs.base import Dialog
from screens.keys import named
from screens.lines.diffs import diff_sheet
from screens.lines.sheet import Line, Sheet
from screens.widgets.key_bar import KeyBar
from screens.widgets.lines import Lines
from workbench.reconciling.plan import Change, ChangeKind, Plan

STAYS = (ChangeKind.UNCHANGED, ChangeKind.ORPHAN, ChangeKind.ABSENT)
"""Kinds of changes that leave the file as it is."""

_COUNTED = {
    ChangeKind.CREATE: "to create",
    ChangeKind.UPDATE: "to update",
    ChangeKind.MERGE: "to merge",
    ChangeKind.CONFLICT: "in conflict",
    ChangeKind.DELETE: "to delete",
}


def plan_summary(plan: Plan, refused: Collection[str] = ()) -> str:
    """Say in one line what a plan does, but for the files in ``refused``."""
    kinds = Counter(change.kind for change in plan.changes if change.path not in refused)
    counts = [(kinds[kind], _COUNTED.get(kind, marks.CHANGES[kind].word)) for kind in ChangeKind if kinds[kind]]
    (first, what), *more = [*counts, *([(len(refused), "refused")] if refused else [])] or [(0, "to write")]
    files = "file" if first == 1 else "files"
    return ", ".join([f"{first} {files} {what}", *(f"{count} {word}" for count, word in more)])


def plan_sheet(plan: Plan, refused: Collection[str] = ()) -> Sheet:
    """Give one line for each file, what changes first."""
    changes = sorted(plan.changes, key=lambda change: (change.kind is ChangeKind.UNCHANGED, change.path))
    return Sheet(tuple(_change_line(change, refused=change.path in refused) for change in changes))


def _change_line(change: Change, *, refused: bool) -> Line:
    if refused:
        return Line(f"{change.path}  (refused)", "muted", marks.REFUSED, target=change)
    return Line(change.path, mark=marks.CHANGES[change.kind], target=change)


class PlanScreen(Dialog[frozenset[str] | None]):
    """Shows a plan; x refuses a file's change, g asks to write the others. Gives the files that were refused,
    or nothing when it was left."""

    HELP = "x refuses the change to a file, or accepts it again: a refused file stays as it is. g writes the rest."

    BINDINGS: ClassVar[list[BindingType]] = named(
        "plan",
        Binding("g", "write", "Generate"),
        Binding("x", "refuse", "Refuse or accept"),
        Binding("n", "step(1)", "Next file"),
        Binding("p", "step(-1)", "Previous file"),
        Binding("escape,q,d", "close", "Back"),
    )

    def __init__(self, plan: Plan, refused: Collection[str] = ()) -> None:
        """Show ``plan``, of which the files in ``refused`` were refused before."""
        super().__init__(classes="full")
        self._plan = plan
        self._refused = frozenset(refused)

    def compose(self) -> ComposeResult:
        """Files on the left, the difference on the right."""
        yield Static(self._summary, id="plan-summary", markup=False)
        with Horizontal():
            yield Lines(plan_sheet(self._plan, self._refused), enter="Read", id="plan-files")
            yield Lines(id="plan-diff")
        yield KeyBar(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin with the first file."""
        self.query_one("#plan-files").focus()
        self._draw()

    @property
    def _summary(self) -> str:
        return f"Plan: {plan_summary(self._plan, self._refused)}"

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

    def action_refuse(self) -> None:
        """Refuse the change to the file under the cursor, or accept it again, and go on to the next."""
        files = self.query_one("#plan-files", Lines)
        change = files.line.target if files.line else None
        if not isinstance(change, Change) or change.kind in STAYS:
            self.notify("This file stays as it is anyway.", severity="warning")
            return
        self._refused ^= {change.path}
        files.show(plan_sheet(self._plan, self._refused))
        self.query_one("#plan-summary", Static).update(self._summary, layout=False)
        files.action_move(1)

    def action_write(self) -> None:
        """Ask to write it."""
        self.dismiss(self._refused)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
