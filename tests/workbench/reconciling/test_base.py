"""The base of the merge keeps texts exactly, in a form that version control can show and merge."""

import json
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.reconciling.base import base_document, read_base

BASE = {"app/main.py": "x = 1\n", "README.md": "# Ü\r\n", "empty.py": ""}


def test_texts_come_back_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "base.json").write_text(base_document(BASE), "utf-8")
    assert read_base(tmp_path / "base.json") == BASE


def test_without_a_file_nothing_was_generated_yet(tmp_path: Path) -> None:
    assert read_base(tmp_path / "base.json") == {}


def test_the_document_does_not_depend_on_the_order() -> None:
    assert base_document(BASE) == base_document(dict(reversed(BASE.items())))


def test_each_file_has_a_line_of_its_own() -> None:
    lines = base_document(BASE).splitlines()
    assert [json.loads("{" + line.rstrip(",") + "}").popitem()[0] for line in lines[1:-1]] == sorted(BASE)


def test_a_changed_file_changes_only_its_line() -> None:
    before = base_document(BASE).splitlines()
    after = base_document(BASE | {"empty.py": "y = 1\n"}).splitlines()
    assert sum(one != two for one, two in zip(before, after, strict=True)) == 1


def test_an_entry_compressed_by_another_library_is_kept() -> None:
    document = json.loads(base_document(BASE))
    document["files"]["empty.py"]["text"] = "other bytes, same content"
    assert "other bytes, same content" in base_document(BASE, json.dumps(document))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"format": 2, "files": {}}',
        '{"format": 1, "files": {"a": {"sha256": "0", "text": "eJwDAAAAAAE="}}}',
    ],
)
def test_a_damaged_file_is_named_with_what_to_do(tmp_path: Path, content: str) -> None:
    (tmp_path / "base.json").write_text(content)
    with pytest.raises(WorkbenchError, match=r"base\.json is damaged .* restore it from version control"):
        read_base(tmp_path / "base.json")
