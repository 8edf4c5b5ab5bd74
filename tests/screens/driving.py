"""Driving the application: keys in, texts out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Static

from screens.application import WorkbenchApp
from screens.lines.drawing import Look
from screens.widgets.lines import Lines
from screens.widgets.top_bar import TopBar, TopState
from tests.screens.drawing import rows_of, text_rows


class Telling(WorkbenchApp):
    """The application, remembering what it tells in passing."""

    told: list[str]

    def on_load(self) -> None:
        """Begin with nothing told."""
        self.told = []

    def notify(self, message: str, **how: Any) -> None:  # noqa: ANN401 - whatever Textual's takes
        """Remember a message, and show it."""
        self.told.append(message)
        super().notify(message, **how)


@dataclass(frozen=True, slots=True)
class Driver:
    """Presses keys and reads what is shown."""

    app: WorkbenchApp
    pilot: Pilot[int]

    async def settle(self, seconds: float = 10) -> None:
        """Wait until nothing goes on any more."""
        await self.pilot.pause()
        for _ in range(int(seconds * 100)):
            if self.app.stage and not self.app.screen_stack[0].query_one(TopBar).busy:
                break
            await self.pilot.pause(0.01)
        await self.pilot.pause()

    async def until(self, condition: Callable[[], bool], seconds: float = 20) -> None:
        """Wait until something is the case, at most so long."""
        for _ in range(int(seconds * 50)):
            await self.pilot.pause(0.02)
            if condition():
                return
        raise AssertionError("it never came to be")

    async def press(self, *keys: str) -> None:
        """Press keys, as a person does who waits for what each sets off."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    def lines(self, selector: str) -> Lines:
        """Give a view of lines."""
        return self.app.screen.query_one(selector, Lines)

    def texts(self, selector: str) -> list[str]:
        """Give the texts that a view of lines holds."""
        return [line.text for line in self.lines(selector).sheet.lines]

    def lifted(self, selector: str) -> list[str]:
        """Give the texts that stand out in a view of lines."""
        lines = self.lines(selector)
        look = Look(lines.sheet, {}, 0, lifted=lines.lifted)
        return [line.text for line in lines.sheet.lines if look.stands_out(line)]

    def text(self, selector: str) -> str:
        """Give the text under the cursor of a view of lines."""
        line = self.lines(selector).line
        return line.text if line else ""

    def static(self, selector: str) -> str:
        """Give what a plain text shows."""
        return str(self.app.screen.query_one(selector, Static).render())

    @property
    def top(self) -> TopState:
        """Give what stands at the right of the top bar."""
        return self.app.screen_stack[0].query_one(TopState)

    @property
    def place(self) -> str:
        """Give the id of the place one is in."""
        return (self.app.stage.place.id if self.app.stage else None) or ""

    @property
    def focus(self) -> str:
        """Give the id of what has the focus."""
        return (self.app.focused.id if self.app.focused else None) or ""

    @property
    def notes(self) -> list[str]:
        """Give the messages that were shown in passing."""
        return self.app.told if isinstance(self.app, Telling) else []

    def screen_text(self) -> list[str]:
        """Give all that the terminal shows, row by row."""
        return text_rows(rows_of(self.app))
