from pathlib import Path

import pytest

from tests.screens.conftest import Opened


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("1", "specs"),
        ("2", "review"),
        ("3", "run"),
        ("4", "checklist"),
        ("s", "specs"),
        ("v", "review"),
        ("t", "run"),
        ("c", "checklist"),
    ],
)
async def test_each_place_is_one_key_away(opened: Opened, key: str, place: str) -> None:
    async with opened() as driver:
        await driver.press("4" if place != "checklist" else "1", key)
        assert driver.place == place


async def test_a_place_is_kept_as_it_was_left(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "j", "tab", "j", "j")
        before = (driver.focus, driver.lines("#elements").cursor, driver.lines("#spec").cursor)
        await driver.press("1", "j", "4", "2")
        assert (driver.focus, driver.lines("#elements").cursor, driver.lines("#spec").cursor) == before


async def test_a_place_is_built_when_it_is_first_entered(opened: Opened) -> None:
    async with opened() as driver:
        assert not driver.app.query("#review")
        await driver.press("2")
        assert driver.app.query("#review")


async def test_a_click_on_a_name_goes_there(opened: Opened) -> None:
    async with opened() as driver:
        await driver.pilot.click("#places-strip", offset=(12, 0))
        await driver.settle()
        assert driver.place == "review"


async def test_the_top_bar_counts_questions_and_criteria(opened: Opened) -> None:
    async with opened() as driver:
        assert driver.top.state.split() == ["?", "2", "◐", "0", "of", "11", "green"]
        assert driver.top.project == "notes"


async def test_t_steps_through_dark_light_and_high_contrast(opened: Opened) -> None:
    async with opened() as driver:
        seen = [driver.app.theme]
        for _ in range(3):
            await driver.press("T")
            seen.append(driver.app.theme)
        assert seen == ["textual-dark", "textual-light", "workbench-contrast", "textual-dark"]


async def test_the_theme_that_was_used_last_is_there_again(opened: Opened, tmp_path: Path) -> None:
    async with opened() as driver:
        await driver.press("f2")
        await driver.until((tmp_path / "state" / "theme.json").exists)
    async with opened() as driver:
        assert driver.app.theme == "textual-light"


async def test_the_place_is_there_again_after_a_restart(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("1", "enter", "j", "j", "j", "2", "n", "right_square_bracket", "tab")
        await driver.pilot.press("q")
    async with opened() as driver:
        assert driver.place == "review"
        assert driver.text("#elements") == "GET    /notes"
        assert driver.lines("#pane-tests").display
        assert driver.focus == "spec"
        await driver.press("1")
        assert (driver.focus, driver.lines("#source").cursor) == ("source", 3)


async def test_the_checklist_and_the_run_are_there_again_after_a_restart(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("r", "l", "j", "right_square_bracket", "4", "j", "j", "j")
        await driver.pilot.press("q")
    async with opened() as driver:
        assert driver.place == "checklist"
        assert driver.text("#criteria").startswith("C4")
        await driver.press("3")
        assert driver.lines("#run-log").display


async def test_a_state_that_cannot_be_read_is_none(opened: Opened, tmp_path: Path) -> None:
    async with opened() as driver:
        await driver.press("2")
        await driver.pilot.press("q")
    for file in (tmp_path / "state" / "projects").iterdir():
        file.write_text('{"place": 3, "states": {"specs": {"line": "x", "file": 1}}, "reviewed": []}')
    async with opened() as driver:
        assert driver.place == "specs"


async def test_q_quits_with_exit_code_zero(opened: Opened) -> None:
    async with opened() as driver:
        await driver.pilot.press("q")
        assert driver.app.return_code == 0
