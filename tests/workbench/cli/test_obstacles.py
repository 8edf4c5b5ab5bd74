"""What stands in the way is told in one sentence (what, where, what to do), and nothing is written."""

import os
from pathlib import Path

import pytest

from tests.workbench.cli.conftest import SCHEMA, Command, files_of, write_contradiction, write_project


def refused(command: Command, folder: Path, code: int, *words: str, name: str = "generate") -> str:
    """Run a command that must refuse; gives its sentence."""
    before = files_of(folder) if folder.is_dir() else {}
    done = command(name, folder, *words)
    assert done.returncode == code, done.stdout + done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith("workbench: ")
    assert (files_of(folder) if folder.is_dir() else {}) == before
    return done.stderr


@pytest.mark.parametrize("name", ["inspect", "ask", "generate", "test", "check", "watch", "serve"])
def test_a_folder_that_does_not_exist(name: str, tmp_path: Path, command: Command) -> None:
    sentence = refused(command, tmp_path / "missing", 2, name=name)
    assert "missing does not exist; name a folder that holds specs/" in sentence


def test_a_file_instead_of_a_folder(tmp_path: Path, command: Command) -> None:
    (tmp_path / "file").touch()
    assert "is a file" in refused(command, tmp_path / "file", 2)


@pytest.mark.parametrize("name", ["inspect", "ask", "generate", "check"])
def test_a_folder_without_specifications(name: str, tmp_path: Path, command: Command) -> None:
    (tmp_path / "empty").mkdir()
    assert "no specifications" in refused(command, tmp_path / "empty", 5, name=name)


def test_no_terminal_for_the_screens(project: Path, command: Command) -> None:
    done = command(project)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("workbench: The terminal UI needs a terminal")


def test_a_binary_file_named_md(project: Path, command: Command) -> None:
    (project / "specs" / "api" / "image.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff" * 100)
    assert "specs/api/image.md" in refused(command, project, 5, "--defaults")


def test_a_file_of_50_megabytes(project: Path, command: Command) -> None:
    (project / "specs" / "api" / "dump.md").write_bytes(b"word " * 10_000_000)
    sentence = refused(command, project, 5, "--defaults")
    assert "specs/api/dump.md" in sentence
    assert "too large" in sentence


def test_a_file_that_cannot_be_read(project: Path, command: Command) -> None:
    (project / "specs" / "api" / "secret.md").symlink_to(project / "specs" / "api" / "secret.md")
    assert "specs/api/secret.md" in refused(command, project, 5, "--defaults")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a matter of POSIX")
def test_a_pipe_among_the_specifications_is_not_waited_for(project: Path, command: Command) -> None:
    os.mkfifo(project / "specs" / "api" / "pipe.md")
    done = command("generate", project, "--defaults")
    assert done.returncode == 5
    assert "specs/api/pipe.md" in done.stderr


def test_inspect_names_what_cannot_be_read_and_shows_the_rest(project: Path, command: Command) -> None:
    (project / "specs" / "api" / "image.md").write_bytes(b"\x00\xff" * 100)
    done = command("inspect", project)
    assert done.returncode == 0
    assert "specs/api/image.md" in done.stderr
    assert "/api/books" in done.stdout


def test_no_endpoint(tmp_path: Path, command: Command) -> None:
    folder = write_project(tmp_path / "project", **{"database/schema.md": SCHEMA})
    sentence = refused(command, folder, 5, "--defaults")
    assert "No endpoint was found" in sentence
    assert "specs/api/" in sentence


def test_a_broken_interface_is_named_where_no_endpoint_is_found(tmp_path: Path, command: Command) -> None:
    broken = {"database/schema.md": SCHEMA, "api/openapi.yaml": "openapi: 3.0.0\npaths: [\n"}
    sentence = refused(command, write_project(tmp_path / "project", **broken), 5, "--defaults")
    assert "No endpoint was found" in sentence
    assert "specs/api/openapi.yaml:3: This is not valid YAML" in sentence


def test_a_document_that_is_not_read_is_told_beside_the_plan(project: Path, command: Command) -> None:
    (project / "specs" / "api" / "openapi.yaml").write_text("openapi: 3.0.0\npaths: [\n", encoding="utf-8")
    done = command("generate", project, "--defaults", "--dry-run")
    assert "specs/api/openapi.yaml:3: This is not valid YAML" in done.stdout


def test_no_table(tmp_path: Path, command: Command) -> None:
    folder = write_project(tmp_path / "project", **{"api/health.md": "# API\n\n## GET /health\n\nPublic. 200: OK\n"})
    sentence = refused(command, folder, 5, "--defaults")
    assert "No table was found" in sentence
    assert "specs/database/" in sentence


def test_clarifications_that_are_no_text(project: Path, command: Command) -> None:
    (project / "specs" / "clarifications.md").write_bytes(b"\xff\xfe\x00\xd8")
    assert "specs/clarifications.md" in refused(command, project, 5, "--defaults")


def test_clarifications_that_say_nothing_are_no_obstacle(project: Path, command: Command) -> None:
    (project / "specs" / "clarifications.md").write_text("- Q: → A: <!-- -->\n- Q: broken\n### Session\n")
    assert command("generate", project, "--defaults", "--dry-run").returncode == 0


def test_an_out_folder_that_cannot_be_written(project: Path, tmp_path: Path, command: Command) -> None:
    (tmp_path / "file").touch()
    sentence = refused(command, project, 2, "--defaults", "--out", str(tmp_path / "file" / "backend"))
    assert "cannot be written" in sentence


def test_an_out_folder_that_is_a_file(project: Path, tmp_path: Path, command: Command) -> None:
    (tmp_path / "file").touch()
    assert "is a file" in refused(command, project, 2, "--defaults", "--out", str(tmp_path / "file"))


def test_a_backend_that_links_out_of_the_project(project: Path, tmp_path: Path, command: Command) -> None:
    (tmp_path / "elsewhere").mkdir()
    (project / "backend").symlink_to(tmp_path / "elsewhere")
    assert "with --out" in refused(command, project, 2, "--defaults")
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("name", ["test", "serve"])
def test_a_backend_that_is_not_there_yet(name: str, project: Path, command: Command) -> None:
    assert "generate" in refused(command, project, 2, name=name)


def test_open_questions(tmp_path: Path, command: Command) -> None:
    sentence = refused(command, write_contradiction(tmp_path / "project"), 3)
    assert "must be answered before generating" in sentence
    assert "--defaults" in sentence
