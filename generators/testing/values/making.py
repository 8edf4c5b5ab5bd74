"""Values that a column, a body field or a parameter takes, as JSON and as Python source."""

import json
from dataclasses import dataclass, replace

from generators.blueprint import INTEGERS, MOMENTS, NUMBERS, ColumnType, Limits, TypeName
from generators.passwords import PASSWORD_START, sample_password
from generators.testing.sources import listed
from generators.testing.values.samples import matching

TEXTS = frozenset({TypeName.VARCHAR, TypeName.TEXT})
INTEGER_BITS = {TypeName.SMALLINT: 15, TypeName.INTEGER: 31, TypeName.BIGINT: 63}

_FIXED: dict[TypeName, tuple[tuple[str, str], ...]] = {
    TypeName.BOOLEAN: (("True", "True"), ("False", "False")),
    TypeName.UUID: (
        ('"6f1c2e1a-0a52-4c0e-9d51-3f4b8a7c9e10"', 'UUID("6f1c2e1a-0a52-4c0e-9d51-3f4b8a7c9e10")'),
        ('"b3a1d7f4-52c8-4e0b-8f7e-90d2c4a6b815"', 'UUID("b3a1d7f4-52c8-4e0b-8f7e-90d2c4a6b815")'),
    ),
    TypeName.DATE: (('"2090-05-17"', "date(2090, 5, 17)"), ('"2091-06-18"', "date(2091, 6, 18)")),
    TypeName.TIME: (('"09:30:00"', "time(9, 30)"), ('"17:45:00"', "time(17, 45)")),
    TypeName.TIMESTAMP: (
        ('"2090-05-17T09:30:00Z"', "datetime(2090, 5, 17, 9, 30, tzinfo=UTC)"),
        ('"2091-06-18T17:45:00Z"', "datetime(2091, 6, 18, 17, 45, tzinfo=UTC)"),
    ),
    TypeName.INTERVAL: (('"PT1H"', "timedelta(hours=1)"), ('"PT2H"', "timedelta(hours=2)")),
    TypeName.JSON: (('{"colour": "green"}', '{"colour": "green"}'), ('{"colour": "blue"}', '{"colour": "blue"}')),
    TypeName.BYTES: (('"Ynl0ZXM="', 'b"bytes"'), ('"b3RoZXI="', 'b"other"')),
}


_LONG_AGO: dict[TypeName, tuple[tuple[str, str], ...]] = {
    TypeName.DATE: (('"2010-05-17"', "date(2010, 5, 17)"), ('"2011-06-18"', "date(2011, 6, 18)")),
    TypeName.TIMESTAMP: (
        ('"2010-05-17T09:30:00Z"', "datetime(2010, 5, 17, 9, 30, tzinfo=UTC)"),
        ('"2011-06-18T17:45:00Z"', "datetime(2011, 6, 18, 17, 45, tzinfo=UTC)"),
    ),
}


@dataclass(frozen=True, slots=True)
class Value:
    """One value twice: ``sent`` is Python source of what a request's JSON carries, ``stored`` of
    what the database then holds."""

    sent: str
    stored: str


def effective_limits(limits: Limits, kind: ColumnType) -> Limits:
    """Give what holds for a column: its own limits, and the length of its type."""
    if kind.name not in TEXTS or kind.length is None:
        return limits
    return replace(limits, max_length=min(kind.length, limits.max_length or kind.length))


def value_of(name: str, kind: ColumnType, limits: Limits, variant: int = 0) -> Value:
    """Give a valid value for something called ``name``; variants 0 and 1 differ wherever they can."""
    if kind.name is TypeName.ARRAY or kind.item:
        item = value_of(name.removesuffix("s"), ColumnType(kind.item or TypeName.TEXT), Limits(), variant)
        count = max(1, limits.min_length or 1)
        items = [item] * count
        return Value(listed([each.sent for each in items]), listed([each.stored for each in items]))
    if kind.name in TEXTS:
        text = json.dumps(text_of(name, limits, variant), ensure_ascii=False)
        return Value(text, text)
    if kind.name in NUMBERS:
        return _number(kind, limits, variant)
    if limits.rank and kind.name in MOMENTS:
        return _ranked(kind, limits, variant)
    if limits.moment in ("past", "not_future") and kind.name in _LONG_AGO:
        return Value(*_LONG_AGO[kind.name][variant])
    sent, stored = _FIXED[kind.name][variant]
    return Value(sent, stored)


