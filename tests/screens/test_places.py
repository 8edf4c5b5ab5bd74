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
        assert driver.static("#top-state").split() == ["?", "2", "✓", "0", "of", "11", "green"]
        assert driver.static("#top-project") == "notes"


async def test_the_theme_changes_between_dark_and_light(opened: Opened) -> None:
    async with opened() as driver:
        assert driver.app.current_theme.dark
        await driver.press("T")
        assert not driver.app.current_theme.dark
        await driver.press("f2")
        assert driver.app.current_theme.dark


async def test_q_quits_with_exit_code_zero(opened: Opened) -> None:
    async with opened() as driver:
        await driver.pilot.press("q")
        assert driver.app.return_code == 0
