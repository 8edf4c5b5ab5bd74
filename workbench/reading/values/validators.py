"""Values as the validators of TypeScript describe them: zod, yup, Joi: ``z.string().min(1).max(80).optional()``."""

from dataclasses import replace

from generators.blueprint import Source
from workbench.reading.facts import FieldFact
from workbench.reading.layout.nodes import Kind, parse_json
from workbench.reading.literals import read_literal
from workbench.reading.values.chains import Call, arguments_of, number_in, quoted, split_chain

ROOTS = frozenset({"z", "yup", "Yup", "joi", "Joi"})
"""What a chain of a validator begins with."""
_TYPES = {
    "string": "string", "number": "number", "int": "integer", "integer": "integer", "bigint": "bigint",
    "boolean": "boolean", "bool": "boolean", "date": "datetime", "object": "object", "record": "object",
    "any": "object", "unknown": "object", "mixed": "object", "array": "array", "enum": "string",
    "nativeEnum": "string", "literal": "string", "datetime": "datetime", "uuid": "uuid", "guid": "uuid",
    "email": "string", "url": "string", "uri": "string", "isoDate": "datetime",
}  # fmt: skip
_REFINED = {"uuid": "uuid", "guid": "uuid", "int": "integer", "integer": "integer", "datetime": "datetime"}
_REFINED |= {"date": "date", "isoDate": "datetime"}
_FORMATS = {"email": "email", "url": "uri", "uri": "uri"}
_OPEN = frozenset({"optional", "nullish", "partial", "notRequired"})
_NULL = frozenset({"nullable", "nullish"})
_LEAST = frozenset({"min", "gte", "nonnegative", "positive", "gt", "nonempty"})
_MOST = frozenset({"max", "lte", "lt"})


def read_validator(name: str, text: str, source: Source) -> FieldFact | None:
    """Read the chain that describes the value called ``name``; nothing where it is no validator's."""
    calls = split_chain(text) if "(" in text else ()
    if len(calls) < 2:
        return None
    if calls[0][0] not in ROOTS:  # a schema that is declared under a name of its own: ``addressSchema.optional()``
        known = calls[0][0].lower().endswith("schema") and calls[1][1] == ""
        return replace(FieldFact(name=name, type="object", source=source), required=_required(calls)) if known else None
    kinds = [call for call in calls[1:] if call[0] in _TYPES]
    if not kinds:
        return None
    kind = kinds[0]
    field = FieldFact(name=name, type=_TYPES[kind[0]], required=_required(calls), source=source)
    field = _of_kind(field, kind, source)
    for call in calls[calls.index(kind) + (kind[0] not in _FORMATS) :]:
        field = _refine(field, call)
    return field


def _required(calls: tuple[Call, ...]) -> bool:
    """Zod asks for whatever is not optional; yup and Joi ask for what is ``required()``."""
    names = {name for name, _ in calls}
    asked = calls[0][0] not in ("yup", "Yup", "joi", "Joi") or "required" in names
    return asked and not names & _OPEN and "default" not in names


def _of_kind(field: FieldFact, kind: Call, source: Source) -> FieldFact:
    if kind[0] in ("enum", "literal"):
        return replace(field, choices=_listed(kind))
    if kind[0] == "array":
        item = read_validator(field.name, kind[1], source) if kind[1] else None
        listed = f"{item.type}[]" if item is not None and item.type else "array"
        return replace(field, type=listed, fields=item.fields if item is not None else ())
    if kind[0] == "object" and (nodes := parse_json(kind[1], source.line, calls=True)) and nodes[0].kind is Kind.OBJECT:
        members = (read_validator(name, node.text, source) for name, node in nodes[0].members.items())
        return replace(field, fields=tuple(member for member in members if member is not None))
    return field


def _refine(field: FieldFact, call: Call) -> FieldFact:
    """Apply what one call of a chain adds."""
    name, number = call[0], number_in(call)
    if name in _FORMATS:
        return replace(field, format=_FORMATS[name])
    if name in _REFINED and field.type in ("string", "number"):
        return replace(field, type=_REFINED[name])
    if name in _NULL:
        return replace(field, nullable=True)
    if name in ("valid", "oneOf"):
        return replace(field, choices=_listed(call))
    if name == "default" and call[1]:
        value = quoted(call[1])
        return replace(field, has_default=True, default=value if value is not None else read_literal(call[1]))
    if name == "length" and isinstance(number, int):
        return replace(field, min_length=number, max_length=number)
    if name in _LEAST or name in _MOST:
        return _bounded(field, name, number)
    return field


def _bounded(field: FieldFact, name: str, number: float | None) -> FieldFact:
    if number is None:
        number = {"nonnegative": 0, "positive": 0, "nonempty": 1}.get(name)
    if number is None or (field.type or "").endswith("[]"):
        return field
    if field.type in ("number", "integer", "bigint"):
        if name in _LEAST:
            return replace(field, minimum=number, exclusive_minimum=name in ("gt", "positive"))
        return replace(field, maximum=number, exclusive_maximum=name == "lt")
    if field.type != "string" or not float(number).is_integer():
        return field
    return replace(field, min_length=int(number)) if name in _LEAST else replace(field, max_length=int(number))


def _listed(call: Call) -> tuple[str, ...]:
    parts = arguments_of(call)
    if len(parts) == 1 and parts[0].startswith("["):
        parts = arguments_of(("", parts[0].strip("[]")))
    return tuple(text for part in parts if (text := quoted(part)) is not None)
