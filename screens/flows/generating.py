"""From a plan to a written backend, with a confirmation before anything is written."""

from collections.abc import Callable, Sequence

from textual.widget import Widget

from screens.desk import Desk
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.plan import STAYS, PlanScreen, plan_summary
from workbench.reconciling.lines import Side
from workbench.reconciling.plan import Change, ChangeKind, Plan

_SHOWN = 8


class Generating:
    """Asks on behalf of a widget, and has the desk do it."""

    def __init__(self, widget: Widget, desk: Desk) -> None:
        """Belong to ``widget``."""
        self._widget = widget
        self._desk = desk
        self._refused: frozenset[str] = frozenset()

    def show_plan(self) -> None:
        """Show what writing would change."""
        self._refused = frozenset()
        self._desk.make_plan(lambda plan: self._push_plan(plan))

    def _push_plan(self, plan: Plan) -> None:
        def over(refused: frozenset[str] | None) -> None:
            if refused is not None:
                self.generate(refused)

        self._widget.app.push_screen(PlanScreen(plan, self._refused), over)

    def generate(self, refused: frozenset[str] = frozenset()) -> None:
        """Write the backend: first the questions, then the plan, then a yes. Files in ``refused`` stay."""
        self._refused = refused
        snapshot = self._desk.snapshot
        questions = snapshot.resolution.questions if snapshot and snapshot.resolution else ()
        if any(question.blocking for question in questions):
            text = (
                f"{_questions(len(questions))} open. Press a to answer one by one, or accept the recommended "
                "answers, which go into specs/clarifications.md."
            )
            self._confirm("Accept all recommended answers and go on?", text, "Accept all", self._accept_and_go_on)
        else:
            self._desk.make_plan(self._confirm_plan)

    def accept_all(self) -> None:
        """Record every recommended answer, after confirmation."""
        snapshot = self._desk.snapshot
        questions = snapshot.resolution.questions if snapshot and snapshot.resolution else ()
        if not questions:
            self._widget.notify("No question is open.")
            return
        text = f"{_questions(len(questions))} open; the recommended answers go into specs/clarifications.md."
        self._confirm("Accept all recommended answers?", text, "Accept all", self._desk.accept_all)

    def _accept_and_go_on(self) -> None:
        self._desk.accept_all(self._after_defaults)

    def _after_defaults(self) -> None:
        self._desk.reload()
        self._desk.make_plan(self._confirm_plan)

    def _confirm_plan(self, plan: Plan) -> None:
        changes = [change for change in plan.changes if change.path not in self._refused]
        if all(change.kind in STAYS for change in changes):
            self._widget.notify(
                "Every change was refused: nothing to write."
                if self._refused
                else "The backend is as the specifications ask: nothing to write."
            )
            return
        if clashes := [change for change in changes if change.kind is ChangeKind.CONFLICT]:
            self._confirm_edits(plan, clashes)
            return
        backend = self._desk.project.backend if self._desk.project else ""
        text = f"{plan_summary(plan, self._refused)}\nin {backend}"
        dialog = ConfirmDialog("Write the backend?", text, "Write", lambda: self._push_plan(plan))
        self._widget.app.push_screen(dialog, lambda agreed: self._write(plan) if agreed else None)

    def _confirm_edits(self, plan: Plan, clashes: Sequence[Change]) -> None:
        files = "\n".join(f"  {change.path}" for change in clashes[:_SHOWN])
        more = f"\n  and {len(clashes) - _SHOWN} more" if len(clashes) > _SHOWN else ""
        text = f"Your edits and the generated text change the same lines in\n{files}{more}"
        dialog = ConfirmDialog("Keep your edits there?", text, "Keep mine", lambda: self._push_plan(plan))
        self._widget.app.push_screen(dialog, lambda agreed: self._keep_edits() if agreed else None)

    def _keep_edits(self) -> None:
        self._desk.make_plan(self._confirm_plan, Side.MINE)

    def _write(self, plan: Plan) -> None:
        self._desk.write(plan, self._written, self._refused)

    def _written(self) -> None:
        self._widget.notify("The backend is written. r runs its tests.")
        self._desk.reload()

    def _confirm(self, title: str, text: str, yes: str, then: Callable[[], None]) -> None:
        self._widget.app.push_screen(ConfirmDialog(title, text, yes), lambda agreed: then() if agreed else None)


def _questions(count: int) -> str:
    return "1 question is" if count == 1 else f"{count} questions are"
