"""What places, panels and workers tell the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from generators.blueprint import Source
    from screens.snapshot import Snapshot


class Arrived(Message):
    """A worker brought a snapshot; those of an older generation are dropped."""

    def __init__(self, generation: int, snapshot: Snapshot) -> None:
        """Carry the snapshot over to the application's thread."""
        super().__init__()
        self.generation = generation
        self.snapshot = snapshot


class Done(Message):
    """A job is over; ``then`` is what is left to do with its result, on the application's thread."""

    def __init__(self, group: str, then: Callable[[], None] | None = None) -> None:
        """Name the group of workers it belonged to."""
        super().__init__()
        self.group = group
        self.then = then


class Failed(Message):
    """A job could not be done: ``sentence`` says why; ``details`` are there where nobody foresaw it."""

    def __init__(self, group: str, sentence: str, details: str = "") -> None:
        """Carry what is to be shown."""
        super().__init__()
        self.group = group
        self.sentence = sentence
        self.details = details


class ShowSource(Message):
    """Show these lines of a specification."""

    def __init__(self, source: Source) -> None:
        """Say which."""
        super().__init__()
        self.source = source


class ShowCode(Message):
    """Show this line of a backend's file; ``written`` tells whether as it stands on disk, which is what ran, or
    as it would be generated now."""

    def __init__(self, path: str, line: int, *, written: bool = False) -> None:
        """Say which."""
        super().__init__()
        self.path = path
        self.line = line
        self.written = written


class ShowTest(Message):
    """Show the code of a test."""

    def __init__(self, node: str) -> None:
        """Say which, in pytest's words."""
        super().__init__()
        self.node = node


class RunTests(Message):
    """Run these tests, or all."""

    def __init__(self, selection: tuple[str, ...] = ()) -> None:
        """Say which."""
        super().__init__()
        self.selection = selection


class RunAffected(Message):
    """Run the tests of what changed since all tests ran."""


class CancelRun(Message):
    """Stop the run."""


class Answered(Message):
    """A person answered a question or overturned an assumption."""

    def __init__(self, question: str, value: str) -> None:
        """Say what was answered."""
        super().__init__()
        self.question = question
        self.value = value


class LookAhead(Message):
    """Show what this answer would change."""

    def __init__(self, question: str, value: str) -> None:
        """Say which."""
        super().__init__()
        self.question = question
        self.value = value


class AcceptAll(Message):
    """A person wants every recommended answer."""


class CheckAgain(Message):
    """Judge the criteria again."""


class Perform(Message):
    """Do an action that was chosen by name; ``where`` is a place, ``stage``, ``questions``, ``focus`` or ``app``."""

    def __init__(self, where: str, action: str) -> None:
        """Say what."""
        super().__init__()
        self.where = where
        self.action = action


class KeptChanged(Message):
    """Something that is kept of the project is different now."""


class Edit(Message):
    """Open this line in the person's editor."""

    def __init__(self, path: str, line: int) -> None:
        """Say which."""
        super().__init__()
        self.path = path
        self.line = line
