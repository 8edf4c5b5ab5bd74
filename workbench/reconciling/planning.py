"""Making a plan: what writing the generated files would do to what is on disk."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from fnmatch import fnmatch
from pathlib import Path

from generators.files import GeneratedFile
from workbench.reconciling.disk import read_disk, safe_target, unix, with_endings_of
from workbench.reconciling.lines import Side, split_lines
from workbench.reconciling.merging import merge_texts
from workbench.reconciling.plan import Change, ChangeKind, Plan

_HISTORY = "migrations/versions/*"
"""Revisions and, as JSON, what they lead to. One that was deleted by hand and is asked for again is written
again; one that was edited keeps counting as edited; the JSON is nobody's to edit."""


def make_plan(
    files: Sequence[GeneratedFile],
    folder: Path,
    base: Mapping[str, str],
    *,
    prefer: Side | None = None,
    restore: bool = False,
) -> Plan:
    """Compare generated files with the folder and with the last generated texts.

    ``prefer`` decides clashes one way instead of giving conflicts. A file that was deleted by hand
    stays away, unless ``restore`` is asked for or none of the generated files is left.
    """
    wanted = {file.path: file.text for file in files}
    disk = {path: read_disk(safe_target(folder, path)) for path in sorted({*wanted, *base})}
    restore = restore or all(disk[path] is None for path in base)
    planner = _Planner(base, prefer, restore)
    changes = [planner.change(path, disk[path], wanted.get(path)) for path in disk]
    return Plan(tuple(change for change in changes if change is not None), planner.next_base)


def rewritten_revisions(plan: Plan) -> tuple[Change, ...]:
    """Give the revisions that a plan changes: databases that ran them before have to be made anew."""
    kinds = (ChangeKind.UPDATE, ChangeKind.MERGE, ChangeKind.DELETE)
    return tuple(change for change in plan.of(*kinds) if fnmatch(change.path, f"{_HISTORY}.py"))


class _Planner:
    def __init__(self, base: Mapping[str, str], prefer: Side | None, restore: bool) -> None:
        self.base, self.prefer, self.restore = base, prefer, restore
        self.next_base: dict[str, str] = {}

    def change(self, path: str, disk: str | None, new: str | None) -> Change | None:
        base = self.base.get(path)
        if new is None:
            return self._dropped(path, disk, base)
        if disk is None:
            return self._missing(path, base, new)
        mine = unix(disk)
        edited = fnmatch(path, _HISTORY) and mine == new and base is not None
        self.next_base[path] = base if edited and base is not None else new
        if mine == new or (new == base and not fnmatch(path, f"{_HISTORY}.json")):
            return Change(path, ChangeKind.UNCHANGED, disk, disk)
        if mine == base or fnmatch(path, f"{_HISTORY}.json"):
            return _written(path, ChangeKind.UPDATE, disk, new)
        return self._merged(path, disk, base, new)

    def _dropped(self, path: str, disk: str | None, base: str | None) -> Change | None:
        if disk is None or base is None:
            return None
        if unix(disk) == base:
            return Change(path, ChangeKind.DELETE, disk, None, _all_lines(disk))
        self.next_base[path] = base
        return Change(path, ChangeKind.ORPHAN, disk, disk)

    def _missing(self, path: str, base: str | None, new: str) -> Change:
        if base is not None and not self.restore and not fnmatch(path, _HISTORY):
            self.next_base[path] = base
            return Change(path, ChangeKind.ABSENT)
        self.next_base[path] = new
        return Change(path, ChangeKind.CREATE, None, new)

    def _merged(self, path: str, disk: str, base: str | None, new: str) -> Change:
        merged = merge_texts(path, base, unix(disk), new)
        if merged.clashes and self.prefer is None:
            lines = tuple(clash.lines for clash in merged.clashes)
            return Change(path, ChangeKind.CONFLICT, disk, with_endings_of(disk, merged.marked()), lines)
        text = merged.text(self.prefer or Side.MINE)
        if text == unix(disk):
            return Change(path, ChangeKind.UNCHANGED, disk, disk)
        return _written(path, ChangeKind.MERGE, disk, text)


def _written(path: str, kind: ChangeKind, disk: str, text: str) -> Change:
    after = with_endings_of(disk, text)
    return Change(path, kind, disk, after, changed_lines(disk, after))


def changed_lines(before: str, after: str) -> tuple[tuple[int, int], ...]:
    """Give first and last line of each range of ``before`` that changes; an insertion has the line
    that it follows."""
    matcher = SequenceMatcher(None, split_lines(before), split_lines(after), autojunk=False)
    return tuple(
        (start + 1, end) if end > start else (max(1, start), max(1, start))
        for tag, start, end, _, _ in matcher.get_opcodes()
        if tag != "equal"
    )


def _all_lines(text: str) -> tuple[tuple[int, int], ...]:
    count = len(split_lines(text))
    return ((1, count),) if count else ()
