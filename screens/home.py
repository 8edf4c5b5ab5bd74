"""Where the screens keep things: recent projects, what is kept of each project, and the configuration."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_config_path, user_state_path

from screens.recent import Recent
from screens.settings import Settings, read_settings
from screens.storing import read_json, write_json
from screens.themes import THEMES


class Home:
    """The folder of state and the file of configuration of one person."""

    def __init__(self, state: Path, config: Path) -> None:
        """Keep state below the folder ``state``, and read the file ``config``."""
        self.config = config
        self.recent = Recent(state / "recent.json")
        self._state = state
        self.settings: Settings
        self.problems: tuple[str, ...]
        self.settings, self.problems = read_settings(config)

    @classmethod
    def of_user(cls) -> Home:
        """Give the one of whoever started the workbench."""
        config = user_config_path("workbench", appauthor=False) / "config.toml"
        return cls(user_state_path("workbench", appauthor=False), config)

    @property
    def theme(self) -> str:
        """The theme to begin with: configured, or used last, or dark."""
        last = read_json(self._theme_file)
        return self.settings.theme or (last if isinstance(last, str) and last in THEMES else next(iter(THEMES)))

    def keep_theme(self, theme: str) -> None:
        """Begin with this theme the next time."""
        write_json(self._theme_file, theme)

    @property
    def projects(self) -> Path:
        """The folder that holds what is kept of each project."""
        return self._state / "projects"

    @property
    def _theme_file(self) -> Path:
        return self._state / "theme.json"
