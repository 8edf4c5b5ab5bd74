"""Messages that stand in an object of messages: ``{"errors": {"ticket": ["is sold out"]}}``.

The status and the member say together what such a text tells of: beside 401 a token, or what else was sent to sign in;
beside 403 and 404 a kind of row (``resource`` stands for whichever it is); beside 409 and 422 a field. A text that does
not name its member fits the others as well: whatever is missing "is not found".
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generators.blueprint import (
    Column,
    Entity,
    ErrorPart,
    Message,
    Occasion,
    OperationKind,
    PathParameter,
    Source,
    TypeName,
)
from workbench.reading.facts import FieldFact
from workbench.resolving.prose.book import Book
from workbench.resolving.serving.answers.error_bodies import ERROR_PARTS, parts_of
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.words import singular, snake

_ANY_ROW = ("resource", "entity", "model", "object", "record")
_BLANK = ("blank", "empty", "required")
_TEXTS = (TypeName.VARCHAR, TypeName.TEXT)
_UNSIGNED, _FORBIDDEN, _MISSING = 401, 403, 404


@dataclass(frozen=True, slots=True)
class _Told:
    """A text below a member of a shown error."""

    status: int
    key: str
    text: str
    source: Source


def find_member_messages(endpoints: Sequence[Endpoint], book: Book) -> tuple[Message, ...]:
    """Give what the members of shown errors say, one message for each occasion; the first one shown is it."""
    if ErrorPart.FIELDS not in parts_of(book.settings.error_body):
        return ()
    found: dict[tuple[Occasion, str | None, str | None], Message] = {}
    for told in _told(endpoints):
        for one in _messages(told, book):
            found.setdefault((one.occasion, one.entity, one.column), replace(one, sources=(told.source,)))
    return tuple(found.values())


def _told(endpoints: Sequence[Endpoint]) -> Iterator[_Told]:
    for endpoint in endpoints:
        for response in endpoint.responses:
            for field in response.fields if response.status and response.source else ():
                for key, text in _members(field):
                    yield _Told(response.status or 0, key, text, response.source or endpoint.facts[0].source)


def _members(field: FieldFact) -> Iterator[tuple[str, str]]:
    if ERROR_PARTS.get(snake(field.name)) is not ErrorPart.ERRORS or not field.example:
        return
    try:
        shown = json.loads(field.example)
    except ValueError:
        return
    for key, texts in shown.items() if isinstance(shown, dict) else ():
        if isinstance(texts, list) and len(texts) == 1 and isinstance(texts[0], str):
            yield key, texts[0]


def _messages(told: _Told, book: Book) -> Iterator[Message]:
    if told.status == _UNSIGNED:
        yield from _of_signing_in(told, book)
    elif told.status in (_FORBIDDEN, _MISSING):
        yield from _of_rows(told, book)
    elif told.status == book.settings.validation_status and any(word in told.text.lower() for word in _BLANK):
        yield Message(Occasion.REQUIRED, told.text)
    else:
        yield from _of_taken(told, book)


def _of_signing_in(told: _Told, book: Book) -> Iterator[Message]:
    signs_in = any(one.kind is OperationKind.LOGIN for one in book.operations_at(told.source))
    if "token" in told.key.lower():
        yield Message(Occasion.NO_TOKEN, told.text, key=told.key)
        yield Message(Occasion.BAD_TOKEN, "", key=told.key)
    elif signs_in:
        yield Message(Occasion.CREDENTIALS, told.text, key=told.key)


def _of_rows(told: _Told, book: Book) -> Iterator[Message]:
    occasion = Occasion.FORBIDDEN if told.status == _FORBIDDEN else Occasion.MISSING
    for entity, key in _nouns(book).items():
        if told.key in (*_ANY_ROW, key, singular(entity)):
            yield Message(occasion, told.text, entity, key=key)


def _nouns(book: Book) -> dict[str, str]:
    """Give what paths call the rows that they name, by entity: those of ``/owners/{id}`` are owners, though users."""
    found: dict[str, str] = {}
    for operation in book.operations:
        for key in operation.path_parameters:
            if key.entity:
                noun = _noun(operation.path, key) or singular(key.entity)
                found[key.entity] = noun if found.get(key.entity, noun) == noun else singular(key.entity)
    return found


def _noun(path: str, key: PathParameter) -> str | None:
    before, _, _ = path.partition(f"/{{{key.name}}}")
    last = before.rsplit("/", 1)[-1]
    return singular(last) if last and not last.startswith("{") else None


def _of_taken(told: _Told, book: Book) -> Iterator[Message]:
    named = snake(told.key) in snake(told.text)
    for entity in book.entities:
        if entity.taken_status == told.status:
            for column in _unique(entity):
                if not named or snake(column.name) == snake(told.key):
                    yield Message(Occasion.TAKEN, told.text, entity.name, column.name, key=column.name)


def _unique(entity: Entity) -> Iterator[Column]:
    alone = {index.columns[0] for index in entity.indexes if index.unique and len(index.columns) == 1}
    for column in entity.columns:
        if (column.unique or column.name in alone) and not column.primary_key and column.references is None:
            yield column


def with_filled_texts(entities: Sequence[Entity], messages: Sequence[Message], book: Book) -> tuple[Entity, ...]:
    """Give entities whose required texts hold something, where the documents show that a blank one is refused."""
    if not any(one.occasion is Occasion.REQUIRED and one.entity is None for one in messages):
        return tuple(entities)
    sent = {(one.entity, field.column) for one in book.operations for field in one.body}
    return tuple(
        replace(
            entity,
            columns=tuple(
                _filled(column) if (entity.name, column.name) in sent else column for column in entity.columns
            ),
        )
        for entity in entities
    )


def _filled(column: Column) -> Column:
    limits = column.limits
    if column.nullable or column.default or column.type.name not in _TEXTS or limits.min_length or limits.choices:
        return column
    return replace(column, limits=replace(limits, min_length=1))
