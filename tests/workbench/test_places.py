"""Where state is kept: in the project for a backend inside it, beside the backend for another."""

from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.places import Places


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "project").mkdir()
    return tmp_path / "project"


def test_the_usual_backend_folder(folder: Path) -> None:
    places = Places.of(folder, None)
    assert places.backend == folder / "backend"
    assert places.state == folder.resolve() / ".workbench" / "backend"
    assert places.inside


def test_another_folder_in_the_project_has_a_state_of_its_own(folder: Path) -> None:
    places = Places.of(folder, folder / "services" / "api")
    assert places.state == folder.resolve() / ".workbench" / "services" / "api"
    assert places.inside


def test_a_folder_elsewhere_keeps_its_own_state_and_the_project_none(folder: Path, tmp_path: Path) -> None:
    places = Places.of(folder, tmp_path / "out")
    assert places.state == (tmp_path / "out").resolve() / ".workbench"
    assert not places.inside


def test_naming_the_usual_folder_is_the_same_as_not_naming_one(folder: Path) -> None:
    assert Places.of(folder, folder / "backend").state == Places.of(folder, None).state


def test_only_the_base_of_merges_is_offered_to_version_control(folder: Path) -> None:
    places = Places.of(folder, None)
    places.prepare_state()
    ignored = (folder / ".workbench" / ".gitignore").read_text().splitlines()
    assert "*" in ignored
    assert "!base.json" in ignored


def test_a_note_for_version_control_that_is_there_stays(folder: Path) -> None:
    places = Places.of(folder, None)
    places.prepare_state()
    note = folder / ".workbench" / ".gitignore"
    note.write_text("mine")
    places.prepare_state()
    assert note.read_text() == "mine"


def test_a_missing_project_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="missing does not exist"):
        Places.of(tmp_path / "missing", None)


def test_a_backend_folder_that_is_a_file_is_named(folder: Path) -> None:
    (folder / "backend").touch()
    with pytest.raises(UsageError, match="backend is a file"):
        Places.of(folder, None)


def test_a_backend_that_links_out_of_the_project_is_refused_unless_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (folder / "backend").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="--out"):
        Places.of(folder, None)
    assert not Places.of(folder, folder / "backend").inside


def test_a_state_folder_that_links_out_of_the_project_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (folder / ".workbench").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="leaves the project"):
        Places.of(folder, None)
