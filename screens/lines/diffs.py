"""A change as a sheet: the unified diff between what is on disk and what would be written."""

from difflib import unified_diff

from screens.lines.sheet import Line, Sheet, clean
from workbench.reconciling.plan import Change, ChangeKind

_TONES = {"+": "added", "-": "removed", "@": "hunk"}


def diff_sheet(change: Change) -> Sheet:
    """Show one change; a new file is all added lines, an unchanged one says so."""
    if change.kind is ChangeKind.UNCHANGED:
        return Sheet((Line(f"{change.path} stays as it is.", "muted"),))
    if change.kind is ChangeKind.ORPHAN:
        return Sheet((Line(f"{change.path} was edited by hand and is no longer asked for: it stays.", "muted"),))
    if change.kind is ChangeKind.ABSENT:
        return Sheet((Line(f"{change.path} was deleted by hand: it stays away.", "muted"),))
    before, after = change.before or "", change.after or ""
    rows = list(unified_diff(before.splitlines(), after.splitlines(), "on disk", "generated", lineterm="", n=3))
    lines = [_row_line(clean(row), head=index < 2) for index, row in enumerate(rows)]
    return Sheet(tuple(lines) or (Line("No difference in text.", "muted"),), wrap=True)


def _row_line(row: str, *, head: bool) -> Line:
    """A row is broken, for what differs may stand at its end; its further parts begin below its text."""
    return Line(row, "muted" if head else _TONES.get(row[:1], ""), hang=len(row) - len(row[1:].lstrip()))
