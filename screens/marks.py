"""Marks: the symbols of states. A state is always a symbol and a word, never a colour alone."""

from dataclasses import dataclass

from workbench.criteria.verdict import State
from workbench.reconciling.plan import ChangeKind
from workbench.running.events import Outcome


@dataclass(frozen=True, slots=True)
class Mark:
    """One state as it is shown: ``symbol`` is one cell wide, ``tone`` names its colour."""

    symbol: str
    tone: str
    word: str


UNDERSTOOD = Mark("✓", "good", "understood")
CONTRADICTORY = Mark("≠", "bad", "contradictory")
ASKED = Mark("?", "warn", "asked about")
UNREAD = Mark("○", "warn", "unread")
FINDING = Mark("!", "bad", "finding")
WAITING = Mark("·", "muted", "waiting")
RUNNING = Mark("▸", "info", "running")
CHOSEN = Mark("●", "info", "chosen")
OFFERED = Mark("○", "muted", "offered")
OPERATION = Mark("→", "info", "operation")
TABLE = Mark("▤", "info", "table")
OPENED = Mark("▾", "muted", "open")
CLOSED = Mark("▸", "muted", "closed")

STATES = {
    State.GREEN: Mark("✓", "good", "green"),
    State.AMBER: Mark("◐", "warn", "amber"),
    State.RED: Mark("✗", "bad", "red"),
}

OUTCOMES = {
    Outcome.PASSED: Mark("✓", "good", "passed"),
    Outcome.FAILED: Mark("✗", "bad", "failed"),
    Outcome.ERROR: Mark("!", "bad", "error"),
    Outcome.SKIPPED: Mark("-", "muted", "skipped"),
}

CHANGES = {
    ChangeKind.CREATE: Mark("+", "good", "create"),
    ChangeKind.UPDATE: Mark("~", "info", "update"),
    ChangeKind.MERGE: Mark("⋎", "info", "merge"),
    ChangeKind.CONFLICT: Mark("✗", "bad", "conflict"),
    ChangeKind.DELETE: Mark("-", "bad", "delete"),
    ChangeKind.ORPHAN: Mark("?", "warn", "kept, no longer asked for"),
    ChangeKind.UNCHANGED: Mark("=", "muted", "unchanged"),
}
