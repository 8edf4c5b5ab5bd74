"""In and out of places: built when they are first entered, found again as they were left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.places import PLACES
from screens.places.base import Place
from screens.widgets.calm import CalmSwitcher

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.widget import Widget

    from screens.desk import Desk

_A_WHILE = 2.0
"""In seconds."""


class Entering:
    """Shows one place at a time, and keeps where one is."""

    def __init__(self, stage: Widget, desk: Desk) -> None:
        """Belong to the stage."""
        self._stage = stage
        self._desk = desk
        self._keeping: Timer | None = None

    @property
    def _switcher(self) -> CalmSwitcher:
        return self._stage.query_one("#places", CalmSwitcher)

    @property
    def current(self) -> str:
        """The name of the place one is in, empty before any was entered."""
        return self._switcher.current or ""

    @property
    def place(self) -> Place:
        """The place one is in."""
        return self._switcher.query_one(f"#{self.current}", Place)

    async def enter(self, name: str) -> Place:
        """Leave the place one is in for another. Where the screens are being left meanwhile, nothing is entered."""
        if self.current:
            self.place.leave()
            self.note()
        if not self._switcher.query(f"#{name}"):
            built = await self._build(name)
            if not built.is_attached:
                return built
        with self._stage.app.batch_update():
            self._switcher.current = name
            if self._desk.snapshot and self.place.snapshot is not self._desk.snapshot:
                self.place.show(self._desk.snapshot)
                self.place.settle()
            self.place.enter()
        self._keep_soon()
        return self.place

    async def _build(self, name: str) -> Place:
        built = next(entry for entry in PLACES if entry.name == name).kind()
        built.kept = self._desk.kept
        await self._switcher.add_content(built)
        if built.is_attached and name in self._desk.kept.states:
            built.restore(self._desk.kept.states[name])
        return built

    def note(self) -> None:
        """Take note of where one is in the place one is in."""
        if self._desk.snapshot and self.place.snapshot:
            self._desk.kept.place = self.current
            self._desk.kept.states[self.current] = self.place.state()

    def keep(self) -> None:
        """Keep where one is, and what was marked."""
        self.note()
        self._stage.run_worker(self._desk.keep, group="keeping", thread=True, exit_on_error=False)

    def _keep_soon(self) -> None:
        """Keep it after a while: nothing is written for places that are only passed."""
        if self._keeping:
            self._keeping.stop()
        self._keeping = self._stage.set_timer(_A_WHILE, self.keep)
