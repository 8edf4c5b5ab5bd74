"""generate writes a backend, merges it with hand edits, and does all of it or nothing."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workbench.cli.conftest import Command, files_of, write_contradiction


def add_column(project: Path) -> None:
    """Let the specifications ask for one more column and body field."""
    schema = project / "specs" / "database" / "schema.md"
    schema.write_text(schema.read_text().replace("| created_at", "| pages | integer | null |\n| created_at"))


def stamps(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_a_backend_is_written_and_counted(generated: Path) -> None:
    assert (generated / "backend" / "app" / "main.py").is_file()
    assert (generated / "backend" / "app" / "models" / "book.py").is_file()


def test_nothing_but_the_generated_tree_is_in_the_backend_folder(generated: Path) -> None:
    names = {path.name for path in (generated / "backend").iterdir()}
    assert names <= {
        "app", "tests", "migrations", "alembic.ini", "requirements.txt", "pyproject.toml", "README.md",
        ".env.example", ".gitignore",
    }  # fmt: skip


def test_a_second_run_changes_nothing_and_touches_nothing(generated: Path, command: Command) -> None:
    before = stamps(generated)
    done = command("generate", generated)
    assert done.returncode == 0
    assert "is up to date" in done.stdout
    assert stamps(generated) == before


def test_two_projects_with_the_same_specifications_give_the_same_bytes(
    project: Path, tmp_path: Path, command: Command
) -> None:
    for name in ("one", "two"):
        assert command("generate", project, "--defaults", "--out", tmp_path / name).returncode == 0
    assert files_of(tmp_path / "one" / "app") == files_of(tmp_path / "two" / "app")


def test_out_writes_the_tree_there_and_leaves_the_project_alone(tmp_path: Path, command: Command) -> None:
    project = write_contradiction(tmp_path / "asking")
    before = files_of(project)
    done = command("generate", project, "--defaults", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "app" / "main.py").is_file()
    assert files_of(project) == before


def test_defaults_are_told_and_kept_with_the_specifications(tmp_path: Path, command: Command) -> None:
    project = write_contradiction(tmp_path / "asking")
    question = json.loads(command("ask", project, "--json").stdout)["questions"][0]
    done = command("generate", project, "--defaults")
    assert f"{question['id']} = {question['recommended']}" in done.stdout
    assert question["id"] in (project / "specs" / "clarifications.md").read_text()
    assert command("generate", project).returncode == 0


def test_a_dry_run_shows_what_would_be_written_and_writes_nothing(project: Path, command: Command) -> None:
    before = files_of(project)
    done = command("generate", project, "--defaults", "--dry-run")
    assert done.returncode == 0
    assert "create   backend/app/main.py" in done.stdout
    assert files_of(project) == before


def test_the_plan_as_json(project: Path, command: Command) -> None:
    document = json.loads(command("generate", project, "--defaults", "--json").stdout)
    assert document["format"] == 1
    assert document["written"] is True
    assert document["counts"]["create"] == len(document["changes"])
    assert {"path": "app/main.py", "kind": "create", "lines": []} in document["changes"]
    again = json.loads(command("generate", project, "--json").stdout)
    assert again["changes"] == []


def test_a_hand_edit_survives_a_changed_specification(generated: Path, command: Command) -> None:
    model = generated / "backend" / "app" / "models" / "book.py"
    model.write_text(model.read_text() + "\n\ndef by_hand() -> int:\n    return 1\n")
    add_column(generated)
    done = command("generate", generated)
    assert done.returncode == 0, done.stderr
    assert "by_hand" in model.read_text()
    assert "pages" in model.read_text()
    assert "merge    backend/app/models/book.py  (backend/app/models/book.py:" in done.stdout


def test_changes_to_existing_files_are_shown_as_a_diff_with_citations(generated: Path, command: Command) -> None:
    add_column(generated)
    done = command("generate", generated, "--diff", "--dry-run")
    assert "--- a/backend/app/models/book.py" in done.stdout
    assert any(line.startswith("@@") and "backend/app/models/book.py:" in line for line in done.stdout.splitlines())
    assert "\x1b" not in done.stdout


def conflict(project: Path) -> Path:
    """Edit by hand what the specifications then change."""
    file = project / "backend" / ".env.example"
    model = project / "backend" / "app" / "models" / "book.py"
    lines = model.read_text().splitlines(keepends=True)
    index = next(number for number, line in enumerate(lines) if "title" in line and "100" in line)
    lines[index] = lines[index].replace("100", "55")
    model.write_text("".join(lines))
    schema = project / "specs" / "database" / "schema.md"
    schema.write_text(schema.read_text().replace("varchar(100)", "varchar(77)"))
    assert file.exists()
    return model


def test_conflicts_end_with_4_and_nothing_is_written(generated: Path, command: Command) -> None:
    model = conflict(generated)
    before = files_of(generated)
    done = command("generate", generated, "--defaults")
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1
    assert "backend/app/models/book.py:" in done.stderr
    assert "55" in model.read_text()
    assert files_of(generated) == before


def test_conflicts_as_json(generated: Path, command: Command) -> None:
    conflict(generated)
    done = command("generate", generated, "--defaults", "--json")
    document = json.loads(done.stdout)
    assert (done.returncode, document["written"]) == (4, False)
    (change,) = [change for change in document["changes"] if change["kind"] == "conflict"]
    assert change["path"] == "app/models/book.py"
    assert change["lines"]


@pytest.mark.parametrize(("side", "kept"), [("mine", "55"), ("generated", "77")])
def test_conflicts_can_be_decided(side: str, kept: str, generated: Path, command: Command) -> None:
    model = conflict(generated)
    assert command("generate", generated, "--defaults", "--prefer", side).returncode == 0
    assert kept in model.read_text()
    assert "<<<<<<<" not in model.read_text()


def test_a_file_deleted_by_hand_stays_away_until_it_is_restored(generated: Path, command: Command) -> None:
    file = generated / "backend" / "README.md"
    file.unlink()
    done = command("generate", generated)
    assert "absent   backend/README.md" in done.stdout
    assert not file.exists()
    assert command("generate", generated, "--restore").returncode == 0
    assert file.exists()


def test_a_foreign_file_in_the_way_is_not_overwritten(project: Path, tmp_path: Path, command: Command) -> None:
    out = tmp_path / "out"
    (out / "app").mkdir(parents=True)
    (out / "app" / "config.py").write_text("class Settings:\n    mine = 1\n\n    def f(self) -> int: return 2\n")
    before = files_of(out)
    done = command("generate", project, "--defaults", "--out", out)
    if done.returncode == 4:
        assert files_of(out) == before
    assert "mine = 1" in (out / "app" / "config.py").read_text()


KILLED = """
import os, pathlib, signal, sys
left = 30
replace = pathlib.Path.replace

def counted(self, target):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)

pathlib.Path.replace = counted
from workbench.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name != "posix", reason="kills a process by signal")
def test_a_killed_run_is_finished_by_the_next(project: Path, tmp_path: Path, command: Command) -> None:
    words = [sys.executable, "-c", KILLED, "generate", str(project), "--defaults"]
    assert subprocess.run(words, check=False, capture_output=True).returncode == -signal.SIGKILL
    assert any(path.name.endswith(".workbench-new") for path in project.rglob("*"))
    done = command("generate", project, "--defaults")
    assert done.returncode == 0, done.stderr
    assert not any(path.name.endswith(".workbench-new") for path in project.rglob("*"))
    command("generate", project, "--defaults", "--out", tmp_path / "fresh")
    fresh = {name: text for name, text in files_of(tmp_path / "fresh").items() if not name.startswith(".workbench")}
    assert files_of(project / "backend") == fresh
