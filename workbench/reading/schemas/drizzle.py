"""Tables in Drizzle: ``pgTable("boats", { name: varchar("name", { length: 80 }).notNull() })``."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, Fact, FieldFact, IndexFact, TableFact
from workbench.reading.literals import read_literal
from workbench.reading.schemas.braces import Text
from workbench.reading.values.chains import Call, arguments_of, quoted, split_chain
from workbench.reading.values.code_parts import Part, bracketed, split_parts

TABLE = regex(r"\b(?:const|let)\s+(\w{1,62})\s*=\s*(?:pg|mysql|sqlite)Table\s*\(\s*[\"'`](\w{1,62})[\"'`]\s*,\s*")
_ENUM = regex(r"\bconst\s+(\w{1,62})\s*=\s*(?:pg|mysql)Enum\s*\(\s*[\"'`]\w{1,62}[\"'`]\s*,\s*(\[[^\]]{1,1000}\])")
_MEMBER = regex(r"\s*[\"']?([A-Za-z_$]\w{0,62})[\"']?\s*:\s*(.+)\Z", re.DOTALL)
_TARGET = regex(r"=>\s*(\w{1,62})\.(\w{1,62})")
_ON_DELETE = regex(r"\bonDelete\s*:\s*[\"'`]([a-zA-Z ]{3,12})[\"'`]")
_OWN = regex(r"\b\w{1,30}\.(\w{1,62})")
_PLACE = regex(r"\b(\w{1,62})\.(\w{1,62})")
_INDEX = regex(r"\b(uniqueIndex|unique|index)\s*\([^()]{0,80}\)\s*\.on\(([^()]{1,300})\)")
_COMPOSITE = regex(r"\b(primaryKey|uniqueIndex|unique|index)\s*\(")
_TYPES = {
    "doublePrecision": "double precision", "bigserial": "bigserial", "timestamp": "timestamp", "datetime": "timestamp",
    "int": "integer", "tinyint": "smallint", "mediumint": "integer", "double": "double precision", "blob": "bytea",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Declared:
    """A table's declaration: the name in code, its own name, and the parts of its arguments."""

    variable: str
    name: str
    members: tuple[Part, ...]
    rest: str
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What the tables and enumerations of a document are called in code, and what they are."""

    names: dict[str, str]
    columns: dict[str, dict[str, str]]
    choices: dict[str, tuple[str, ...]]

    def target(self, place: re.Match[str]) -> str:
        """Give the column that ``boats.ownerId`` means."""
        name = self.columns.get(place[1], {}).get(place[2], place[2])
        return f"{self.names.get(place[1], place[1])}.{name}"


def read_drizzle(document: Document, text: Text) -> list[Fact]:
    """Read the tables that TypeScript declares with Drizzle, with their keys and indexes; what they refer to may be
    declared in another fence of the document."""
    code, first_line = text
    known = _known(document)
    facts: list[Fact] = []
    for table in _declared(code, first_line):
        facts += _table(document, table, known)
    for match in _INDEX.finditer(code):
        facts += _index(document.source(first_line + code.count("\n", 0, match.start())), match, known)
    return facts


@lru_cache(maxsize=64)
def _known(document: Document) -> _Known:
    declared = list(_declared(document.text, 1))
    return _Known(
        names={table.variable: table.name for table in declared},
        columns={table.variable: _named(table.members) for table in declared},
        choices={match[1]: tuple(_texts_in(match[2])) for match in _ENUM.finditer(document.text)},
    )


def _index(source: Source, match: re.Match[str], known: _Known) -> Iterator[IndexFact]:
    """Read an index that stands apart: ``index("by_name").on(boats.name)``."""
    named = [(one[1], one[2]) for one in _PLACE.finditer(match[2]) if one[2] in known.columns.get(one[1], {})]
    if named and len({variable for variable, _ in named}) == 1:
        variable = named[0][0]
        columns = tuple(known.columns[variable][name] for _, name in named)
        yield IndexFact(known.names[variable], columns, source, unique=match[1] != "index")


def _declared(code: str, first_line: int) -> Iterator[_Declared]:
    for match in TABLE.finditer(code):
        body = bracketed(code, match.end())
        if body is None or code[match.end() : match.end() + 1] != "{":
            continue
        line = first_line + code.count("\n", 0, match.start())
        members = split_parts(body, first_line + code.count("\n", 0, match.end()))
        rest = bracketed(code, code.find("(", match.start())) or ""
        end = first_line + code.count("\n", 0, match.end() + len(body))
        yield _Declared(match[1], match[2], tuple(members), rest[rest.find(body) + len(body) :], line, end)


def _named(members: tuple[Part, ...]) -> dict[str, str]:
    """Give the columns by their names in code."""
    found = {}
    for part in members:
        if match := _MEMBER.match(part.text):
            calls = split_chain(match[2])
            given = arguments_of(calls[0]) if calls else []
            found[match[1]] = (quoted(given[0]) if given else None) or match[1]
    return found


def _table(
    document: Document,
    table: _Declared,
    known: _Known,
) -> list[Fact]:
    own = _named(table.members)
    read: dict[str, ColumnFact] = {}
    for part in table.members:
        match = _MEMBER.match(part.text)
        calls = split_chain(match[2]) if match else ()
        if match and calls:
            source = document.source(part.line, part.end_line)
            read[own[match[1]]] = _column(own[match[1]], calls, source, known)
    source = document.source(table.line, table.end_line)
    key, indexes = _composites(table, own, source)
    return [TableFact(table.name, tuple(read.values()), source, "code", key=key), *indexes] if read else []


def _column(
    name: str,
    calls: tuple[Call, ...],
    source: Source,
    known: _Known,
) -> ColumnFact:
    kind, *more = calls
    said = {call[0]: call for call in more}
    required = "notNull" in said or "primaryKey" in said
    field = FieldFact(
        name,
        type="varchar" if kind[0] in known.choices else _type(kind, array="array" in said),
        nullable=not required,
        choices=known.choices.get(kind[0], ()),
        source=source,
    )
    if "default" in said:
        text = said["default"][1]
        field = replace(
            field, has_default=True, default=quoted(text) if quoted(text) is not None else read_literal(text)
        )
    elif "defaultNow" in said or "defaultRandom" in said:
        default = "now()" if "defaultNow" in said else "gen_random_uuid()"
        field = replace(field, has_default=True, default=default)
    target = _TARGET.search(said["references"][1]) if "references" in said else None
    rule = _ON_DELETE.search(said["references"][1]) if "references" in said else None
    return ColumnFact(
        field,
        source,
        primary_key=True if "primaryKey" in said else None,
        unique=True if "unique" in said else None,
        auto_increment=True if "serial" in kind[0].lower() or "generatedAlwaysAsIdentity" in said else None,
        references=known.target(target) if target else None,
        on_delete=rule[1].upper() if rule else None,
    )


def _type(kind: Call, *, array: bool) -> str:
    options = {
        key: value for part in arguments_of(kind) for key, value in re.findall(r"(\w{3,12})\s*:\s*(\w{1,12})", part)
    }
    name = _TYPES.get(kind[0], kind[0])
    if "length" in options:
        name = f"{name}({options['length']})"
    elif "precision" in options and name in ("numeric", "decimal"):
        name = f"{name}({options['precision']}, {options.get('scale', 0)})"
    elif name == "timestamp" and options.get("withTimezone") == "true":
        name = "timestamptz"
    elif options.get("mode") == "boolean":
        name = "boolean"
    return f"{name}[]" if array else name


def _composites(table: _Declared, own: dict[str, str], source: Source) -> tuple[tuple[str, ...], list[Fact]]:
    """Read the keys and indexes behind the columns: ``primaryKey({ columns: [t.a, t.b] })``, ``unique().on(t.a)``."""
    key: tuple[str, ...] = ()
    indexes: list[Fact] = []
    starts = list(_COMPOSITE.finditer(table.rest[:8000]))
    for match, following in itertools.zip_longest(starts, starts[1:]):
        told = table.rest[match.end() : following.start() if following else len(table.rest)]
        names = tuple(dict.fromkeys(own[name] for name in _OWN.findall(told) if name in own))
        if match[1] == "primaryKey":
            key = names
        elif names:
            indexes.append(IndexFact(table.name, names, source, unique=match[1] != "index"))
    return key, indexes


def _texts_in(listed: str) -> Iterator[str]:
    yield from (text for part in arguments_of(("", listed.strip("[]"))) if (text := quoted(part)) is not None)
