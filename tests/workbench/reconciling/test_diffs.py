"""Diffs are unified diffs that a tool can apply, and cite the lines on disk that change."""

import subprocess
from pathlib import Path

from workbench.reconciling import Change, ChangeKind, Plan, citations, render_diff, render_plan_diff

BEFORE = "".join(f"line {number}\n" for number in range(1, 31))
AFTER = BEFORE.replace("line 5\n", "line five\n").replace("line 25\n", "line 25\nline 25 and a half\n")
UPDATE = Change("app/main.py", ChangeKind.UPDATE, BEFORE, AFTER, ((5, 5), (25, 25)))


def test_every_hunk_cites_file_and_lines() -> None:
    hunks = [line for line in render_diff(UPDATE).splitlines() if line.startswith("@@")]
    assert [hunk.split("@@")[2].strip() for hunk in hunks] == ["backend/app/main.py:2-8", "backend/app/main.py:23-28"]


def test_a_diff_can_be_applied(tmp_path: Path) -> None:
    file = tmp_path / "backend" / "app" / "main.py"
    file.parent.mkdir(parents=True)
    file.write_text(BEFORE)
    diff = render_plan_diff(Plan((UPDATE, Change("b.txt", ChangeKind.CREATE, None, "no newline"))))
    subprocess.run(["git", "apply", "-"], input=diff, text=True, check=True, cwd=tmp_path)
    assert file.read_text() == AFTER
    assert (tmp_path / "backend" / "b.txt").read_text() == "no newline"


def test_new_and_deleted_files_are_named_so() -> None:
    assert render_diff(Change("a", ChangeKind.CREATE, None, "x\n")).startswith("--- /dev/null\n+++ b/backend/a\n")
    assert "+++ /dev/null" in render_diff(Change("a", ChangeKind.DELETE, "x\n", None))


def test_what_is_not_written_has_no_diff() -> None:
    for kind in (ChangeKind.UNCHANGED, ChangeKind.ORPHAN, ChangeKind.ABSENT):
        assert render_diff(Change("a", kind, "x\n", "x\n")) == ""


def test_changed_ranges_are_cited() -> None:
    change = Change("a.py", ChangeKind.MERGE, "", "", ((3, 3), (7, 9)))
    assert citations(change) == ("backend/a.py:3", "backend/a.py:7-9")
