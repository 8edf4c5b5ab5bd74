"""A plan: what writing the generated files would do to the backend folder."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ChangeKind(StrEnum):
    """What happens to one file."""

    CREATE = "create"
    UPDATE = "update"
    """Nobody edited it: the new text replaces the old."""
    MERGE = "merge"
    """It was edited by hand: both sides are kept."""
    CONFLICT = "conflict"
    """Hand edit and new text change the same lines."""
    DELETE = "delete"
    """The specifications no longer ask for it and nobody edited it."""
    ORPHAN = "orphan"
    """No longer asked for, but edited by hand: it stays."""
    ABSENT = "absent"
    """Asked for, but deleted by hand: it stays away."""
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Change:
    """The change to one file: ``before`` is the text on disk, ``after`` what would be written;
    ``lines`` are the first and last lines on disk of each changed range (``conflict``: of each clash)."""

    path: str
    kind: ChangeKind
    before: str | None = None
    after: str | None = None
    lines: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All changes, by path. ``base`` is what the generated text of each file becomes for the next
    merge, once the plan is written."""

    changes: tuple[Change, ...]
    base: Mapping[str, str] = field(default_factory=dict)

    def without(self, paths: Collection[str], base: Mapping[str, str]) -> "Plan":
        """Give the plan without the changes to ``paths``, which a later plan will show again: their entries
        stay as they are in ``base``, the generated texts of before."""
        if not paths:
            return self
        before = {path: text for path, text in base.items() if path in paths}
        after = {path: text for path, text in self.base.items() if path not in paths}
        return Plan(tuple(change for change in self.changes if change.path not in paths), {**after, **before})

    def of(self, *kinds: ChangeKind) -> tuple[Change, ...]:
        """Give the changes of those kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)

    @property
    def writes(self) -> tuple[Change, ...]:
        """The changes that touch the disk."""
        return self.of(ChangeKind.CREATE, ChangeKind.UPDATE, ChangeKind.MERGE, ChangeKind.DELETE)
