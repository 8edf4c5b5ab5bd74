"""The top bar: which project, which place, and what goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from screens.places import PLACES
from screens.widgets.tab_strip import TabStrip

if TYPE_CHECKING:
    from pathlib import Path

    from screens.snapshot import Snapshot


class TopBar(Widget):
    """One row above every place."""

    def __init__(self) -> None:
        """Begin with nothing going on."""
        super().__init__(id="top")
        self._busy: list[str] = []
        self._facts = ""

    def compose(self) -> ComposeResult:
        """Places, then state, then the project."""
        labels = {place.name: f"{digit} {place.title}" for digit, place in enumerate(PLACES, 1)}
        yield TabStrip(labels, PLACES[0].name, id="places-strip")
        yield Static("", id="top-state", markup=False)
        yield Static("workbench", id="top-project", markup=False)

    def show_project(self, folder: Path) -> None:
        """Name the open project."""
        self.query_one("#top-project", Static).update(folder.resolve().name)

    def show(self, snapshot: Snapshot) -> None:
        """Show counts that matter everywhere."""
        parts = []
        if snapshot.resolution and snapshot.resolution.questions:
            parts.append(f"? {len(snapshot.resolution.questions)}")
        if snapshot.verdicts:
            parts.append(f"{snapshot.worst.symbol} {snapshot.green}")
        self._facts = "  ".join(parts)
        self._draw()

    def begin(self, group: str) -> None:
        """Say that something goes on."""
        self._busy.append(group)
        self._draw()

    def end(self, group: str) -> None:
        """Say that it is over."""
        self._busy = [other for other in self._busy if other != group]
        self._draw()

    @property
    def busy(self) -> bool:
        """Whether something goes on."""
        return bool(self._busy)

    def _draw(self) -> None:
        going_on = "  ".join(f"… {label}" for label in dict.fromkeys(self._busy))
        self.query_one("#top-state", Static).update(going_on or self._facts, layout=False)
