"""Help: the keys that work where the person is, read from the bindings themselves."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.dom import DOMNode

from screens.dialogs.base import Dialog
from screens.keys import described_here, key_name, named
from screens.lines.sheet import Line, Sheet
from screens.widgets.key_bar import KeyBar
from screens.widgets.lines import Lines

_NAMES = {
    "Lines": "In every list and text", "Branches": "In a tree", "CalmScreen": "Moving between panes",
    "Stage": "Everywhere", "WorkbenchApp": "The workbench", "Rendered": "In the rendered section",
    "Choices": "In this list", "QuestionPanel": "Questions",
}  # fmt: skip


def help_sheet(bindings: Mapping[str, ActiveBinding]) -> Sheet:
    """Give the keys by where they belong, the closest first; what has something to say about itself comes before
    the keys that move in every list."""
    groups: dict[DOMNode, dict[str, tuple[list[str], str]]] = {}
    for key, active in bindings.items():
        described = described_here(active)
        if described and not active.binding.system:
            keys, _ = groups.setdefault(active.node, {}).setdefault(active.binding.action, ([], described))
            keys.append(key_name(key))
    lines: list[Line] = []
    for node, actions in sorted(groups.items(), key=lambda group: not getattr(group[0], "HELP", "")):
        lines.append(Line(_title(node), "title"))
        if help_text := getattr(node, "HELP", ""):
            lines.append(Line(help_text, "muted"))
        for keys, described in actions.values():
            head = f"  {' '.join(keys):<22}"
            lines.append(Line(f"{head} {described}", spans=((0, len(head), "keyword"),)))
        lines.append(Line(""))
    return Sheet(tuple(lines), wrap=True)


def _title(node: DOMNode) -> str:
    name = type(node).__name__
    return _NAMES.get(name) or name.removesuffix("Place").removesuffix("Screen").removesuffix("Dialog")


class HelpScreen(Dialog[None]):
    """Shows the keys."""

    BINDINGS: ClassVar[list[BindingType]] = named("help", Binding("escape,q,question_mark,f1", "close", "Close"))

    def __init__(self, bindings: Mapping[str, ActiveBinding]) -> None:
        """Show these bindings."""
        super().__init__(classes="full")
        self._sheet = help_sheet(bindings)

    def compose(self) -> ComposeResult:
        """The keys as lines."""
        yield Lines(self._sheet, id="help")
        yield KeyBar(show_command_palette=False)

    def on_mount(self) -> None:
        """Take the keys."""
        lines = self.query_one(Lines)
        lines.border_title = "Keys here"
        lines.focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
