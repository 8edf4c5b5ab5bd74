"""The application: holds the places together, owns the state, and does what they ask for."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.widgets import ContentSwitcher, Footer

from screens import messages
from screens.commands import Commands
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.error import ErrorDialog
from screens.dialogs.help import HelpScreen
from screens.dialogs.plan import PlanScreen, plan_summary
from screens.dialogs.viewer import ViewerScreen
from screens.dialogs.welcome import Start, WelcomeScreen
from screens.jobs import Job, guarded
from screens.lines.making import file_sheet
from screens.places import PLACES
from screens.places.base import Place, hidden
from screens.places.run import RunPlace
from screens.places.specs import SpecsPlace
from screens.project import Opener, Project
from screens.recent import Recent
from screens.snapshot import Snapshot, load
from screens.watching import watch_specifications
from screens.widgets.question_panel import QuestionPanel
from screens.widgets.tab_strip import TabStrip
from screens.widgets.top_bar import TopBar
from workbench.demos import copy_example, example_names
from workbench.reconciling.plan import ChangeKind, Plan


class WorkbenchApp(App[int]):
    """The terminal UI on one project at a time."""

    TITLE = "workbench"
    HELP = "Four places, one key each; questions wait at the foot of all of them."
    CSS_PATH = ["app.tcss", "lines.tcss", "places.tcss", "dialogs.tcss"]  # noqa: RUF012
    COMMANDS = {Commands}  # noqa: RUF012 - Textual declares it so
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-normal"), (180, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            hidden(f"{digit},{place.letter}", f"place('{place.name}')", place.title)
            for digit, place in enumerate(PLACES, 1)
        ),
        Binding("a", "answer", "Answer"),
        Binding("g", "generate", "Generate"),
        Binding("d", "plan", "Plan"),
        Binding("r", "run_tests", "Run tests"),
        Binding("question_mark,f1", "help", "Help", key_display="?"),
        hidden("O", "welcome", "Open another project"),
        hidden("f5,ctrl+r", "reload", "Read the specifications again"),
        hidden("T,f2", "toggle_theme", "Light or dark"),
        hidden("q", "leave", "Quit"),
    ]

    def __init__(self, project: Project | None, opener: Opener, recent: Recent | None = None) -> None:
        """Open on ``project``, or on the welcome screen."""
        super().__init__()
        self._project = project
        self._opener = opener
        self._recent = recent or Recent()
        self._snapshot: Snapshot | None = None
        self._generation = 0
        self._cancel: threading.Event | None = None

    def compose(self) -> ComposeResult:
        """Bar, places, questions, keys."""
        yield TopBar()
        yield ContentSwitcher(id="places")
        yield QuestionPanel()
        yield Footer()

    async def on_mount(self) -> None:
        """Enter the first place and begin to read."""
        await self._enter(PLACES[0].name)
        if self._project is None:
            self.action_welcome()
        else:
            self._begin(self._project)

    # --- places ---------------------------------------------------------------------------------

    @property
    def _switcher(self) -> ContentSwitcher:
        return self.screen_stack[0].query_one("#places", ContentSwitcher)

    @property
    def place(self) -> Place:
        """The place one is in."""
        return self._switcher.query_one(f"#{self._switcher.current}", Place)

    async def _enter(self, name: str) -> Place:
        switcher = self._switcher
        if switcher.current == name:
            return self.place
        if switcher.current:
            self.place.leave()
        if not switcher.query(f"#{name}"):
            entry = next(entry for entry in PLACES if entry.name == name)
            await switcher.add_content(entry.build())
        switcher.current = name
        self._base(TopBar).query_one(TabStrip).chosen = name
        place = self.place
        if self._snapshot and place.snapshot is not self._snapshot:
            place.show(self._snapshot)
        place.enter()
        return place

    def _base(self, kind: type["TopBar"]) -> TopBar:
        return self.screen_stack[0].query_one(kind)

    @property
    def _questions(self) -> QuestionPanel:
        return self.screen_stack[0].query_one(QuestionPanel)

    async def action_place(self, name: str) -> None:
        """Go to a place."""
        await self._enter(name)

    @on(TabStrip.Chosen, "#places-strip")
    async def _place_chosen(self, event: TabStrip.Chosen) -> None:
        await self._enter(event.name)

    @on(messages.ShowSource)
    async def _show_source(self, event: messages.ShowSource) -> None:
        place = await self._enter("specs")
        if isinstance(place, SpecsPlace):
            place.show_source(event.source)

    @on(messages.ShowCode)
    def _show_code(self, event: messages.ShowCode) -> None:
        file = self._snapshot.file(event.path) if self._snapshot else None
        if file is None:
            self.notify(f"{event.path} is not one of the generated files.", severity="warning")
            return
        sheet = file_sheet(file.path, file.text, accents=((event.line, event.line),))
        self.push_screen(ViewerScreen(file.path, sheet, event.line))

    @on(messages.Perform)
    async def _perform(self, event: messages.Perform) -> None:
        target: DOMNode | None = self
        if event.where == "questions":
            self._questions.open()
            target = self._questions
        elif event.where == "focus":
            target = self.focused
        elif event.where:
            target = await self._enter(event.where)
        await self.run_action(event.action, default_namespace=target)

    # --- the project ----------------------------------------------------------------------------

    def _work(self, group: str, job: Job) -> None:
        """Do a job in a thread, showing ``group`` ("reading") while it goes on."""
        self._base(TopBar).begin(group, group)
        self.run_worker(
            guarded(self, group, job), name=group, group=group, thread=True, exclusive=True, exit_on_error=False
        )

    def _open(self, folder: Path, example: str = "") -> None:
        def job() -> Callable[[], None]:
            if example:
                copy_example(example, folder)
            project = self._opener(folder)
            project.reading()
            return lambda: self._begin(project)

        self._work("opening", job)

    def _begin(self, project: Project) -> None:
        self._project, self._snapshot = project, None
        for place in self._switcher.query(Place):
            place.clear()
        self._questions.clear()
        self._base(TopBar).show_project(project.folder)
        self._recent.add(project.folder)
        self._reload()
        self.run_worker(
            watch_specifications(project.folder, self._reload), group="watching", exclusive=True, exit_on_error=False
        )

    def _reload(self) -> None:
        project = self._project
        if project is None:
            return
        self._generation += 1
        generation = self._generation

        def job() -> None:
            for snapshot in load(project):
                if generation != self._generation:
                    return
                self.post_message(messages.Arrived(generation, snapshot))

        self._work("reading", job)

    @on(messages.Arrived)
    def _arrived(self, event: messages.Arrived) -> None:
        if event.generation != self._generation:
            return
        self._snapshot = event.snapshot
        self.place.show(event.snapshot)
        self._questions.show(event.snapshot)
        self._base(TopBar).show(event.snapshot)
        if event.snapshot.problem:
            self.notify(event.snapshot.problem, severity="warning")

    @on(messages.Done)
    def _done(self, event: messages.Done) -> None:
        self._base(TopBar).end(event.group)
        if event.then:
            event.then()

    @on(messages.Refused)
    def _refused(self, event: messages.Refused) -> None:
        self._failed(event.group)
        self.push_screen(ErrorDialog(event.sentence), self._after_error)

    @on(messages.Crashed)
    def _crashed(self, event: messages.Crashed) -> None:
        self._failed(event.group)
        self.push_screen(ErrorDialog(event.sentence, event.details), self._after_error)

    def _failed(self, group: str) -> None:
        self._base(TopBar).end(group)
        if group == "running tests":
            self._end_run()

    def _after_error(self, _: None) -> None:
        if self._project is None or (self._snapshot is None and not self._base(TopBar).busy):
            self.action_welcome()

    def action_reload(self) -> None:
        """Read the specifications again."""
        self._reload()

    def action_welcome(self) -> None:
        """Offer examples and recent projects."""
        first = self._project is None
        self.push_screen(WelcomeScreen(example_names(), self._recent.folders(), first=first), self._chosen)

    def _chosen(self, start: Start | None) -> None:
        if start is None:
            return
        if start.example:
            self._open(Path(f"workbench-{start.example}"), start.example)
        elif start.folder:
            self._open(start.folder)

    # --- questions ------------------------------------------------------------------------------

    def action_answer(self) -> None:
        """Go to the open questions."""
        self._questions.open()

    @on(messages.Answered)
    def _answered(self, event: messages.Answered) -> None:
        project = self._project
        if project is None:
            return

        def job() -> Callable[[], None]:
            project.answer(event.question, event.value)
            return self._reload

        self._work("recording", job)

    @on(messages.AcceptAll)
    def action_accept_all(self) -> None:
        """Record every recommended answer, after confirmation."""
        resolution = self._snapshot.resolution if self._snapshot else None
        if not (resolution and resolution.questions):
            self.notify("No question is open.")
            return
        text = f"{len(resolution.questions)} recommended answers go into specs/clarifications.md."
        self.push_screen(ConfirmDialog("Accept all recommended answers?", text, "Accept all"), self._accept_all)

    def _accept_all(self, agreed: bool | None, then: Callable[[], None] | None = None) -> None:
        project = self._project
        if not agreed or project is None:
            return

        def job() -> Callable[[], None]:
            project.accept_defaults()
            return then or self._reload

        self._work("recording", job)

    # --- generating -----------------------------------------------------------------------------

    def action_plan(self) -> None:
        """Show what generating would change."""
        self._with_plan(self._show_plan)

    def _show_plan(self, plan: Plan) -> None:
        self.push_screen(PlanScreen(plan), self._after_plan)

    def _after_plan(self, write: bool | None) -> None:
        if write:
            self.action_generate()

    def action_generate(self) -> None:
        """Write the backend, after confirmation."""
        resolution = self._snapshot.resolution if self._snapshot else None
        if resolution and any(question.blocking for question in resolution.questions):
            text = (
                f"{len(resolution.questions)} questions are open. Press a to answer them one by one, or accept the "
                "recommended answers, which go into specs/clarifications.md."
            )
            dialog = ConfirmDialog("Accept all recommended answers and go on?", text, "Accept all")
            self.push_screen(dialog, lambda agreed: self._accept_all(agreed, self._after_defaults))
            return
        self._with_plan(self._confirm)

    def _after_defaults(self) -> None:
        self._reload()
        self._with_plan(self._confirm)

    def _with_plan(self, then: Callable[[Plan], None]) -> None:
        project = self._project
        if project is None:
            return

        def job() -> Callable[[], None]:
            plan = project.plan()
            return lambda: then(plan)

        self._work("planning", job)

    def _confirm(self, plan: Plan) -> None:
        project = self._project
        if project is None:
            return
        if all(change.kind in (ChangeKind.UNCHANGED, ChangeKind.ORPHAN) for change in plan.changes):
            self.notify("The backend is as the specifications ask: nothing to write.")
            return
        text = f"{plan_summary(plan)}\nin {project.backend}\n\nd shows every change."
        dialog = ConfirmDialog("Write the backend?", text, "Write")
        self.push_screen(dialog, lambda agreed: self._write(plan, project) if agreed else None)

    def _write(self, plan: Plan, project: Project) -> None:
        def job() -> Callable[[], None]:
            project.write(plan)
            return self._written

        self._work("writing", job)

    def _written(self) -> None:
        self.notify("The backend is written. r runs its tests.")
        self._reload()

    # --- running --------------------------------------------------------------------------------

    async def action_run_tests(self) -> None:
        """Run all tests."""
        await self._run_tests(messages.RunTests())

    @on(messages.RunTests)
    async def _run_tests(self, event: messages.RunTests) -> None:
        project = self._project
        place = await self._enter("run")
        if project is None or not isinstance(place, RunPlace):
            return
        if self._cancel is not None:
            self.notify("A run is going on already: x in Run stops it.", severity="warning")
            return
        cancel = self._cancel = threading.Event()
        feed = place.begin()

        def job() -> Callable[[], None]:
            project.run(feed.put, event.selection, cancel)
            return self._run_over

        self._work("running tests", job)

    def _run_over(self) -> None:
        self._end_run()
        self._reload()

    def _end_run(self) -> None:
        self._cancel = None
        self._switcher.query_one(RunPlace).end()

    @on(messages.CancelRun)
    def _cancel_run(self) -> None:
        if self._cancel is None:
            self.notify("No run is going on.")
        else:
            self._cancel.set()
            self.notify("Stopping …")

    @on(messages.CheckAgain)
    def _check_again(self) -> None:
        self._reload()

    # --- everything else ------------------------------------------------------------------------

    def action_help(self) -> None:
        """Show the keys that work here."""
        self.push_screen(HelpScreen(dict(self.screen.active_bindings)))

    def action_toggle_theme(self) -> None:
        """Change between light and dark."""
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"

    def action_leave(self) -> None:
        """Quit; a run that goes on is stopped after confirmation."""
        if self._cancel is None:
            self.exit(0)
        else:
            dialog = ConfirmDialog("Stop the run and quit?", "Tests are still running.", "Quit")
            self.push_screen(dialog, lambda agreed: self._stop_and_exit() if agreed else None)

    def _stop_and_exit(self) -> None:
        if self._cancel:
            self._cancel.set()
        self.exit(0)
