"""A plan is written as a whole or not at all, whatever interrupts it."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from generators.files import GeneratedFile
from workbench.errors import ConflictsOpen, UsageError, WorkbenchError
from workbench.reconciling import BASE, Plan, apply_plan, make_plan, read_base, recover

FIRST = {"app/main.py": "x = 1\n", "app/old/gone.py": "y = 1\n", "README.md": "# One\n"}
SECOND = {"app/main.py": "x = 2\n", "app/new/added.py": "z = 1\n", "README.md": "# One\n"}


class Project:
    """A backend folder and its state."""

    def __init__(self, root: Path) -> None:
        self.backend, self.state = root / "backend", root / ".workbench"

    def plan(self, texts: dict[str, str]) -> Plan:
        files = [GeneratedFile(path, text) for path, text in texts.items()]
        return make_plan(files, self.backend, read_base(self.state / BASE))

    def write(self, texts: dict[str, str]) -> None:
        apply_plan(self.plan(texts), self.backend, self.state)

    def disk(self) -> dict[str, str]:
        """The backend as it is, leftovers included."""
        return {
            path.relative_to(self.backend).as_posix(): path.read_text()
            for path in sorted(self.backend.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def stamps(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_files_and_base_are_written(project: Project) -> None:
    project.write(FIRST)
    assert project.disk() == FIRST
    assert read_base(project.state / BASE) == FIRST


def test_updates_deletions_and_emptied_folders(project: Project) -> None:
    project.write(FIRST)
    project.write(SECOND)
    assert project.disk() == SECOND
    assert not (project.backend / "app" / "old").exists()


def test_writing_twice_touches_nothing(project: Project) -> None:
    project.write(FIRST)
    before = stamps(project.backend) | stamps(project.state)
    project.write(FIRST)
    assert stamps(project.backend) | stamps(project.state) == before


def test_unchanged_files_are_not_touched(project: Project) -> None:
    project.write(FIRST)
    before = (project.backend / "README.md").stat()
    project.write(SECOND)
    after = (project.backend / "README.md").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_files_mode_is_kept(project: Project) -> None:
    project.write(FIRST)
    (project.backend / "app/main.py").chmod(0o755)
    project.write(SECOND)
    assert (project.backend / "app/main.py").stat().st_mode & 0o777 == 0o755


def test_new_files_have_the_usual_mode(project: Project) -> None:
    project.write(FIRST)
    usual = project.backend / "usual"
    usual.touch()
    assert (project.backend / "README.md").stat().st_mode == usual.stat().st_mode


def test_conflicts_write_nothing(project: Project) -> None:
    project.write(FIRST)
    (project.backend / "app/main.py").write_text("x = 3\n")
    before = project.disk()
    with pytest.raises(ConflictsOpen, match=r"backend/app/main\.py:1, so nothing was written"):
        project.write(SECOND)
    assert project.disk() == before


def test_a_disk_that_changed_since_the_plan_is_not_overwritten(project: Project) -> None:
    project.write(FIRST)
    plan = project.plan(SECOND)
    (project.backend / "app/main.py").write_text("x = 3\n")
    before = project.disk()
    with pytest.raises(ConflictsOpen, match="changed while the plan was looked at"):
        apply_plan(plan, project.backend, project.state)
    assert project.disk() == before


def test_a_folder_that_cannot_be_written_is_named_and_left_as_it_was(project: Project) -> None:
    project.write(FIRST)
    (project.backend / "app/new").write_text("a file where a folder is needed\n")
    before = project.disk()
    with pytest.raises(UsageError, match="cannot be written"):
        project.write(SECOND)
    assert project.disk() == before
    assert not recover(project.backend, project.state)


def test_an_interruption_is_finished_or_undone_at_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(FIRST)
    replace = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        monkeypatch.setattr(Path, "replace", replace)
        if self.name.startswith(".added"):
            raise KeyboardInterrupt
        monkeypatch.setattr(Path, "replace", interrupted)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        project.write(SECOND)
    assert project.disk() == SECOND
    assert read_base(project.state / BASE) == SECOND


def test_a_link_placed_after_the_plan_is_not_followed(project: Project, tmp_path: Path) -> None:
    plan = project.plan(FIRST)
    (tmp_path / "outside").mkdir()
    project.backend.mkdir()
    (project.backend / "app").symlink_to(tmp_path / "outside")
    with pytest.raises(UsageError, match="leads out of"):
        apply_plan(plan, project.backend, project.state)
    assert not list((tmp_path / "outside").iterdir())


def test_a_damaged_journal_is_named(project: Project) -> None:
    project.write(FIRST)
    (project.state / "journal.json").write_text("{")
    with pytest.raises(WorkbenchError, match=r"journal\.json.* delete it"):
        project.write(SECOND)


KILLED = """
import os, pathlib, signal, sys
sys.path.insert(0, {tests!r})
from test_applying import SECOND, Project

left = int(sys.argv[1])

def counted(function):
    def call(*arguments, **options):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **options)
    return call

project = Project(pathlib.Path(sys.argv[2]))
plan = project.plan(SECOND)
os.fsync = counted(os.fsync)
for name in ("replace", "unlink", "mkdir", "rmdir"):
    setattr(pathlib.Path, name, counted(getattr(pathlib.Path, name)))
from workbench.reconciling import apply_plan
apply_plan(plan, project.backend, project.state)
"""


def killed_at(step: int, project: Project) -> bool:
    """Write SECOND in a process that is killed at one of its file operations; tells whether it was."""
    script = textwrap.dedent(KILLED.format(tests=str(Path(__file__).parent)))
    root = str(project.backend.parent)
    done = subprocess.run([sys.executable, "-c", script, str(step), root], check=False, capture_output=True)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
    return done.returncode != 0


@pytest.mark.skipif(os.name != "posix", reason="kills a process by signal")
def test_killed_at_any_moment_the_next_run_finds_the_old_or_the_new_state(tmp_path: Path) -> None:
    outcomes = []
    for step in range(100):
        project = Project(tmp_path / str(step))
        project.write(FIRST)
        if not killed_at(step, project):
            break
        recover(project.backend, project.state)
        disk = project.disk()
        assert disk in (FIRST, SECOND), step
        assert read_base(project.state / BASE) == disk, step
        outcomes.append(disk == SECOND)
        project.write(SECOND)
        assert project.disk() == SECOND
        assert not list(project.state.glob(".*")), step
    assert outcomes == sorted(outcomes)
    assert {False, True} == set(outcomes)


@pytest.mark.skipif(os.name != "posix", reason="kills a process by signal")
def test_an_edit_made_after_the_kill_survives_the_recovery(tmp_path: Path) -> None:
    for step in range(8, 100):
        project = Project(tmp_path / str(step))
        project.write(FIRST)
        if not killed_at(step, project):
            break
        main = project.backend / "app/main.py"
        if main.read_text() == SECOND["app/main.py"]:
            break
        main.write_text("x = 1\ny = 'by hand'\n")
        recover(project.backend, project.state)
        assert main.read_text() == "x = 1\ny = 'by hand'\n"
        project.write(SECOND)
        assert main.read_text() == "x = 2\ny = 'by hand'\n"
    else:
        pytest.fail("the write never got to its end")
