"""From the welcome screen to an open project."""

from pathlib import Path

from textual.widget import Widget

from screens.desk import Desk
from screens.dialogs.welcome import Offer, Start, WelcomeScreen
from workbench.demos import copy_example, describe_example, example_names


class Opening:
    """Offers on behalf of a widget, and has the desk open."""

    def __init__(self, widget: Widget, desk: Desk) -> None:
        """Belong to ``widget``."""
        self._widget = widget
        self._desk = desk

    def offer(self, reason: str = "") -> None:
        """Offer the bundled examples and the recent projects; ``reason`` says why nothing else is open."""
        first = self._desk.snapshot is None
        examples = [Offer(name, describe_example(name), self._folder_for(name)) for name in example_names()]
        screen = WelcomeScreen(examples, self._desk.recent.folders(), first=first, reason=reason)
        self._widget.app.push_screen(screen, self._chosen)

    def _folder_for(self, example: str) -> Path:
        """Give the empty folder that the person asked for, or else one beside the current folder's content."""
        asked = self._desk.asked
        return asked if asked and _is_empty(asked) else Path(f"workbench-{example}")

    def _chosen(self, start: Start | None) -> None:
        if start and start.example:
            self._desk.open(start.folder, lambda: copy_example(start.example, start.folder))
        elif start:
            self._desk.open(start.folder)


def _is_empty(folder: Path) -> bool:
    try:
        return not any(folder.iterdir())
    except OSError:
        return False