def _ranked(kind: ColumnType, limits: Limits, variant: int) -> Value:
    """Give a date or time above those that columns of lower rank take."""
    past = limits.moment in ("past", "not_future")
    if kind.name is TypeName.TIME:
        hour = min(18 + 2 * limits.rank + variant, 23)
        return Value(f'"{hour}:30:00"', f"time({hour}, 30)")
    year = (2010 if past else 2090) + 2 * limits.rank + variant
    if kind.name is TypeName.DATE:
        return Value(f'"{year}-05-17"', f"date({year}, 5, 17)")
    return Value(f'"{year}-05-17T09:30:00Z"', f"datetime({year}, 5, 17, 9, 30, tzinfo=UTC)")


def text_of(name: str, limits: Limits, variant: int = 0) -> str:
    """Give a text that satisfies ``limits``, telling in words what it stands for."""
    if limits.choices:
        return limits.choices[min(variant, len(limits.choices) - 1)]
    if limits.pattern:
        return matching(limits.pattern, limits, variant)
    if limits.needs:
        return sample_password(variant)
    word = name.rpartition(".")[2].replace("_", " ").strip()
    if limits.format == "email":
        text = ("somebody@example.com", "another@example.com")[variant]
    elif limits.format == "uri":
        text = ("https://example.com/first", "https://example.com/second")[variant]
    elif limits.format == "slug":
        text = ("first-entry", "second-entry")[variant]
    else:
        text = (f"Some {word}", f"Another {word}")[variant]
    if limits.min_length and len(text) < limits.min_length:
        text = text + "abcdefghij"[variant] * (limits.min_length - len(text))
    if limits.max_length is not None and len(text) > limits.max_length:
        text = "ab"[variant] * limits.max_length
    return text


def sized_text(length: int, limits: Limits) -> str | None:
    """Give Python source of a text of exactly ``length`` characters that satisfies the format, if there is one."""
    if limits.choices or limits.pattern:
        return None
    if limits.format == "email":
        return _sized_email(length)
    if limits.format == "uri":
        start = "https://example.com/"
        return f'"{start}" + "x" * {length - len(start)}' if length > len(start) else None
    if limits.needs:
        padding = length - len(PASSWORD_START)
        return f'"{PASSWORD_START}" + "x" * {padding}' if padding > 0 else None
    return f'"x" * {length}' if length > 3 else json.dumps("x" * length)


def _sized_email(length: int) -> str | None:
    # A local part has at most 64 characters and a label of a domain at most 63, so long
    # addresses are not built: they would test the address syntax and not the limit.
    end = "@example.com"
    local = length - len(end)
    return f'"x" * {local} + "{end}"' if 1 <= local <= 64 else None


def _number(kind: ColumnType, limits: Limits, variant: int) -> Value:
    if limits.choices:
        text = limits.choices[min(variant, len(limits.choices) - 1)]
        return _numeral(kind, float(text))
    low = limits.minimum
    high = limits.maximum
    if low is not None and limits.exclusive_minimum:
        low += step_of(kind)
    if high is not None and limits.exclusive_maximum:
        high -= step_of(kind)
    if low is None:
        low = 1 if high is None or high >= 2 else high - 1
    above = 10 * limits.rank if high is None or low + 10 * limits.rank + 2 <= high else 0
    value = low + 1 + variant + above if high is None or low + 2 <= high else (low, high)[variant]
    return _numeral(kind, value)


def step_of(kind: ColumnType) -> float:
    """Give the way from a bound that is not reached to the next value that the column holds, a hundredth at least."""
    digits = 0 if kind.name in INTEGERS else kind.scale
    return 1 / 10**digits if digits in (0, 1) else 0.01


def _numeral(kind: ColumnType, value: float) -> Value:
    if kind.name in INTEGERS:
        return Value(str(int(value)), str(int(value)))
    if kind.name is TypeName.NUMERIC:
        scale = 2 if kind.scale is None else kind.scale
        return Value(repr(float(value)), f'Decimal("{value:.{scale}f}")')
    return Value(repr(float(value)), repr(float(value)))


def number_source(kind: ColumnType, value: float) -> Value:
    """Give a number as the column's type writes it."""
    return _numeral(kind, value)


def literal_source(kind: ColumnType, value: object) -> str | None:
    """Give a default as Python source of what the database returns."""
    if value is None:
        return "None"
    if kind.name in {TypeName.ARRAY, TypeName.JSON}:
        return repr(json.loads(str(value)))
    if kind.name in {TypeName.NUMERIC, TypeName.FLOAT}:
        return number_source(kind, float(str(value))).stored
    if kind.name in {TypeName.DATE, TypeName.TIME, TypeName.TIMESTAMP, TypeName.INTERVAL, TypeName.UUID}:
        return None
    if kind.name in TEXTS:
        return json.dumps(str(value))
    return repr(value)
