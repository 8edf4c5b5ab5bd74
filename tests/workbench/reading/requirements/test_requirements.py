"""Requirements: what asks for behaviour, with its lines and what sets it aside."""

from textwrap import dedent

import pytest

from workbench.reading.documents import Document
from workbench.reading.facts import RequirementFact
from workbench.reading.requirements import gherkin_features, requirements
from workbench.reading.requirements.behaviour import find_aside, is_english
from workbench.reading.requirements.requirements import feature_of, find_label


def read(text: str, file: str = "specs/features/loans.md") -> list[RequirementFact]:
    facts = requirements.read(Document(file, dedent(text).lstrip("\n"))).facts
    return [fact for fact in facts if isinstance(fact, RequirementFact)]


def texts(text: str) -> list[str]:
    return [fact.text for fact in read(text)]


def test_a_labelled_bullet_keeps_its_label_line_and_headings() -> None:
    (fact,) = read("# Loans\n\n## Requirements\n\n- **FR-003**: The API MUST refuse a second loan\n")
    assert (fact.label, fact.source.line, fact.section, fact.feature) == (
        "FR-003",
        5,
        ("Loans", "Requirements"),
        "loans",
    )


def test_each_bullet_below_rules_is_one() -> None:
    assert texts("## Validation Rules\n\n- title: 1-80 letters\n- size over zero\n") == [
        "title: 1-80 letters",
        "size over zero",
    ]


def test_a_feature_tells_its_rules_in_plain_sentences() -> None:
    story = "# Orders\n\n## From cart to door\n\nAn order starts as *open*. A paid order can no longer be changed.\n"
    assert texts(story) == ["An order starts as *open*.", "A paid order can no longer be changed."]


def test_a_label_counts_as_a_heading() -> None:
    assert texts("## POST /loans\n\n**Business rules:**\n\n- one loan each\n") == ["one loan each"]


def test_sentences_with_must_are_found_in_any_document() -> None:
    (fact,) = read("# Notes\n\nThis is a story. Loans must end within a month.\nMore text.\n", "specs/architecture.md")
    assert (fact.text, fact.source.line) == ("Loans must end within a month.", 3)


def test_a_sentence_keeps_its_own_line() -> None:
    (fact,) = read("# Notes\n\nThis is a story.\nLoans must end within a month.\n", "specs/architecture.md")
    assert fact.source.line == 4


def test_text_that_asks_for_nothing_is_left_out() -> None:
    assert texts("# Loans\n\n## Background\n\nPeople like books.\n\n- Libraries are old\n") == []


def test_a_scenario_of_steps_is_one() -> None:
    found = read("""
        ### Scenario: lending

        - **Given** a reader
        - **When** they lend a book
        - **Then** the answer is 201
    """)
    assert [(fact.source.line, fact.source.end_line) for fact in found] == [(3, 5)]
    assert found[0].text == "Given a reader When they lend a book Then the answer is 201"


def test_two_scenarios_of_steps_are_two() -> None:
    steps = "- Given a\n- When b\n- Then c\n"
    assert len(read(f"### Scenarios\n\n{steps}{steps}")) == 2


def test_a_scenario_in_one_item_is_one() -> None:
    found = read(
        "1. **Given** a reader, **When** they lend, **Then** it is theirs\n2. **Given** none,"
        " **When** x, **Then** 404\n"
    )
    assert [fact.source.line for fact in found] == [1, 2]


@pytest.mark.parametrize(
    "sentence",
    [
        "The system shall keep loans for a year",
        "When a loan ends, the system shall write an entry",
        "If the book is out, then the API shall answer 409",
        "While a loan is open, the book cannot be lent",
    ],
)
def test_ears_sentences_are_found(sentence: str) -> None:
    assert texts(f"# Loans\n\n- {sentence}\n") == [sentence]


def test_rows_of_rules_are_one_each() -> None:
    found = read("## Error Handling\n\n| Case | Answer |\n|---|---|\n| No token | 401 |\n| Not theirs | 404 |\n")
    assert [(fact.text, fact.source.line) for fact in found] == [("No token — 401", 5), ("Not theirs — 404", 6)]


