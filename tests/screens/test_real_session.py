"""The screens on a real session of the bundled example."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from screens.app import open_session
from screens.application import WorkbenchApp
from screens.home import Home
from screens.project import Project
from tests.screens.driving import Driver
from workbench.demos import EXAMPLES
from workbench.session import Session


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Give a copy of the bundled example."""
    shutil.copytree(EXAMPLES / "todo", tmp_path / "todo")
    return tmp_path / "todo"


@asynccontextmanager
async def on(project: Project | Path, state: Path) -> AsyncIterator[Driver]:
    """Open the application on a session or a folder."""
    app = WorkbenchApp(project, open_session, Home(state / "state", state / "config.toml"))
    async with app.run_test(size=(120, 40)) as pilot:
        driver = Driver(app, pilot)
        await driver.settle(60)
        yield driver


def test_a_session_is_a_project(example: Path) -> None:
    project: Project = Session.open(example)
    assert project.folder == example


async def test_the_example_is_read_reviewed_and_written(example: Path, tmp_path: Path) -> None:
    async with on(example, tmp_path) as driver:
        assert "▸ todos.md" in driver.texts("#outline")
        await driver.press("2")
        assert "… stands for /api" in driver.texts("#elements")
        listed = driver.lines("#elements")
        listed.go_to(driver.texts("#elements").index("POST   …/todos"))
        await driver.settle()
        assert driver.texts("#spec")[0].startswith("specs/api/todos.md:")
        for pane in ("route", "tests", "model", "schema"):
            titles = [line.text for line in driver.lines(f"#pane-{pane}").sheet.lines if line.tone == "title"]
            assert driver.lifted(f"#pane-{pane}") or titles, pane
            await driver.press("right_square_bracket")
        await driver.press("g")
        await driver.settle(60)
        await driver.press("y")
        await driver.settle(60)
        assert (example / "backend" / "app" / "main.py").is_file()


async def test_a_folder_without_specifications_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    async with on(tmp_path / "empty", tmp_path) as driver:
        assert "there are no specifications" in driver.static("#reason")
        assert not driver.app.screen.query("#error-details")
