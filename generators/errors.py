"""The error body: its schema and the expression that builds it, from the settings."""

from collections.abc import Iterator, Sequence

from generators.blueprint import Blueprint, ErrorField, ErrorPart, Occasion, Settings
from generators.callers import takes_closed_bodies
from generators.comparisons import told_comparisons
from generators.constraints import conflict_messages, taken_statuses
from generators.drafts import Draft
from generators.idempotency import takes_keys
from generators.messages import codes_by_message, codes_by_status, field_messages, says, told_under
from generators.naming import attribute, pascal
from generators.templating import literal, render

_LINE, _NARROWEST = 106, 40
"""How long a constraint's name and its message may be together on a line, and how short the message is broken."""
_CODE = 'CODES.get(status, "error")'
_CODE_OF_MESSAGE = f"CODES_OF.get(message, {_CODE})"
_TYPES = {ErrorPart.MESSAGE: "str", ErrorPart.CODE: "str", ErrorPart.STATUS: "int"}


def render_error_schema(settings: Settings) -> str:
    """Give ``app/schemas/error.py``."""
    models = list(_models("ErrorResponse", settings.error_body))
    return render("backend/app/schemas/error.py", models=models)


def render_error_handlers(blueprint: Blueprint, accounts: Sequence[str] = ()) -> Draft:
    """Give ``app/middleware/errors.py``; ``accounts`` are the foreign keys to the caller's own account."""
    body = blueprint.settings.error_body
    conflicts = [
        (name, literal(message, max(_NARROWEST, _LINE - len(name))))
        for entity in blueprint.entities
        for name, message in conflict_messages(entity, blueprint.settings).items()
    ]
    told, codes_of = field_messages(blueprint), codes_by_message(blueprint.settings)
    text = render(
        "backend/app/middleware/errors.py",
        settings=blueprint.settings,
        conflicts=conflicts,
        taken={name: code for entity in blueprint.entities for name, code in taken_statuses(entity).items()},
        accounts=accounts,
        repeats=takes_keys(blueprint),
        closed_bodies=takes_closed_bodies(blueprint),
        says=says(blueprint.settings),
        codes=codes_by_status(blueprint.settings),
        codes_of=codes_of,
        field_messages=told,
        tells_blank=bool(told) and bool(blueprint.settings.message(Occasion.REQUIRED)),
        told_under=told_under(blueprint),
        compared=told_comparisons(blueprint),
        tells_field=bool(told) and not blueprint.settings.message(Occasion.INVALID),
        body=_expression(body, _CODE_OF_MESSAGE if codes_of else _CODE),
        has_codes=any(field.part is ErrorPart.CODE for field in _flat(body)),
        has_messages=any(field.part is ErrorPart.MESSAGES for field in _flat(body)),
        has_fields=any(field.part is ErrorPart.FIELDS for field in _flat(body)),
        wrappers=sorted({operation.body_name for operation in blueprint.operations if operation.body_name}),
    )
    return Draft("app/middleware/errors.py", text)


def _flat(fields: tuple[ErrorField, ...]) -> Iterator[ErrorField]:
    for field in fields:
        yield field
        yield from _flat(field.fields)


def _models(name: str, fields: tuple[ErrorField, ...]) -> Iterator[dict[str, object]]:
    lines = []
    for field in fields:
        if field.part is ErrorPart.OBJECT:
            yield from _models(f"Error{pascal(field.name)}", field.fields)
        lines.append(_line(field))
    yield {
        "name": name,
        "description": "The body of every error." if name == "ErrorResponse" else "A part of it.",
        "lines": lines,
    }


def _line(field: ErrorField) -> str:
    name = attribute(field.name)
    alias = f'serialization_alias="{field.name}"' if name != field.name else ""
    if field.part is ErrorPart.ERRORS:
        inner = ", ".join(part for part in ("default=[]", 'description="What is wrong, by field."', alias) if part)
        return f"{name}: list[FieldError] = Field({inner})"
    if field.part is ErrorPart.MESSAGES:
        return f"{name}: list[str]" + (f" = Field({alias})" if alias else "")
    if field.part is ErrorPart.FIELDS:
        return f"{name}: dict[str, list[str]]" + (f" = Field({alias})" if alias else "")
    if field.part is ErrorPart.LITERAL:
        return f"{name}: Literal[{field.value!r}]" + (f" = Field({alias})" if alias else "")
    kind = f"Error{pascal(field.name)}" if field.part is ErrorPart.OBJECT else _TYPES[field.part]
    return f"{name}: {kind}" + (f" = Field({alias})" if alias else "")


def _expression(fields: tuple[ErrorField, ...], code: str) -> str:
    parts = []
    for field in fields:
        if field.part is ErrorPart.ERRORS:
            parts.append(f'**({{"{field.name}": list(errors)}} if errors else {{}})')
        else:
            parts.append(f'"{field.name}": {_value(field, code)}')
    return "{" + ", ".join(parts) + "}"


def _value(field: ErrorField, code: str) -> str:
    if field.part is ErrorPart.OBJECT:
        return _expression(field.fields, code)
    return {
        ErrorPart.MESSAGE: "message",
        ErrorPart.CODE: code,
        ErrorPart.STATUS: "status",
        ErrorPart.MESSAGES: "messages_of(message, errors)",
        ErrorPart.FIELDS: f"messages_by_field(message, errors, {str(field.value or 'body')!r})",
    }.get(field.part, repr(field.value))
