"""Error bodies below headings about errors, and what is none."""

import json

import pytest

from workbench.reading.documents import Document
from workbench.reading.facts import SettingFact, Topic
from workbench.reading.settings import error_bodies


def bodies_in(text: str) -> list[object]:
    facts = error_bodies.read(Document("specs/architecture.md", text)).facts
    assert all(isinstance(fact, SettingFact) and fact.topic is Topic.ERROR_BODY for fact in facts)
    return [json.loads(fact.value) for fact in facts if isinstance(fact, SettingFact)]


@pytest.mark.parametrize("heading", ["Errors", "Error format", "Error responses"])
def test_the_object_below_a_heading_about_errors_is_read(heading: str) -> None:
    assert bodies_in(f'# App\n\n## {heading}\n\n```json\n{{"error": {{"code": "x"}}}}\n```\n') == [
        {"error": {"code": "x"}}
    ]


@pytest.mark.parametrize("lead", ["Every error has this body:", "Errors look so:", "The error format is fixed:"])
def test_the_object_that_a_sentence_on_errors_leads_to_is_read(lead: str) -> None:
    text = f'# Boats\n\n{lead}\n\n```json\n{{"error": {{"code": "x"}}}}\n```\n'
    assert bodies_in(text) == [{"error": {"code": "x"}}]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('# Boats\n\nA boat without errors:\n\n```json\n{"name": "x"}\n```\n', id="another sentence"),
        pytest.param('## Lists\n\n```json\n{"total": 1}\n```\n', id="another heading"),
        pytest.param('## GET /boats errors\n\n```json\n{"detail": "x"}\n```\n', id="of one endpoint"),
        pytest.param("## Errors\n\n```json\n{not json\n```\n", id="no JSON"),
        pytest.param("## Errors\n\n```json\n[1]\n```\n", id="no object"),
        pytest.param('## Errors\n\n```python\n{"detail": "x"}\n```\n', id="code"),
    ],
)
def test_anything_else_is_no_error_body(text: str) -> None:
    assert bodies_in(text) == []


@pytest.mark.parametrize(
    "said",
    [
        'Every error looks like `{"message": "No such boat"}`.',
        'Error responses have the form `{"message": "No such boat"}`',
        '- All errors are `{"message": "No such boat"}`',
    ],
)
def test_the_object_within_a_sentence_about_all_errors_is_read(said: str) -> None:
    assert bodies_in(f"# App\n\n{said}\n") == [{"message": "No such boat"}]


@pytest.mark.parametrize(
    "said",
    ['Answers `{"message": "No such boat"}`.', "Errors look like `{detail}`.", "An error is logged as `{request_id}`."],
)
def test_other_objects_within_sentences_are_not(said: str) -> None:
    assert bodies_in(f"# App errors\n\n{said}\n") == []
