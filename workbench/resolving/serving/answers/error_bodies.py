"""The body of an error: what its documented examples have in common, or what is asked where they differ."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from generators.blueprint import DEFAULT_ERROR_BODY, ErrorField, ErrorPart, JsonScalar
from workbench.reading.facts import FieldFact, SettingFact
from workbench.resolving.contradicting import kinds
from workbench.resolving.contradicting.kinds import Said, settle
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.serving.endpoints import Endpoint
from workbench.resolving.words import snake

ERROR_PARTS: dict[str, ErrorPart] = {
    "detail": ErrorPart.MESSAGE,
    "message": ErrorPart.MESSAGE,
    "error": ErrorPart.MESSAGE,
    "error_message": ErrorPart.MESSAGE,
    "msg": ErrorPart.MESSAGE,
    "errors": ErrorPart.ERRORS,
    "details": ErrorPart.ERRORS,
    "field_errors": ErrorPart.ERRORS,
    "code": ErrorPart.CODE,
    "error_code": ErrorPart.CODE,
    "type": ErrorPart.CODE,
    "status": ErrorPart.STATUS,
    "status_code": ErrorPart.STATUS,
}
"""What a member of an error body holds, by its name."""


_FIRST_ERROR = 400
_GENERAL = ("body", "base", "general", "non_field_errors", "messages", "_")
"""Members of an error body that hold what is about no field."""


def resolve_error_body(
    ledger: Ledger, facts: Sequence[SettingFact], endpoints: Sequence[Endpoint] = ()
) -> tuple[ErrorField, ...]:
    """Settle what every error looks like; of several examples, the fullest stands for those that it contains.

    Where no document speaks of errors in general, the body that most endpoints document for theirs is it.
    """
    said = [Said(body, fact.source) for fact in facts if (body := read_error_body(fact.value))]
    said = [one for one in said if not any(_is_part(one.value, other.value) for other in said)]
    if not said:
        return _documented(endpoints) or DEFAULT_ERROR_BODY
    return settle(
        ledger, kinds.SETTING, "the body of an error", said, show=show_error_body, name="errors.body", affects=4
    )


def _documented(endpoints: Sequence[Endpoint]) -> tuple[ErrorField, ...]:
    counts = Counter(
        body
        for endpoint in endpoints
        for response in endpoint.responses
        if response.status is not None and response.status >= _FIRST_ERROR and not response.array
        if (body := read_error_body(json.dumps(_example(response.fields))))
    )
    return next((body for body, count in counts.most_common(1) if count * 2 > counts.total()), ())


def _example(fields: Sequence[FieldFact]) -> dict[str, object]:
    """Give an object like the one that fields describe."""
    return {field.name: _value(field) for field in fields}


def _value(field: FieldFact) -> object:
    kind = (field.type or "string").lower()
    if kind.endswith("[]") or kind.startswith(("array", "list")):
        return [_example(field.fields)] if field.fields else ["text"]
    if field.fields or kind == "object":
        return _example(field.fields)
    return {"integer": 0, "number": 0, "boolean": False}.get(kind, "text")


def _is_part(fields: Sequence[ErrorField], other: Sequence[ErrorField]) -> bool:
    """Tell whether an example shows less than another one."""
    names, others = {field.name for field in fields}, {field.name for field in other}
    inner = {field.name: field.fields for field in other}
    deeper = any(_is_part(field.fields, inner.get(field.name, ())) for field in fields if field.fields)
    return names < others or (names == others and deeper)


def show_error_body(fields: Sequence[ErrorField]) -> str:
    """Give an error body as a person reads it: ``{error: {code, message}}``."""
    return (
        "{"
        + ", ".join(f"{one.name}: {show_error_body(one.fields)}" if one.fields else one.name for one in fields)
        + "}"
    )


def parts_of(fields: Sequence[ErrorField]) -> Iterator[ErrorPart]:
    """Give what the members of an error body hold, those of nested objects too."""
    for field in fields:
        yield field.part
        yield from parts_of(field.fields)


def read_error_body(text: str) -> tuple[ErrorField, ...]:
    """Read the documented JSON of an error; nothing where it holds no message."""
    try:
        value = json.loads(text)
    except ValueError:
        return ()
    if not isinstance(value, dict):
        return ()
    fields = _error_fields(value)
    parts = {one.part for field in fields for one in (field, *field.fields)}
    if parts & {ErrorPart.MESSAGES, ErrorPart.FIELDS}:
        return fields
    if ErrorPart.MESSAGE not in parts:
        return ()
    return fields if ErrorPart.ERRORS in parts or len(fields) > 1 else (*fields, ErrorField("errors", ErrorPart.ERRORS))


def _error_fields(value: dict[str, object]) -> tuple[ErrorField, ...]:
    words_for_message = [name for name in ("message", "detail", "error", "msg") if isinstance(value.get(name), str)]
    fields: list[ErrorField] = []
    for name, member in value.items():
        part = ERROR_PARTS.get(snake(name))
        if isinstance(member, dict) and (by_field := _by_field(name, member)):
            fields.append(by_field)
        elif isinstance(member, list) and member and all(isinstance(one, str) for one in member):
            fields.append(ErrorField(name, ErrorPart.MESSAGES))
        elif isinstance(member, dict):
            inner = _error_fields(member)
            fields.append(
                ErrorField(name, ErrorPart.OBJECT, fields=inner)
                if inner and part is not ErrorPart.ERRORS
                else ErrorField(name, ErrorPart.ERRORS)
            )
        elif isinstance(member, list):
            fields.append(ErrorField(name, ErrorPart.ERRORS))
        elif part is ErrorPart.MESSAGE and name not in words_for_message[:1]:
            fields.append(ErrorField(name, ErrorPart.CODE))
        elif part in (ErrorPart.MESSAGE, ErrorPart.CODE, ErrorPart.STATUS):
            fields.append(ErrorField(name, part))
        elif isinstance(member, bool) or member is None:
            fields.append(ErrorField(name, ErrorPart.LITERAL, _scalar(member)))
    return tuple(fields)


def _by_field(name: str, member: dict[str, object]) -> ErrorField | None:
    """Read an object of lists of messages: one general list, or one for each field (so where no member is named)."""
    if not member:
        return (
            ErrorField(name, ErrorPart.FIELDS, _GENERAL[0])
            if ERROR_PARTS.get(snake(name)) is ErrorPart.ERRORS
            else None
        )
    lists = [value for value in member.values() if isinstance(value, list) and value]
    if not lists or len(lists) < len(member) or not all(isinstance(one, str) for value in lists for one in value):
        return None
    general = next((key for key in member if snake(key) in _GENERAL), None)
    if general is not None and len(member) == 1:
        return ErrorField(name, ErrorPart.OBJECT, fields=(ErrorField(general, ErrorPart.MESSAGES),))
    return ErrorField(name, ErrorPart.FIELDS, general or _GENERAL[0])


def _scalar(value: object) -> JsonScalar:
    return value if isinstance(value, str | int | float | bool) else None
