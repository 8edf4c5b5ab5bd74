"""Entities as types of GraphQL's schema language, beside an interface that is none of GraphQL's.

``type Boat { id: ID!  rig: Rig!  owner: Owner! @unique  soldAt: DateTime }``.
"""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

import inflection

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, Fact, TableFact
from workbench.reading.layout.asides import is_interface
from workbench.reading.schemas.braces import Text
from workbench.reading.tables.table_names import is_payload
from workbench.reading.values.constraints import read_column

_TYPE = regex(r"^type (?P<name>[A-Z]\w{1,60})\b[^{\n]{0,120}\{(?P<body>[^{}]{1,8000})\}", re.MULTILINE)
_ENUM = regex(r"^enum (\w{1,60})[^{\n]{0,80}\{([^{}]{1,2000})\}", re.MULTILINE)
_MEMBER = regex(
    r"\s*(?P<name>[a-z_]\w{0,60})\s*:\s*(?P<list>\[?)(?P<kind>\w{1,60})(?:!?\])?(?P<need>!?)\s*(?P<note>[@#].{0,300})?\Z"
)
_TYPES = {
    "ID": None, "String": "text", "Int": "integer", "Float": "double precision", "Boolean": "boolean",
    "DateTime": "timestamp", "UUID": "uuid", "JSON": "jsonb",
}  # fmt: skip
_ASKED = frozenset({"Query", "Mutation", "Subscription"})
"""What is asked of a server: beside those, the types are its answers."""


def read_graphql(document: Document, text: Text) -> list[Fact]:
    """Read each type that has a key, unless the schema is that of an interface."""
    code, first_line = text
    found = {match["name"]: match for match in _TYPE.finditer(code)}
    if _ASKED & found.keys():
        return []
    enums = {name: tuple(re.findall(r"\w+", re.sub(r"#.*", "", values))) for name, values in _ENUM.findall(code)}
    facts: list[Fact] = []
    for name, match in found.items():
        line = first_line + code.count("\n", 0, match.start("body"))
        columns = tuple(_columns(document, match["body"].split("\n"), line, found, enums))
        if any(one.primary_key for one in columns) and not is_payload(name):
            source = document.source(line, line + match["body"].count("\n"))
            facts.append(TableFact(name, columns, source, "interface", implied=is_interface(document.file)))
    return facts


def _columns(
    document: Document, lines: list[str], first: int, types: Container[str], enums: Mapping[str, tuple[str, ...]]
) -> Iterator[ColumnFact]:
    """Give a column for each member; one that leads to another type is told by its key, and a list of those by none."""
    for number, line in enumerate(lines, first):
        member = _MEMBER.match(line[:600])
        if member is None or (member["list"] and member["kind"] in types):
            continue
        name, kind = inflection.underscore(member["name"]), member["kind"]
        column = read_column(name, (member["note"] or "").lstrip("# "), document.source(number))
        linked = kind in types
        stated = "jsonb" if member["list"] else "text" if kind in enums else _TYPES.get(kind, kind.lower())
        yield replace(
            column,
            field=replace(
                column.field,
                name=f"{name}_id" if linked else name,
                type=None if linked else stated,
                nullable=not member["need"],
                choices=enums.get(kind, column.field.choices),
            ),
            primary_key=True if kind == "ID" and name == "id" else column.primary_key,
            references=f"{kind}.id" if linked else column.references,
        )
