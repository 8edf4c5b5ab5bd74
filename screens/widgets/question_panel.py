"""The question panel: at the foot of every place, never in the way of it."""

from pathlib import PurePosixPath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from generators.blueprint import Source
from screens.asking import Ask, ask_sheet, list_assumptions, list_questions
from screens.keys import named
from screens.lines.making import Place
from screens.messages import AcceptAll, Answered, LookAhead, ShowSource
from screens.places.base import hidden
from screens.snapshot import Snapshot
from screens.widgets.lines import Lines
from workbench.previewing import Preview
from workbench.resolving.deciding.questions import Resolution

_PAUSE = 0.3
"""In seconds: looking ahead takes its time, and is not begun for choices that are only passed."""


class QuestionPanel(Widget):
    """One question at a time; digits mark a choice, enter records it."""

    HELP = (
        "Questions never block: leave with escape and come back with a. A digit marks a choice, what it would "
        "change in the backend appears below the evidence, and enter records it in specs/clarifications.md. "
        "Assumptions are shown the same way and can be overturned."
    )
    BINDINGS: ClassVar[list[BindingType]] = named(
        "questions",
        *(hidden(str(digit), f"choose({digit - 1})", f"Mark choice {digit}") for digit in range(1, 10)),
        Binding("escape", "close", "Close"),
        Binding("n", "step(1)", "Skip"),
        Binding("p", "step(-1)", "Previous"),
        hidden("equals_sign", "other", "Answer with another value"),
        Binding("u", "swap", "Assumptions"),
        Binding("D", "accept_all", "Accept all"),
        hidden("o", "open_source", "Show the quoted lines in Specs"),
    )
    opened: reactive[bool] = reactive(default=False, toggle_class="-open")

    def __init__(self) -> None:
        """Begin closed and empty."""
        super().__init__(id="questions")
        self._snapshot: Snapshot | None = None
        self._problem = ""
        self._asks: tuple[Ask, ...] = ()
        self._position = 0
        self._chosen = 0
        self._assumed = False
        self._before: Widget | None = None
        self._previews: dict[tuple[str, str], Preview] = {}
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """One line of state, the question, and a field for another value."""
        yield Static("", id="questions-head", markup=False)
        yield Lines(id="questions-body", enter="Record")
        yield Input(placeholder="another value; enter records it, escape leaves", id="questions-other")

    def on_mount(self) -> None:
        """Hide the field until it is asked for."""
        self.query_one(Input).display = False

    @property
    def ask(self) -> Ask | None:
        """The question in view."""
        return self._asks[self._position] if self._asks else None

    def show(self, snapshot: Snapshot) -> None:
        """Show the questions of another state of the project, staying at the same one where it is still open."""
        self._problem = snapshot.problem
        if snapshot.resolution is not None and snapshot.resolution is not self._resolution:
            self._snapshot = snapshot
            self._previews.clear()
            self._list(self.ask)
        else:
            self._draw_head()

    def clear(self) -> None:
        """Forget the project."""
        self._snapshot, self._asks, self._position, self._problem = None, (), 0, ""
        self._previews.clear()
        self.close()
        self._draw()

    @property
    def _resolution(self) -> Resolution | None:
        return self._snapshot.resolution if self._snapshot else None

    def _list(self, keep: Ask | None = None) -> None:
        resolution = self._resolution
        if resolution is None:
            return
        asks = list_assumptions(resolution) if self._assumed else list_questions(resolution)
        if self._assumed and not asks:
            self._assumed, asks = False, list_questions(resolution)
        self._asks = asks
        ids = [ask.id for ask in asks]
        still_open = keep is not None and keep.id in ids
        self._position = ids.index(keep.id) if keep and still_open else min(self._position, max(0, len(asks) - 1))
        if not still_open:
            self._chosen = self.ask.preselected if self.ask else 0
        if not asks and self.opened:
            self.close()
        self._draw()

    def _draw(self) -> None:
        self._draw_head()
        if self.ask and self._snapshot:
            preview = self._previews.get(self._answer) if self._answer else None
            sheet, line = ask_sheet(self.ask, self._chosen, self._snapshot.reading.texts, preview)
            body = self.query_one("#questions-body", Lines)
            body.show(sheet)
            body.go_to(line)
            if self.opened and preview is None:
                self._look_ahead_soon()
        else:
            self.query_one("#questions-body", Lines).clear()

    def _draw_head(self) -> None:
        resolution = self._resolution
        open_count = len(resolution.questions) if resolution else 0
        assumed = len(resolution.assumptions) if resolution else 0
        self.set_class(open_count > 0 or bool(self._problem or self._broken), "-asking")
        self.query_one("#questions-head", Static).update(self._heading(open_count, assumed), layout=False)

    # --- what an answer would change ---

    @property
    def _answer(self) -> tuple[str, str] | None:
        """The question in view, and the value of the marked choice."""
        return (self.ask.id, self.ask.choices[self._chosen].value) if self.ask and self.ask.choices else None

    def _look_ahead_soon(self) -> None:
        """Ask what the marked choice would change, once nobody moves on to another any more."""
        if self._pause:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._look_ahead)

    def _look_ahead(self) -> None:
        if self.opened and self._answer and self._answer not in self._previews:
            self.post_message(LookAhead(*self._answer))

    def show_preview(self, question: str, value: str, preview: Preview) -> None:
        """Show what an answer would change, below the evidence; the cursor stays."""
        self._previews[question, value] = preview
        if self.opened and self.ask and self._snapshot and self._answer == (question, value):
            sheet, _ = ask_sheet(self.ask, self._chosen, self._snapshot.reading.texts, preview)
            self.query_one("#questions-body", Lines).show(sheet)

    def _heading(self, open_count: int, assumed: int) -> str:
        if self.opened and self.ask:
            kind = "Assumption" if self._assumed else "Question"
            default = " · choice 1 holds while nobody answers" if self.ask.defaulted else ""
            return f"{kind} {self._position + 1} of {len(self._asks)} · {self.ask.id}{default}"
        if self._problem:
            return f"! {self._problem}"
        if self._snapshot is None:
            return ""
        assumptions = f"{assumed} assumption{'s' * (assumed != 1)}"
        if open_count:
            open_ones = f"? {open_count} open question{'s' * (open_count != 1)}: press a to answer · {assumptions}"
        else:
            open_ones = f"✓ no open question · {assumptions}" + (" (a shows them)" if assumed else "")
        return self._broken + open_ones

    @property
    def _broken(self) -> str:
        """What is to be said before all else of documents of which nothing is read."""
        reading = self._snapshot.reading if self._snapshot else None
        files = [entry.source.file for entry in reading.findings if entry.unread] if reading else []
        several = f"! {len(files)} documents are not read · " if files else ""
        return f"! {PurePosixPath(files[0]).name} is not read · " if len(files) == 1 else several

    def open(self) -> None:
        """Show the question and take the keys; what had them gets them back on closing."""
        if not self._asks:
            self._assumed = not self._assumed
            self._list()
        if not self._asks:
            self.notify("Nothing is open and nothing was assumed.")
            return
        focused = self.screen.focused
        if focused and self not in focused.ancestors:
            # Also while it is open: quoted lines may have led to another place since.
            self._before = focused
        if not self.opened:
            self._chosen = self.ask.preselected if self.ask else 0
        self.opened = True
        self._draw()
        self.query_one("#questions-body", Lines).focus()

    def close(self) -> None:
        """Give the keys back."""
        if not self.opened:
            return
        self.opened = False
        self._assumed = False
        self._list()
        if self._before and self._before.is_attached:
            self._before.focus()

    def action_choose(self, index: int) -> None:
        """Mark a choice."""
        if self.ask and index < len(self.ask.choices):
            self._chosen = index
            self._draw()

    def action_record(self) -> None:
        """Record the marked choice."""
        if self.ask and self.ask.settled:
            self.notify("There is nothing to choose: o shows the lines that decide this.", severity="warning")
        elif self.ask:
            self.post_message(Answered(self.ask.id, self.ask.choices[self._chosen].value))

    def action_step(self, by: int) -> None:
        """Go to another question."""
        if self._asks:
            self._position = (self._position + by) % len(self._asks)
            self._chosen = self._asks[self._position].preselected
            self._draw()

    def action_swap(self) -> None:
        """Change between questions and assumptions."""
        self._assumed = not self._assumed
        self._position = 0
        self._list()
        self._draw()

    def action_accept_all(self) -> None:
        """Take every recommended answer, after confirmation."""
        self.post_message(AcceptAll())

    def action_other(self) -> None:
        """Type a value that is not offered."""
        if not (self.ask and self.ask.free):
            self.notify("This question takes one of the choices shown.", severity="warning")
            return
        field = self.query_one(Input)
        field.value = ""
        field.display = True
        field.focus()

    def action_open_source(self) -> None:
        """Show the quoted lines where they stand."""
        line = self.query_one("#questions-body", Lines).line
        target = line.target if line else None
        if isinstance(target, Place):
            self.post_message(ShowSource(Source(target.file, target.line, target.line)))
        elif self.ask and self.ask.evidence:
            self.post_message(ShowSource(self.ask.evidence[0]))

    def action_close(self) -> None:
        """Leave the field, or the panel."""
        field = self.query_one(Input)
        if field.has_focus:
            field.display = False
            self.query_one("#questions-body", Lines).focus()
        else:
            self.close()

    @on(Lines.Activated)
    def _activated(self, event: Lines.Activated) -> None:
        event.stop()
        if isinstance(event.line.target, int):
            self._chosen = event.line.target
            self.action_record()
        elif isinstance(event.line.target, Place):
            self.action_open_source()
        else:
            self.action_record()

    @on(Lines.Moved)
    def _moved(self, event: Lines.Moved) -> None:
        event.stop()
        if isinstance(event.line.target, int) and event.line.target != self._chosen:
            self.action_choose(event.line.target)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        event.input.display = False
        self.query_one("#questions-body", Lines).focus()
        if self.ask and event.value.strip():
            self.post_message(Answered(self.ask.id, event.value.strip()))
