"""Type texts of any notation to PostgreSQL column types."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from generators.blueprint import ColumnType, TypeName
from workbench.patterns import regex

_QUOTED = regex(r"""["'`“”‘’]([^"'`“”‘’]+)["'`“”‘’]""")
_OPTIONAL = regex(r"^\s*(?:typing\.)?Optional\[(?P<inner>.+)\]\s*$", re.IGNORECASE)
_NULL_MEMBER = regex(r"\s*\|\s*(?:null|none|undefined)\b|\b(?:null|none|undefined)\s*\|\s*|/null\b", re.IGNORECASE)
_ARRAY = regex(
    r"^(?:(?:typing\.)?(?:list|array|set|sequence|tuple)\s*[\[<(](?P<a>[^\])>]*)[\])>]"
    r"|(?P<b>[\w ]+?)\s*(?:\([\d, ]{1,9}\)\s*)?(?:\[\]|(?<=[)\w] )array)"
    r"|(?:array|list)\s+of\s+(?P<c>[\w ]+)|array|list)\s*$",
    re.IGNORECASE,
)
_ENUM = regex(
    r"^(?:enum|literal|choice|choices|one of)\b\s*[\[(:<]?(?P<inner>.*?)[\])>]?\s*$", re.IGNORECASE | re.DOTALL
)
_LENGTH = regex(r"[(\[]\s*(?:max(?:imum)?[_ ]?(?:length)?\s*[:=]?\s*)?(?P<n>\d+)")
_PRECISION = regex(r"\(\s*(?P<p>\d+)\s*(?:,\s*(?P<s>\d+)\s*)?\)")

_NAMES: tuple[tuple[str, TypeName], ...] = (
    (r"(?:small|tiny)(?:int|serial)|int2\b|int8_t", TypeName.SMALLINT),
    (r"big(?:int|serial|integer)|int8\b|int64|long\b|snowflake", TypeName.BIGINT),
    (
        r"(?:int|integer|serial|autoincrement|autofield|int4|int32|mediumint|count|number of)\b|whole number",
        TypeName.INTEGER,
    ),
    (r"interval|timedelta|duration", TypeName.INTERVAL),
    (
        r"timestamp|date-?\s?time|datetime|iso\s?-?8601|utc\b|instant|offsetdatetime|localdatetime|zoneddatetime",
        TypeName.TIMESTAMP,
    ),
    (r"date\b", TypeName.DATE),
    (r"time\b", TypeName.TIME),
    (r"uuid|guid|uniqueidentifier|objectid|object id", TypeName.UUID),
    (r"bool", TypeName.BOOLEAN),
    (r"numeric|decimal|money|bigdecimal|currency", TypeName.NUMERIC),
    (r"float|double|real|number\b", TypeName.FLOAT),
    (r"jsonb?|object|dict|map\b|record|hstore|struct|any\b", TypeName.JSON),
    (r"bytea|blob|binary|varbinary|bytes", TypeName.BYTES),
    (
        r"varchar|nvarchar|char|character|string|str\b|citext|enum|email|url|uri|slug|id\b|cuid|nanoid|password|token|jwt|"
        r"autostr|literal|secretstr|emailstr|httpurl",
        TypeName.VARCHAR,
    ),
    (r"text|longtext|mediumtext|tinytext|markdown|clob|html", TypeName.TEXT),
)
_COMPILED = tuple((regex(pattern, re.IGNORECASE), name) for pattern, name in _NAMES)
_FORMATS = (
    ("email", "email"),
    ("url", "uri"),
    ("uri", "uri"),
    ("httpurl", "uri"),
    ("slug", "slug"),
    ("emailstr", "email"),
)


@dataclass(frozen=True, slots=True)
class TypeReading:
    """What a type text says. ``nullable`` only where the text itself allows null; ``serial`` where the
    database counts; ``format`` and ``choices`` as in ``Limits``."""

    type: ColumnType | None = None
    nullable: bool | None = None
    serial: bool = False
    choices: tuple[str, ...] = ()
    format: str | None = None
    case_insensitive: bool = False


def read_type(text: str | None) -> TypeReading:
    """Read ``VARCHAR(200)``, ``string``, ``Optional[str]``, ``text[]``, ``"a" | "b"``, ``SERIAL`` and the like."""
    if text is None or not text.strip(" `*"):
        return TypeReading()
    stripped = text.strip().strip("`*").strip()
    nullable = None
    if optional := _OPTIONAL.match(stripped):
        stripped, nullable = optional["inner"].strip(), True
    if _NULL_MEMBER.search(stripped):
        stripped, nullable = _NULL_MEMBER.sub("", stripped).strip(), True
    if stripped.endswith("?"):
        stripped, nullable = stripped[:-1].strip(), True
    return replace(_read_bare(stripped), nullable=nullable)


def _read_bare(text: str) -> TypeReading:
    readers: tuple[Callable[[str], TypeReading | None], ...] = (_read_array, _read_choices, _read_scalar)
    for reader in readers:
        if (reading := reader(text)) is not None:
            return reading
    return TypeReading()


def _read_array(text: str) -> TypeReading | None:
    match = _ARRAY.match(text)
    if not match:
        return None
    inner = (match["a"] or match["b"] or match["c"] or "").strip()
    item = _read_scalar(inner) if inner else None
    name = item.type.name if item and item.type else None
    if name is None and inner:
        return TypeReading(ColumnType(TypeName.JSON))
    if name is TypeName.JSON:
        return TypeReading(ColumnType(TypeName.JSON))
    return TypeReading(ColumnType(TypeName.ARRAY, item=TypeName.TEXT if name in (None, TypeName.VARCHAR) else name))


def _read_choices(text: str) -> TypeReading | None:
    if match := _ENUM.match(text):
        choices = _members(match["inner"])
        return TypeReading(choice_type(choices), choices=choices)
    members = _members(text) if ("|" in text or _QUOTED.fullmatch(text)) else ()
    if len(members) > 1 and not all(_scalar_name(member) for member in members):
        return TypeReading(choice_type(members), choices=members)
    return None


def _members(text: str) -> tuple[str, ...]:
    quoted = _QUOTED.findall(text)
    parts = quoted or re.split(r"[|,/]", text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def choice_type(choices: tuple[str, ...]) -> ColumnType:
    """Give the type that holds an enumeration: a varchar with room for its longest member and some to come."""
    longest = max((len(choice) for choice in choices), default=0)
    return ColumnType(
        TypeName.VARCHAR, length=next(size for size in (20, 50, 100, 255, max(longest, 255)) if size >= longest)
    )


def _scalar_name(text: str) -> TypeName | None:
    stripped = text.strip()
    return next((name for pattern, name in _COMPILED if pattern.match(stripped)), None)


def _read_scalar(text: str) -> TypeReading | None:
    name = _scalar_name(text)
    if name is None:
        return None
    lowered = text.lower()
    return TypeReading(
        _with_parameters(name, text),
        serial="serial" in lowered or "auto" in lowered,
        format=next((form for word, form in _FORMATS if lowered.startswith(word)), None),
        case_insensitive=lowered.startswith("citext"),
    )


def _with_parameters(name: TypeName, text: str) -> ColumnType:
    if name is TypeName.NUMERIC and (match := _PRECISION.search(text)):
        return ColumnType(name, precision=int(match["p"]), scale=int(match["s"] or 0))
    if name is TypeName.VARCHAR and (match := _LENGTH.search(text)):
        return ColumnType(name, length=int(match["n"]))
    return ColumnType(name)
