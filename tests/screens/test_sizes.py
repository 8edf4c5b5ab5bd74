"""Every place in every size: nothing outside the terminal, nothing on top of something else."""

import pytest
from textual.events import AppBlur
from textual.widget import Widget

from screens.places import PLACES
from screens.widgets.key_bar import KeyBar
from screens.widgets.lines import Lines
from screens.widgets.question_panel import QuestionPanel
from screens.widgets.top_bar import TopBar
from tests.screens.conftest import Opened
from tests.screens.driving import Driver

SIZES = [(80, 24), (120, 40), (200, 60), (300, 80)]


def visible(driver: Driver, kind: type[Widget]) -> list[Widget]:
    """Give the widgets of that kind that are on the screen."""
    return [widget for widget in driver.app.screen.query(kind) if widget.region.area and widget.is_on_screen]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("asking", [False, True], ids=["closed", "asking"])
async def test_places_fit_the_terminal_without_overlap(opened: Opened, size: tuple[int, int], asking: bool) -> None:
    async with opened(size=size) as driver:
        for place in PLACES:
            await driver.press(place.letter)
            if asking:
                await driver.press("a")
            frame = [*visible(driver, TopBar), *visible(driver, QuestionPanel), *visible(driver, KeyBar)]
            panes = [pane for pane in visible(driver, Lines) if pane.id != "questions-body"]
            assert len(frame) == 3
            assert panes
            for widget in (*frame, *panes):
                assert driver.app.screen.region.contains_region(widget.region), f"{widget} leaves the terminal"
            for index, widget in enumerate((*frame, *panes)):
                for other in (*frame, *panes)[index + 1 :]:
                    assert not widget.region.overlaps(other.region), f"{widget} and {other} overlap in {place.name}"
            for pane in panes:
                assert pane.scrollable_content_region.width >= 20
                assert pane.scrollable_content_region.height >= 3
            if asking:
                await driver.press("escape")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_footer_shows_every_key_that_it_offers(opened: Opened, size: tuple[int, int]) -> None:
    async with opened(size=size) as driver:
        for place in PLACES:
            await driver.press(place.letter)
            bar = driver.app.screen.query_one(KeyBar)
            row = driver.screen_text()[bar.region.y]
            shown = [key for _, key in bar.shown]
            assert {"help", "command_palette"} <= {key.action for key in shown}
            assert len(shown) >= 6
            for key in shown:
                assert f"{key.name} {key.description}" in row, f"{key} is cut off in {place.name}"


async def test_a_click_on_a_key_presses_it(opened: Opened) -> None:
    async with opened() as driver:
        bar = driver.app.screen.query_one(KeyBar)
        column = next(column for column, key in bar.shown if key.action == "answer")
        await driver.pilot.click(KeyBar, offset=(column + 1, 0))
        await driver.settle()
        assert driver.app.query_one(QuestionPanel).opened


async def test_resizing_keeps_place_line_and_focus(opened: Opened) -> None:
    async with opened() as driver:
        await driver.press("2", "n", "tab", "j", "j")
        before = (driver.place, driver.focus, driver.lines("#spec").cursor, driver.text("#elements"))
        for size in ((80, 24), (300, 80), (120, 40)):
            await driver.pilot.resize_terminal(*size)
            await driver.settle()
            assert (driver.place, driver.focus, driver.lines("#spec").cursor, driver.text("#elements")) == before


async def test_without_colours_every_state_is_still_told_apart(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened() as driver:
        assert driver.app.no_color
        marks = {line.mark.symbol for line in driver.lines("#source").sheet.lines if line.mark}
        assert marks == {"✓", "≠", "?", "○"}


async def test_a_tiny_terminal_still_shows_a_line_of_everything(opened: Opened) -> None:
    async with opened(size=(40, 10)) as driver:
        for place in PLACES:
            await driver.press(place.letter)
            for pane in visible(driver, Lines):
                region = pane.scrollable_content_region
                assert pane.id == "questions-body" or (region.width >= 12 and region.height >= 1), pane.id
        await driver.press("ctrl+g")
        assert driver.lines("#goto-list").scrollable_content_region.height >= 1


async def test_keys_are_shown_where_the_terminal_has_no_focus_yet(opened: Opened) -> None:
    async with opened() as driver:
        driver.app.post_message(AppBlur())
        await driver.settle()
        driver.app.action_help()
        await driver.settle()
        assert [key.description for _, key in driver.app.screen.query_one(KeyBar).shown] == ["Close"]
