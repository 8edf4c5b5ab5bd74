"""What every error looks like, told from documented examples."""

import pytest

from generators.blueprint import DEFAULT_ERROR_BODY, ErrorField, ErrorPart
from tests.workbench.resolving.readings import setting
from workbench.reading.facts import Topic
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.serving.answers.error_bodies import read_error_body, resolve_error_body


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ('{"errors": {"name": ["is taken"]}}', (ErrorField("errors", ErrorPart.FIELDS, "body"),)),
        ('{"errors": {"name": ["is taken"], "base": ["no"]}}', (ErrorField("errors", ErrorPart.FIELDS, "base"),)),
        (
            '{"errors": {"body": ["is taken"]}}',
            (ErrorField("errors", ErrorPart.OBJECT, fields=(ErrorField("body", ErrorPart.MESSAGES),)),),
        ),
        ('{"errors": {}}', (ErrorField("errors", ErrorPart.FIELDS, "body"),)),
        ('{"errors": ["is taken"]}', (ErrorField("errors", ErrorPart.MESSAGES),)),
        ('{"total": 3}', ()),
        ("[]", ()),
        ("{", ()),
    ],
)
def test_lists_of_messages_are_told_apart(text: str, fields: tuple[ErrorField, ...]) -> None:
    assert read_error_body(text) == fields


def test_the_fuller_of_two_examples_stands_for_both() -> None:
    ledger = Ledger(())
    examples = ('{"detail": "No"}', '{"detail": "No", "errors": [{"field": "name", "message": "no"}]}')
    facts = [setting(Topic.ERROR_BODY, text, line=line) for line, text in enumerate(examples, 1)]
    body = resolve_error_body(ledger, facts)
    assert [field.part for field in body] == [ErrorPart.MESSAGE, ErrorPart.ERRORS]
    assert ledger.questions == ()


def test_two_forms_that_have_nothing_in_common_are_asked_about() -> None:
    ledger = Ledger(())
    examples = ('{"message": "No"}', '{"error": {"text": "No", "message": "No"}}')
    resolve_error_body(ledger, [setting(Topic.ERROR_BODY, text, line=line) for line, text in enumerate(examples, 1)])
    assert [question.id for question in ledger.questions] == ["errors.body.setting"]


def test_without_any_example_errors_have_the_usual_form() -> None:
    assert resolve_error_body(Ledger(()), ()) == DEFAULT_ERROR_BODY
