"""Verdicts: what a check found, and the evidence that a person can open."""

from dataclasses import dataclass
from enum import StrEnum

from generators.blueprint import Source


class State(StrEnum):
    """Green: ran and passed. Amber: not run, or only partly covered. Red: ran and failed."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row behind a verdict. ``element`` is the blueprint element that it is about; ``spec`` the
    specification lines, ``code`` the lines in ``backend/``, ``test`` the pytest node id."""

    text: str
    state: State
    element: str = ""
    spec: Source | None = None
    code: Source | None = None
    test: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of one criterion, ``C1`` to ``C11``."""

    id: str
    title: str
    state: State
    summary: str
    evidence: tuple[Evidence, ...] = ()
