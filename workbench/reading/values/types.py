"""Finding the type in a phrase: SQL, JSON, Python and TypeScript names, and plain words for them."""

import re

from workbench.patterns import regex

_NAMES = (
    r"character varying|varchar2?|nvarchar|bpchar|char|citext|(?:tiny|medium|long)?text|strings?|str"
    r"|uuid(?:v?4|v?7)?|guid|cuid2?|ulid|nanoid|objectid"
    r"|big ?int(?:eger)?|small ?int(?:eger)?|tinyint|(?:big|small)?serial|integers?|int(?:2|4|8|32|64)?|bool(?:ean)?s?"
    r"|timestamp(?: with(?:out)? time ?zone)|timestamptz|time ?stamps?|datetimes?|date-time|date|timetz|time|interval"
    r"|numeric|decimal|double precision|double|float(?:4|8|32|64)?|real|money|numbers?"
    r"|jsonb|json|objects?|dict(?:ionary)?|map|record|arrays?|lists?|set|sequence|bytea|bytes|blob|binary|enum"
    r"|emailstr|httpurl|anyurl|any"
)
_WORDS = (
    r"e-?mail(?: address)?|url|uri|iso[- ]?8601(?: (?:date-?time|timestamp|date|string|format))?"
    r"(?: string)?|문자열|정수|숫자|불리언|배열|날짜"
    r"|datum(?: und uhrzeit)?|zeitstempel|ganzzahl|dezimalzahl|wahrheitswert|fecha(?: y hora)?|data e hora"
    r"|inteiro|日期时间|日期|时间|날짜"
    r"|chaîne|entier|booléen|cadena|texto|entero|booleano|zahl|zeichenkette|metin|tamsayı|строка|число|文字列|整数|字符串|布尔"
)
_PARAMETERS = r"(?: ?\( ?(?:\d{1,9}|max)(?: ?, ?\d{1,9})? ?\))?"
_ZONE = r"(?: with(?:out)? time ?zone)?"
_ARRAY = r"(?: ?\[\])?"
_LEADING = regex(
    rf"(?:(?:an?|the|valid|unique|new|optional|required|nullable|unsigned|positive|array of|list of)\b[ ,:]*){{0,4}}"
    rf"((?:{_NAMES}|{_WORDS})(?![\w-]|\.\w){_PARAMETERS}{_ZONE}{_ARRAY})",
    re.IGNORECASE,
)
_STRONG = regex(
    rf"(?<![\w.\"'-])((?:varchar|character varying|char|citext|string|uuid|guid|big ?int|small ?int|"
    rf"(?:big)?serial|integer|int|bool(?:ean)?"
    rf"|timestamp(?:tz)?|datetime|numeric|decimal|double precision|float|jsonb?|str|bytea|iso[- ]?8601"
    rf"(?: date(?!-?time))?)(?![\w-]){_PARAMETERS}{_ZONE}{_ARRAY})",
    re.IGNORECASE,
)
_GENERIC = regex(
    r"(?<![\w.])((?:typing\.)?(?:optional|list|set|dict|sequence|array|union|annotated|literal|record|mapped)) ?[\[<]",
    re.IGNORECASE,
)
_OF = regex(r"\b(?:array|list|set)s? of ([a-z]{2,20})", re.IGNORECASE)
_PLURAL = ("json", "array", "list", "set", "object", "sequence")
"""How a type begins that "of" says more about: "JSON array of strings", but not "text, a list of tags"."""
_LISTED = regex(r"\s*\[\s*([A-Z]\w{1,40})\s*\]\s*(?:,|\Z)")
"""A list as collections of documents type it: ``[String]``, ``[Question]``."""
_SEGMENT = regex(r"[,;(]|(?: [—–-] )|(?:: )")
_UNION_NULL = regex(r" ?\| ?(?:null|none|undefined)\b|\b(?:null|none|undefined) ?\| ?", re.IGNORECASE)
_NOT_A_TYPE_BEFORE = regex(r"(?:[\w)]|\bmax|\bof) ?$")