def test_rows_of_parameters_that_limit_are_rules() -> None:
    found = texts("## Query\n\n| Parameter | Type | Values |\n|---|---|---|\n| state | string | `open`, `back` |\n")
    assert found == ["state — string — open, back"]


def test_a_user_story_is_one() -> None:
    assert texts("- As a reader, I want to lend a book so that I can read it\n") == [
        "As a reader, I want to lend a book so that I can read it"
    ]


def test_members_of_an_annotated_body_are_rules() -> None:
    found = read(
        '## POST /loans\n\n```json\n{\n  "title": "string (required, 1-80 chars)",\n  "size": 3\n}\n```\n',
        "specs/api/loans.md",
    )
    assert [(fact.text, fact.source.line) for fact in found] == [("title: string (required, 1-80 chars)", 5)]


def test_properties_of_a_json_schema_are_rules_with_all_their_lines() -> None:
    schema = """{
  "properties": {
    "label": {
      "type": "string",
      "maxLength": 40
    },
    "size": {
      "type": "integer"
    },
    "sample": { "description": "no rule at all, but one" },
    "seat": {
      "description": "an example of something else"
    }
  }
}"""
    found = read(f"## POST /loans\n\n```json\n{schema}\n```\n", "specs/api/loans.md")
    assert [(one.text, one.source.line, one.source.end_line) for one in found] == [
        ("label — string — max 40 characters", 6, 9)
    ]


def test_what_stands_below_a_sentence_that_ends_in_must_is_asked_for() -> None:
    assert texts(
        "Calls carry a reader. The backend MUST:\n\n1. Take the reader from the card\n2. Hello there you\n"
    ) == [
        "Take the reader from the card",
        "Hello there you",
    ]
    assert texts("- A card must hold:\n  - `sub`: the reader\n") == ["A card must hold sub: the reader"]


def test_parameters_in_bullets_are_rules() -> None:
    assert texts("## GET /loans\n\n**Query Parameters:**\n- `shelf`: Filter by shelf\n- nothing at all\n") == [
        "shelf: Filter by shelf"
    ]


def test_scenarios_in_a_fence_are_one_each() -> None:
    steps = "Scenario: Lend\n  Given a book\n  When I lend it\n  Then it is away\n"
    found = read(f"## Loans\n\n```gherkin\n{steps}\n{steps}```\n", "specs/features/loans.md")
    assert [(one.text, one.source.line) for one in found] == [
        ("Given a book When I lend it Then it is away", line) for line in (4, 9)
    ]


def test_the_form_of_errors_is_a_rule_with_the_sentence_above_it() -> None:
    found = read('## Errors\n\nAll errors return JSON:\n\n```json\n{"oops": "why"}\n```\n', "specs/api/loans.md")
    assert [(one.text, one.source.line) for one in found] == [('All errors return JSON: {"oops": "why"}', 3)]


def test_ddl_that_limits_is_a_rule() -> None:
    found = read(
        "## loans\n\n```sql\nCREATE TABLE loans (\n  size INT CHECK (size > 0),\n  note TEXT\n);\n```\n",
        "specs/database/a.md",
    )
    assert [fact.source.line for fact in found] == [5]


def test_what_an_endpoint_does_is_a_requirement() -> None:
    assert texts("### PATCH /loans/{id}/end\n\nEnds the loan.\n\nNotes.\n") == []
    assert texts("### PATCH /loans/{id}/end\n\nEnds the loan of this reader.\n") == ["Ends the loan of this reader."]


def test_bullets_in_other_languages_are_taken_as_they_come() -> None:
    text = "# Préstamos\n\n## Reglas\n\n" + "- Cada lector puede tener cinco libros y nada más que eso en casa\n" * 1
    assert (
        len(
            texts(
                text
                + "\n## Otros\n\n- El libro vuelve a la biblioteca cuando termina el plazo acordado con el lector\n"
            )
        )
        == 2
    )


@pytest.mark.parametrize(
    "section", ["Table of Contents", "References", "Technology Stack", "Project Structure", "Sample Data"]
)
def test_sections_that_ask_for_nothing_are_left_out(section: str) -> None:
    assert texts(f"# Loans\n\n## {section}\n\n- must be read\n") == []


