"""Getting around: by name, by letter, back and forward."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from generators.blueprint import Source
from screens.dialogs.goto import GotoScreen
from screens.dialogs.jump import JumpScreen, jump_targets
from screens.history import History, Stop
from screens.messages import ShowCode, ShowSource
from screens.places import PLACES
from screens.places.checklist import ChecklistPlace
from screens.places.review import ReviewPlace
from screens.targets import Kind, Target, find_lines, find_targets, found_sheet, matching_sheet

if TYPE_CHECKING:
    from textual.widget import Widget

    from screens.places.base import Place
    from screens.snapshot import Snapshot


class Surroundings(Protocol):
    """What getting around needs of the stage."""

    @property
    def place(self) -> Place:
        """The place one is in."""

    async def enter(self, name: str, *, remember: bool = True) -> Place:
        """Go to a place."""

    @property
    def widget(self) -> Widget:
        """What screens are pushed and messages are sent on behalf of."""


class Going:
    """Moves a person around, and remembers the way."""

    def __init__(self, stage: Surroundings) -> None:
        """Belong to ``stage``."""
        self._stage = stage
        self.history = History()
        self._targets: tuple[Snapshot, tuple[Target, ...]] | None = None

    @property
    def here(self) -> Stop:
        """Where one is."""
        place = self._stage.place
        return Stop(place.id or "", place.state())

    def remember(self) -> None:
        """Take note of where one is before going somewhere else."""
        self.history.leave(self.here)

    async def turn(self, *, back: bool) -> None:
        """Go to the stop before, or to the one after it."""
        stop = self.history.back(self.here) if back else self.history.forward(self.here)
        if stop is None or stop.place not in [entry.name for entry in PLACES]:
            self._stage.widget.notify("There is nowhere to go back to." if back else "There is nothing ahead.")
            return
        place = await self._stage.enter(stop.place, remember=False)
        place.restore(stop.state)

    async def ask(self, snapshot: Snapshot | None) -> None:
        """Ask where to go."""
        if snapshot is None:
            return
        if self._targets is None or self._targets[0] is not snapshot:
            self._targets = (snapshot, find_targets(snapshot))
        find = partial(matching_sheet, self._targets[1])
        asked = "operation, table, requirement, document, file or test"
        await self._push(GotoScreen(find, asked))

    async def search(self, snapshot: Snapshot | None) -> None:
        """Ask what to look for in all specifications."""
        if snapshot is not None:
            lines = find_lines(snapshot.reading.texts)
            screen = GotoScreen(partial(found_sheet, lines), "text in any specification", "Type two letters or more.")
            await self._push(screen)

    async def _push(self, screen: GotoScreen) -> None:
        """Show a dialog in one go: painting it part by part, as it is built, would take twice as long."""
        app = self._stage.widget.app
        with app.batch_update():
            await app.push_screen(screen, self._chosen)

    def jump(self) -> None:
        """Show a letter on everything that can have the focus."""
        app = self._stage.widget.app
        app.push_screen(JumpScreen(jump_targets(app.screen)), lambda target: target.focus() if target else None)

    def _chosen(self, target: Target | None) -> None:
        if target:
            self._stage.widget.run_worker(self.go(target), group="going", exclusive=True)

    async def go(self, target: Target) -> None:
        """Go to something that has a name."""
        if target.at and target.kind in (Kind.REQUIREMENT, Kind.DOCUMENT):
            self._stage.widget.post_message(ShowSource(Source(target.at.file, target.at.line, target.at.line)))
        elif target.at:
            self._stage.widget.post_message(ShowCode(target.at.file, target.at.line))
        elif target.kind is Kind.CRITERION:
            place = await self._stage.enter("checklist")
            if isinstance(place, ChecklistPlace):
                place.go_to_criterion(target.name)
        else:
            self.remember()
            place = await self._stage.enter("review")
            if isinstance(place, ReviewPlace):
                place.go_to_element(target.name)
