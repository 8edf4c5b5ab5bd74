"""Showing what is no place of its own: a file of the backend, a test, the diagram of the tables."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from screens.dialogs.diagram import DiagramScreen
from screens.dialogs.viewer import ViewerScreen
from screens.lines.making import file_sheet
from screens.picture import diagram_sheet
from screens.tests_of import find_test

if TYPE_CHECKING:
    from textual.widget import Widget

    from screens.desk import Desk


class Showing:
    """Shows on behalf of a widget."""

    def __init__(self, widget: Widget, desk: Desk) -> None:
        """Belong to ``widget``."""
        self._widget = widget
        self._desk = desk

    def show_code(self, path: str, line: int, *, written: bool = False) -> None:
        """Show a file of the backend: as it would be generated, or, where ``written``, as it stands on disk."""
        snapshot = self._desk.snapshot
        generated = snapshot.file(path) if snapshot else None
        show = partial(self._show_text, path, line)
        if written or generated is None:
            self._desk.read_written(path, show)
        else:
            show(None)

    def _show_text(self, path: str, line: int, written: str | None) -> None:
        snapshot = self._desk.snapshot
        file = snapshot.file(path) if snapshot else None
        text = written if written is not None or file is None else file.text
        if snapshot is None or text is None:
            self._widget.notify(f"{path} is not written yet: g generates it.", severity="warning")
            return
        edited = file is not None and text != file.text
        sheet = file_sheet(path, text, snapshot.missed.get(path.removeprefix("backend/")))
        self._widget.app.push_screen(ViewerScreen(path, sheet, line, "as it is on disk" if edited else ""))

    def show_test(self, node: str) -> None:
        """Show the code of a test as it stands on disk."""
        snapshot = self._desk.snapshot
        spot = find_test((snapshot.files if snapshot else None) or (), node)
        self.show_code(spot.file, spot.line, written=True)

    def show_diagram(self) -> None:
        """Show the tables and what they reference."""
        snapshot = self._desk.snapshot
        if snapshot and snapshot.resolution:
            self._widget.app.push_screen(DiagramScreen(diagram_sheet(snapshot.resolution.blueprint.entities)))
        else:
            self._widget.notify("The tables are not known yet.", severity="warning")
