"""A strip of names of which one is chosen: places above, panes inside a place."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class TabStrip(Widget):
    """Shows names in one row; a click chooses one. Keys belong to whoever holds the strip."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tab-strip--chosen", "tab-strip--other"}
    chosen: reactive[str] = reactive("")

    @dataclass
    class Chosen(Message):
        """A name was clicked."""

        strip: "TabStrip"
        name: str

        @property
        def control(self) -> "TabStrip":
            """The strip it happened in."""
            return self.strip

    def __init__(self, labels: dict[str, str], chosen: str, *, id: str | None = None) -> None:  # noqa: A002 - as Textual has it
        """Offer ``labels`` by name."""
        super().__init__(id=id)
        self._labels = labels
        self.set_reactive(TabStrip.chosen, chosen)

    def render(self) -> Content:
        """Draw the names."""
        parts: list[tuple[str, str] | str] = []
        for name, label in self._labels.items():
            kind = "chosen" if name == self.chosen else "other"
            parts.append((f" {label} ", self._style(kind)))
            parts.append(" ")
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Choose the name under the pointer."""
        position = 0
        for name, label in self._labels.items():
            position += len(label) + 3
            if event.x < position:
                self.post_message(self.Chosen(self, name))
                return

    def _style(self, kind: str) -> str:
        return "bold reverse" if kind == "chosen" else ""
