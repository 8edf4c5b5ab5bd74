"""From the welcome screen to an open project."""

from pathlib import Path

from textual.widget import Widget

from screens.desk import Desk
from screens.dialogs.welcome import Start, WelcomeScreen
from workbench.demos import copy_example, example_names


class Opening:
    """Offers on behalf of a widget, and has the desk open."""

    def __init__(self, widget: Widget, desk: Desk) -> None:
        """Belong to ``widget``."""
        self._widget = widget
        self._desk = desk

    def offer(self) -> None:
        """Offer the bundled examples and the recent projects."""
        first = self._desk.project is None
        screen = WelcomeScreen(example_names(), self._desk.recent.folders(), first=first)
        self._widget.app.push_screen(screen, self._chosen)

    def _chosen(self, start: Start | None) -> None:
        if start and start.example:
            folder = Path(f"workbench-{start.example}")
            self._desk.open(folder, lambda: copy_example(start.example, folder))
        elif start and start.folder:
            self._desk.open(start.folder)
