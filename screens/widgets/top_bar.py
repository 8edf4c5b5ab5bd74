"""The top bar: which project, which place, and what goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from screens.lines.sheet import clean
from screens.places import PLACES
from screens.widgets.calm import Covered
from screens.widgets.tab_strip import TabStrip

if TYPE_CHECKING:
    from pathlib import Path

    from screens.snapshot import Snapshot

_LEAST = 4
"""A name that is cut to less says nothing."""


class TopState(Widget):
    """What goes on and the project's name, at the right; where both do not fit, the name is cut."""

    state = ""
    project = "workbench"

    def tell(self, state: str, project: str) -> None:
        """Show other texts."""
        if (state, project) != (self.state, self.project):
            self.state, self.project = state, project
            self.refresh()

    def render(self) -> Content:
        """Draw both in one row."""
        width = self.size.width - 1
        room = max(width - cell_len(self.state) - 2, 0)
        project = self.project if cell_len(self.project) <= room else f"{set_cell_size(self.project, room - 1)}…"
        shown = (
            Content(self.state),
            Content("  "),
            Content.styled(project if room > _LEAST else "", "bold $foreground"),
        )
        content = Content("").join(shown)
        return Content(" " * (width - content.cell_length)) + content


class TopBar(Covered, Widget):
    """One row above every place."""

    def __init__(self) -> None:
        """Begin with nothing going on."""
        super().__init__(id="top")
        self._busy: list[str] = []
        self._facts = ""
        self._project = "workbench"

    def compose(self) -> ComposeResult:
        """Places, then state, then the project."""
        labels = {place.name: f"{digit} {place.title}" for digit, place in enumerate(PLACES, 1)}
        yield TabStrip(labels, PLACES[0].name, id="places-strip")
        yield TopState(id="top-state")

    def show_project(self, folder: Path) -> None:
        """Name the open project."""
        self._project = clean(folder.resolve().name)
        self._draw()

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
        self.query_one(TopState).tell(going_on or self._facts, self._project)
