"""The outline, the sections of a document, and the words for what was understood."""

from pathlib import Path

import pytest

from generators.blueprint import Source
from screens import marks
from screens.outline import describe, section_at, short_folder, understood_at
from screens.snapshot import Snapshot, find_margins
from tests.screens.memory import API, MISSING, MemoryProject, a_reading
from workbench.reading.facts import (
    AnswerFact,
    DocumentFacts,
    EndpointFact,
    Fact,
    Finding,
    IndexFact,
    Reading,
    RequirementFact,
    SettingFact,
    TableFact,
    Topic,
)

HERE = Source(API, 1, 1)
LONG = "# Title\n\n" + "\n".join(f"## Part {part}\n" + "line\n" * 60 for part in range(4))


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (EndpointFact("GET", "/notes", HERE), "endpoint GET /notes"),
        (TableFact("notes", (), HERE, "table"), "table notes with 0 columns"),
        (IndexFact("notes", ("a", "b"), HERE), "index on notes (a, b)"),
        (RequirementFact("notes", "It MUST.", HERE, "FR-001"), "requirement notes#FR-001"),
        (RequirementFact("notes", "It MUST.", HERE), "requirement of notes"),
        (SettingFact(Topic.MAX_LIMIT, "100", HERE), "max limit = 100"),
        (AnswerFact("notes.order", "?", "newest", HERE), "answer to notes.order"),
    ],
)
def test_every_kind_of_fact_has_words(fact: Fact, words: str) -> None:
    assert describe(fact) == words


def test_a_short_document_is_one_section() -> None:
    assert section_at("# A\n\ntext\n", 3) == (1, 4)


def test_of_a_long_document_the_largest_fitting_section_around_the_line_is_given() -> None:
    first, last = section_at(LONG, 70)
    assert LONG.split("\n")[first - 1] == "## Part 1"
    assert last - first < 120


def test_a_line_outside_every_section_is_shown_alone() -> None:
    assert section_at("x\n" * 200, 7) == (7, 7)


def test_questions_facts_and_unread_text_are_told_together(tmp_path: Path) -> None:
    project = MemoryProject(tmp_path)
    snapshot = Snapshot(a_reading(), project.resolution())
    assert understood_at(snapshot, API, 19) == [f"? {MISSING.text}", "✓ endpoint DELETE /notes/{id}"]
    assert understood_at(snapshot, API, 15) == ["○ unread"]
    assert understood_at(snapshot, API, 2) == []


@pytest.mark.parametrize(
    ("folder", "shown"),
    [
        ("specs", "specs"),
        ("specs/api", "api"),
        ("specs/002-orders/contracts", "002-orders/contracts"),
        ("specs/003-everything-about-orders/contracts", "003-everyt…/contracts"),
    ],
)
def test_a_folder_keeps_its_end_where_there_is_little_room(folder: str, shown: str) -> None:
    assert short_folder(folder) == shown
    assert len(shown) <= 21


def test_what_is_missing_at_the_end_of_a_document_marks_its_last_line() -> None:
    finding = Finding(Source("specs/api/o.yaml", 3, 3), "is not valid YAML")
    reading = Reading(
        (DocumentFacts("specs/api/o.yaml", (), (), (finding,)),), {"specs/api/o.yaml": "a: 1\npaths: [\n"}
    )
    assert find_margins(reading, None) == {"specs/api/o.yaml": {2: marks.FINDING}}
    assert understood_at(Snapshot(reading), "specs/api/o.yaml", 2) == ["! is not valid YAML"]
