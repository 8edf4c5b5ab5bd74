"""The key bar: a footer that shows only keys for which there is room, help always among them."""

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

_NARROW = 110
_ALWAYS = ("help", "command_palette")


class KeyBar(Footer):
    """Shows the closest keys first; what does not fit is in help and palette."""

    def compose(self) -> ComposeResult:
        """Give the keys that fit."""
        self.set_reactive(Footer.compact, self.app.size.width < _NARROW)
        self.set_class(self.compact, "-compact")
        keys = list(super().compose())
        room = self.app.size.width - sum(self._width(key) for key in keys if self._stays(key))
        for key in keys:
            if self._stays(key):
                yield key
                continue
            room -= self._width(key)
            if room >= 0:
                yield key

    async def on_resize(self) -> None:
        """Choose anew when there is more or less room."""
        if self._bindings_ready:
            await self.recompose()

    def _stays(self, key: Widget) -> bool:
        return isinstance(key, FooterKey) and key.action.removeprefix("app.") in _ALWAYS

    def _width(self, key: Widget) -> int:
        if not isinstance(key, FooterKey):
            return 0
        spaces = 2 if self.compact else 3
        border = 2 if key.has_class("-command-palette") else 0
        return len(key.key_display) + len(key.description) + spaces + border
