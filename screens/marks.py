"""Marks: the symbols of states. A state is always a symbol and a word, never a colour alone."""

from dataclasses import dataclass


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
RUNNING = Mark("…", "info", "running")
CHOSEN = Mark("●", "info", "chosen")
OFFERED = Mark("○", "muted", "offered")
REVIEWED = Mark("✓", "good", "reviewed")
CHANGED = Mark("≠", "warn", "changed since it was reviewed")
TO_REVIEW = Mark("·", "muted", "to review")
REFUSED = Mark("⊘", "muted", "refused")
MISSED = Mark("!", "bad", "not covered by a test")
OPERATION = Mark("→", "info", "operation")
TABLE = Mark("▤", "info", "table")
OPENED = Mark("▾", "muted", "open")
CLOSED = Mark("▸", "muted", "closed")

# The keys are the values of the enumerations that they show.
STATES: dict[str, Mark] = {
    "green": Mark("✓", "good", "green"),
    "amber": Mark("◐", "warn", "amber"),
    "red": Mark("✗", "bad", "red"),
}

OUTCOMES: dict[str, Mark] = {
    "passed": Mark("✓", "good", "passed"),
    "failed": Mark("✗", "bad", "failed"),
    "error": Mark("!", "bad", "error"),
    "skipped": Mark("-", "muted", "skipped"),
}

CHANGES: dict[str, Mark] = {
    "create": Mark("+", "good", "create"),
    "update": Mark("~", "info", "update"),
    "merge": Mark("⋎", "info", "merge"),
    "conflict": Mark("✗", "bad", "conflict"),
    "delete": Mark("-", "bad", "delete"),
    "orphan": Mark("?", "warn", "kept, no longer asked for"),
    "absent": Mark("∅", "warn", "deleted by hand, stays away"),
    "unchanged": Mark("=", "muted", "unchanged"),
}

REQUIREMENTS: dict[str, Mark] = {
    "open": Mark("?", "warn", "open"),
    "out_of_scope": Mark("-", "muted", "out of scope"),
}
