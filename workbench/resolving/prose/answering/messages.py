"""Claims about the words of errors: ``404 {"detail": "Task not found"}``, ``answers 409 "This name is taken"``."""

import re
from collections.abc import Sequence

from generators.blueprint import ErrorPart, RuleKind
from generators.messages import status_of
from workbench.reading.notation.clauses import Clause, Subject
from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Pattern, Proof, Sentence, Wish, missing, proven
from workbench.resolving.ruling.messages import MessageKey, key_of
from workbench.resolving.serving.answers.error_bodies import parts_of
from workbench.resolving.serving.answers.messages import Shown, occasions_of, read_shown


def _said(_match: re.Match[str], sentence: Sentence, book: Book) -> Proof | None:
    return read_message(sentence, book)


def read_message(sentence: Sentence, book: Book) -> Proof | None:
    """Give the rules of the messages that are said in these very words on all occasions that the sentence tells of;
    nothing where it shows no message."""
    shown = read_shown(sentence.text, sentence.source, book.settings.validation_status)
    if shown is None:
        return None
    if shown.code and (place := sentence.text.find(shown.code)) >= 0:
        sentence.spans.append((place, place + len(shown.code)))
    occasions = [key for key, certain in occasions_of(shown, book) if certain]
    coded = any(part is ErrorPart.CODE for part in parts_of(book.settings.error_body))
    if shown.code and not coded:
        return missing("errors carry no code", RuleKind.MESSAGE)
    code = {"code": shown.code} if shown.code else {}
    found = [
        rule
        for occasion, entity, _ in occasions
        for rule in book.ruled(RuleKind.MESSAGE, entity)
        if _is(rule.parameters, {"occasion": occasion.value, "status": shown.status, "text": shown.text, **code})
    ]
    if not occasions or len(found) < len(occasions):
        wish = _waiting(occasions, shown, book)
        return missing(f"nothing answers {shown.status} with these words", RuleKind.MESSAGE, wish)
    return proven(RuleKind.MESSAGE, *found)


def _waiting(occasions: Sequence[MessageKey], shown: Shown, book: Book) -> Wish | None:
    """Give what lets a sentence ask for more, where its words are known and what they tell of cannot happen yet."""
    said = {key_of(one) for one in book.settings.messages if one.text == shown.text}
    for occasion, entity, column in occasions[:1]:
        if entity and column and set(occasions) <= said and status_of(book.settings, occasion) == shown.status:
            return Wish(Subject(entity, column), Clause("message", 1))
    return None


def _is(parameters: tuple[tuple[str, object], ...], wanted: dict[str, object]) -> bool:
    have = dict(parameters)
    return all(have.get(name) == value for name, value in wanted.items())


PATTERNS = (
    Pattern(
        r"(?:(?:with|and|the|an?|response|json|http|body|error|message|detail|text|of)[: ]+)*"
        r"(?:\{[^{}]*[\"'] ?: ?[\"][^\"]*(?:\{\w+\}[^\"]*)?[\"][^{}]*\}|[\"“][A-Z][^\"“”]{5,120}[\"”])",
        _said,
        ('"', "“"),
    ),
)
