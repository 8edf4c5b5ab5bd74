"""Messages: what the errors of the backend say, the documented words before the usual ones."""

from collections.abc import Iterator
from dataclasses import dataclass

from generators.blueprint import (
    FIELD_OCCASIONS,
    Blueprint,
    BodyField,
    Entity,
    Limits,
    Message,
    Occasion,
    Settings,
    TypeName,
)
from generators.naming import camel, human, with_article
from generators.shapes import limits_of
from generators.templating import quoted

USUAL = {
    Occasion.NO_TOKEN: "Not authenticated.",
    Occasion.BAD_TOKEN: "The token is not valid.",
    Occasion.CREDENTIALS: "The account or the password is wrong.",
    Occasion.FORBIDDEN: "Not allowed.",
    Occasion.INVALID: "The request is not valid.",
    Occasion.TOO_MANY: "Too many requests.",
    Occasion.UNEXPECTED: "An unexpected error.",
}
"""What is said on the occasions that know no table, where nothing is documented."""
_VANISHED = "The user does not exist."
_STATUSES = {
    Occasion.NO_TOKEN: 401,
    Occasion.BAD_TOKEN: 401,
    Occasion.EXPIRED_TOKEN: 401,
    Occasion.CREDENTIALS: 401,
    Occasion.FORBIDDEN: 403,
    Occasion.MISSING: 404,
    Occasion.TAKEN: 409,
    Occasion.TOO_MANY: 429,
    Occasion.UNEXPECTED: 500,
}
_GENERAL = (Occasion.NO_TOKEN, Occasion.INVALID)
"""Occasions whose code stands for the whole status, where the others of that status have codes of their own."""
_KINDS = {
    Occasion.REQUIRED: ("missing",),
    Occasion.TOO_SHORT: ("string_too_short", "too_short"),
    Occasion.TOO_LONG: ("string_too_long", "too_long"),
    Occasion.WRONG: ("",),
}
"""What the validation calls what is wrong with a value, for text and for lists; empty is all that has no other name."""
USUAL_CODES = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_large",
    422: "validation_error",
    429: "too_many_requests",
    501: "not_implemented",
    503: "unavailable",
}
KEY = "{key}"
"""Stands in the text of ``MISSING`` for the key that was asked for."""


def status_of(settings: Settings, occasion: Occasion) -> int:
    """Give the status with which an occasion is answered."""
    return _STATUSES.get(occasion, settings.validation_status)


def _words(message: Message | None) -> str:
    """Give what a message has a route say; one below a member of its own is put into words where errors are written."""
    return message.text if message and not message.key else ""


def text_of(settings: Settings, occasion: Occasion) -> str:
    """Give what is said on an occasion that knows no table."""
    return _words(settings.message(occasion)) or USUAL[occasion]


def says(settings: Settings) -> dict[str, str]:
    """Give what is said on each occasion that knows no table, by its name; nothing for an expiry told like the rest."""
    told = {occasion.value: text_of(settings, occasion) for occasion in USUAL}
    expired = _words(settings.message(Occasion.EXPIRED_TOKEN))
    told["vanished"] = _words(settings.message(Occasion.BAD_TOKEN)) or _VANISHED
    told["expired_token"] = expired if expired != told[Occasion.BAD_TOKEN] else ""
    return told


def missing_text(settings: Settings, entity: Entity) -> str:
    """Give what is said where a row is not there; it may hold ``{key}``."""
    words = _words(settings.message(Occasion.MISSING, entity.name))
    return words or f"{human(entity.singular).capitalize()} not found."


def forbidden_text(settings: Settings, entity: Entity | None) -> str:
    """Give what is said where the caller may not do this to a row."""
    if entity and settings.message(Occasion.FORBIDDEN, entity.name):
        return f"Not allowed on this {human(entity.singular)}."
    return text_of(settings, Occasion.FORBIDDEN)


def missing_source(settings: Settings, entity: Entity, key: str) -> str:
    """Give the same as Python source; ``key`` is the expression of the key that was asked for."""
    text = missing_text(settings, entity)
    return f"f{quoted(text.replace(KEY, '{' + key + '}'))}" if KEY in text else quoted(text)


def taken_text(settings: Settings, entity: Entity, columns: tuple[str, ...]) -> str | None:
    """Give what the specifications want said where another row has the values of ``columns``."""
    found = (settings.message(Occasion.TAKEN, entity.name, column) for column in columns)
    return next((words for message in found if (words := _words(message))), None)


