"""Unified diffs of a plan, each hunk citing the lines on disk that it changes."""

import re
from difflib import unified_diff

from workbench.patterns import regex
from workbench.reconciling.lines import split_lines
from workbench.reconciling.plan import Change, ChangeKind, Plan

_HUNK = regex(r"^@@ -(\d+)(?:,(\d+))? ")


def render_diff(change: Change, folder: str = "backend") -> str:
    """Give the unified diff of one change, empty where nothing is written; every hunk header ends
    with ``file:first-last``."""
    if change.kind in (ChangeKind.UNCHANGED, ChangeKind.ORPHAN, ChangeKind.ABSENT):
        return ""
    name = f"{folder}/{change.path}" if folder else change.path
    before = split_lines(change.before or "")
    after = split_lines(change.after or "")
    old = "/dev/null" if change.before is None else f"a/{name}"
    new = "/dev/null" if change.after is None else f"b/{name}"
    lines = []
    for line in unified_diff(before, after, old, new):
        text = line
        if match := _HUNK.match(line):
            text = f"{line.rstrip()} {_citation(name, match)}\n"
        lines.append(text if text.endswith("\n") else text + "\n\\ No newline at end of file\n")
    return "".join(lines)


def render_plan_diff(plan: Plan, folder: str = "backend") -> str:
    """Give the diffs of all changes, one after the other."""
    return "".join(render_diff(change, folder) for change in plan.changes)


def citations(change: Change, folder: str = "backend") -> tuple[str, ...]:
    """Give ``file:first-last`` for each range on disk that a change touches."""
    name = f"{folder}/{change.path}" if folder else change.path
    return tuple(f"{name}:{first}" if first == last else f"{name}:{first}-{last}" for first, last in change.lines)


def _citation(name: str, match: re.Match[str]) -> str:
    first, count = int(match.group(1)), int(match.group(2) or 1)
    last = first + max(count, 1) - 1
    return f"{name}:{first}" if first == last else f"{name}:{first}-{last}"
