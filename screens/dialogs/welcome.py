"""Welcome: the bundled examples, and the projects that were open before."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from screens import marks
from screens.dialogs.base import Dialog
from screens.keys import named
from screens.lines.sheet import Line, Sheet, clean
from screens.widgets.choices import Choices
from screens.widgets.folder_field import FolderField
from screens.widgets.key_bar import KeyBar
from screens.widgets.lines import Lines


@dataclass(frozen=True, slots=True)
class Start:
    """What a person chose: a project to open, or an example to copy and open."""

    folder: Path
    example: str = ""
    """The example to copy there first."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A bundled example: what it calls itself, and the folder that it is copied to."""

    name: str
    about: str
    folder: Path


def welcome_sheet(examples: Sequence[Offer], recent: Sequence[Path]) -> Sheet:
    """Give one line for each thing that can be opened: examples by name with what each is about and the folder
    that it is copied to, and projects."""
    lines = [Line("Examples, copied to a folder of their own and opened", "title")]
    width = max((len(offer.name) for offer in examples), default=0)
    lines += [_example_line(offer, width) for offer in examples]
    lines.append(Line(""))
    lines.append(Line("Recent projects" if recent else "No project was opened before.", "title"))
    lines += [Line(clean(str(folder)), mark=marks.OPERATION, target=Start(folder)) for folder in recent]
    return Sheet(tuple(lines), wrap=True)


def _example_line(offer: Offer, width: int) -> Line:
    head = f"{offer.name:<{width}}  "
    about = clean(f"{head}{offer.about} ")
    text = clean(f"{about}→ {offer.folder}")
    spans = ((0, len(offer.name), "keyword"), (len(about), len(text), "muted"))
    return Line(text, mark=marks.TABLE, spans=spans, target=Start(offer.folder, offer.name), hang=len(head))


class WelcomeScreen(Dialog[Start | None]):
    """Offers what to open."""

    BINDINGS: ClassVar[list[BindingType]] = named(
        "welcome",
        Binding("o", "other", "Another folder"),
        Binding("tab", "complete", "Complete"),
        Binding("escape", "close", "Back"),
        Binding("q", "app.quit", "Quit"),
    )

    def __init__(self, examples: Sequence[Offer], recent: Sequence[Path], *, first: bool, reason: str = "") -> None:
        """Offer these; ``first`` when no project is open to go back to, ``reason`` when one could not be opened."""
        super().__init__(classes="full")
        self._reason = reason
        self._sheet = welcome_sheet(examples, recent)
        self._first = first

    def compose(self) -> ComposeResult:
        """A word of welcome, the list, and a field for another folder."""
        with Vertical(id="welcome"):
            yield Static("workbench", classes="dialog-title", markup=False)
            yield Static(
                "From specifications to a verified FastAPI backend: read, ask, generate, test, check.\n"
                "Choose what to open, or press o and type the folder of a project that holds specs/.",
                id="purpose",
                markup=False,
            )
            if self._reason:
                yield Static(f"{marks.FINDING.symbol} {self._reason}", id="reason", markup=False)
            yield Choices(self._sheet, enter="Open", id="starts")
            yield FolderField(
                placeholder="folder of a project; tab completes, enter opens it, escape leaves", id="folder"
            )
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin on the first example."""
        self.query_one(Input).display = False
        starts = self.query_one(Choices)
        starts.focus()
        starts.go_to(1)

    def action_other(self) -> None:
        """Type a folder."""
        field = self.query_one(Input)
        field.display = True
        field.focus()

    def action_close(self) -> None:
        """Leave the field, or go back to the open project."""
        field = self.query_one(Input)
        if field.has_focus:
            field.display = False
            self.query_one(Choices).focus()
        elif not self._first:
            self.dismiss(None)

    def action_complete(self) -> None:
        """Complete the folder that is being typed, as a shell does."""
        self.query_one(FolderField).complete()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Complete only what is typed, and offer to go back only where there is something to go back to."""
        typing = any(field.has_focus for field in self.query(Input))
        return typing or not (action == "complete" or (action == "close" and self._first))

    @on(Lines.Activated)
    def _activated(self, event: Lines.Activated) -> None:
        if isinstance(start := event.line.target, Start):
            self.dismiss(start)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(Start(Path(event.value.strip()).expanduser()))
