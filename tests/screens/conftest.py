"""The application on a project in memory, driven by its keys."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from screens.home import Home
from tests.screens.driving import Driver, Telling
from tests.screens.memory import MemoryProject

Opened = Callable[..., AbstractAsyncContextManager[Driver]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a project folder with a folder of specifications to watch."""
    (tmp_path / "notes" / "specs").mkdir(parents=True)
    return tmp_path / "notes"


@pytest.fixture
def project(folder: Path) -> MemoryProject:
    """Give a project with two open questions and one failing test."""
    return MemoryProject(folder)


@pytest.fixture
def opened(project: MemoryProject, tmp_path: Path) -> Opened:
    """Open the application on the project; ``None`` opens the welcome screen."""

    @asynccontextmanager
    async def open_on(on: MemoryProject | None = project, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Driver]:
        app = Telling(on, lambda folder: MemoryProject(folder), Home(tmp_path / "state", tmp_path / "config.toml"))
        async with app.run_test(size=size) as pilot:
            driver = Driver(app, pilot)
            await driver.settle()
            yield driver

    return open_on
