"""The stage: the places and the questions below them, on one project.

It is mounted when the first screen has been painted: all that it needs is loaded only then.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from screens import messages
from screens.desk import LOOKING_AHEAD, RUNNING, Desk
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.error import ErrorDialog
from screens.flows.editing import Editing
from screens.flows.entering import Entering
from screens.flows.generating import Generating
from screens.flows.going import Going
from screens.flows.opening import Opening
from screens.flows.running import Running
from screens.flows.showing import Showing
from screens.history import History
from screens.jobs import Job, guarded
from screens.keeping import Keeper
from screens.keys import named
from screens.places import PLACES
from screens.places.base import Place, hidden
from screens.places.specs import SpecsPlace
from screens.watching import watch_specifications
from screens.widgets.calm import CalmSwitcher, Covered
from screens.widgets.question_panel import QuestionPanel
from screens.widgets.tab_strip import TabStrip
from screens.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from screens.home import Home
    from screens.project import Opener, Project
    from workbench.previewing import Preview


class Stage(Covered, Widget):
    """Shows one place at a time, and does what they ask for."""

    HELP = "Four places, one key each; questions wait at the foot of all of them."
    BINDINGS: ClassVar[list[BindingType]] = named(
        "stage",
        *(
            hidden(f"{digit},{place.letter}", f"place('{place.name}')", f"Go to {place.title}")
            for digit, place in enumerate(PLACES, 1)
        ),
        Binding("r", "run_tests", "Run"),
        Binding("g", "generate", "Generate"),
        Binding("a", "answer", "Answer"),
        Binding("d", "plan", "Plan"),
        Binding("ctrl+g,f3", "goto", "Go to", key_display="^g"),
        hidden("ctrl+f,f7", "search_all", "Search all specifications"),
        hidden("w", "diagram", "Diagram of the tables"),
        hidden("b,alt+left", "back", "Back"),
        hidden("B,alt+right", "forward", "Forward"),
        hidden("J,ctrl+o", "jump", "Jump to a pane by letter"),
        hidden("E,f4", "edit", "Open in your editor"),
        hidden("O", "welcome", "Open another project"),
        hidden("f5,ctrl+r", "reload", "Read the specifications again"),
    )

    def __init__(self, project: Project | Path | None, opener: Opener, home: Home) -> None:
        """Show ``project``, which may be a folder yet to be opened, or the welcome screen."""
        super().__init__(id="stage")
        self._first = project
        self.desk = Desk(self, opener, home.recent, Keeper(home.projects))
        self._entering = Entering(self, self.desk)
        self.going = Going(self)
        self.editing = Editing(self, self.desk, home.settings.editor)
        self._generating = Generating(self, self.desk)
        self._opening = Opening(self, self.desk)
        self._runs = Running(self, self.desk)
        self._showing = Showing(self, self.desk)

    def compose(self) -> ComposeResult:
        """Places, and questions below them."""
        yield CalmSwitcher(id="places")
        yield QuestionPanel()

    async def on_mount(self) -> None:
        """Enter the first place and begin to read."""
        await self.enter(PLACES[0].name)
        if self._first is None:
            self._opening.offer()
        elif isinstance(self._first, Path):
            self.desk.open(self._first)
        else:
            self.desk.begin(self._first)

    # --- places ---

    @property
    def place(self) -> Place:
        """The place one is in."""
        return self._entering.place

    @property
    def _top(self) -> TopBar:
        return self.app.screen_stack[0].query_one(TopBar)

    @property
    def _leaving(self) -> bool:
        """Whether the screens are being taken down: what workers still bring then is for nobody."""
        return not self.app.screen_stack or not self.app.screen_stack[0].query(TopBar)

    @property
    def widget(self) -> Widget:
        """What screens are pushed and messages are sent on behalf of."""
        return self

    async def enter(self, name: str, *, remember: bool = True) -> Place:
        """Go to a place; ``remember`` tells whether one can come back to where one was."""
        if self._entering.current == name:
            return self.place
        if self._entering.current and remember:
            self.going.remember()
        self._top.query_one(TabStrip).chosen = name
        return await self._entering.enter(name)

    @on(messages.KeptChanged)
    def _kept_changed(self) -> None:
        self._entering.keep()

    async def action_place(self, name: str) -> None:
        """Go to a place."""
        await self.enter(name)

    @on(messages.ShowSource)
    async def _show_source(self, event: messages.ShowSource) -> None:
        if self.place.id == "specs":
            self.going.remember()
        place = await self.enter("specs")
        if isinstance(place, SpecsPlace):
            place.show_source(event.source)

    @on(messages.ShowCode)
    def _show_code(self, event: messages.ShowCode) -> None:
        self._showing.show_code(event.path, event.line, written=event.written)

    @on(messages.ShowTest)
    def _show_test(self, event: messages.ShowTest) -> None:
        self._showing.show_test(event.node)

    async def action_goto(self) -> None:
        """Go to an operation, table, requirement, document, file or test by its name."""
        await self.going.ask(self.desk.snapshot)

    async def action_search_all(self) -> None:
        """Find a text in any of the specifications."""
        await self.going.search(self.desk.snapshot)

    def action_diagram(self) -> None:
        """Show the tables and what they reference."""
        self._showing.show_diagram()

    def action_jump(self) -> None:
        """Go to a pane by a letter."""
        self.going.jump()

    async def action_back(self) -> None:
        """Go back to where one was."""
        await self.going.turn(back=True)

    async def action_forward(self) -> None:
        """Go where one came back from."""
        await self.going.turn(back=False)

    @on(messages.Edit)
    def _edit(self, event: messages.Edit) -> None:
        self.editing.edit(event.path, event.line)

    def action_edit(self) -> None:
        """Open what is under the cursor in the person's editor."""
        if spot := self.place.spot:
            self.editing.edit(spot.file, spot.line)
        else:
            self.notify("Nothing under the cursor stands in a file.", severity="warning")

    @on(messages.Perform)
    async def _perform(self, event: messages.Perform) -> None:
        target: DOMNode | None = self
        if event.where == "questions":
            self._questions.open()
            target = self._questions
        elif event.where in ("focus", "app"):
            target = self.app if event.where == "app" else self.app.focused
        elif event.where != "stage":
            target = await self.enter(event.where)
        await self.app.run_action(event.action, default_namespace=target)

    # --- the project ---

    def start(self, group: str, job: Job) -> None:
        """Do a job in a thread, showing ``group`` while it goes on."""
        self._top.begin(group)
        work = guarded(self, group, job)
        self.run_worker(work, name=group, group=group, thread=True, exclusive=True, exit_on_error=False)

    def project_opened(self, project: Project) -> None:
        """Forget the project before, and watch this one."""
        for place in self.query(Place):
            place.clear()
            place.kept = self.desk.kept
            if state := self.desk.kept.states.get(place.id or ""):
                place.restore(state)
        self.going.history = History()
        self._questions.clear()
        self._top.show_project(project.folder)
        if self.desk.kept.place in [entry.name for entry in PLACES]:
            self.call_later(self.enter, self.desk.kept.place, remember=False)
        watching = watch_specifications(project.folder, self.desk.reload)
        self.run_worker(watching, group="watching", exclusive=True, exit_on_error=False)

    @on(messages.Arrived)
    def _arrived(self, event: messages.Arrived) -> None:
        if not self._leaving and (snapshot := self.desk.take(event)):
            if self._entering.current:  # the first place shows it itself when it is entered
                self.place.show(snapshot)
                self.place.settle()
            self._questions.show(snapshot)
            self._top.show(snapshot)
            if snapshot.problem:
                self.notify(snapshot.problem, severity="warning")

    @on(messages.Done)
    def _done(self, event: messages.Done) -> None:
        if self._leaving:
            return
        self._top.end(event.group)
        if event.then:
            event.then()

    @on(messages.Failed)
    def _failed(self, event: messages.Failed) -> None:
        if self._leaving:
            return
        self._top.end(event.group)
        if event.group == RUNNING:
            self._runs.end()
        if event.group == LOOKING_AHEAD:
            return
        if self.desk.snapshot is None and not event.details:
            self._opening.offer(event.sentence)
            return
        self.app.push_screen(ErrorDialog(event.sentence, event.details), self._after_error)

    def _after_error(self, _: None) -> None:
        if self.desk.snapshot is None and not self._top.busy:
            self._opening.offer()

    def action_reload(self) -> None:
        """Read the specifications again."""
        self.desk.reload()

    @on(messages.CheckAgain)
    def _check_again(self) -> None:
        self.desk.reload()

    def action_welcome(self) -> None:
        """Offer examples and recent projects."""
        self._opening.offer()

    # --- questions, generating, running ---

    @property
    def _questions(self) -> QuestionPanel:
        return self.query_one(QuestionPanel)

    def action_answer(self) -> None:
        """Go to the open questions."""
        self._questions.open()

    @on(messages.Answered)
    def _answered(self, event: messages.Answered) -> None:
        self.desk.answer(event.question, event.value)

    @on(messages.LookAhead)
    def _look_ahead(self, event: messages.LookAhead) -> None:
        def show(preview: Preview) -> None:
            self._questions.show_preview(event.question, event.value, preview)

        self.desk.look_ahead(event.question, event.value, show)

    @on(messages.AcceptAll)
    def _accept_all(self) -> None:
        self._generating.accept_all()

    def action_plan(self) -> None:
        """Show what generating would change."""
        self._generating.show_plan()

    def action_generate(self) -> None:
        """Write the backend, after confirmation."""
        self._generating.generate()

    async def action_run_tests(self) -> None:
        """Run all tests."""
        await self._runs.run()

    @on(messages.RunTests)
    async def _run_tests(self, event: messages.RunTests) -> None:
        await self._runs.run(event.selection)

    @on(messages.RunAffected)
    async def _run_affected(self) -> None:
        await self._runs.run_affected()

    @on(messages.CancelRun)
    def _cancel_run(self) -> None:
        self._runs.cancel()

    def leave(self) -> None:
        """Quit; a run that goes on is stopped after confirmation."""
        if self.desk.running:
            dialog = ConfirmDialog("Stop the run and quit?", "Tests are still running.", "Quit")
            self.app.push_screen(dialog, self._stop_and_quit)
        else:
            self.quit()

    def _stop_and_quit(self, agreed: bool | None) -> None:
        if agreed:
            self.quit()

    def quit(self) -> None:
        """Quit without asking, as when the terminal is closed; where one is, is kept."""
        self.desk.cancel()
        self._entering.note()
        self.desk.keep()
        self.app.exit(0)
