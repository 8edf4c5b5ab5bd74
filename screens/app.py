"""The door of the screens: opens the UI and gives the exit code."""

from __future__ import annotations

import asyncio
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from screens.application import WorkbenchApp
from screens.home import Home

if TYPE_CHECKING:
    from screens.project import Project


def run(project: Project | Path | None, web: int | None = None) -> int:
    """Open the UI on a project, or on the welcome screen; gives the exit code.

    Given a folder, the first screen is painted before the workbench is loaded and the folder opened. ``web``
    is the port on which a folder, or the welcome screen, is served to a browser instead.
    """
    if web is not None:
        return int(import_module("screens.web").serve(project, web))
    app = WorkbenchApp(project, open_session, Home.of_user())
    asyncio.run(_run(app))
    return app.return_code or 0


async def _run(app: WorkbenchApp) -> None:
    """Run until it is left; a terminal that is closed, and a connection that breaks, leave it like a person does."""
    if sys.platform != "win32":  # whose event loops know of no signals
        for number in (signal.SIGHUP, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, app.leave_at_once)
    await app.run_async()


def open_session(folder: Path) -> Project:
    """Open a session; called in a worker, and the workbench is loaded only here."""
    return cast("Project", import_module("workbench.session").Session.open(folder))
