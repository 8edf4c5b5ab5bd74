"""The application: paints a first screen, then loads the stage and lets it do the work."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from screens import messages
from screens.commands import Commands
from screens.keys import named
from screens.lines.sheet import clean
from screens.themes import CONTRAST, THEMES
from screens.widgets.calm import CalmScreen
from screens.widgets.key_bar import KeyBar
from screens.widgets.tab_strip import TabStrip
from screens.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from screens.home import Home
    from screens.project import Opener, Project
    from screens.stage import Stage

_STYLES = Path(__file__).parent
_TO_READ = 15
"""In seconds: how long a mistake in the configuration stays in sight, while the project is being read as well."""


class WorkbenchApp(App[int]):
    """The terminal UI on one project at a time."""

    TITLE = "workbench"
    CSS_PATH = [  # noqa: RUF012 - Textual declares it so
        _STYLES / f"{name}.tcss" for name in ("app", "lines", "places", "dialogs")
    ]
    COMMANDS = {Commands}  # noqa: RUF012 - Textual declares it so
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-normal"), (180, "-wide")]  # noqa: RUF012 - likewise
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]  # noqa: RUF012 - likewise
    BINDINGS: ClassVar[list[BindingType]] = named(
        "app",
        Binding("question_mark,f1", "help", "Help", key_display="?"),
        Binding("T,f2", "next_theme", "Dark, light or high contrast", show=False),
        Binding("f6", "configure", "Change the configuration", show=False),
        Binding("q", "leave", "Quit", show=False),
    )

    def __init__(self, project: Project | Path | None, opener: Opener, home: Home) -> None:
        """Open on ``project``, which may be a folder yet to be opened, or on the welcome screen."""
        super().__init__()
        self._start = (project, opener, home)
        self._home = home
        self.register_theme(CONTRAST)
        self.theme = THEMES[home.theme]
        self.set_keymap(dict(home.settings.keys))

    def get_default_screen(self) -> CalmScreen:
        """The screen behind all others."""
        return CalmScreen(id="_default")

    def compose(self) -> ComposeResult:
        """The frame; the stage comes when it is painted."""
        yield TopBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Load the rest behind the first screen."""
        for problem in self._home.problems:
            self.notify(problem, severity="warning", timeout=_TO_READ)
        self.call_after_refresh(self._set_stage)

    async def _set_stage(self) -> None:
        await self.screen_stack[0].mount(
            self._stage_class()(*self._start), before=self.screen_stack[0].query_one(KeyBar)
        )
        if keys := self._home.settings.keys:
            for problem in import_module("screens.flows.configuring").find_key_problems(keys):
                self.notify(problem, severity="warning", timeout=_TO_READ)

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

    @on(messages.Edit)
    def _edit(self, event: messages.Edit) -> None:
        if self.stage:
            self.stage.editing.edit(event.path, event.line)

    @on(messages.Perform)
    def _perform(self, event: messages.Perform) -> None:
        if self.stage:
            self.stage.post_message(messages.Perform(event.where, event.action))

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - what Textual's widgets pass
    ) -> None:
        """Tell something in passing, word for word: paths and specifications may hold brackets."""
        told = "\n".join(map(clean, message.split("\n")))
        super().notify(told, title=title, severity=severity, timeout=timeout, markup=False)

    def action_help(self) -> None:
        """Show the keys that work here."""
        screen = import_module("screens.dialogs.help").HelpScreen(dict(self.screen.active_bindings))
        self.push_screen(screen)

    def action_next_theme(self) -> None:
        """Change between dark, light and high contrast."""
        names = list(THEMES)
        here = next((name for name in names if THEMES[name] == self.theme), names[-1])
        following = names[(names.index(here) + 1) % len(names)]
        self.theme = THEMES[following]
        self.run_worker(partial(self._home.keep_theme, following), thread=True, exit_on_error=False)

    def action_configure(self) -> None:
        """Open the configuration in the person's editor; it is written first where there is none."""
        if self.stage:
            import_module("screens.flows.configuring").configure(self._home, self.stage.editing)

    async def action_quit(self) -> None:
        """Quit by Textual's own key as by ours."""
        self.action_leave()

    def action_help_quit(self) -> None:
        """Tell who presses ctrl+c how to leave."""
        self.notify("ctrl+q quits.")

    def action_leave(self) -> None:
        """Quit, after confirmation where something would be lost."""
        if self.stage:
            self.stage.leave()
        else:
            self.exit(0)

    def leave_at_once(self) -> None:
        """Quit without asking."""
        if self.stage:
            self.stage.quit()
        else:
            self.exit(0)