_MEANING = {
    "문자열": "string", "정수": "integer", "숫자": "number", "불리언": "boolean", "배열": "array", "날짜": "date",
    "datum": "date", "datum und uhrzeit": "timestamp", "zeitstempel": "timestamp", "ganzzahl": "integer",
    "dezimalzahl": "decimal", "wahrheitswert": "boolean", "fecha": "date", "fecha y hora": "timestamp",
    "data e hora": "timestamp", "inteiro": "integer", "日期": "date", "日期时间": "timestamp",
    "时间": "timestamp",
    "chaîne": "string", "entier": "integer", "booléen": "boolean", "cadena": "string", "texto": "text",
    "entero": "integer", "booleano": "boolean", "zahl": "number", "zeichenkette": "string", "metin": "string",
    "tamsayı": "integer", "строка": "string", "число": "number", "文字列": "string", "整数": "integer",
    "字符串": "string", "布尔": "boolean", "strings": "string[]", "integers": "integer[]", "numbers": "number[]",
    "email address": "email", "e-mail": "email", "emailstr": "email", "httpurl": "url", "anyurl": "url",
    "booleans": "boolean", "timestamps": "timestamp", "objects": "object[]", "time stamp": "timestamp",
}  # fmt: skip
_ITEMS = {
    "string": "string", "text": "string", "tag": "string", "name": "string", "id": "string", "id's": "string",
    "integer": "integer", "int": "integer", "number": "number", "uuid": "uuid", "object": "object",
}  # fmt: skip


def find_type(plain: str, *, choices: bool = False) -> str | None:
    """Find the type that a phrase names, as text in one of the usual notations (``VARCHAR(200)``,
    ``string[]``); nothing where it names none."""
    generic = _find_generic(plain)
    if generic:
        return generic
    if listed := _LISTED.match(plain):
        return f"{listed[1] if _LEADING.fullmatch(listed[1]) else 'object'}[]"
    text = _UNION_NULL.sub(" ", plain).strip()
    leading = _LEADING.match(text)
    plural = leading is None or leading[1].lower().startswith(_PLURAL)
    if plural and (of := _OF.search(text[:60])):
        item = of[1].lower()
        return f"{_ITEMS.get(item, _ITEMS.get(item.rstrip('s'), 'object'))}[]"
    start = 0
    for _ in range(6):
        match = _LEADING.match(text, start)
        if match and not (choices and match[1].lower() == "enum"):
            return _canonical(match[1])
        separator = _SEGMENT.search(text, start)
        if separator is None:
            break
        start = separator.end()
        while text[start : start + 1] == " ":
            start += 1
    strong = _STRONG.search(text)
    return _canonical(strong[1]) if strong else None


def _canonical(word: str) -> str:
    word = word.strip()
    low = word.lower()
    if low.startswith("iso"):
        return "date" if low.endswith(" date") else "timestamp"
    name, bracket, size = low.partition("(")
    return f"{_MEANING[name.strip()]}{bracket}{size}" if name.strip() in _MEANING else word


def _find_generic(plain: str) -> str | None:
    """Read ``Optional[str]``, ``List[int]``, ``Array<string>``, ``dict[str, Any]``, one or two levels deep."""
    match = _GENERIC.search(plain[:120])
    if match is None or (match.start() > 0 and _NOT_A_TYPE_BEFORE.search(plain[: match.start()])):
        return None
    inner = _bracketed(plain, match.end() - 1)
    word = match[1].lower().removeprefix("typing.")
    if word in ("optional", "union", "annotated", "mapped"):
        parts = [part for part in split_arguments(inner) if part.lower() not in ("none", "null")]
        return find_type(parts[0]) if parts else None
    if word == "literal":
        return "string"
    if word in ("dict", "record"):
        return "object"
    item = find_type(inner) or inner.strip() or "string"
    return f"{item}[]" if len(item) <= 40 else "array"


def _bracketed(text: str, opening: int) -> str:
    depth = 0
    for position in range(opening, min(len(text), opening + 200)):
        depth += (text[position] in "[<") - (text[position] in "]>")
        if depth == 0:
            return text[opening + 1 : position]
    return text[opening + 1 : opening + 200]


def split_arguments(text: str) -> list[str]:
    """Split at the commas and bars that stand outside brackets and quotes."""
    parts, depth, quote, start = [], 0, "", 0
    for position, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "[(<{":
            depth += 1
        elif letter in "])>}":
            depth -= 1
        elif letter in ",|" and depth == 0:
            parts.append(text[start:position].strip())
            start = position + 1
    parts.append(text[start:].strip())
    return [part for part in parts if part]
