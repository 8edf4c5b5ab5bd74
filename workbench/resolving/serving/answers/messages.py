"""Messages that the documents show: what an error says, found in documented answers and in sentences with a status.

A text is only taken where its occasion is plain: from the status, the words beside it and the operation in whose
description it stands. What several texts claim is said as most places have it.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generators.blueprint import Entity, ErrorPart, Message, Occasion, OperationKind, Source
from generators.messages import KEY
from workbench.patterns import regex
from workbench.reading.facts import FieldFact, RequirementFact, ResponseFact
from workbench.resolving.prose.book import Book
from workbench.resolving.ruling.messages import MessageKey
from workbench.resolving.serving.answers.error_bodies import ERROR_PARTS
from workbench.resolving.serving.answers.member_messages import find_member_messages
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.words import snake

_FIRST_ERROR = 400
_CERTAIN = 1000
"""How much a text that tells of the very occasion outweighs one that only fits it."""
_OBJECT = regex(
    r"\{[^{}]*\"?\b(?:detail|message|error|msg)\"?\s*:\s*\"(?P<said>[^\"{}]+(?:\{\w+\}[^\"{}]*)?)\"[^{}]*\}"
)
_QUOTED = regex(r"[\"“](?P<said>[A-Z][^\"“”]{5,120})[\"”]")
_STATUS = regex(r"(?<![<>≤≥=] )(?<![\w.<>≤≥=-])(?:4[0-2]\d|50[0-4])\b(?! ?(?:char|letter|item|word|byte|-|–))")
_CODE = regex(
    r"\"code\"\s*:\s*\"(?P<member>\w+)\"|(?:^|[—|(:])\s*(?P<cell>[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*)\s*(?=[—|):]|$)"
)
"""A machine-readable code: a member of a shown error, or a cell that is nothing but a word in capitals."""
_KEYS = regex(
    r"<\w*id>|\{\w*id\}|\[\w*id\]|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|(?<=\bid )\d+\b|(?<=\bid: )\d+\b",
    re.IGNORECASE,
)
"""Where a text shows the key of a row, as a placeholder or as that of an example: ``No task with id 42``."""
_ROW = regex(r"^[a-z_]\w* — .* — [\"“][A-Z][^\"“”]+[\"”]$")
_LABELLED = regex(r"^error messages?\s*:\s*[\"“][^\"“”]+[\"”]\.?$", re.IGNORECASE)
_SAMPLE = regex(
    r"(?:string|text|message|description|error(?: message| description)?|msg|detail)\W*|.*(?:\.\.\.|…|<).*",
    re.IGNORECASE,
)
_TAKEN = regex(r"\b(?:already|taken|exists|in use|duplicate)\b", re.IGNORECASE)
_WORD = regex(r"[a-z][a-z_]*")
_LONG = regex(r"at most|or (?:less|fewer)|no more|too long|exceed|max|longer|up to|> ?\d", re.IGNORECASE)
_SHORT = regex(r"at least|too short|min(?:imum)?\b|shorter|or more|< ?\d", re.IGNORECASE)
_NEEDED = regex(r"required|missing|empty|blank|provided|whitespace|not be null", re.IGNORECASE)
_RANGE = regex(r"\bbetween\b|\d ?[-–] ?\d", re.IGNORECASE)
_WHOLE = regex(r"\b(?:validation|invalid (?:input|request|data|body|fields?|parameters?)|bad request)\b", re.IGNORECASE)
_EXPIRED = regex(r"\bexpired?\b", re.IGNORECASE)
_BAD = regex(r"\b(?:invalid|malformed|bad|forged|wrong|signature|different secret|tampered)\b", re.IGNORECASE)
_ABSENT = regex(
    r"\b(?:missing|no|without|required|not (?:authenticated|provided|logged in)|unauthenticated|unauthorized)\b",
    re.IGNORECASE,
)
_NAME = regex(r"\b401[ :,—-]*unauthori[sz]ed\b", re.IGNORECASE)
"""The name of the status, which says nothing of its reason."""
_LOGIN = regex(r"credentials|password|e-?mail or|username or", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A text that an error shows, with what stands beside it."""

    status: int
    text: str
    beside: str
    source: Source
    code: str | None = None

    @property
    def words(self) -> str:
        """The text with what stands beside it."""
        return f"{self.beside} {self.text}"


