"""Run: the backend's tests turning green, failures, log and coverage."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from screens.keeping import State, text_in, texts_in
from screens.keys import named
from screens.lines import making
from screens.lines.sheet import Sheet
from screens.messages import CancelRun, RunAffected, RunTests, ShowCode, ShowTest
from screens.places.base import Place, hidden
from screens.progress import Feed, Progress, coverage_sheet, slowest_sheet, target_sheet, tree_sheet
from screens.snapshot import Snapshot
from screens.tests_of import find_failure, find_test
from screens.widgets.branches import Branches
from screens.widgets.calm import Columns, Rows
from screens.widgets.lines import Lines
from screens.widgets.tab_strip import TabStrip
from workbench.reconciling.plan import ChangeKind
from workbench.running.events import FileCoverage, Run

_PANES = {"test": "Test", "log": "Log", "coverage": "Coverage", "slowest": "Slowest"}
_FRAME = 1 / 20
_UNWRITTEN = "No tests have run yet: g writes the backend, r runs its tests."
_WRITTEN = "No tests have run yet: r runs them."


class RunPlace(Place):
    """A live run of the tests."""

    HELP = (
        "r runs all tests of the generated backend on a real PostgreSQL, R the one under the cursor, F what failed, "
        "A the tests of what changed since all of them ran; x stops. The tree turns green file by file; "
        "enter on a test opens its code, on a failed one where it failed; f goes to the next failure."
    )
    BINDINGS: ClassVar[list[BindingType]] = named(
        "run",
        Binding("R", "run_one", "One test"),
        Binding("F", "run_failed", "Failed"),
        Binding("A", "run_affected", "Affected"),
        Binding("x", "cancel", "Stop"),
        hidden("f", "next_failure", "Next failure"),
        Binding("right_square_bracket", "pane(1)", "Pane"),
        hidden("left_square_bracket", "pane(-1)", "Pane before"),
    )
    pane: reactive[str] = reactive("test", init=False, repaint=False)

    def __init__(self) -> None:
        """Begin without a run."""
        super().__init__(id="run")
        self._feed = Feed()
        self._progress = Progress()
        self._opened: set[str] = set()
        self._run: Run | None = None
        self._logged = -1
        self.running = False

    def compose(self) -> ComposeResult:
        """A line of state, a bar, the tree, and four panes."""
        with Columns(id="run-head"):
            yield ProgressBar(show_percentage=False, show_eta=False, id="run-bar")
            yield Static("", id="run-state", markup=False)
        with Columns(id="run-body"):
            yield Branches(id="tests", empty=_UNWRITTEN, enter="Code")
            with Rows(id="run-side"):
                yield TabStrip(_PANES, self.pane, id="run-panes")
                yield Lines(id="run-test", empty="Choose a test on the left.", enter="Code")
                yield Lines(id="run-log", empty="Nothing was printed.", enter="Code")
                yield Lines(id="run-coverage", empty="Coverage is known when a run is over.", enter="Code")
                yield Lines(id="run-slowest", empty="No test has finished yet.", enter="Code")

    def on_mount(self) -> None:
        """Show one pane and take what the run tells at a steady pace."""
        self._choose(self.pane)
        self.query_one(ProgressBar).display = False
        self._timer = self.set_interval(_FRAME, self._take, pause=True)

    def first_focus(self) -> Widget:
        """Begin in the tree."""
        return self.query_one("#tests")

    def show(self, snapshot: Snapshot) -> None:
        """Show the last run, unless one is going on."""
        super().show(snapshot)
        if not self.running and snapshot.run is not None and snapshot.run is not self._run:
            self._run = snapshot.run
            if self._progress.run is not snapshot.run:
                self._progress = Progress.of(snapshot.run)
            self._draw()
        elif not self.running and not self._progress.total:
            self._draw()

    @property
    def _empty(self) -> str:
        """What stands where the tests will."""
        plan = self.snapshot.plan if self.snapshot else None
        if self.running:
            return "Collecting the tests …"
        return _WRITTEN if plan and plan.of(ChangeKind.UNCHANGED) else _UNWRITTEN

    def clear(self) -> None:
        """Forget the project."""
        super().clear()
        self._progress, self._run = Progress(), None
        self._draw()

    def begin(self) -> Feed:
        """Get ready for a run; gives where its events go."""
        self.running = True
        self._feed, self._progress, self._logged = Feed(), Progress(step="starting"), -1
        self._timer.resume()
        self._draw()
        return self._feed

    def end(self) -> None:
        """Take the last events of a run."""
        self._timer.pause()
        self.running = False
        self._take()
        self._progress.step = ""
        self._draw()
        if self._progress.failures():
            self.action_next_failure()
            self._draw_pane()
        elif self._progress.run and self._progress.run.problem:
            self.pane = "log"

    @property
    def complete(self) -> bool:
        """Whether the last run came to its end with all tests."""
        return self._progress.run is not None and self._progress.run.complete

    def _take(self) -> None:
        if events := self._feed.take():
            self._progress.apply(events)
            self._draw()

    def _draw(self) -> None:
        progress = self._progress
        bar = self.query_one(ProgressBar)
        bar.update(total=progress.total or None, progress=len(progress.results))
        bar.display = self.running
        self.query_one("#run-state", Static).update(
            progress.summary() if progress.total or progress.step or progress.run else "", layout=False
        )
        tests = self.query_one("#tests", Branches)
        tests.empty = self._empty
        target = tests.line.target if tests.line else None
        sheet = tree_sheet(progress, self._opened)
        kept = sheet.index_of(target) if target is not None else None
        tests.show(sheet)
        if kept is not None:
            tests.go_to(kept)
        self._draw_pane()

    def _draw_pane(self) -> None:
        progress = self._progress
        lines = self.query_one(f"#run-{self.pane}", Lines)
        if self.pane == "test":
            line = self.query_one("#tests", Branches).line
            lines.show(target_sheet(progress, str(line.target)) if line and line.target else Sheet())
        elif self.pane == "log" and progress.printed != self._logged:
            follow = lines.cursor >= len(lines.sheet.lines) - 1
            self._logged = progress.printed
            lines.show(Sheet(tuple(progress.log)))
            if follow:
                lines.action_last()
        elif self.pane == "coverage":
            lines.show(coverage_sheet(progress.run.coverage if progress.run else None))
        elif self.pane == "slowest":
            lines.show(slowest_sheet(progress))

    def _choose(self, pane: str) -> None:
        self.query_one("#run-panes", TabStrip).chosen = pane
        for name in _PANES:
            self.query_one(f"#run-{name}").display = name == pane

    def watch_pane(self, old: str, new: str) -> None:
        """Bring a pane to the front; the focus follows if it was in the other one."""
        had_focus = self.query_one(f"#run-{old}").has_focus
        self._choose(new)
        self._logged = -1
        self._draw_pane()
        if had_focus:
            self.query_one(f"#run-{new}").focus()

    def action_run_one(self) -> None:
        """Run the test or file under the cursor."""
        line = self.query_one("#tests", Branches).line
        if line and isinstance(line.target, str):
            self.post_message(RunTests((line.target,)))
        else:
            self.notify("The tests are not known before their first run: r runs all.")

    def action_run_failed(self) -> None:
        """Run what failed last."""
        if failures := self._progress.failures():
            self.post_message(RunTests(tuple(result.node for result in failures)))
        else:
            self.notify("No test has failed.")

    def action_run_affected(self) -> None:
        """Run the tests of what changed since all tests ran."""
        self.post_message(RunAffected())

    def action_cancel(self) -> None:
        """Stop the run."""
        self.post_message(CancelRun())

    def action_next_failure(self) -> None:
        """Go to the next failed test and show what it says."""
        failures = [result.node for result in self._progress.failures()]
        if not failures:
            self.notify("No test has failed.")
            return
        tests = self.query_one("#tests", Branches)
        here = tests.line.target if tests.line else None
        position = failures.index(str(here)) + 1 if here in failures else 0
        tests.go_to_target(failures[position % len(failures)])
        self.pane = "test"

    def action_pane(self, by: int) -> None:
        """Bring another pane to the front."""
        names = list(_PANES)
        self.pane = names[(names.index(self.pane) + by) % len(names)]

    @on(Lines.Moved, "#tests")
    def _moved(self, event: Lines.Moved) -> None:
        event.stop()
        if self.pane == "test":
            self._draw_pane()

    @on(Branches.Folded, "#tests")
    def _folded(self, event: Branches.Folded) -> None:
        event.stop()
        file = str(event.target).partition("::")[0]
        (self._opened.add if event.unfold else self._opened.discard)(file)
        self._draw()
        if not event.unfold:
            event.branches.go_to_target(file)

    @on(Lines.Activated)
    def _activated(self, event: Lines.Activated) -> None:
        event.stop()
        target = event.line.target
        if isinstance(target, FileCoverage):
            self.post_message(ShowCode(target.path, target.missed[0] if target.missed else 1, written=True))
        elif isinstance(target, making.Place):
            self.post_message(ShowCode(target.file, target.line, written=True))
        elif isinstance(target, str):
            result = self._progress.results.get(target)
            place = find_failure(result) if result else None
            self.post_message(ShowCode(place.file, place.line, written=True) if place else ShowTest(target))

    def state(self) -> State:
        """Tell the test, the open files and the pane."""
        line = self.query_one("#tests", Branches).line
        test = line.target if line and isinstance(line.target, str) else ""
        return {**super().state(), "test": test, "opened": sorted(self._opened), "pane": self.pane}

    def recall(self, state: State) -> bool:
        """Go back to a test."""
        if self.snapshot is None or self.snapshot.files is None:
            return False
        self._opened.update(texts_in(state, "opened"))
        self._draw()
        self.query_one("#tests", Branches).go_to_target(text_in(state, "test"))
        if text_in(state, "pane") in _PANES:
            self.pane = text_in(state, "pane")
        return True

    def spot_of(self, target: object) -> making.Place | None:
        """A test stands in its file."""
        if isinstance(target, FileCoverage):
            return making.Place(target.path, target.missed[0] if target.missed else 1)
        if isinstance(target, str) and self.snapshot:
            return find_test(self.snapshot.files or (), target)
        return super().spot_of(target)

    @on(TabStrip.Chosen, "#run-panes")
    def _chosen(self, event: TabStrip.Chosen) -> None:
        event.stop()
        self.pane = event.name
