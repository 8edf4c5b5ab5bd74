"""What places, panels and workers tell the application."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from generators.blueprint import Source
    from screens.snapshot import Snapshot


@dataclass
class Arrived(Message):
    """A worker brought a snapshot; those of an older generation are dropped."""

    generation: int
    snapshot: Snapshot


@dataclass
class Done(Message):
    """A job of a group of workers is over; ``then`` is what is left to do with its result, on the application's
    thread."""

    group: str
    then: Callable[[], None] | None = None


@dataclass
class Failed(Message):
    """A job could not be done: ``sentence`` says why; ``details`` are there where nobody foresaw it."""

    group: str
    sentence: str
    details: str = ""


@dataclass
class ShowSource(Message):
    """Show these lines of a specification."""

    source: Source


@dataclass
class ShowCode(Message):
    """Show this line of a backend's file; ``written`` tells whether as it stands on disk, which is what ran, or
    as it would be generated now."""

    path: str
    line: int
    written: bool = field(default=False, kw_only=True)


@dataclass
class ShowTest(Message):
    """Show the code of a test, named in pytest's words."""

    node: str


@dataclass
class RunTests(Message):
    """Run these tests, or all."""

    selection: tuple[str, ...] = ()


class RunAffected(Message):
    """Run the tests of what changed since all tests ran."""


class CancelRun(Message):
    """Stop the run."""


@dataclass
class Answered(Message):
    """A person answered a question or overturned an assumption."""

    question: str
    value: str


@dataclass
class LookAhead(Message):
    """Show what this answer would change."""

    question: str
    value: str


class AcceptAll(Message):
    """A person wants every recommended answer."""


class CheckAgain(Message):
    """Judge the criteria again."""


@dataclass
class Perform(Message):
    """Do an action that was chosen by name; ``where`` is a place, ``stage``, ``questions``, ``focus`` or ``app``."""

    where: str
    action: str


class KeptChanged(Message):
    """Something that is kept of the project is different now."""


@dataclass
class Edit(Message):
    """Open this line in the person's editor."""

    path: str
    line: int