@pytest.mark.parametrize(
    "file",
    ["specs/checklists/requirements.md", "specs/001-a/tasks.md", "specs/CONTRIBUTING.md", "specs/001-a/research.md"],
)
def test_documents_about_the_work_are_left_out(file: str) -> None:
    assert requirements.applies(Document(file, "- x must y\n")) is False


@pytest.mark.parametrize(
    ("text", "titles", "aside"),
    [
        ("The button shows a spinner", ("Loans", "Requirements"), "user interface"),
        ("A loan ends after a month", ("Loans", "Built-in requirements"), None),
        ("A loan ends after a month", ("Loans", "대출UI"), "user interface"),
        ("The API returns 404 and the page shows it", ("Loans",), None),
        ("401 clears the token", ("Loans", "Frontend Error Handling"), "user interface"),
        ("The backend and the frontend share a token", ("Loans", "Rules"), None),
        ("Deploy with Docker", ("Loans",), "deployment"),
        ("Unit tests cover the code", ("Loans",), "process"),
        ("The list answers within 200ms", ("Loans",), "performance"),
        ("Loans can be shared", ("Loans", "Out of Scope"), "out of scope"),
        ("Loans can be shared", ("Loans", "Future Enhancements"), "future"),
        ("Every loan must have a title", ("Loans", "Validation"), None),
        ("A chore is repeated", ("Chores", "`POST /api/tasks`"), None),
        ("A chore is repeated", ("Chores", "Implementation tasks"), "process"),
        ("Chores are displayed oldest first", ("Chores", "Outcomes"), None),
        ("Chores are displayed in a grid", ("Chores", "Outcomes"), "user interface"),
        ("The revision grows with each save (optimistic locking)", ("Chores", "Rules"), None),
        ("A chore has an owner", ("Chores (Phase III)", "Rules"), None),
        ("A chore has an owner", ("Chores", "Phase III"), "future"),
        ("What happens when two people finish one chore?", ("Chores", "Edge Cases"), "a question without an answer"),
        ("What if nobody owns it? (refused with 422)", ("Chores", "Edge Cases"), None),
        ("Out of scope: chores of teams", ("Chores", "Rules"), "out of scope"),
        ("Version: 1.2 Created: 2026-03-02", ("Chores",), "process"),
        ("Status: open or done", ("Chores", "Fields"), None),
        ("Why this priority: without it nothing works", ("Chores", "Stories"), "process"),
    ],
)
def test_what_is_not_the_backends_is_set_aside(text: str, titles: tuple[str, ...], aside: str | None) -> None:
    assert find_aside(text, titles) == aside


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("**FR-001**: x", "FR-001"),
        ("FR-AUTH-006 x", "FR-AUTH-006"),
        ("AC3: x", "AC3"),
        ("see FR-001", None),
        ("Figure 3", None),
    ],
)
def test_labels(text: str, label: str | None) -> None:
    assert find_label(text) == label


@pytest.mark.parametrize(
    ("file", "feature"),
    [
        ("specs/features/loans.md", "loans"),
        ("specs/003-loans/spec.md", "003-loans"),
        ("specs/architecture.md", "architecture"),
    ],
)
def test_features(file: str, feature: str) -> None:
    assert feature_of(file) == feature


@pytest.mark.parametrize(
    ("text", "english"),
    [
        (
            "The loan must be returned to the library by the reader who has it, and the API i"
            "s to refuse a second one for a book. " * 2,
            True,
        ),
        (
            "El libro vuelve a la biblioteca cuando termina el plazo acordado con cada lector"
            " y nadie puede prolongarlo otra vez. " * 2,
            False,
        ),
        ("대출은 한 달 안에 끝나야 하며 독자는 다섯 권까지 빌릴 수 있다. " * 9, False),
    ],
)
def test_which_language(text: str, english: bool) -> None:
    assert is_english(text) is english


FEATURE = """Feature: Lending
  Background:
    Given a signed-in reader

  @FR-007
  Scenario: Lend a book
    When they lend a book
    Then the answer is 201

  Rule: Limits
    Scenario: Too many
      When they lend a sixth book
      Then the answer is 409
"""


