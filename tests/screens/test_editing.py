"""Opening in the person's editor, and copying."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from screens.application import WorkbenchApp
from screens.flows.editing import editor_command
from tests.screens.conftest import Opened
from tests.screens.memory import API, MemoryProject


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Give the commands that were started instead of an editor."""
    commands: list[list[str]] = []

    @contextmanager
    def suspend(_: WorkbenchApp) -> Iterator[None]:
        yield

    def run(command: list[str], *, check: bool) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(WorkbenchApp, "suspend", suspend)
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setenv("VISUAL", "nano")
    return commands


@pytest.mark.parametrize(
    ("editor", "expected"),
    [
        ("vim", ["vim", "+7", "a.md"]),
        ("/usr/bin/nvim -R", ["/usr/bin/nvim", "-R", "+7", "a.md"]),
        ("code", ["code", "--wait", "--goto", "a.md:7"]),
        ("code -w", ["code", "-w", "--goto", "a.md:7"]),
        ("hx", ["hx", "a.md:7"]),
        ("ed", ["ed", "a.md"]),
        ("", ["vi", "+7", "a.md"]),
        ('"mine', ['"mine', "a.md"]),
    ],
)
def test_the_editor_opens_at_the_line(editor: str, expected: list[str]) -> None:
    assert editor_command(editor, Path("a.md"), 7) == expected


async def test_an_editor_that_is_not_there_is_told_and_the_screens_go_on(
    opened: Opened, project: MemoryProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    resumed: list[bool] = []

    @contextmanager
    def suspend(_: WorkbenchApp) -> Iterator[None]:
        yield
        resumed.append(True)  # as Textual does it: not where an exception passes

    monkeypatch.setattr(WorkbenchApp, "suspend", suspend)
    monkeypatch.setenv("VISUAL", "no-such-editor")
    file = project.folder / API
    file.parent.mkdir(parents=True)
    file.write_text("x")
    async with opened() as driver:
        await driver.press("enter", "E")
        assert resumed == [True]
        assert driver.notes[-1].startswith("no-such-editor cannot be started (No such file")


async def test_e_opens_the_line_and_reads_again(
    opened: Opened, project: MemoryProject, started: list[list[str]]
) -> None:
    file = project.folder / API
    file.parent.mkdir(parents=True)
    file.write_text("x")
    async with opened() as driver:
        project.texts[API] = project.texts[API].replace("moon", "sun")
        await driver.press("enter", "j", "j", "E")
        assert started == [["nano", "+3", str(file)]]
        assert "Notes also shimmer when the sun is full." in driver.texts("#source")


async def test_code_opens_once_it_is_written(opened: Opened, project: MemoryProject, started: list[list[str]]) -> None:
    async with opened() as driver:
        await driver.press("2", "tab", "tab", "E")
        assert started == []
        assert any("is not written yet" in note for note in driver.notes)
        file = project.backend / "app/routes/notes.py"
        file.parent.mkdir(parents=True)
        file.write_text("x")
        await driver.press("E", "enter", "j", "E")
        assert started == [["nano", "+4", str(file)], ["nano", "+5", str(file)]]


async def test_a_criterion_stands_in_no_file(opened: Opened, started: list[list[str]]) -> None:
    async with opened() as driver:
        await driver.press("4", "E")
        assert started == []
        assert "Nothing under the cursor stands in a file." in driver.notes


async def test_y_copies_the_line_and_capital_y_where_it_stands(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("enter", "j", "j", "y")
        assert driver.app.clipboard == "## Create a note"
        await driver.press("Y")
        assert driver.app.clipboard == f"{API}:3"


async def test_the_configuration_is_written_and_opened(
    opened: Opened, tmp_path: Path, started: list[list[str]]
) -> None:
    async with opened() as driver:
        await driver.press("f6")
        assert started == [["nano", "+1", str(tmp_path / "config.toml")]]
        assert '# "review.next" = "n"' in (tmp_path / "config.toml").read_text()
