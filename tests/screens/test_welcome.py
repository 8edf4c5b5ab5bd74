from pathlib import Path

import pytest
from textual.widgets import Input

from screens.dialogs.welcome import WelcomeScreen
from screens.recent import Recent
from screens.widgets.folder_field import complete_folder
from tests.screens.conftest import Opened
from tests.screens.memory import MemoryProject
from workbench.demos import describe_example, example_names


async def test_without_a_project_the_examples_are_offered(opened: Opened) -> None:
    async with opened(None) as driver:
        assert isinstance(driver.app.screen, WelcomeScreen)
        offered = driver.texts("#starts")
        for name in example_names():
            assert f"{name:<9}  {describe_example(name)} → workbench-{name}" in offered
        assert driver.text("#starts") == offered[1]


async def test_the_cursor_stands_on_what_can_be_opened_alone(opened: Opened) -> None:
    async with opened(None) as driver:
        first, *_, last = example_names()
        for key, name in (("end", last), ("j", last), ("home", first), ("k", first), ("pagedown", last)):
            await driver.press(key)
            assert driver.text("#starts").startswith(name), key


async def test_enter_copies_the_example_and_opens_it(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(None) as driver:
        starts = driver.lines("#starts")
        starts.go_to(next(index for index, text in enumerate(driver.texts("#starts")) if text.startswith("todo ")))
        await driver.press("enter")
        assert (tmp_path / "workbench-todo" / "specs").is_dir()
        assert driver.top.project == "workbench-todo"
        assert driver.place == "specs"


async def test_an_empty_folder_is_where_the_example_goes(opened: Opened, tmp_path: Path) -> None:
    async with opened(None) as driver:
        (tmp_path / "fresh").mkdir()
        stage = driver.app.stage
        assert stage
        stage.desk.asked = tmp_path / "fresh"
        driver.app.pop_screen()
        stage.action_welcome()
        await driver.press("enter")
        assert (tmp_path / "fresh" / "specs").is_dir()


async def test_another_folder_can_be_typed(opened: Opened, folder: Path) -> None:
    async with opened(None) as driver:
        await driver.press("o")
        driver.app.screen.query_one(Input).value = str(folder)
        await driver.press("enter")
        assert driver.top.project == "notes"


async def test_tab_completes_a_folder_and_stays_in_the_field(
    opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    async with opened(None) as driver:
        await driver.press("o", "n", "o")
        field = driver.app.screen.query_one(Input)
        await driver.until(lambda: any("notes/" in row for row in driver.screen_text()))
        await driver.press("tab")
        assert (field.value, driver.focus) == ("notes/", "folder")
        await driver.press("enter")
        assert driver.top.project == "notes"


@pytest.mark.parametrize(
    ("typed", "completed"),
    [("b", "beach/"), ("beach/", "beach/bar/"), ("", "beach/"), (".", ".git/"), ("f", None), ("gone/x", None)],
)
def test_only_folders_complete_what_is_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, completed: str | None
) -> None:
    for name in ("beach/bar", "boat", ".git"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "file").write_text("")
    monkeypatch.chdir(tmp_path)
    assert complete_folder(typed) == completed


async def test_projects_that_were_open_are_offered_again(opened: Opened, project: MemoryProject) -> None:
    async with opened() as driver:
        await driver.press("O")
        assert str(project.folder.resolve()) in driver.texts("#starts")
        await driver.press("escape")
        assert driver.place == "specs"


async def test_escape_stays_where_there_is_no_project_to_go_back_to(opened: Opened) -> None:
    async with opened(None) as driver:
        await driver.press("escape")
        assert isinstance(driver.app.screen, WelcomeScreen)


def test_the_list_keeps_the_last_opened_first(tmp_path: Path) -> None:
    recent = Recent(tmp_path / "list.json")
    for name in ("a", "b", "a"):
        (tmp_path / name).mkdir(exist_ok=True)
        recent.add(tmp_path / name)
    assert [folder.name for folder in recent.folders()] == ["a", "b"]


def test_folders_that_are_gone_are_left_out(tmp_path: Path) -> None:
    recent = Recent(tmp_path / "list.json")
    (tmp_path / "a").mkdir()
    recent.add(tmp_path / "a")
    (tmp_path / "a").rmdir()
    assert recent.folders() == []


@pytest.mark.parametrize("text", ["", "{}", "[1]", "not json"])
def test_a_list_that_cannot_be_read_is_empty(tmp_path: Path, text: str) -> None:
    (tmp_path / "list.json").write_text(text)
    assert Recent(tmp_path / "list.json").folders() == []