def told_under(blueprint: Blueprint) -> dict[str, tuple[str, str]]:
    """Give the member that an error stands under and its words there, by what a route says."""
    settings, found = blueprint.settings, {}
    for message in settings.messages:
        if message.key:
            entity = blueprint.entity(message.entity) if message.entity else None
            for said in _sayings(settings, message.occasion, entity, message.column):
                key = camel(message.key) if settings.camel_case and message.column else message.key
                found[said] = (key, message.text or said)
    return found


def _sayings(settings: Settings, occasion: Occasion, entity: Entity | None, column: str | None) -> list[str]:
    """Give what routes say on an occasion that is told under a member."""
    if occasion is Occasion.BAD_TOKEN:
        return [text_of(settings, occasion), says(settings)["vanished"]]
    if entity is None:
        return [text_of(settings, occasion)]
    if occasion is Occasion.TAKEN:
        return [taken_sentence(entity, (column or "",))]
    return [missing_text(settings, entity) if occasion is Occasion.MISSING else forbidden_text(settings, entity)]


def taken_sentence(entity: Entity, columns: tuple[str, ...]) -> str:
    """Give what a client is usually told where another row has the values of ``columns``."""
    owners = {column.name for column in entity.columns if column.references}
    named = [human(column) for column in columns if column not in owners] or [human(column) for column in columns]
    return f"{with_article(entity.singular).capitalize()} with this {' and '.join(named)} exists already."


def field_text(settings: Settings, entity: str, field: BodyField, limits: Limits, occasion: Occasion) -> str | None:
    """Give what the specifications want said on what is wrong with a value by itself.

    Text that must not be empty is required in the words of people: both are told alike where only one is documented.
    """
    column = field.column or field.name
    wanted = [occasion, Occasion.WRONG]
    if occasion is Occasion.TOO_SHORT and limits.min_length == 1:
        wanted.insert(1, Occasion.REQUIRED)
    named = (settings.message(one, entity, name) for one in wanted for name in dict.fromkeys((column, field.name)))
    found = (*named, *(settings.message(one) for one in wanted))
    return next((message.text for message in found if message and message.text), None)


@dataclass(frozen=True, slots=True)
class FieldMessage:
    """What is said about a field of a body when the validation calls what is wrong with it ``kind``."""

    field: str
    kind: str
    text: str


def field_messages(blueprint: Blueprint) -> list[FieldMessage]:
    """Give the documented messages about fields, each once; of one field they agree across the backend."""
    found: dict[tuple[str, str], FieldMessage] = {}
    for one in _field_messages(blueprint):
        found.setdefault((one.field, one.kind), one)
    return sorted(found.values(), key=lambda one: (one.field, not one.kind, one.kind))


def _field_messages(blueprint: Blueprint) -> Iterator[FieldMessage]:
    settings = blueprint.settings
    if not any(message.occasion in FIELD_OCCASIONS for message in settings.messages):
        return
    for operation in blueprint.operations:
        entity = blueprint.entity(operation.entity) if operation.entity else None
        for field in operation.body if entity else ():
            limits = limits_of(field, entity)
            for occasion in FIELD_OCCASIONS:
                text = field_text(settings, operation.entity or "", field, limits, occasion)
                usual = occasion is not Occasion.WRONG and text == field_text(
                    settings, operation.entity or "", field, limits, Occasion.WRONG
                )
                if text and not usual:
                    kind = _KINDS[occasion][-1 if field.type.name is TypeName.ARRAY else 0]
                    yield FieldMessage(camel(field.name) if settings.camel_case else field.name, kind, text)


def codes_by_status(settings: Settings) -> dict[int, str]:
    """Give the code of each status: the documented one, or the usual one in the same style."""
    stated: dict[int, list[Message]] = {}
    for message in settings.messages:
        if message.code:
            stated.setdefault(status_of(settings, message.occasion), []).append(message)
    shouted = bool(stated) and all(one.code and one.code.isupper() for each in stated.values() for one in each)
    codes = {status: code.upper() if shouted else code for status, code in USUAL_CODES.items()}
    for status, messages in stated.items():
        general = next((one for one in messages if one.occasion in _GENERAL), messages[0])
        alike = len({one.code for one in messages}) == 1 and (not general.entity or KEY in general.text)
        if alike or general.occasion in _GENERAL:
            codes[status] = general.code or ""
    return codes


def codes_by_message(settings: Settings) -> dict[str, str]:
    """Give the codes that stand for one message and not for its status, by that message."""
    general = codes_by_status(settings)
    return {
        text: message.code
        for message in settings.messages
        if message.code and message.code != general.get(status_of(settings, message.occasion))
        if (text := message.text or USUAL.get(message.occasion, "")) and KEY not in text
    }
