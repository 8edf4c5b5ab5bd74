"""What was worked out is remembered between commands, and nothing depends on it."""

from pathlib import Path

import platformdirs
import pytest

from workbench import memory
from workbench.memory import remember


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder."""
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: tmp_path)
    return tmp_path / "understood"


class Work:
    """Something that takes long, and counts how often it was done."""

    def __init__(self, result: str = "done") -> None:
        self.result = result
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        return self.result


def test_the_same_key_is_worked_out_once() -> None:
    work = Work()
    assert [remember(str, ("a.md", "text"), work) for _ in range(3)] == ["done"] * 3
    assert work.times == 1


def test_another_text_is_worked_out_again() -> None:
    work = Work()
    remember(str, ("a.md", "text"), work)
    remember(str, ("a.md", "another"), work)
    assert work.times == 2


def test_where_one_text_ends_and_the_next_begins_matters() -> None:
    work = Work()
    remember(str, ("ab", "c"), work)
    remember(str, ("a", "bc"), work)
    assert work.times == 2


def test_a_changed_program_works_it_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    work = Work()
    remember(str, ("a.md",), work)
    monkeypatch.setattr(memory, "_program", lambda: "another program")
    remember(str, ("a.md",), work)
    assert work.times == 2


@pytest.mark.parametrize("content", [b"", b"torn", b"\x80\x05N."])
def test_a_file_that_holds_something_else_is_worked_out_again(folder: Path, content: bytes) -> None:
    work = Work()
    remember(str, ("a.md",), work)
    next(folder.iterdir()).write_bytes(content)
    assert remember(str, ("a.md",), work) == "done"
    assert work.times == 2


def test_a_folder_that_cannot_be_written_is_no_error(folder: Path) -> None:
    folder.write_text("in the way")
    assert remember(str, ("a.md",), Work()) == "done"


def test_the_oldest_are_dropped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_KEPT", 2)
    for name in ("a", "b", "c"):
        remember(str, (name,), Work())
    assert len(list(folder.iterdir())) == 2
