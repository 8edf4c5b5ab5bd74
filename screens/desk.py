"""The desk: the open project, what is known of it, and everything that is done with it.

It knows no widget. What takes time is done in worker threads, and comes back as messages.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from screens.keeping import Keeper, Kept
from screens.messages import Arrived
from screens.snapshot import Snapshot, load

if TYPE_CHECKING:
    from textual.message import Message

    from screens.jobs import Job
    from screens.project import Opener, Project
    from screens.recent import Recent
    from workbench.previewing import Preview
    from workbench.reconciling.lines import Side
    from workbench.reconciling.plan import Plan
    from workbench.running.events import RunEvent

READING = "reading and checking"
OPENING = "opening"
RECORDING = "recording"
PLANNING = "planning"
LOOKING_AHEAD = "looking ahead"
OPENING_FILE = "opening a file"
WRITING = "writing"
RUNNING = "running tests"

Result = TypeVar("Result")

_GARBAGE = 20_000
"""How many new objects may gather before any is looked at: a key makes a few thousand."""


class Office(Protocol):
    """What the desk needs of the application: workers, and a place to send messages to."""

    def start(self, group: str, job: Job) -> None:
        """Do a job in a worker thread."""

    def post_message(self, message: Message) -> bool:
        """Send a message from any thread."""

    def project_opened(self, project: Project) -> None:
        """Show that another project is open."""


class Desk:
    """One project at a time."""

    def __init__(self, office: Office, opener: Opener, recent: Recent, keeper: Keeper) -> None:
        """Begin without a project."""
        self.project: Project | None = None
        self.snapshot: Snapshot | None = None
        self.asked: Path | None = None
        """The folder that was to be opened last, whether that could be done or not."""
        self.recent = recent
        self.kept = Kept()
        self._keeper = keeper
        self._office = office
        self._opener = opener
        self._generation = 0
        self._cancel: threading.Event | None = None

    @property
    def running(self) -> bool:
        """Whether a run is going on."""
        return self._cancel is not None

    def open(self, folder: Path, prepare: Callable[[], object] | None = None) -> None:
        """Open the project in ``folder``, after ``prepare`` was done."""

        def job() -> Callable[[], None]:
            if prepare:
                prepare()
            project = self._opener(folder)
            project.reading()
            kept = self._keeper.load(project.folder)
            return lambda: self.begin(project, kept)

        self.asked = folder
        self._office.start(OPENING, job)

    def begin(self, project: Project, kept: Kept | None = None) -> None:
        """Work on a project that is open already, with what was kept of it."""
        self.project, self.snapshot = project, None
        self.kept = self._keeper.load(project.folder) if kept is None else kept
        self._office.project_opened(project)
        self.recent.add(project.folder)
        self.reload()

    def keep(self) -> None:
        """Keep what is to be kept of the project."""
        if self.project:
            self._keeper.save(self.project.folder, self.kept)

    def path_of(self, name: str) -> Path | None:
        """Give the file on disk behind a specification's or a backend file's name."""
        if self.project is None:
            return None
        if self.snapshot and name in self.snapshot.reading.texts:
            return self.project.folder / name
        return self.project.backend / name.removeprefix("backend/")

    def reload(self) -> None:
        """Look at the project again; what did not change costs next to nothing."""
        project = self.project
        if project is None:
            return
        self._generation += 1
        generation, before = self._generation, self.snapshot

        def job() -> None:
            # What is loaded stays: looking through it for garbage again and again would stall keys.
            gc.unfreeze()
            for snapshot in load(project, before):
                if generation != self._generation:
                    return
                self._office.post_message(Arrived(generation, snapshot))
            gc.set_threshold(_GARBAGE, 10, 10)
            gc.freeze()

        self._office.start(READING, job)

    def take(self, arrived: Arrived) -> Snapshot | None:
        """Keep a snapshot that a worker brought, unless it is an old one."""
        if arrived.generation != self._generation:
            return None
        self.snapshot = arrived.snapshot
        return arrived.snapshot

    def answer(self, question: str, value: str) -> None:
        """Record an answer and look again."""
        self._do(RECORDING, lambda project: project.answer(question, value), lambda _: self.reload())

    def accept_all(self, then: Callable[[], None] | None = None) -> None:
        """Record every recommended answer and look again."""
        self._do(RECORDING, lambda project: project.accept_defaults(), lambda _: (then or self.reload)())

    def make_plan(self, then: Callable[[Plan], None], prefer: Side | None = None) -> None:
        """Find out what writing would change; ``prefer`` decides where both sides changed the same lines."""
        self._do(PLANNING, lambda project: project.plan(prefer), then)

    def look_ahead(self, question: str, value: str, then: Callable[[Preview], None]) -> None:
        """Find out what an answer would change."""
        self._do(LOOKING_AHEAD, lambda project: project.preview(question, value), then)

    def read_written(self, name: str, then: Callable[[str | None], None]) -> None:
        """Read a backend's file as it stands on disk; None where it is not there."""

        def job() -> Callable[[], None]:
            file = self.path_of(name)
            text = file.read_text("utf-8", "replace") if file and file.is_file() else None
            return lambda: then(text)

        self._office.start(OPENING_FILE, job)

    def write(self, plan: Plan, then: Callable[[], None], leave: Collection[str] = ()) -> None:
        """Write a plan, but for the changes to the files in ``leave``."""
        self._do(WRITING, lambda project: project.write(plan, leave), lambda _: then())

    def run(self, on_event: Callable[[RunEvent], None], selection: tuple[str, ...], then: Callable[[], None]) -> None:
        """Run tests; ``on_event`` is called in the worker's thread."""
        cancel = self._cancel = threading.Event()
        self._do(RUNNING, lambda project: project.run(on_event, selection, cancel), lambda _: then())

    def _do(self, group: str, work: Callable[[Project], Result], then: Callable[[Result], None]) -> None:
        """Have something done with the project in a worker, and go on with what it gives on the screens' thread."""

        def job(project: Project) -> Callable[[], None]:
            return partial(then, work(project))

        if project := self.project:
            self._office.start(group, lambda: job(project))

    def cancel(self) -> bool:
        """Ask the run to stop; tells whether there is one."""
        if self._cancel is None:
            return False
        self._cancel.set()
        return True

    def run_ended(self) -> None:
        """Take note that no run goes on any more."""
        self._cancel = None