def find_messages(endpoints: Sequence[Endpoint], facts: Iterable[RequirementFact], book: Book) -> tuple[Message, ...]:
    """Give what errors say by the documents, one message for each occasion."""
    votes: dict[MessageKey, Counter[tuple[str, str | None]]] = {}
    sources: dict[tuple[MessageKey, str], list[Source]] = {}
    for shown in _shown(endpoints, facts, book.settings.validation_status):
        for key, certain in occasions_of(shown, book):
            votes.setdefault(key, Counter())[shown.text, shown.code] += _CERTAIN if certain else 1
            sources.setdefault((key, shown.text), []).append(shown.source)
    found = []
    for (occasion, entity, column), counts in votes.items():
        (text, code), _ = counts.most_common(1)[0]
        places = tuple(dict.fromkeys(sources[(occasion, entity, column), text]))
        found.append(Message(occasion, text, entity, column, code, places))
    known = {(one.occasion, one.entity, one.column) for one in found}
    found += [
        one for one in find_member_messages(endpoints, book) if (one.occasion, one.entity, one.column) not in known
    ]
    return tuple(
        sorted(found, key=lambda one: (list(Occasion).index(one.occasion), one.entity or "", one.column or ""))
    )


def _shown(endpoints: Sequence[Endpoint], facts: Iterable[RequirementFact], refused: int) -> Iterator[Shown]:
    answers = [one for endpoint in endpoints for response in endpoint.responses for one in _in_answer(response)]
    # The sample of a schema that several answers refer to is nobody's own text.
    statuses: dict[tuple[str, str], set[int]] = {}
    for one in answers:
        statuses.setdefault((one.source.file, one.text), set()).add(one.status)
    yield from (one for one in answers if len(statuses[one.source.file, one.text]) == 1)
    for fact in facts:
        shown = None if fact.aside else read_shown(fact.said, fact.source, refused)
        if shown is not None:
            yield shown


def read_shown(text: str, source: Source, refused: int) -> Shown | None:
    """Give the text that a sentence shows beside the one status that it names; the row of a value that ends in one
    (``title — at most 9 characters — "Too long"``) tells what is said where the value is refused."""
    plain = text.replace("**", "").replace("`", "")
    statuses = set(_STATUS.findall(plain)) or ({str(refused)} if is_refusal(plain) else set())
    match = (_OBJECT.search(plain) or _QUOTED.search(plain)) if len(statuses) == 1 else None
    if match is None or len(_QUOTED.findall(plain)) > 1 or _SAMPLE.fullmatch(as_text(match["said"])):
        return None
    beside = f"{plain[: match.start()]} {plain[match.end() :]}"
    code = _CODE.search(plain)
    return Shown(
        int(statuses.pop()), as_text(match["said"]), beside, source, code[code.lastgroup or 0] if code else None
    )


def is_refusal(text: str) -> bool:
    """Tell whether a line says what a refused value is answered with, though it names no status: the row of a value
    that ends in a text, or a text that is labelled so below the heading of a value."""
    return (_ROW.search(text) or _LABELLED.search(text)) is not None


def is_shown(text: str) -> bool:
    """Tell whether a text is nothing but what an error says."""
    plain = text.strip(" `")
    return _OBJECT.fullmatch(plain) is not None or _QUOTED.fullmatch(plain) is not None


def as_text(said: str) -> str:
    """Give a text with ``{key}`` where it shows the key of a row: ``Task #<id> not found``."""
    return _KEYS.sub(KEY, said.strip())


def _in_answer(response: ResponseFact) -> Iterator[Shown]:
    if response.status is None or response.status < _FIRST_ERROR or response.source is None:
        return
    parts = dict(_parts(response.fields))
    text, code = parts.get(ErrorPart.MESSAGE), parts.get(ErrorPart.CODE)
    if text and not _SAMPLE.fullmatch(as_text(text)):
        yield Shown(response.status, as_text(text), response.description, response.source, code)


def texts_of(response: ResponseFact) -> list[str]:
    """Give the messages that a documented answer shows."""
    return [text for part, text in _parts(response.fields) if part is ErrorPart.MESSAGE]


def tells_of_taken(text: str) -> bool:
    """Tell whether a text says that something is there already."""
    return _TAKEN.search(text) is not None


def _parts(fields: Iterable[FieldFact]) -> Iterator[tuple[ErrorPart, str]]:
    """Give the message and the code among the members of a shown error."""
    for field in fields:
        part = ERROR_PARTS.get(snake(field.name))
        if field.fields and part is not ErrorPart.ERRORS:
            yield from _parts(field.fields)
        elif part in (ErrorPart.MESSAGE, ErrorPart.CODE) and (value := _example(field)):
            yield part, value


