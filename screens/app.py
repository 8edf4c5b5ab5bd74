"""The door of the screens: opens the UI and gives the exit code."""

from platformdirs import user_state_path

from screens.application import WorkbenchApp
from screens.project import Project
from screens.recent import Recent
from workbench.session import Session


def run(project: Project | None) -> int:
    """Open the UI on a project, or on the welcome screen; gives the exit code."""
    recent = Recent(user_state_path("workbench", appauthor=False) / "recent.json")
    app = WorkbenchApp(project, Session.open, recent)
    app.run()
    return app.return_code or 0
