"""The command palette: every action that has a key, found by its words.

The list is read from the bindings themselves, so an action cannot be forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider

from screens.keys import key_name
from screens.messages import Perform
from screens.places import PLACES, load_class


@dataclass(frozen=True, slots=True)
class Command:
    """One action: where it belongs (a place, ``stage``, ``questions``, ``focus`` or ``app``), and how it is shown."""

    where: str
    action: str
    text: str
    keys: str


OWNERS = (
    ("stage", "", "screens.stage:Stage"),
    ("app", "", "screens.application:WorkbenchApp"),
    *((place.name, f"{place.title}: ", place.target) for place in PLACES),
    ("questions", "Questions: ", "screens.widgets.question_panel:QuestionPanel"),
    ("focus", "List: ", "screens.widgets.lines:Lines"),
    ("focus", "Tree: ", "screens.widgets.branches:Branches"),
    ("focus", "Rendered: ", "screens.places.specs:Rendered"),
)
"""Who has keys: where an action is done, what stands before its name, and the class with the bindings."""


def commands() -> list[Command]:
    """Give every action that has a key."""
    return [command for where, prefix, target in OWNERS for command in _of(where, prefix, load_class(target))]


def _of(where: str, prefix: str, kind: type) -> Iterator[Command]:
    actions: dict[str, tuple[str, list[str]]] = {}
    for binding in Binding.make_bindings(kind.__dict__.get("BINDINGS", ())):
        if binding.description:
            actions.setdefault(binding.action, (binding.description, []))[1].append(key_name(binding.key))
    for action, (description, keys) in actions.items():
        yield Command(where, action, f"{prefix}{description}", " ".join(keys))


class Commands(Provider):
    """Offers the commands to Textual's palette."""

    async def discover(self) -> Hits:
        """Give all commands."""
        for command in commands():
            yield DiscoveryHit(command.text, partial(self._perform, command), help=f"key: {command.keys}")

    async def search(self, query: str) -> Hits:
        """Give the commands that match."""
        matcher = self.matcher(query)
        for command in commands():
            if (score := matcher.match(command.text)) > 0:
                yield Hit(
                    score, matcher.highlight(command.text), partial(self._perform, command), help=f"key: {command.keys}"
                )

    def _perform(self, command: Command) -> None:
        self.app.post_message(Perform(command.where, command.action))
