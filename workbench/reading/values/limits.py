"""Finding lengths and ranges in a phrase: "1-200 chars", "between 1 and 5", ">= 0", "max 1000"."""

import re
from dataclasses import dataclass

from workbench.patterns import regex

_N = r"(\d{1,3}(?:,\d{3})+|\d{1,12})"
_R = r"(-?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?)(?!\d|\.\d|,\d{3})"
_NOT_DIGITS = r"(?! ?(?:integer |whole |significant |total )?(?:digits?|decimals?|decimal places?)\b)"
"""What a bound of a value is not followed by: how many digits a number may have is another matter."""
_CHARS = (
    r"(?:[- ]?(?:characters?|chars?|letters?|symbols?|caractères|caracteres|zeichen|karakter|символ\w*"
    r"|자|文字|字符|字))"
)
_I = re.IGNORECASE

_LENGTHS = (
    regex(rf"{_N} ?(?:-|–|—|~|to|and|\.\.\.?|bis|à) ?{_N}{_CHARS}", _I),
    regex(rf"\b(?:length|len(?:gth)?)\b[ :=(]{{0,3}}(?:between |from |of )?{_N} ?(?:-|–|—|to|and|\.\.\.?|,) ?{_N}", _I),
    regex(rf"\b{_N} ?(?:≤|<=) ?(?:len(?:gth)?|characters?)[^≤<]{{0,12}}(?:≤|<=) ?{_N}", _I),
)
_MAX_LENGTH = (
    regex(
        rf"(?:\bmax(?:imum|imal)?\.?(?: length)?(?: of| is|:)?|\bup to|\bat most|\bno more than|\bhöchstens"
        rf"|\bbis(?: zu)?|\bau plus|\bjusqu'à|\bcomo máximo|\bhasta|\bno máximo|\baté|≤|<="
        rf"|\bnot exceed(?:ing)?|\bunder|\bwithin|최대|最大|最多)[ :=]{{0,2}}{_N}{_CHARS}",
        _I,
    ),
    regex(rf"\b(?:max(?:imum)?[ _-]?len(?:gth)?|maxlength|max_length)\b[ :=(]{{0,3}}(?:of |is )?{_N}", _I),
    regex(rf"{_N}{_CHARS}[ ,(]{{0,2}}(?:max(?:imum)?|or (?:less|fewer)|limit|이하|이내|以内)", _I),
    regex(rf"\blen(?:gth)? ?(?:≤|<=) ?{_N}", _I),
)
_MIN_LENGTH = (
    regex(
        rf"(?:\bmin(?:imum|imal)?\.?(?: length)?(?: of| is|:)?|\bat least|\bno (?:less|fewer"
        rf"|shorter) than|\bmindestens|\bau moins|\bal menos|\bpelo menos|≥|>=|최소|最少)[ :=]{{0,2}}{_N}{_CHARS}",
        _I,
    ),
    regex(rf"\b(?:min(?:imum)?[ _-]?len(?:gth)?|minlength|min_length)\b[ :=(]{{0,3}}(?:of |is )?{_N}", _I),
    regex(rf"{_N}\+?{_CHARS}[ ,(]{{0,2}}(?:min(?:imum)?|or (?:more|longer)|이상|以上)", _I),
    regex(rf"{_N}\+{_CHARS}", _I),
    regex(rf"\blen(?:gth)? ?(?:≥|>=) ?{_N}", _I),
)
_EXACT_LENGTH = regex(rf"\b(?:exactly|precisely|genau) {_N}{_CHARS}|\b{_N}-(?:char|character|letter)\b", _I)
_BARE_LENGTH = regex(rf"(?:^|[,;(])\s?{_N}{_CHARS}(?=\s*(?:$|[,;).]))", _I)
"""A count of letters and nothing else: "string, required, 13 characters"."""
_LONGEST_CODE = 64
"""Nobody asks for exactly so many letters or more: a higher count is a limit."""
_RANGES = (
    regex(
        rf"\b(?:between|from|range:?|in range|zwischen|entre|allowed|rang|inclusive:?) {{0,1}}[\["
        rf"(]?{_R} ?(?:-|–|—|to|and|,|\.\.\.?|und|et|y) ?{_R}",
        _I,
    ),
    regex(rf"(?<![\w.,-]){_R} ?(?:≤|<=) ?\w{{1,20}} ?(?:≤|<=) ?{_R}", _I),
    regex(rf"(?<![\w.,-]){_R} ?(?:-|–|\.\.\.?|to) ?{_R}(?![\w:%/-]|\.\d)", _I),
)
_MAX = (
    regex(
        rf"(?<![\w])(≤|<=|\bmax(?:imum)?(?: value)?(?: of| is|:)?|\ble[=:]|\blte?[=:]|\bat most|\bup to"
        rf"|\bno more than|\bmaxi|\bhöchstens|\bau plus|\bcomo máximo|\bno máximo|\bnot exceed(?:ing)?|최대"
        rf"|最大)[ :=]{{0,2}}{_R}{_NOT_DIGITS}",
        _I,
    ),
    regex(rf"(?<![-=<])(<|\bless than|\bbelow) ?{_R}", _I),
)
_MIN = (
    regex(
        rf"(?<![\w])(≥|>=|\bmin(?:imum)?(?: value)?(?: of| is|:)?|\bge[=:]|\bgte?[=:]|\bat least"
        rf"|\bno less than|\bmindestens|\bau moins|\bal menos|\bpelo menos|최소|最小)[ :=]{{0,2}}{_R}{_NOT_DIGITS}",
        _I,
    ),
    regex(rf"(?<![-=>])(>|\bgreater than|\bmore than|\babove|\bgt[=:]) ?{_R}", _I),
)
_POSITIVE = regex(r"\b(?:positive|greater than zero)\b", _I)
_NOT_NEGATIVE = regex(r"\b(?:non-?negative|not negative|unsigned)\b", _I)
_NUMBERS = ("int", "big", "small", "num", "dec", "float", "double", "real", "serial", "money", "positive")


