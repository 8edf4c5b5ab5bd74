"""A session on one project: the one door through which the UI and the command line do everything.

Every pure step (read, resolve, generate) is computed again only when its input changed; what is on
disk is looked at each time. Methods block and may be called from several threads.
"""

import json
import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from generators.backend import generate
from generators.blueprint import from_json, to_json
from generators.files import GeneratedFile
from generators.migrations.history import History
from generators.migrations.migration import Migration
from generators.migrations.rendering import describe_migrations, next_migration
from workbench.criteria import check
from workbench.criteria.grounds import Grounds
from workbench.criteria.verdict import Verdict
from workbench.errors import UsageError
from workbench.places import Places
from workbench.previewing import Preview, preview_answer
from workbench.proving import Proof, prove_tests
from workbench.reconciling import BASE, Plan, Side, apply_plan, make_plan, read_base, recover
from workbench.reconciling.applying import write_atomically
from workbench.reconciling.disk import read_disk, tree_digest
from workbench.revisions import Migrations, find_history
from workbench.running import run_tests
from workbench.running.events import Run, RunEvent
from workbench.specifications import Memo, Specifications


class Session(Specifications):
    """An open project; made with ``Session.open``."""

    def __init__(self, places: Places) -> None:
        super().__init__(places)
        self._files: Memo[tuple[GeneratedFile, ...]] = Memo()
        self._anew: Memo[tuple[GeneratedFile, ...]] = Memo()
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

    def history(self, migrations: Migrations = Migrations.FOLLOW) -> History:
        """Give the revisions on disk that generating builds on."""
        return find_history(self.backend, read_base(self.places.base), migrations)

    def files(self, migrations: Migrations = Migrations.FOLLOW) -> tuple[GeneratedFile, ...]:
        """Give the backend's files as they would be generated now, whatever was edited by hand."""
        with self._lock:
            blueprint, history = self.blueprint(), self.history(migrations)
            memo = self._files if migrations is Migrations.FOLLOW else self._anew
            return memo.get((blueprint, history), lambda: generate(blueprint, history))

    def plan(
        self,
        prefer: Side | None = None,
        *,
        restore: bool = False,
        migrations: Migrations = Migrations.FOLLOW,
    ) -> Plan:
        """Give what writing would do. ``prefer`` decides conflicts one way; ``restore`` brings back files
        that were deleted by hand; ``migrations`` says what becomes of revisions that are there. Raises
        ``SpecsUnreadable`` where there is nothing to build."""
        with self._lock:
            self.refuse_nothing()
            files, base = self.files(migrations), read_base(self.places.base)
            return make_plan(files, self.backend, base, prefer=prefer, restore=restore)

    def migration(self, migrations: Migrations = Migrations.FOLLOW) -> Migration | None:
        """Give the revision that writing would add, or nothing where the tables did not change."""
        with self._lock:
            return next_migration(self.blueprint(), self.history(migrations))

    def descriptions(self, migrations: Migrations = Migrations.FOLLOW) -> Plan:
        """Give what writing would do to the descriptions of revisions, which lie with the specifications;
        nothing for a backend outside the project. What was edited by hand there stays."""
        folder = self.places.descriptions
        if not self.places.inside:
            return Plan(())
        if not folder.resolve().is_relative_to(self.folder.resolve()):
            raise UsageError(f"{folder} leads out of the project through a link; put the folder itself there.")
        with self._lock:
            files = describe_migrations(self.blueprint(), self.history(migrations))
            base = read_base(self.places.described / BASE)
            return make_plan(files, folder, base, prefer=Side.MINE, restore=True)

    def preview(self, question_id: str, value: str) -> Preview:
        """Give what an answer would change in the generated code; raises ``UsageError`` as ``answer`` does."""
        with self._lock:
            return preview_answer(self.reading(), question_id, self.accepted(question_id, value))

    def write(self, plan: Plan, leave: Collection[str] = ()) -> None:
        """Write a plan, all of it or nothing; a plan that changes nothing touches nothing. Changes to the files
        in ``leave`` are refused: those files stay as they are, and the next plan shows the changes again.

        Raises ``QuestionsOpen``, ``ConflictsOpen`` or ``SpecsUnreadable``, and writes nothing then.
        """
        with self._lock:
            self.refuse_unready()
            apply_plan(plan.without(leave, read_base(self.places.base)), self.backend, self.places.state)
            if self.places.inside:
                apply_plan(self.descriptions(), self.places.descriptions, self.places.described)
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

    def prove(self, on_fault: Callable[[int, int], None]) -> Proof:
        """Tell whether the tests notice faults in the code on disk; ``on_fault`` is told how many are done and how
        many there are. Raises ``UsageError`` unless all tests passed in the last run."""
        run = self.last_run()
        if run is None or run.exit_code != 0:
            raise UsageError(f"Only tests that pass can be proven; run `workbench test {self.folder}` first.")
        return prove_tests(Grounds(self.blueprint(), self.files(), run, self.backend), on_fault)

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
