"""Every place as it looks, in three sizes and two themes. Where a change is wanted, write them anew and look:

WORKBENCH_SNAPSHOTS=write pytest tests/screens/test_snapshots.py
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from screens.flows import opening
from screens.themes import THEMES
from tests.screens.conftest import Opened
from tests.screens.drawing import draw_svg, rows_of, text_rows
from tests.screens.driving import Driver

FOLDER = Path(__file__).parent / "snapshots"
WRITING = os.environ.get("WORKBENCH_SNAPSHOTS") == "write"
VIEWS: dict[str, tuple[str, ...]] = {
    "specs": ("1", "enter", "right_square_bracket"),
    "question": ("a", "2"),
    "review": ("escape", "2", "m"),
    "diagram": ("w",),
    "run": ("escape", "r"),
    "coverage": ("right_square_bracket", "right_square_bracket"),
    "checklist": ("4", "enter"),
    "requirements": ("right_square_bracket",),
    "plan": ("d",),
    "help": ("escape", "question_mark"),
}
"""Each view with the keys that lead to it from the one before."""


def previewed(driver: Driver) -> Callable[[], bool]:
    """Tell when the preview of the marked choice is there."""
    return lambda: any(text.startswith("Choice 2 changes") for text in driver.texts("#questions-body"))


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (300, 80)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_view_looks_as_it_did(opened: Opened, size: tuple[int, int], theme: str) -> None:
    differing: list[str] = []
    async with opened(size=size) as driver:
        driver.app.theme = THEMES[theme]
        driver.app.animation_level = "none"
        for view, keys in VIEWS.items():
            await driver.press(*keys)
            if view == "question":
                await driver.until(previewed(driver))
            driver.app.clear_notifications()
            await driver.settle()
            differing += compare(driver, f"{view}-{size[0]}x{size[1]}-{theme}")
    assert not differing, "\n".join(differing)


async def test_the_welcome_screen_looks_as_it_did(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    about = {"books": "A library: people borrow books.", "todo": f"A list: {'things to do, ' * 9}and more."}
    monkeypatch.setattr(opening, "example_names", lambda: tuple(about))
    monkeypatch.setattr(opening, "describe_example", about.__getitem__)
    async with opened(None) as driver:
        assert not compare(driver, "welcome-120x40-dark")


def compare(driver: Driver, name: str) -> list[str]:
    """Give the rows that differ from the picture that is kept, or write it anew."""
    rows = rows_of(driver.app)
    drawn, file = draw_svg(rows, name), FOLDER / f"{name}.svg"
    if WRITING:
        FOLDER.mkdir(exist_ok=True)
        file.write_text(drawn, "utf-8")
        return []
    if file.read_text("utf-8") == drawn:
        return []
    return [f"{name} looks different:", *text_rows(rows)]