def test_each_gherkin_scenario_is_one() -> None:
    one, other = gherkin_features.read(Document("specs/features/lending.feature", FEATURE)).facts
    assert isinstance(one, RequirementFact)
    assert (one.label, one.source.line, one.source.end_line, one.section) == (
        "FR-007",
        6,
        8,
        ("Lending", "Lend a book"),
    )
    assert one.text == "Given a signed-in reader When they lend a book Then the answer is 201"
    assert isinstance(other, RequirementFact)
    assert (other.section, other.source.line) == (("Lending", "Limits", "Too many"), 11)


def test_a_gherkin_rule_that_states_something_is_one() -> None:
    text = FEATURE.replace("Rule: Limits", "Rule: Only a librarian lends more than five books")
    rule = gherkin_features.read(Document("specs/features/lending.feature", text)).facts[1]
    assert isinstance(rule, RequirementFact)
    assert (rule.text, rule.source.line) == ("Only a librarian lends more than five books", 10)


def test_broken_gherkin_is_reported() -> None:
    found = gherkin_features.read(Document("a.feature", "Featre: x\n"))
    assert (found.facts, found.findings[0].source.file) == ((), "a.feature")


@pytest.mark.parametrize(
    "rule",
    [
        "Ending a loan moves its reminders to the next reader",
        "Comments come oldest first.",
        "`loanCount` is the number of people who lent the book.",
    ],
)
def test_every_sentence_in_a_bullet_of_a_feature_document_is_a_rule(rule: str) -> None:
    assert texts(f"# Loans\n\n- {rule}\n") == [rule.replace("`", "")]


@pytest.mark.parametrize("bullet", ["Status: draft", "specs/database/schema.md", "Fast answers"])
def test_bullets_that_are_no_sentence_are_none(bullet: str) -> None:
    assert texts(f"# Loans\n\n- {bullet}\n") == []


def test_outside_features_a_bullet_needs_words_that_ask() -> None:
    assert read("# Layers\n\n- Ending a loan moves its reminders\n", "specs/architecture.md") == []


def test_rows_of_a_feature_document_that_hold_sentences_are_rules() -> None:
    found = texts("# Alerts\n\n| Kind | Opens |\n|---|---|\n| late | nothing was heard for three days |\n| a | b |\n")
    assert found == ["late — nothing was heard for three days"]


def test_sentences_in_the_section_of_an_endpoint_are_rules_wherever_it_is_named() -> None:
    text = "# API\n\n## Loans\n\n### List\n\n`GET /loans`\n\nNewest loan comes first.\n"
    assert [fact.text for fact in read(text, "specs/api/loans.md")] == ["Newest loan comes first."]


def test_a_header_by_itself_says_how_callers_prove_who_they_are() -> None:
    (fact,) = read("# API\n\n## Access\n\n`Authorization: Token abc`\n", "specs/api/loans.md")
    assert fact.text == "Authorization: Token abc"


def test_ddl_of_a_file_that_limits_is_a_rule() -> None:
    text = """
        -- CHECK (nothing)
        CREATE TYPE state AS ENUM ('out', 'back');
        CREATE TABLE loans (
          days integer CHECK (days > 0),
          UNIQUE (reader_id, book_id)
        );
    """
    assert [(fact.source.line, fact.text) for fact in read(text, "specs/database/loans.sql")] == [
        (2, "CREATE TYPE state AS ENUM ('out', 'back')"),
        (4, "days integer CHECK (days > 0)"),
        (5, "UNIQUE (reader_id, book_id)"),
    ]


@pytest.mark.parametrize("bullet", ["rating 1..5", "title <= 80", "newest start comes first", "bad state -> 409"])
def test_terse_bullets_beside_endpoints_are_rules(bullet: str) -> None:
    text = f"# API\n\n## Loans\n\n```\nGET /loans\n```\n\n- {bullet}\n"
    assert [fact.text for fact in read(text, "specs/api/loans.md")] == [bullet]


def test_ids_of_a_scheme_of_its_own_mark_rules() -> None:
    found = read("# Rules\n\n**LN-07 — A loan is never lent on.**\n\n**ISO-8601 — the dates.**\n", "specs/rules.md")
    assert [(fact.label, fact.text.strip("*")) for fact in found][:1] == [("LN-07", "LN-07 — A loan is never lent on.")]
