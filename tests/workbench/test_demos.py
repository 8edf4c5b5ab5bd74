"""Bundled examples are copied whole, once, and never over something else."""

from pathlib import Path

import pytest

from workbench.demos import EXAMPLES, copy_example, describe_example, example_names
from workbench.errors import UsageError


def documents(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.md")}


def test_there_is_a_todo_example() -> None:
    assert "todo" in example_names()


@pytest.mark.parametrize("name", example_names())
def test_an_example_is_copied_as_it_is(name: str, tmp_path: Path) -> None:
    assert copy_example(name, tmp_path / "copy")
    assert documents(tmp_path / "copy") == documents(EXAMPLES / name)


@pytest.mark.parametrize("name", example_names())
def test_an_example_says_in_a_sentence_what_it_is_about(name: str) -> None:
    about = describe_example(name)
    overview = " ".join((EXAMPLES / name / "specs" / "overview.md").read_text("utf-8").split())
    assert about.endswith(".")
    assert ". " not in about
    assert about in overview


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert copy_example("todo", tmp_path)


def test_an_earlier_copy_is_used_again_with_its_edits(tmp_path: Path) -> None:
    copy_example("todo", tmp_path)
    edited = next(tmp_path.rglob("*.md"))
    edited.write_text("edited")
    assert not copy_example("todo", tmp_path)
    assert edited.read_text() == "edited"


def test_a_folder_with_other_content_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="holds something else already"):
        copy_example("todo", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="holds something else already"):
        copy_example("todo", tmp_path / "file")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be copied"):
        copy_example("todo", tmp_path / "file" / "below")


def test_a_misspelt_name_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="did you mean todo"):
        copy_example("tood", tmp_path / "copy")


def test_an_unknown_name_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there are: .*todo"):
        copy_example("zzzzzz", tmp_path / "copy")
