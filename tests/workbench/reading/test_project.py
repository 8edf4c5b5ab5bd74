"""Reading a whole project."""

from pathlib import Path

import pytest

from workbench.reading.documents import Document
from workbench.reading.facts import DocumentFacts, EndpointFact
from workbench.reading.project import read_document, read_project
from workbench.reading.readers import READERS

API = "# API\n\n### GET /books\nList books.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "specs" / "api").mkdir(parents=True)
    (tmp_path / "specs" / "api" / "a.md").write_text(API)
    (tmp_path / "specs" / "overview.md").write_text("# Overview\n\nA library.\n")
    return tmp_path


def test_a_reading_holds_texts_and_facts_by_document(project: Path) -> None:
    reading = read_project(project)
    assert [document.file for document in reading.documents] == ["specs/api/a.md", "specs/overview.md"]
    assert reading.texts["specs/api/a.md"] == API
    assert [(fact.method, fact.path) for fact in reading.facts_of(EndpointFact)] == [("GET", "/books")]


def test_texts_cannot_be_changed(project: Path) -> None:
    with pytest.raises(TypeError):
        read_project(project).texts["x"] = "y"  # type: ignore[index]


def test_a_saved_file_reads_one_document_again(project: Path) -> None:
    before = read_project(project)
    (project / "specs" / "api" / "a.md").write_text(API + "\n### POST /books\nCreate.\n")
    after = read_project(project)
    assert after.documents[0] is not before.documents[0]
    assert after.documents[1] is before.documents[1]


def test_files_that_cannot_be_read_come_first_among_the_findings(project: Path) -> None:
    (project / "specs" / "z.md").write_bytes(b"\x00")
    (project / "specs" / "a.yaml").write_text("openapi: 3.0.0\npaths: [\n")
    findings = read_project(project).findings
    assert [finding.source.file for finding in findings] == ["specs/z.md", "specs/a.yaml"]


def test_a_project_that_states_no_endpoint_is_a_reading_too(tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "a.md").write_text("# Nothing\n")
    reading = read_project(tmp_path)
    assert reading.facts_of(EndpointFact) == ()
    assert reading.unread == ()


def test_facts_stand_in_the_order_of_their_lines() -> None:
    text = "# API\n\n### GET /b\n\n| Column | Type |\n|---|---|\n| id | uuid |\n\n### GET /a\nList.\n"
    lines = [fact.source.line for fact in read_document(Document("specs/api/order.md", text)).facts]
    assert lines == sorted(lines)


def test_reader_names_are_distinct() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)


@pytest.mark.parametrize("file", ["a.md", "a.yaml", "a.json", "a.sql", "a.dbml", "a.prisma", "a.feature", "a.mmd"])
def test_an_empty_document_of_any_notation_states_nothing(file: str) -> None:
    found = read_document(Document(f"specs/{file}", ""))
    assert found == DocumentFacts(f"specs/{file}")


@pytest.mark.parametrize(("anchor", "unread"), [("new-boat", 0), ("old-boat", 1)])
def test_a_body_that_is_a_link_to_nothing_is_unread(tmp_path: Path, anchor: str, unread: int) -> None:
    folder = tmp_path / "specs" / "api"
    folder.mkdir(parents=True)
    (folder / "boats.md").write_text(f"# Boats\n\n### POST /boats\n\nBody: [Boat](bodies.md#{anchor})\n")
    (folder / "bodies.md").write_text('# Bodies\n\n## New boat\n\n```json\n{"name": "Tern"}\n```\n')
    found = read_project(tmp_path).unread
    assert [(one.source.line, anchor in one.text) for one in found] == [(3, True)] * unread
