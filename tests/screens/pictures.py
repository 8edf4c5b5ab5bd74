"""Makes the README's pictures from the real screens, on the bundled example, generated and tested for real.

python -m tests.screens.pictures [FOLDER]
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from screens.application import WorkbenchApp
from screens.home import Home
from tests.screens.drawing import draw_svg, rows_of
from tests.screens.driving import Driver
from workbench.demos import copy_example
from workbench.session import Session

FOLDER = Path(__file__).parent / "shown"
SIZE = (120, 32)
CONTRADICTION = ("specs/api/todos.md", "| title | string | yes |", "| title | string | no |")
"""What somebody changes in a document so that there is something to ask."""
VIEWS = {
    "review": ("2", *"nnnnnn", "enter", "left_square_bracket", *"jjjjjjjjj"),
    "checklist": ("4", "enter", "j"),
    "diagram": ("w",),
    "question": ("a", "2"),
}
"""Each view with the keys that lead to it from the one before."""


async def draw(folder: Path, project: Session, state: Path) -> None:
    """Draw every view."""
    app = WorkbenchApp(project, Session.open, Home(state, state / "config.toml"))
    async with app.run_test(size=SIZE) as pilot:
        driver = Driver(app, pilot)
        await driver.settle(120)
        for name, keys in VIEWS.items():
            if name == "question":
                await driver.press("escape", "1")
                contradict(project.folder)
                await driver.press("f5")
                await driver.until(lambda: "1 open question" in driver.static("#questions-head"), 60)
            await driver.press(*keys)
            if name == "question":
                await driver.until(lambda: any(text.startswith("Choice 2") for text in driver.texts("#questions-body")))
            app.clear_notifications()
            await driver.settle()
            (folder / f"{name}.svg").write_text(draw_svg(rows_of(app), f"workbench: {name}"), "utf-8")


def contradict(project: Path) -> None:
    """Let somebody change a document."""
    name, before, after = CONTRADICTION
    document = project / name
    document.write_text(document.read_text("utf-8").replace(before, after, 1), "utf-8")


def main() -> None:
    """Generate and test the example, then draw."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "workbench-todo"
        copy_example("todo", place)
        session = Session.open(place)
        session.accept_defaults()
        session.write(session.plan())
        session.run(lambda event: None)  # noqa: ARG005 - nobody listens
        asyncio.run(draw(folder, session, Path(scratch) / "state"))


if __name__ == "__main__":
    main()
