"""Blueprint values to JSON and back, by their own annotations."""

import dataclasses
import hashlib
import json
import types
import typing
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def to_json(value: object) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Give ``value`` (dataclasses, tuples, enumerations, scalars) as JSON-ready lists and dicts.

    Members that equal their default are left out, so that a new optional member does not
    change what was written before.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_json(member)
            for field in dataclasses.fields(value)
            if (member := getattr(value, field.name)) != field.default
        }
    if isinstance(value, tuple):
        return [to_json(member) for member in value]
    if isinstance(value, StrEnum):
        return value.value
    return value


def from_json(kind: type[T], data: object) -> T:
    """Build a ``kind`` from what ``to_json`` gave; raises TypeError, KeyError or ValueError on other data."""
    return typing.cast("T", _decode(kind, data))


def fingerprint(value: object) -> str:
    """Name the content of ``value``: 16 hexadecimal digits, the same on every machine."""
    text = json.dumps(to_json(value), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _decode(kind: Any, data: Any) -> Any:  # noqa: ANN401 - driven by annotations
    if dataclasses.is_dataclass(kind):
        hints = _hints(typing.cast("type", kind))
        return typing.cast("Any", kind)(**{name: _decode(hints[name], member) for name, member in data.items()})
    origin = typing.get_origin(kind)
    if origin is tuple:
        arguments = typing.get_args(kind)
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(_decode(arguments[0], member) for member in data)
        return tuple(_decode(part, member) for part, member in zip(arguments, data, strict=True))
    if origin in (types.UnionType, typing.Union):
        return _decode_union(typing.get_args(kind), data)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(data)
    return data


def _decode_union(members: tuple[Any, ...], data: Any) -> Any:  # noqa: ANN401 - driven by annotations
    if data is None:
        return None
    for member in members:
        if dataclasses.is_dataclass(member) or (isinstance(member, type) and issubclass(member, StrEnum)):
            return _decode(member, data)
    return data
