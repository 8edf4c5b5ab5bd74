"""What no reader understood is shown."""

import pytest

from workbench.reading import leftovers
from workbench.reading.documents import Document


def read(text: str, file: str = "specs/features/loans.md") -> list[tuple[int, str]]:
    return [(entry.source.line, entry.text) for entry in leftovers.read(Document(file, text)).unread]


def test_an_open_point_is_shown_with_its_line_and_reason() -> None:
    text = "# Loans\n\n- **FR-001**: Loans end after [NEEDS CLARIFICATION: how many days?]\n"
    assert read(text) == [(3, "Needs clarification: how many days?")]


def test_two_open_points_in_one_line_are_two() -> None:
    assert len(read("a [NEEDS CLARIFICATION: x] b [NEEDS CLARIFICATION: y]\n")) == 2


def test_a_mere_mention_of_the_marker_is_no_open_point() -> None:
    assert read("- [x] No [NEEDS CLARIFICATION] markers remain\n") == []


def test_a_table_of_fields_that_belongs_to_nothing_is_shown() -> None:
    text = "# Notes\n\n## Data model\n\n| Field | Type |\n|---|---|\n| id | int |\n| title | text |\n"
    assert [line for line, _ in read(text)] == [5]


@pytest.mark.parametrize(
    "heading", ["## Loans table", "## Request body schema", "## Future data model", "## Who uses this"]
)
def test_other_tables_are_not(heading: str) -> None:
    assert read(f"# Notes\n\n{heading}\n\n| Field | Type |\n|---|---|\n| id | int |\n| title | text |\n") == []


def test_entities_in_other_languages_are_shown() -> None:
    text = '# Notes\n\n```java\n@Entity\n@Table(name = "loans")\npublic class Loan { }\n```\n'
    assert read(text) == [(3, "Entities in java; write them as a table or as SQL.")]


def test_entities_that_the_document_also_defines_are_not() -> None:
    text = "# Notes\n\n## Loans table\n- id: int\n- title: text\n\n```java\n@Entity\npublic class Loan { }\n```\n"
    assert read(text) == []


def test_what_was_understood_leaves_nothing() -> None:
    assert read("# Loans\n\n- The title must be short\n\n```python\nprint(1)\n```\n") == []


def test_entities_in_code_that_are_read_are_not_left_over() -> None:
    code = "const berthSchema = new mongoose.Schema({ label: String });\nmodel('Berth', berthSchema);"
    text = f"# Schema\n\n```javascript\n{code}\n```\n"
    assert leftovers.read(Document("specs/database/schema.md", text)).unread == ()
