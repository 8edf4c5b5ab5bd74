"""The door to the workbench, as narrow as the screens need it; ``workbench.session.Session`` fits it.

Nothing of the workbench is imported here, so that the first screen is painted before it is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import threading
    from pathlib import Path

    from generators.files import GeneratedFile
    from workbench.criteria.verdict import Verdict
    from workbench.previewing import Preview
    from workbench.reading.facts import Reading
    from workbench.reconciling.lines import Side
    from workbench.reconciling.plan import Plan
    from workbench.resolving.deciding.questions import Resolution
    from workbench.running.events import Run, RunEvent


class Project(Protocol):
    """One open project. Every method may take its time and is called from worker threads."""

    @property
    def folder(self) -> Path:
        """The project's folder."""

    @property
    def backend(self) -> Path:
        """Where the backend is written."""

    def reading(self) -> Reading:
        """Give what the specifications state."""

    def resolution(self) -> Resolution:
        """Give the blueprint, the open questions and the assumptions."""

    def files(self) -> tuple[GeneratedFile, ...]:
        """Give the backend as it would be generated now."""

    def plan(self, prefer: Side | None = None) -> Plan:
        """Give what writing would change; ``prefer`` decides where a hand edit and new text clash."""

    def write(self, plan: Plan, leave: Collection[str] = ()) -> None:
        """Write a plan, but for the changes to the files in ``leave``."""

    def preview(self, question_id: str, value: str) -> Preview:
        """Give what an answer would change in the backend."""

    def answer(self, question_id: str, value: str) -> object:
        """Record an answer with the specifications."""

    def accept_defaults(self) -> object:
        """Record the recommended answer of every open question."""

    def run(
        self,
        on_event: Callable[[RunEvent], None],
        selection: tuple[str, ...] = (),
        cancel: threading.Event | None = None,
    ) -> Run:
        """Run the backend's tests."""

    def last_run(self) -> Run | None:
        """Give the last run, where there was one."""

    def check(self) -> tuple[Verdict, ...]:
        """Judge the eleven criteria."""


if TYPE_CHECKING:
    Opener = Callable[[Path], Project]
    """Opens the project in a folder."""
