"""Entities as classes of C#, as Entity Framework stores them: ``[Table("boats")] public class Boat { … }``."""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import inflection

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, Fact, FieldFact, IndexFact, TableFact
from workbench.reading.literals import read_literal
from workbench.reading.schemas.braces import Text
from workbench.reading.tables.table_names import is_payload
from workbench.reading.values.code_parts import bracketed

_SAID = r"(?P<said>(?:\[[^\n]{1,200}\]\s*)*)"
_CLASS = regex(_SAID + r"(?:(?:public|internal|sealed|partial)\s+)*class\s+(?P<name>\w{1,62})[^{;]{0,120}\{")
_MEMBER = regex(
    _SAID + r"(?:public|internal)\s+(?:(?:virtual|required)\s+)*(?P<type>[A-Za-z][\w<>,. \[\]]{0,80}?)(?P<open>\??)"
    r"\s+(?P<name>[A-Z]\w{0,60})\s*\{\s*get;[^{}]{0,60}\}(?:\s*=\s*(?P<default>[^;\n]{1,80});)?"
)
_ENUM = regex(r"\benum\s+(\w{1,62})[^{;]{0,40}\{([^{}]{1,2000})\}")
_SETS = regex(r"\bDbSet<(\w{1,62})>\s+(\w{1,62})")
_UNIQUE = regex(r"\bEntity<(\w{1,62})>\(\)\s*\.HasIndex\(\w+\s*=>\s*(.{1,120}?)\)\s*\.IsUnique\(\)", re.DOTALL)
_STATED = regex(r"[\[,]\s*(\w{1,40})(?:\(((?:[^()\n]|\([^()\n]{0,80}\)){0,160})\))?\s*(?=[,\]])")
"""What is said in brackets before a class or member: ``[Required, MaxLength(60)]``."""
_NAMED = regex(r"nameof\((?:\w+\.)?(\w{1,62})\)|\"(\w{1,62})\"")
_TYPES = {
    "guid": "uuid", "string": "varchar", "int": "integer", "long": "bigint", "short": "smallint", "byte": "smallint",
    "bool": "boolean", "decimal": "numeric", "double": "double precision", "float": "real", "datetime": "timestamp",
    "datetimeoffset": "timestamptz", "dateonly": "date", "timeonly": "time", "timespan": "interval",
    "byte[]": "bytea", "string[]": "text[]", "list<string>": "text[]", "jsondocument": "jsonb",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    """What the code says beside its classes: their keys (``boats.id``), and the values of its enumerations."""

    keys: Mapping[str, str]
    enums: Mapping[str, tuple[str, ...]]


def read_csharp(document: Document, text: Text) -> list[Fact]:
    """Read the classes that have a key; those that a client sends or gets are no tables."""
    code, first_line = text
    sets = {name: inflection.underscore(table) for name, table in _SETS.findall(document.text)}
    found = [match for match in _CLASS.finditer(code) if not is_payload(match["name"])]
    bodies = {match["name"]: bracketed(code, match.end() - 1) or "" for match in found}
    tables = {match["name"]: _table_name(match, sets) for match in found}
    enums = {name: tuple(re.findall(r"(?:^|,)\s*(\w+)", values)) for name, values in _ENUM.findall(document.text)}
    known = _Known({name: f"{tables[name]}.{_key(name, bodies[name])}" for name in tables}, enums)
    facts: list[Fact] = []
    for match in found:
        name, body = match["name"], bodies[match["name"]]
        line = first_line + code.count("\n", 0, match.end() - 1)
        columns = tuple(_columns(document, name, body, line, known))
        if not any(one.primary_key for one in columns):
            continue
        source = document.source(first_line + code.count("\n", 0, match.start()), line + body.count("\n"))
        facts.append(TableFact(tables[name], columns, source, "code"))
        unique = [given for kind, given in _STATED.findall(match["said"]) if kind == "Index" and "IsUnique" in given]
        unique += [" ".join(re.findall(r"\.\w+", given)) for owner, given in _UNIQUE.findall(code) if owner == name]
        facts += [IndexFact(tables[name], _members_in(given), source, unique=True) for given in unique]
    return facts


def _table_name(match: re.Match[str], sets: Mapping[str, str]) -> str:
    stated = re.search(r"\[Table\(\"(\w{1,62})\"", match["said"])
    return stated[1] if stated else sets.get(match["name"]) or inflection.underscore(match["name"])


def _is_key(member: re.Match[str], owner: str) -> bool:
    return "[Key" in member["said"] or member["name"] in ("Id", f"{owner}Id")


def _key(owner: str, body: str) -> str:
    """Give the column that is the key of a class."""
    named = (member["name"] for member in _MEMBER.finditer(body) if _is_key(member, owner))
    return inflection.underscore(next(named, "Id"))


def _members_in(given: str) -> tuple[str, ...]:
    """Give the columns that an index names: ``nameof(Plate)``, ``"Plate"``, ``.Plate``."""
    named = [one or other for one, other in _NAMED.findall(given)] or re.findall(r"\.(\w+)", given)
    return tuple(inflection.underscore(one) for one in named)


def _columns(document: Document, owner: str, body: str, line: int, known: _Known) -> Iterator[ColumnFact]:
    """Give a column for each member that is stored; one that leads to another entity is told by its key."""
    members = list(_MEMBER.finditer(body))
    links = {match["name"]: match["type"].strip() for match in members if match["type"].strip() in known.keys}
    keys = {match["name"] for match in members}
    paired = {
        one: other
        for match in members
        if (names := _NAMED.search(dict(_STATED.findall(match["said"])).get("ForeignKey", "")))
        for one, other in itertools.permutations((match["name"], names[1] or names[2]), 2)
    }
    for match in members:
        name, kind = match["name"], match["type"].strip()
        source = document.source(line + body.count("\n", 0, match.start("type")))
        if kind in known.keys:
            if f"{name}Id" not in keys and paired.get(name) not in keys:  # its key is there without being written
                field = FieldFact(f"{inflection.underscore(name)}_id", nullable=bool(match["open"]), source=source)
                yield ColumnFact(field, source, references=known.keys[kind])
        elif not re.match(r"(?:I?(?:Collection|List|Enumerable)|HashSet)<(?!string)", kind):
            target = links.get(paired.get(name, "") or name.removesuffix("Id"))
            is_key = True if _is_key(match, owner) else None
            yield ColumnFact(
                replace(_field(match, known), source=source),
                source,
                primary_key=is_key,
                auto_increment=True if is_key and kind in ("int", "long") else None,
                references=known.keys[target] if target else None,
            )


def _field(match: re.Match[str], known: _Known) -> FieldFact:
    said = dict(_STATED.findall(match["said"]))
    kind = match["type"].replace(" ", "").lower()
    choices = known.enums.get(match["type"].strip(), ())
    stated = re.search(r"TypeName\s*=\s*\"([^\"]{1,40})\"", said.get("Column", ""))
    numbers = [int(one) for one in re.findall(r"-?\d+", said.get("StringLength", "") or said.get("MaxLength", ""))]
    limits = re.findall(r"-?\d+(?:\.\d+)?", said.get("Range", ""))
    default = _default(match["default"] or "", choices)
    named = re.match(r"\s*\"(\w{1,62})\"", said.get("Column", ""))
    return FieldFact(
        named[1] if named else inflection.underscore(match["name"]),
        type=stated[1] if stated else "varchar" if choices else _TYPES.get(kind, kind),
        nullable=bool(match["open"]) and "Required" not in said,
        choices=choices,
        max_length=numbers[0] if numbers else None,
        min_length=numbers[1] if len(numbers) > 1 else _whole(said.get("MinLength")),
        minimum=float(limits[0]) if len(limits) == 2 else None,
        maximum=float(limits[1]) if len(limits) == 2 else None,
        default=default,
        has_default=default is not None,
    )


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.strip().isdigit() else None


def _default(text: str, choices: tuple[str, ...]) -> str | int | float | bool | None:
    """Give what a member begins with: a value, a member of an enumeration, or the present."""
    if "Now" in text:
        return "now()"
    last = text.rpartition(".")[2].strip()
    if last in choices:
        return last
    literal = re.fullmatch(r"\s*(true|false|-?\d+(?:\.\d+)?|\"[^\"]{1,60}\")m?\s*", text)
    value = read_literal(literal[1]) if literal else None
    return value if isinstance(value, (str, int, float, bool)) else None
