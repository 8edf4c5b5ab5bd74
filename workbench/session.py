"""A session on one project: the one door through which the UI and the command line do everything.

Every pure step (read, resolve, generate) is computed again only when its input changed; what is on
disk is looked at each time. Methods block and may be called from several threads.
"""

import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from generators.backend import NotSupported, generate
from generators.blueprint import from_json, to_json
from generators.files import GeneratedFile
from workbench.criteria import check
from workbench.criteria.verdict import Verdict
from workbench.errors import UsageError, WorkbenchError
from workbench.places import Places
from workbench.reconciling import Plan, Side, apply_plan, make_plan, read_base, recover
from workbench.reconciling.applying import write_atomically
from workbench.reconciling.disk import read_disk, tree_digest
from workbench.running import run_tests
from workbench.running.events import Run, RunEvent
from workbench.specifications import Memo, Specifications


class Session(Specifications):
    """An open project; made with ``Session.open``."""

    def __init__(self, places: Places) -> None:
        super().__init__(places)
        self._files: Memo[tuple[GeneratedFile, ...]] = Memo()
        self._verdicts: Memo[tuple[Verdict, ...]] = Memo()
        self._run: Memo[Run] = Memo()

    @classmethod
    def open(cls, folder: Path, out: Path | None = None) -> "Session":
        """Open the project in ``folder``; ``out`` is its backend folder where it is not ``backend/``.

        Finishes or undoes first what an interrupted write left. Raises ``UsageError`` where a folder
        cannot be used.
        """
        places = Places.of(folder, out)
        recover(places.backend, places.state)
        return cls(places)

    @property
    def backend(self) -> Path:
        """The folder that the backend is written to."""
        return self.places.backend

    def files(self) -> tuple[GeneratedFile, ...]:
        """Give the backend's files as they would be generated into an empty folder.

        Raises ``WorkbenchError`` where the blueprint asks for something that cannot be written yet.
        """
        with self._lock:
            blueprint = self.blueprint()
            try:
                return self._files.get(blueprint, lambda: generate(blueprint))
            except NotSupported as error:
                raise WorkbenchError(f"{error} Change the specifications of {self.folder} or an answer.") from error

    def plan(self, prefer: Side | None = None, *, restore: bool = False) -> Plan:
        """Give what writing would do. ``prefer`` decides conflicts one way; ``restore`` brings back files
        that were deleted by hand. Raises ``SpecsUnreadable`` where there is nothing to build."""
        with self._lock:
            self.refuse_nothing()
            return make_plan(self.files(), self.backend, read_base(self.places.base), prefer=prefer, restore=restore)

    def write(self, plan: Plan) -> None:
        """Write a plan, all of it or nothing; a plan that changes nothing touches nothing.

        Raises ``QuestionsOpen``, ``ConflictsOpen`` or ``SpecsUnreadable``, and writes nothing then.
        """
        with self._lock:
            self.refuse_unready()
            apply_plan(plan, self.backend, self.places.state)
            self.places.prepare_state()

    def run(
        self,
        on_event: Callable[[RunEvent], None],
        selection: Sequence[str] = (),
        cancel: threading.Event | None = None,
    ) -> Run:
        """Run the tests of the backend on disk, all or those that ``selection`` names in pytest's words.

        ``cancel`` ends it early. A complete run in which tests ran is kept for ``last_run`` and ``check``.
        """
        if not self.backend.is_dir():
            raise UsageError(f"There is no backend in {self.backend}; run `workbench generate {self.folder}` first.")
        run = run_tests(
            self.backend,
            on_event=on_event,
            selection=tuple(selection),
            cancel=cancel,
            fingerprint=tree_digest(self.backend),
        )
        if run.complete and run.tests and not selection:
            self.places.prepare_state()
            write_atomically(self.places.run, json.dumps(to_json(run), ensure_ascii=True).encode())
        return run

    def last_run(self) -> Run | None:
        """Give the last complete run, or None where files changed since or there was none."""
        with self._lock:
            document = read_disk(self.places.run)
            if document is None:
                return None
            try:
                run = self._run.get(document, lambda: from_json(Run, json.loads(document)))
            except (ValueError, TypeError, KeyError):
                return None
            return run if run.fingerprint == tree_digest(self.backend) else None

    def check(self) -> tuple[Verdict, ...]:
        """Judge the eleven criteria on the backend on disk and its last run."""
        with self._lock:
            run, blueprint, files = self.last_run(), self.blueprint(), self.files()
            key = (blueprint, run.fingerprint if run else None, run.seconds if run else None, tree_digest(self.backend))
            return self._verdicts.get(key, lambda: check(blueprint, files, run, self.backend))

    def text(self, file: str) -> str:
        """Give the text of a specification, or of a backend file as it is on disk (as it would be
        generated, where it is not there yet). Raises ``UsageError`` for any other name."""
        texts = self.reading().texts
        if file in texts:
            return texts[file]
        name = file.removeprefix(f"{self.backend.name}/")
        generated = {one.path: one.text for one in self.files()}
        target = (self.backend / name).resolve()
        if target.is_relative_to(self.backend.resolve()) and target.is_file():
            return read_disk(target) or ""
        if name in generated:
            return generated[name]
        raise UsageError(f"{file} is neither a specification of {self.folder} nor a file of its backend.")
