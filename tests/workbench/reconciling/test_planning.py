"""A plan says for each file what writing would do, from the disk, the base and the generated text."""

from pathlib import Path

import pytest

from generators.files import GeneratedFile
from workbench.errors import UsageError
from workbench.reconciling import Change, ChangeKind, Plan, Side, make_plan, rewritten_revisions

PATH = "app/main.py"
OLD = "def a() -> int:\n    return 1\n"
NEW = "def a() -> int:\n    return 2\n"
EDITED = "def a() -> int:\n    return 1\n\n\ndef by_hand() -> None:\n    pass\n"


def plan_one(
    folder: Path, disk: str | None, base: str | None, new: str | None, *, prefer: Side | None = None, path: str = PATH
) -> tuple[Change, Plan]:
    """Plan for one file, beside another that stays as it is."""
    (folder / "kept.txt").write_text("kept\n")
    if disk is not None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(disk.encode())
    files = [GeneratedFile("kept.txt", "kept\n")] + ([GeneratedFile(path, new)] if new is not None else [])
    known = {"kept.txt": "kept\n"} | ({path: base} if base is not None else {})
    result = make_plan(files, folder, known, prefer=prefer)
    return next(change for change in result.changes if change.path == path), result


def test_a_new_file_is_created(tmp_path: Path) -> None:
    change, result = plan_one(tmp_path, None, None, NEW)
    assert (change.kind, change.before, change.after) == (ChangeKind.CREATE, None, NEW)
    assert result.base[PATH] == NEW


def test_an_untouched_file_is_updated_and_its_changed_lines_are_cited(tmp_path: Path) -> None:
    change, _ = plan_one(tmp_path, OLD, OLD, NEW)
    assert (change.kind, change.after, change.lines) == (ChangeKind.UPDATE, NEW, ((2, 2),))


def test_a_hand_edit_and_new_text_are_merged(tmp_path: Path) -> None:
    change, result = plan_one(tmp_path, EDITED, OLD, NEW)
    assert change.kind is ChangeKind.MERGE
    assert change.after == EDITED.replace("return 1", "return 2")
    assert result.base[PATH] == NEW


def test_a_hand_edit_of_what_did_not_change_is_left_alone(tmp_path: Path) -> None:
    change, _ = plan_one(tmp_path, EDITED, OLD, OLD)
    assert change.kind is ChangeKind.UNCHANGED


def test_a_hand_edit_that_says_the_same_is_left_alone(tmp_path: Path) -> None:
    change, result = plan_one(tmp_path, NEW, OLD, NEW)
    assert change.kind is ChangeKind.UNCHANGED
    assert result.base[PATH] == NEW


def test_edits_of_the_same_lines_conflict_and_are_cited(tmp_path: Path) -> None:
    change, _ = plan_one(tmp_path, OLD.replace("1", "9"), OLD, NEW)
    assert (change.kind, change.lines) == (ChangeKind.CONFLICT, ((2, 2),))
    assert "<<<<<<< by hand" in (change.after or "")


@pytest.mark.parametrize(("prefer", "wanted"), [(Side.MINE, "return 9"), (Side.NEW, "return 2")])
def test_conflicts_can_be_decided_either_way(tmp_path: Path, prefer: Side, wanted: str) -> None:
    mine = EDITED.replace("1", "9")
    change, _ = plan_one(tmp_path, mine, OLD, NEW, prefer=prefer)
    text = change.before if change.kind is ChangeKind.UNCHANGED else change.after
    assert wanted in (text or "")
    assert "by_hand" in (text or "")


def test_a_file_that_was_there_before_anything_was_generated_is_never_overwritten(tmp_path: Path) -> None:
    change, _ = plan_one(tmp_path, "x = 1\n", None, "x = 2\n")
    assert change.kind is ChangeKind.CONFLICT


def test_an_untouched_file_that_is_no_longer_generated_is_deleted(tmp_path: Path) -> None:
    change, result = plan_one(tmp_path, OLD, OLD, None)
    assert (change.kind, change.after, change.lines) == (ChangeKind.DELETE, None, ((1, 2),))
    assert PATH not in result.base


def test_an_edited_file_that_is_no_longer_generated_stays_as_an_orphan(tmp_path: Path) -> None:
    change, result = plan_one(tmp_path, EDITED, OLD, None)
    assert change.kind is ChangeKind.ORPHAN
    assert not result.writes
    assert result.base[PATH] == OLD


