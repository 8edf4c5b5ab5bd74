"""SQL CHECK texts to limits of single columns; what goes beyond one column stays a check of the table."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from generators.blueprint import Limits
from workbench.patterns import regex
from workbench.resolving.words import snake

_NAME = r"[\"`]?(?P<name>\w+)[\"`]?"
_LENGTH_OF = (
    rf"(?:char_|character_)?length\(\s*(?:b?trim\(\s*)?{_NAME}\s*\)?\s*\)"
    rf"|\blen\(\s*{_NAME.replace('name', 'other')}\s*\)"
)
_NUMBER = r"(?P<n>-?\d+(?:\.\d+)?)"
_IN = regex(
    rf"^{_NAME}(?:::\w+)?\s+(?:IN|=\s*ANY)\s*\(?\s*(?:ARRAY\s*)?[\[(](?P<items>.+?)[\])]+$", re.IGNORECASE | re.DOTALL
)
_BETWEEN = regex(rf"^{_NAME}\s+BETWEEN\s+(?P<low>-?[\d.]+)\s+AND\s+(?P<high>-?[\d.]+)$", re.IGNORECASE)
_LENGTH_BETWEEN = regex(rf"^(?:{_LENGTH_OF})\s+BETWEEN\s+(?P<low>\d+)\s+AND\s+(?P<high>\d+)$", re.IGNORECASE)
_LENGTH_COMPARED = regex(rf"^(?:{_LENGTH_OF})\s*(?P<op>>=|<=|>|<|=)\s*(?P<n>\d+)$", re.IGNORECASE)
_COMPARED = regex(rf"^{_NAME}\s*(?P<op>>=|<=|>|<)\s*{_NUMBER}$", re.IGNORECASE)
_NOT_EMPTY = regex(rf"^(?:b?trim\(\s*)?{_NAME}\s*\)?\s*(?:<>|!=)\s*''$", re.IGNORECASE)
_PATTERN = regex(rf"^{_NAME}\s*~\*?\s*'(?P<pattern>(?:[^']|'')+)'$", re.IGNORECASE)
_STRING = regex(r"'((?:[^']|'')*)'")
_BETWEEN_AND = regex(r"(\bBETWEEN\s+\S+\s+)AND\b", re.IGNORECASE)
_WORDS = regex(r"[A-Za-z_]\w*")
_ALLOWED = frozenset(
    {
        *("and", "or", "not", "null", "is", "in", "between", "like", "ilike", "true", "false"),
        *("length", "char_length", "lower", "upper", "trim", "btrim", "coalesce", "abs"),
    }
)


@dataclass(frozen=True, slots=True)
class ColumnCheck:
    """Limits that a CHECK puts on one column."""

    column: str
    limits: Limits


def read_check(text: str) -> tuple[tuple[ColumnCheck, ...], tuple[str, ...]]:
    """Give what a CHECK says of single columns, and the conditions that say more than that."""
    found: list[ColumnCheck] = []
    rest: list[str] = []
    for part in _conjuncts(text):
        reading = next((check for reader in _READERS if (check := reader(part)) is not None), None)
        if reading is None:
            rest.append(part)
        else:
            found.append(reading)
    return tuple(found), tuple(rest)


def is_portable(expression: str, columns: Iterable[str]) -> bool:
    """Tell whether a condition names only columns of the table and functions that never change their mind."""
    known = {column.lower() for column in columns} | _ALLOWED
    bare = _STRING.sub("", expression)
    return ";" not in bare and "--" not in bare and all(word.lower() in known for word in _WORDS.findall(bare))


def combine(base: Limits, other: Limits) -> Limits:
    """Give the limits that satisfy both, where ``other`` only fills what ``base`` leaves open."""
    return replace(
        base,
        min_length=base.min_length if base.min_length is not None else other.min_length,
        max_length=base.max_length if base.max_length is not None else other.max_length,
        minimum=base.minimum if base.minimum is not None else other.minimum,
        maximum=base.maximum if base.maximum is not None else other.maximum,
        exclusive_minimum=base.exclusive_minimum if base.minimum is not None else other.exclusive_minimum,
        exclusive_maximum=base.exclusive_maximum if base.maximum is not None else other.exclusive_maximum,
        pattern=base.pattern or other.pattern,
        format=base.format or other.format,
        choices=base.choices or other.choices,
        moment=base.moment or other.moment,
    )


def _conjuncts(text: str) -> list[str]:
    stripped = _unwrapped(re.sub(r"^\s*CHECK\b", "", text.strip(), flags=re.IGNORECASE).strip())
    protected = _BETWEEN_AND.sub(r"\1&&", stripped)
    parts: list[str] = []
    depth, start = 0, 0
    for match in re.finditer(r"[()]|\bAND\b|'(?:[^']|'')*'", protected, re.IGNORECASE):
        token = match[0]
        depth += {"(": 1, ")": -1}.get(token, 0)
        if depth == 0 and token.upper() == "AND":
            parts.append(protected[start : match.start()])
            start = match.end()
    parts.append(protected[start:])
    return [_unwrapped(part.replace("&&", "AND").strip()) for part in parts if part.strip()]


def _unwrapped(text: str) -> str:
    while text.startswith("(") and text.endswith(")") and _closes_at_end(text):
        text = text[1:-1].strip()
    return text


def _closes_at_end(text: str) -> bool:
    depth = 0
    for position, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            return position == len(text) - 1
    return False


def _read_in(part: str) -> ColumnCheck | None:
    match = _IN.match(part)
    if not match:
        return None
    choices = tuple(item.replace("''", "'") for item in _STRING.findall(match["items"]))
    return ColumnCheck(snake(match["name"]), Limits(choices=choices)) if choices else None


def _read_between(part: str) -> ColumnCheck | None:
    if match := _LENGTH_BETWEEN.match(part):
        return ColumnCheck(_measured(match), Limits(min_length=int(match["low"]), max_length=int(match["high"])))
    if match := _BETWEEN.match(part):
        return ColumnCheck(snake(match["name"]), Limits(minimum=float(match["low"]), maximum=float(match["high"])))
    return None


def _measured(match: re.Match[str]) -> str:
    return snake(match["name"] or match["other"])


def _read_length(part: str) -> ColumnCheck | None:
    match = _LENGTH_COMPARED.match(part)
    if not match:
        return None
    number = int(match["n"])
    limits = {
        ">": Limits(min_length=number + 1),
        ">=": Limits(min_length=number),
        "<": Limits(max_length=number - 1),
        "<=": Limits(max_length=number),
        "=": Limits(min_length=number, max_length=number),
    }[match["op"]]
    return ColumnCheck(_measured(match), limits)


def _read_comparison(part: str) -> ColumnCheck | None:
    match = _COMPARED.match(part)
    if not match:
        return None
    number = float(match["n"])
    limits = {
        ">": Limits(minimum=number, exclusive_minimum=True),
        ">=": Limits(minimum=number),
        "<": Limits(maximum=number, exclusive_maximum=True),
        "<=": Limits(maximum=number),
    }[match["op"]]
    return ColumnCheck(snake(match["name"]), limits)


def _read_not_empty(part: str) -> ColumnCheck | None:
    match = _NOT_EMPTY.match(part)
    return ColumnCheck(snake(match["name"]), Limits(min_length=1)) if match else None


def _read_pattern(part: str) -> ColumnCheck | None:
    match = _PATTERN.match(part)
    if not match:
        return None
    pattern = match["pattern"].replace("''", "'")
    if "@" in pattern:
        return ColumnCheck(snake(match["name"]), Limits(format="email"))
    try:
        re.compile(pattern)
    except re.error:
        return None
    anchored = pattern if pattern.startswith("^") else f".*{pattern}"
    whole = anchored.removeprefix("^").removesuffix("$") if pattern.endswith("$") else f"{anchored.removeprefix('^')}.*"
    return ColumnCheck(snake(match["name"]), Limits(pattern=whole))


_READERS: tuple[Callable[[str], ColumnCheck | None], ...] = (
    _read_in,
    _read_between,
    _read_length,
    _read_comparison,
    _read_not_empty,
    _read_pattern,
)