def _example(field: FieldFact) -> str | None:
    try:
        value = json.loads(field.example or "null")
    except ValueError:
        return None
    return value if isinstance(value, str) else None


def occasions_of(shown: Shown, book: Book) -> Iterator[tuple[MessageKey, bool]]:
    """Give what a text is said on, each with whether it tells of it: a general text fits other occasions as well."""
    settings = book.settings
    if shown.status == 401:
        yield from _of_tokens(shown, book)
    elif shown.status == 403:
        yield (Occasion.FORBIDDEN, None, None), True
    elif shown.status == 404:
        if entity := _missing_entity(shown, book):
            yield (Occasion.MISSING, entity.name, None), True
    elif (taken := _taken(shown, book)) and book.taken_status(taken[1]) == shown.status:
        yield taken, True
    elif shown.status == settings.validation_status:
        yield from _of_values(shown, book)
    elif shown.status == 429:
        yield (Occasion.TOO_MANY, None, None), True
    elif shown.status == 500:
        yield (Occasion.UNEXPECTED, None, None), True


def _of_tokens(shown: Shown, book: Book) -> Iterator[tuple[MessageKey, bool]]:
    here = book.operations_at(shown.source)
    if any(one.kind is OperationKind.LOGIN for one in here) or _LOGIN.search(shown.words):
        yield (Occasion.CREDENTIALS, None, None), True
        return
    # What stands beside the text says when it is said; only without any does the text speak for itself.
    beside = _NAME.sub(" ", shown.beside)
    words = beside if any(one.search(beside) for one in (_EXPIRED, _BAD, _ABSENT)) else shown.text
    expired, bad, absent = _EXPIRED.search(words), _BAD.search(words), _ABSENT.search(words)
    if expired and not bad:
        yield (Occasion.EXPIRED_TOKEN, None, None), True
    if bad:
        yield (Occasion.BAD_TOKEN, None, None), True
    if absent:
        yield (Occasion.NO_TOKEN, None, None), True
    if not bad and not expired:
        yield (Occasion.BAD_TOKEN, None, None), False


def _missing_entity(shown: Shown, book: Book) -> Entity | None:
    """Give the entity of which no row is there: the one that the text names, or the only one that is addressed."""
    named = next((book.entity_called(match[0]) for match in book.noun_words.finditer(shown.text)), None)
    if named is not None:
        return named
    addressed = {one.entity for one in book.operations_at(shown.source) if one.addresses_row}
    return next((one for one in book.entities if addressed == {one.name}), None)


def _taken(shown: Shown, book: Book) -> MessageKey | None:
    """Give the unique column that a text tells of: the one that it names, or the only one there is."""
    if not _TAKEN.search(shown.words):
        return None
    here = {one.entity for one in book.operations_at(shown.source)}
    unique = [
        (entity, column)
        for entity in book.entities
        if not here or entity.name in here
        for column in entity.columns
        if not column.primary_key and column.references is None
        if column.unique or any(index.unique and column.name in index.columns for index in entity.indexes)
    ]
    said = set(_WORD.findall(shown.words.lower()))
    named = [(entity, column) for entity, column in unique if snake(column.name) in said] or unique
    return (Occasion.TAKEN, named[0][0].name, named[0][1].name) if len(named) == 1 else None


def _of_values(shown: Shown, book: Book) -> Iterator[tuple[MessageKey, bool]]:
    here = book.operations_at(shown.source)
    about = [one for one in (here or book.operations) if one.entity is not None and one.body]
    said = _WORD.findall(shown.text.lower()) or _WORD.findall(shown.beside.lower())
    named = {
        (one.entity or "", field.column or field.name)
        for one in about
        for field in one.body
        if snake(field.name) in said or (snake(field.name).replace("_", " ") in shown.text.lower())
    }
    if len({column for _, column in named}) == 1:
        for entity, column in sorted(named):
            yield (_wrongness(shown), entity, column), True
    elif not named and _WHOLE.search(shown.text):
        yield (Occasion.INVALID, None, None), True


def _wrongness(shown: Shown) -> Occasion:
    """Give what is wrong with a value by the words of a text; one that tells of several things is said of each."""
    long, short = _LONG.search(shown.text), _SHORT.search(shown.text)
    needed = _NEEDED.search(shown.text)
    if _RANGE.search(shown.text) or sum(map(bool, (long, short, needed))) > 1:
        return Occasion.WRONG
    if needed:
        return Occasion.REQUIRED
    return Occasion.TOO_LONG if long else Occasion.TOO_SHORT if short else Occasion.WRONG
