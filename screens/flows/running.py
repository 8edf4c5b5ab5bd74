"""Running tests: all, some, those that failed, those of what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.affected import affected_tests
from screens.messages import KeptChanged
from screens.places.run import RunPlace

if TYPE_CHECKING:
    from screens.desk import Desk
    from screens.flows.going import Surroundings


class Running:
    """Runs on behalf of the stage, in the place that shows it."""

    def __init__(self, stage: Surroundings, desk: Desk) -> None:
        """Belong to ``stage``."""
        self._stage = stage
        self._desk = desk
        self._selection: tuple[str, ...] = ()

    async def run(self, selection: tuple[str, ...] = ()) -> None:
        """Run these tests, or all."""
        place = await self._stage.enter("run")
        if self._desk.project is None or not isinstance(place, RunPlace):
            return
        if not self._desk.project.backend.is_dir():
            self._stage.widget.notify("Nothing is written yet: g writes the backend, then r runs its tests.")
        elif self._desk.running:
            self._stage.widget.notify("A run is going on already: x in Run stops it.", severity="warning")
        else:
            self._selection = selection
            self._desk.run(place.begin().put, selection, self._over)

    async def run_affected(self) -> None:
        """Run the tests of what changed since all tests ran."""
        snapshot, ran = self._desk.snapshot, self._desk.kept.ran
        if tests := affected_tests(snapshot, ran) if snapshot else ():
            await self.run(tests)
        else:
            nothing = "Nothing changed since all tests ran." if ran else "Not all tests have run yet: r runs them."
            self._stage.widget.notify(nothing)

    def _over(self) -> None:
        place = self.end()
        snapshot = self._desk.snapshot
        if place.complete and not self._selection and snapshot and snapshot.digests:
            self._desk.kept.ran = dict(snapshot.digests)
            self._stage.widget.post_message(KeptChanged())
        self._desk.reload()

    def end(self) -> RunPlace:
        """Take note that the run is over, however it ended; gives the place that shows it."""
        self._desk.run_ended()
        place = self._stage.widget.query_one(RunPlace)
        place.end()
        return place

    def cancel(self) -> None:
        """Ask the run to stop."""
        self._stage.widget.notify("Stopping …" if self._desk.cancel() else "No run is going on.")
