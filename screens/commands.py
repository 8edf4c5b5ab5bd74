"""The command palette: every action that has a key, found by its words.

The list is read from the bindings themselves, so an action cannot be forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode

from screens.dialogs.help import key_name
from screens.messages import Perform
from screens.places import PLACES
from screens.widgets.branches import Branches
from screens.widgets.lines import Lines
from screens.widgets.question_panel import Choices, QuestionPanel


@dataclass(frozen=True, slots=True)
class Command:
    """One action: where it belongs (a place, ``questions``, ``focus``, or the application), and how it is shown."""

    where: str
    action: str
    text: str
    keys: str


def commands(application: type[DOMNode]) -> list[Command]:
    """Give every action of the application, its places, the question panel and the lists."""
    found = list(_of("", "", application))
    for place in PLACES:
        found += _of(place.name, f"{place.title}: ", place.kind)
    found += _of("questions", "Questions: ", QuestionPanel)
    found += _of("focus", "Questions: ", Choices)
    found += _of("focus", "List: ", Lines)
    found += _of("focus", "Tree: ", Branches)
    return found


def _of(where: str, prefix: str, kind: type[DOMNode]) -> Iterator[Command]:
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
        for command in commands(type(self.app)):
            yield DiscoveryHit(command.text, partial(self._perform, command), help=f"key: {command.keys}")

    async def search(self, query: str) -> Hits:
        """Give the commands that match."""
        matcher = self.matcher(query)
        for command in commands(type(self.app)):
            if (score := matcher.match(command.text)) > 0:
                yield Hit(
                    score, matcher.highlight(command.text), partial(self._perform, command), help=f"key: {command.keys}"
                )

    def _perform(self, command: Command) -> None:
        self.app.post_message(Perform(command.where, command.action))
