"""The application: paints a first screen, then loads the stage and lets it do the work."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from screens import messages
from screens.commands import Commands
from screens.widgets.key_bar import KeyBar
from screens.widgets.tab_strip import TabStrip
from screens.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from screens.project import Opener, Project
    from screens.recent import Recent
    from screens.stage import Stage

_STYLES = Path(__file__).parent


class WorkbenchApp(App[int]):
    """The terminal UI on one project at a time."""

    TITLE = "workbench"
    CSS_PATH = [_STYLES / f"{name}.tcss" for name in ("app", "lines", "places", "dialogs")]  # noqa: RUF012
    COMMANDS = {Commands}  # noqa: RUF012 - Textual declares it so
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-normal"), (180, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help", key_display="?"),
        Binding("T,f2", "toggle_theme", "Light or dark", show=False),
        Binding("q", "leave", "Quit", show=False),
    ]

    def __init__(self, project: Project | Path | None, opener: Opener, recent: Recent) -> None:
        """Open on ``project``, which may be a folder yet to be opened, or on the welcome screen."""
        super().__init__()
        self._start = (project, opener, recent)

    def compose(self) -> ComposeResult:
        """The frame; the stage comes when it is painted."""
        yield TopBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Load the rest behind the first screen."""
        self.call_after_refresh(self._set_stage)

    async def _set_stage(self) -> None:
        await self.screen_stack[0].mount(
            self._stage_class()(*self._start), before=self.screen_stack[0].query_one(KeyBar)
        )

    def _stage_class(self) -> type[Stage]:
        return cast("type[Stage]", import_module("screens.stage").Stage)

    @property
    def stage(self) -> Stage | None:
        """The stage, once it is there."""
        found = self.screen_stack[0].query("#stage")
        return found.first() if found else None  # type: ignore[return-value]

    @on(TabStrip.Chosen, "#places-strip")
    async def _place_chosen(self, event: TabStrip.Chosen) -> None:
        if self.stage:
            await self.stage.enter(event.name)

    @on(messages.Perform)
    def _perform(self, event: messages.Perform) -> None:
        if self.stage:
            self.stage.post_message(messages.Perform(event.where, event.action))

    def action_help(self) -> None:
        """Show the keys that work here."""
        screen = import_module("screens.dialogs.help").HelpScreen(dict(self.screen.active_bindings))
        self.push_screen(screen)

    def action_toggle_theme(self) -> None:
        """Change between light and dark."""
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"

    def action_leave(self) -> None:
        """Quit, after confirmation where something would be lost."""
        if self.stage:
            self.stage.leave()
        else:
            self.exit(0)