@dataclass(frozen=True, slots=True)
class Limited:
    """The limits found: lengths for text, a range for numbers."""

    min_length: int | None = None
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: bool = False
    exclusive_maximum: bool = False


def find_limits(plain: str, kind: str | None) -> Limited:
    """Find the limits of a value of that type; a number without "characters" is a length for text and
    a bound for numbers."""
    number = kind is not None and kind.lower().startswith(_NUMBERS)
    least, most = _lengths(plain)
    if number:
        return _range(plain, least, most)
    if least is None and most is None and (_is_text(kind) or _is_list(kind)):
        bounds = _range(plain, None, None)
        if bounds.exclusive_minimum and bounds.minimum == 0:
            least = 1
        elif bounds.minimum is not None and bounds.minimum >= 0:
            least = int(bounds.minimum)
        most = int(bounds.maximum) if bounds.maximum and bounds.maximum > 0 else None
    if kind is None and least is None and most is None:
        return _range(plain, None, None)
    return Limited(least, most)


def _is_text(kind: str | None) -> bool:
    return kind is not None and kind.lower().startswith(("str", "text", "varchar", "char", "email", "citext"))


def _is_list(kind: str | None) -> bool:
    return kind is not None and (kind.endswith("[]") or kind.lower().startswith(("array", "list")))


def _lengths(plain: str) -> tuple[int | None, int | None]:
    if not any(letter.isdigit() for letter in plain):
        return None, None
    for pattern in _LENGTHS:
        if match := pattern.search(plain):
            return _whole(match[1]), _whole(match[2])
    if match := _EXACT_LENGTH.search(plain):
        exact = _whole(match[1] or match[2])
        return exact, exact
    least, most = _first(_MIN_LENGTH, plain), _first(_MAX_LENGTH, plain)
    if least is None and most is None and (match := _BARE_LENGTH.search(plain)):
        exact = _whole(match[1])
        return (exact if exact < _LONGEST_CODE else None), exact
    return least, most


def _first(patterns: tuple[re.Pattern[str], ...], plain: str) -> int | None:
    return next((_whole(match[1]) for pattern in patterns if (match := pattern.search(plain))), None)


def _range(plain: str, least: float | None, most: float | None) -> Limited:
    if any(letter.isdigit() for letter in plain):
        for pattern in _RANGES:
            if (match := pattern.search(plain)) and _real(match[1]) <= _real(match[2]):
                return Limited(minimum=_real(match[1]), maximum=_real(match[2]))
    low, low_open = _bound(_MIN, plain)
    high, high_open = _bound(_MAX, plain)
    if low is None and _POSITIVE.search(plain):
        low, low_open = 0, True
    if low is None and _NOT_NEGATIVE.search(plain):
        low = 0
    return Limited(None, None, least if low is None else low, most if high is None else high, low_open, high_open)


def _bound(patterns: tuple[re.Pattern[str], ...], plain: str) -> tuple[float | None, bool]:
    for exclusive, pattern in enumerate(patterns):
        if match := pattern.search(plain):
            return _real(match[2]), bool(exclusive) or match[1].lower().startswith(("gt=", "gt:", "lt=", "lt:"))
    return None, False


def _whole(text: str) -> int:
    return int(text.replace(",", ""))


def _real(text: str) -> float:
    value = float(text.replace(",", ""))
    return int(value) if value.is_integer() else value
