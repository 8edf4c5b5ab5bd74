"""Annotations: the types of values as requests bring them and responses show them, with every limit in them."""

from generators.blueprint import ColumnType, Limits, TypeName
from generators.datatypes import INTEGER_BOUNDS, TEXTUAL, python_type
from generators.moments import moment_type

_INPUT_TYPES = {
    TypeName.BOOLEAN: "bool",
    TypeName.UUID: "uuid.UUID",
    TypeName.DATE: "Date",
    TypeName.TIMESTAMP: "Timestamp",
    TypeName.TIME: "dt.time",
    TypeName.INTERVAL: "dt.timedelta",
    TypeName.JSON: "Json",
    TypeName.BYTES: "bytes",
}
_MOST_DIGITS = 30
"""The digits of a number whose column names no limit: far more than a JSON number keeps."""


def shown_type(kind: ColumnType, limits: Limits) -> str:
    """Give the annotation of a column's value as a response shows it."""
    if kind.name is TypeName.NUMERIC:
        return "Number"
    if limits.choices and kind.name in TEXTUAL:
        return f"Literal[{', '.join(map(repr, limits.choices))}]"
    return python_type(kind)


def input_type(kind: ColumnType, limits: Limits, *, secret: bool = False, strict: bool = False) -> str:
    """Give the annotation of a value that comes from a client, with every limit in it."""
    if kind.name is TypeName.ARRAY or kind.item:
        item = input_type(ColumnType(kind.item or TypeName.TEXT), Limits(choices=limits.choices), strict=strict)
        return annotated(f"list[{item}]", length_arguments(limits))
    if kind.name in TEXTUAL:
        return _text_type(limits, secret=secret)
    if kind.name in INTEGER_BOUNDS:
        return annotated("int", _range_arguments(limits, kind), *(["NUMBER_ONLY"] if strict else []))
    if kind.name is TypeName.NUMERIC:
        exact = [f"max_digits={kind.precision}", f"decimal_places={kind.scale or 0}"]
        digits = exact if kind.precision else [f"max_digits={_MOST_DIGITS}"]
        return annotated("Decimal", [*digits, *_range_arguments(limits, kind)])
    if kind.name is TypeName.FLOAT:
        return annotated(
            "float", [*(["strict=True"] if strict else []), "allow_inf_nan=False", *_range_arguments(limits, kind)]
        )
    if kind.name is TypeName.BOOLEAN and strict:
        return "StrictBool"
    if limits.moment and kind.name in (TypeName.DATE, TypeName.TIMESTAMP):
        return moment_type(kind.name, limits.moment)
    return _INPUT_TYPES[kind.name]


def _text_type(limits: Limits, *, secret: bool) -> str:
    if limits.choices:
        return f"Literal[{', '.join(map(repr, limits.choices))}]"
    plain = "Password" if limits.needs else "Secret" if secret else "Text"
    base = {"email": "Email", "uri": "Url"}.get(limits.format or "", plain)
    arguments = length_arguments(limits)
    if limits.format == "slug" and not limits.pattern:
        arguments.append('pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$"')
    if limits.pattern:
        arguments.append(f"pattern={_whole(limits.pattern)!r}")
    return annotated(base, arguments)


def _whole(pattern: str) -> str:
    """Give a pattern that the whole value must match, not a part of it."""
    return pattern if pattern.startswith("^") and pattern.endswith("$") else f"^(?:{pattern})$"


def annotated(base: str, arguments: list[str], *validators: str) -> str:
    """Give an annotation with the arguments of its ``Field`` and with validators, where there are any.

    Validators come last: limits behind one would be told to clients in none of JSON Schema's words.
    """
    parts = [base, *([f"Field({', '.join(arguments)})"] if arguments else []), *validators]
    return f"Annotated[{', '.join(parts)}]" if len(parts) > 1 else base


def length_arguments(limits: Limits) -> list[str]:
    """Give the arguments of a ``Field`` that bound a length."""
    arguments = []
    if limits.min_length:
        arguments.append(f"min_length={limits.min_length}")
    if limits.max_length:
        arguments.append(f"max_length={limits.max_length}")
    return arguments


def _range_arguments(limits: Limits, kind: ColumnType) -> list[str]:
    low, high = INTEGER_BOUNDS.get(kind.name, (None, None))
    lower, upper = "gt" if limits.exclusive_minimum else "ge", "lt" if limits.exclusive_maximum else "le"
    arguments = []
    if limits.minimum is not None:
        arguments.append(f"{lower}={_number(limits.minimum)}")
    elif low is not None:
        arguments.append(f"ge={low}")
    if limits.maximum is not None:
        arguments.append(f"{upper}={_number(limits.maximum)}")
    elif high is not None:
        arguments.append(f"le={high}")
    return arguments


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(value)
