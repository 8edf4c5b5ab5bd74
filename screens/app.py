"""The door of the screens: opens the UI and gives the exit code."""

from screens.application import WorkbenchApp
from screens.project import Project
from workbench.session import Session


def run(project: Project | None) -> int:
    """Open the UI on a project, or on the welcome screen; gives the exit code."""
    app = WorkbenchApp(project, Session.open)
    app.run()
    return app.return_code or 0
