"""A dialog: a screen in front of the places that has help like they do."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, ScreenResultType

from screens.keys import named


class Dialog(ModalScreen[ScreenResultType]):
    """What all dialogs have in common; in a field, ? is text and F1 helps."""

    BINDINGS: ClassVar[list[BindingType]] = named("dialog", Binding("question_mark,f1", "app.help", "Help"))
    HELP = ""
    """What the dialog is for, in a sentence or two for the help screen."""