def test_a_file_deleted_by_hand_stays_away(tmp_path: Path) -> None:
    change, result = plan_one(tmp_path, None, OLD, NEW)
    assert change.kind is ChangeKind.ABSENT
    assert not result.writes


def test_a_file_deleted_by_hand_comes_back_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept\n")
    files = [GeneratedFile("kept.txt", "kept\n"), GeneratedFile(PATH, NEW)]
    result = make_plan(files, tmp_path, {"kept.txt": "kept\n", PATH: OLD}, restore=True)
    assert [change.path for change in result.of(ChangeKind.CREATE)] == [PATH]


def test_a_backend_that_was_removed_as_a_whole_is_written_anew(tmp_path: Path) -> None:
    result = make_plan([GeneratedFile(PATH, NEW)], tmp_path / "backend", {PATH: OLD})
    assert [change.kind for change in result.changes] == [ChangeKind.CREATE]


def test_a_file_that_is_neither_there_nor_generated_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept\n")
    result = make_plan([GeneratedFile("kept.txt", "kept\n")], tmp_path, {"kept.txt": "kept\n", PATH: OLD})
    assert [change.path for change in result.changes] == ["kept.txt"]
    assert PATH not in result.base


REVISION = "migrations/versions/0002_add_pages.py"


def test_a_revision_that_was_deleted_by_hand_and_is_asked_for_again_is_written(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept\n")
    files = [GeneratedFile("kept.txt", "kept\n"), GeneratedFile(REVISION, NEW)]
    result = make_plan(files, tmp_path, {"kept.txt": "kept\n", REVISION: OLD})
    assert [change.path for change in result.of(ChangeKind.CREATE)] == [REVISION]


def test_a_revision_that_was_edited_by_hand_keeps_counting_as_edited(tmp_path: Path) -> None:
    change, result = plan_one(tmp_path, EDITED, OLD, EDITED, path=REVISION)
    assert change.kind is ChangeKind.UNCHANGED
    assert result.base[REVISION] == OLD


def test_a_revision_that_is_written_anew_is_told(tmp_path: Path) -> None:
    change, result = plan_one(tmp_path, OLD, OLD, NEW, path=REVISION)
    assert change.kind is ChangeKind.UPDATE
    assert rewritten_revisions(result) == (change,)


def test_what_a_revision_leads_to_is_no_revision_itself(tmp_path: Path) -> None:
    _, result = plan_one(tmp_path, "{}\n", "{}\n", "[]\n", path="migrations/versions/0001_initial.json")
    assert rewritten_revisions(result) == ()


def test_windows_line_ends_survive_an_update(tmp_path: Path) -> None:
    change, _ = plan_one(tmp_path, OLD.replace("\n", "\r\n"), OLD, NEW)
    assert change.kind is ChangeKind.UPDATE
    assert change.after == NEW.replace("\n", "\r\n")


def test_windows_line_ends_alone_are_no_difference(tmp_path: Path) -> None:
    change, _ = plan_one(tmp_path, NEW.replace("\n", "\r\n"), OLD, NEW)
    assert change.kind is ChangeKind.UNCHANGED


def test_one_windows_line_end_made_by_hand_survives_a_merge(tmp_path: Path) -> None:
    change, _ = plan_one(tmp_path, EDITED.replace("None:\n", "None:\r\n"), OLD, NEW)
    assert change.after == EDITED.replace("None:\n", "None:\r\n").replace("return 1", "return 2")


def test_bytes_that_are_no_text_survive_a_merge(tmp_path: Path) -> None:
    path = "README.md"
    (tmp_path / path).write_bytes(b"caf\xe9\none\ntwo\n")
    result = make_plan([GeneratedFile(path, "cafe\none\nTWO\n")], tmp_path, {path: "cafe\none\ntwo\n"})
    assert (result.changes[0].after or "").encode("utf-8", "surrogateescape") == b"caf\xe9\none\nTWO\n"


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside, backend = tmp_path / "outside", tmp_path / "backend"
    outside.mkdir()
    backend.mkdir()
    (backend / "app").symlink_to(outside)
    with pytest.raises(UsageError, match="leads out of"):
        make_plan([GeneratedFile(PATH, NEW)], backend, {})


def test_a_path_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="leads out of"):
        make_plan([GeneratedFile("../other.py", NEW)], tmp_path / "backend", {})


def test_a_folder_where_a_file_belongs_is_named(tmp_path: Path) -> None:
    (tmp_path / PATH).mkdir(parents=True)
    with pytest.raises(UsageError, match="is a folder where a file has to be written"):
        make_plan([GeneratedFile(PATH, NEW)], tmp_path, {})
