"""Finding and decoding the documents of a project folder."""

from pathlib import Path

import pytest

from workbench.errors import SpecsUnreadable, UsageError
from workbench.reading import documents
from workbench.reading.documents import Document, blank_comments, blank_front_matter, find_documents


def write(root: Path, file: str, data: str | bytes = "# Text\n") -> Path:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def files_in(root: Path) -> list[str]:
    return [document.file for document in find_documents(root)[0]]


def test_documents_of_every_layout_are_found_in_the_order_of_their_paths(tmp_path: Path) -> None:
    names = [
        ".kiro/specs/loans/requirements.md",
        ".specify/specs/002-fines/spec.md",
        "openspec/specs/catalog/spec.md",
        "specs/001-books/contracts/openapi.yaml",
        "specs/001-books/spec.md",
        "specs/api/endpoints.md",
        "specs/architecture.md",
        "specs/database/er.mmd",
        "specs/database/schema.sql",
        "specs/features/loan.feature",
    ]
    for name in reversed(names):
        write(tmp_path, name)
    assert files_in(tmp_path) == names


@pytest.mark.parametrize("suffix", ["md", "markdown", "yaml", "yml", "json", "sql", "dbml", "prisma", "feature", "mmd"])
def test_every_notation_that_is_read_is_found(tmp_path: Path, suffix: str) -> None:
    write(tmp_path, f"specs/database/file.{suffix}")
    assert files_in(tmp_path) == [f"specs/database/file.{suffix}"]


def test_other_files_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "specs/notes.txt")
    write(tmp_path, "specs/logo.png", b"\x89PNG\x00")
    write(tmp_path, "specs/api/a.md")
    write(tmp_path, "docs/b.md")
    assert files_in(tmp_path) == ["specs/api/a.md"]


def test_descriptions_of_migrations_are_output_and_not_read(tmp_path: Path) -> None:
    write(tmp_path, "specs/database/migrations/0001.md")
    write(tmp_path, "specs/database/schema.md")
    assert files_in(tmp_path) == ["specs/database/schema.md"]


def test_line_ends_and_byte_order_marks_are_unified(tmp_path: Path) -> None:
    write(tmp_path, "specs/a.md", b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    assert find_documents(tmp_path)[0][0].text == "one\ntwo\nthree\n"


def test_utf_16_with_a_byte_order_mark_is_text(tmp_path: Path) -> None:
    write(tmp_path, "specs/a.md", "# Bücher\n".encode("utf-16"))
    assert find_documents(tmp_path)[0][0].text == "# Bücher\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\x00\x01", "is not UTF-8 text"),
        (b"text\x00more", "NUL bytes"),
        (b"caf\xe9", "is not UTF-8 text (byte 3)"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
    ],
)
def test_a_file_that_is_no_text_is_named_while_the_others_are_read(tmp_path: Path, data: bytes, words: str) -> None:
    write(tmp_path, "specs/a.md", data)
    write(tmp_path, "specs/b.md")
    found, findings = find_documents(tmp_path)
    assert [document.file for document in found] == ["specs/b.md"]
    assert [finding.source.file for finding in findings] == ["specs/a.md"]
    assert words in findings[0].text
    assert findings[0].text.startswith("specs/a.md: ")


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    write(tmp_path, "specs/a.md", b"x" * (documents.LARGEST + 1))
    write(tmp_path, "specs/b.md")
    findings = find_documents(tmp_path)[1]
    assert "too large (5 MB, the limit is 5 MB)" in findings[0].text


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside = write(tmp_path, "secret.md")
    project = tmp_path / "project"
    write(project, "specs/b.md")
    (project / "specs" / "a.md").symlink_to(outside)
    found, findings = find_documents(project)
    assert [document.file for document in found] == ["specs/b.md"]
    assert "leaves the project folder" in findings[0].text


def test_a_link_inside_the_folder_is_read(tmp_path: Path) -> None:
    write(tmp_path, "docs/real.md", "# Real\n")
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "a.md").symlink_to(tmp_path / "docs" / "real.md")
    assert find_documents(tmp_path)[0][0].text == "# Real\n"


def test_a_link_to_a_folder_is_named_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "specs/b.md")
    (tmp_path / "specs" / "loop").symlink_to(tmp_path / "specs")
    found, findings = find_documents(tmp_path)
    assert [document.file for document in found] == ["specs/b.md"]
    assert "link to a folder" in findings[0].text


def test_a_dangling_link_is_named(tmp_path: Path) -> None:
    write(tmp_path, "specs/b.md")
    (tmp_path / "specs" / "a.md").symlink_to(tmp_path / "nowhere.md")
    assert "cannot be read" in find_documents(tmp_path)[1][0].text


def test_a_missing_folder_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such folder; pass the project folder"):
        find_documents(tmp_path / "nowhere")


def test_a_file_in_place_of_a_folder_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no folder"):
        find_documents(write(tmp_path, "file.md"))


def test_a_folder_without_specifications_says_where_to_write_them(tmp_path: Path) -> None:
    with pytest.raises(SpecsUnreadable, match="there are no specifications; write them to specs/api"):
        find_documents(tmp_path)


def test_the_specs_folder_itself_is_told_from_an_empty_project(tmp_path: Path) -> None:
    write(tmp_path, "specs/api/a.md")
    with pytest.raises(SpecsUnreadable, match="pass the project folder above it"):
        find_documents(tmp_path / "specs")


def test_where_nothing_can_be_read_the_reason_is_the_message(tmp_path: Path) -> None:
    write(tmp_path, "specs/a.md", b"\x00")
    with pytest.raises(SpecsUnreadable, match=r"specs/a\.md: is not text"):
        find_documents(tmp_path)
    write(tmp_path, "specs/b.md", b"\x00")
    with pytest.raises(SpecsUnreadable, match="none of its 2 specification files can be read; first: specs/a"):
        find_documents(tmp_path)


def test_only_documents_that_refer_to_files_are_handed_the_others(tmp_path: Path) -> None:
    write(tmp_path, "specs/api/a.yaml", "x:\n  $ref: './b.yaml#/X'\n")
    write(tmp_path, "specs/api/b.yaml", "X:\n  $ref: '#/Y'\n")
    first, second = find_documents(tmp_path)[0]
    assert [file for file, _ in first.linked] == ["specs/api/b.yaml"]
    assert second.linked == ()


def test_front_matter_is_emptied_and_lines_keep_their_numbers() -> None:
    text = blank_front_matter("---\ntitle: x\n---\n# A\n")
    assert text.split("\n") == ["", "", "", "# A", ""]
    assert blank_front_matter("---\nno end\n") == "---\nno end\n"


def test_comments_are_emptied_and_lines_keep_their_numbers() -> None:
    assert blank_comments("a <!-- b\nc --> d\n<!-- open") == "a \n d\n<!-- open"


def test_a_source_never_leaves_the_text() -> None:
    document = Document("specs/a.md", "one\ntwo")
    assert (document.source(0).line, document.source(9).line) == (1, 2)
    assert (document.source(1, 99).end_line, document.source(2, 1).end_line) == (2, 2)


def test_answers_are_no_markdown_that_states_facts() -> None:
    assert not Document(documents.CLARIFICATIONS, "").is_markdown
    assert Document("specs/other.MD", "").is_markdown
