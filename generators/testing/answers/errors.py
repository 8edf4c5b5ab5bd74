"""The error body: how the tests recognise it, whatever its shape."""

from collections.abc import Iterator

from generators.blueprint import ErrorField, ErrorPart, Settings


def error_paths(settings: Settings) -> dict[ErrorPart, str]:
    """Give the subscripts that lead to each part of an error body."""
    return dict(_paths(settings.error_body, ""))


def _paths(fields: tuple[ErrorField, ...], prefix: str) -> Iterator[tuple[ErrorPart, str]]:
    for field in fields:
        place = f'{prefix}["{field.name}"]'
        if field.part is ErrorPart.OBJECT:
            yield from _paths(field.fields, place)
        else:
            yield field.part, place


def error_fields(settings: Settings) -> str | None:
    """Give the expression for the names of the fields that a validation error is about, from ``response``."""
    paths = error_paths(settings)
    if ErrorPart.ERRORS in paths:
        return f'{{error["field"] for error in response.json(){paths[ErrorPart.ERRORS]}}}'
    if ErrorPart.FIELDS in paths:
        return f"set(response.json(){paths[ErrorPart.FIELDS]})"
    if ErrorPart.MESSAGES in paths:
        return f'{{message.partition(" ")[0] for message in response.json(){paths[ErrorPart.MESSAGES]}}}'
    return None


def error_checks(settings: Settings) -> list[str]:
    """Give the expectations on the body of any error, as lines of Python source."""
    return list(_checks(settings.error_body, ""))


def _checks(fields: tuple[ErrorField, ...], prefix: str) -> Iterator[str]:
    for field in fields:
        place = f'body{prefix}["{field.name}"]'
        if field.part is ErrorPart.OBJECT:
            yield from _checks(field.fields, f'{prefix}["{field.name}"]')
        elif field.part in {ErrorPart.MESSAGE, ErrorPart.CODE}:
            yield f"assert isinstance({place}, str)"
            yield f"assert {place}"
        elif field.part is ErrorPart.MESSAGES:
            yield f"assert {place}"
            yield f"assert all(isinstance(message, str) for message in {place})"
        elif field.part is ErrorPart.FIELDS:
            yield f"assert {place}"
            yield f"assert all(messages for messages in {place}.values())"
        elif field.part is ErrorPart.STATUS:
            yield f"assert {place} == response.status_code"
        elif field.part is ErrorPart.LITERAL:
            comparison = "is" if field.value is None or isinstance(field.value, bool) else "=="
            yield f"assert {place} {comparison} {field.value!r}"
