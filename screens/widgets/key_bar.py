"""The key bar: a footer of one widget that shows only keys for which there is room, help always among them.

Textual's own footer mounts a widget for each key whenever the focus moves; that alone costs more than
moving there.
"""

from typing import ClassVar, NamedTuple

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from screens.keys import described_here, key_name, word_for_enter

_NARROW = 110
_ALWAYS = ("help", "command_palette")


class Key(NamedTuple):
    """One key as it is shown."""

    key: str
    name: str
    description: str
    action: str

    @property
    def width(self) -> int:
        """How many cells it takes, without the space around it."""
        return len(self.name) + 1 + len(self.description)


class KeyBar(Widget):
    """Shows the closest keys first; what does not fit is in help and palette."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key", "key-bar--description"}

    def __init__(self, *, show_command_palette: bool = True) -> None:
        """Begin without keys; ``show_command_palette`` tells whether the palette can be opened here."""
        super().__init__()
        self._palette = show_command_palette
        self._keys: tuple[Key, ...] = ()

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        """Follow no more."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, screen: Screen[object]) -> None:
        if not self.is_attached or screen is not self.screen or (self._keys and not screen.app.app_focus):
            return
        keys = self._find_keys(screen)
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def _find_keys(self, screen: Screen[object]) -> tuple[Key, ...]:
        found: dict[str, Key] = {}
        palette: list[Key] = []
        for key, active in screen.active_bindings.items():
            binding, described = active.binding, described_here(active)
            if key == self.app.COMMAND_PALETTE_BINDING and self._palette:
                palette = [Key(key, "^p", "palette", "command_palette")]
            elif active.enabled and described and (binding.show or word_for_enter(active)):
                name = binding.key_display or key_name(key)
                found.setdefault(binding.action, Key(key, name, described, binding.action))
        return (*found.values(), *palette)

    @property
    def shown(self) -> tuple[tuple[int, Key], ...]:
        """The keys for which there is room, and the column where each begins."""
        gap = 1 if self.size.width < _NARROW else 2
        staying = [key for key in self._keys if key.action in _ALWAYS]
        room = self.size.width - sum(key.width + gap for key in staying)
        chosen = []
        for key in self._keys:
            if key not in staying:
                room -= key.width + gap
                if room < 0:
                    continue
            chosen.append(key)
        placed, column = [], gap - 1
        for key in chosen:
            placed.append((column, key))
            column += key.width + gap
        return tuple(placed)

    def render(self) -> Content:
        """Draw the keys in one row."""
        name_style = self.get_visual_style("key-bar--key")
        text_style = self.get_visual_style("key-bar--description")
        parts: list[Content] = []
        end = 0
        for column, key in self.shown:
            parts.append(Content(" " * (column - end)))
            parts.append(Content.styled(key.name, name_style))
            parts.append(Content.styled(f" {key.description}", text_style))
            end = column + key.width
        return Content("").join(parts)

    def on_click(self, event: events.Click) -> None:
        """Press the key under the pointer."""
        for column, key in self.shown:
            if column <= event.x < column + key.width:
                self.app.simulate_key(key.key)
