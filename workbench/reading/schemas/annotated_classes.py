"""Entities as classes with annotations on their members: TypeORM in TypeScript, JPA in Java and Kotlin."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import inflection

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, Fact, FieldFact, TableFact
from workbench.reading.literals import read_literal
from workbench.reading.schemas.braces import Text
from workbench.reading.values.code_parts import bracketed

ENTITY = regex(r"@Entity\b")
_CLASS = regex(r"(?:[^{};]|\{[^{}]{0,200}\}){0,600}?\bclass\s+(\w{1,62})[^{(]{0,200}([{(])")
_TABLE = regex(r"@(?:Table|Entity)\s*\(\s*(?:\{?\s*name\s*[=:]\s*)?[\"'`](\w{1,62})[\"'`]")
_NAME = regex(r"(?://[^\n]*\n\s*)*@(\w{1,40})\s*")
_REMARK = regex(r"(?:\s*(?://[^\n]*\n|/\*.{0,400}?\*/))+\s*", re.DOTALL)
"""What may stand between an annotation and its member."""
_ENUM = regex(r"\benum\s+(?:class\s+)?(\w{1,62})[^{;]{0,80}\{([^{}]{1,2000})\}")
_TYPED = regex(r"(?:(?:public|private|protected|readonly|declare)\s+)*(\w{1,62})[!?]?\s*:\s*([\w<>\[\]|. ]{1,80})")
_JAVA = regex(r"(?:(?:public|private|protected|final)\s+)+([\w<>?,. ]{1,80}?)\s+(\w{1,62})\s*(?:=\s*([^;]{1,80}))?;")
_UNMARKED = regex(
    r"(?:\A|(?<=[;{}]))\s*(?:(?://[^\n]*\n|/\*.{0,400}?\*/)\s*)*(?:private|protected)\s+(?!static|final|List|Set|Map|Collection)"
    r"(?P<type>[\w<>?,. \[\]]{1,80}?)\s+(?P<name>\w{1,62})\s*(?:=\s*[^;]{1,80})?;",
    re.DOTALL,
)
"""A member of a Java class before which no annotation stands."""
_KOTLIN = regex(r"(?:(?:private|override|lateinit)\s+)*va[lr]\s+(\w{1,62})\s*:\s*([\w<>.]{1,80}\??)")
_TYPES = {
    "string": "varchar", "number": "integer", "boolean": "boolean", "date": "timestamp", "long": "bigint",
    "int": "integer", "integer": "integer", "short": "smallint", "uuid": "uuid", "bigdecimal": "numeric",
    "double": "double precision", "float": "real", "localdate": "date", "localtime": "time",
    "localdatetime": "timestamp", "instant": "timestamptz", "offsetdatetime": "timestamptz",
    "zoneddatetime": "timestamptz", "byte[]": "bytea", "object": "jsonb", "map": "jsonb",
}  # fmt: skip
_LINKS = frozenset({"ManyToOne", "OneToOne"})
_SKIPPED = frozenset({"OneToMany", "ManyToMany", "Transient", "ElementCollection", "RelationId"})
_MARKS = frozenset({"DeleteDateColumn"})
"""What is empty until the row is marked as deleted."""
_STAMPED = frozenset({"CreateDateColumn", "UpdateDateColumn", "CreationTimestamp", "UpdateTimestamp"})
_STAMPS = frozenset({"CreateDateColumn", "UpdateDateColumn", "CreationTimestamp", "UpdateTimestamp", "CreatedDate"})
_KEYS = frozenset({"Id", "PrimaryColumn", "PrimaryGeneratedColumn", "EmbeddedId"})
_NEEDED = frozenset({"NotNull", "NotBlank", "NotEmpty"})
_PRIMITIVE = frozenset({"int", "long", "boolean", "double", "float", "short"})


@dataclass(frozen=True, slots=True)
class _Member:
    """A member of a class: what stands before it, by its names, and where it is."""

    name: str
    type: str
    said: dict[str, str]
    source: Source
    optional: bool


def read_annotated(document: Document, text: Text) -> list[Fact]:
    """Read the classes that are marked as entities."""
    code, first_line = text
    found = list(_classes(code))
    tables = {name: table for name, table, _, _ in found}
    enums = {match[1]: tuple(_values_of(match[2])) for match in _ENUM.finditer(document.text)}
    java = "@Column" in code and ("private " in code or " val " in code or " var " in code)
    facts: list[Fact] = []
    for name, table, start, body in found:
        line = first_line + code.count("\n", 0, start)
        members = list(_members(document, body, first_line + code.count("\n", 0, code.find(body, start))))
        if java:
            begin = first_line + code.count("\n", 0, code.find(body, start))
            members = sorted((*members, *_unmarked(document, body, begin)), key=lambda one: one.source.line)
        columns = _once([one for member in members if (one := _column(member, tables, enums, java=java)) is not None])
        source = document.source(line, line + code.count("\n", start, code.find(body, start) + len(body)))
        if columns:
            facts.append(TableFact(table or inflection.underscore(name), columns, source, "code"))
    return facts


def _values_of(members: str) -> Iterator[str]:
    """Give the values of an enumeration's members: ``OPEN = 'open'``, or their names where they state none."""
    for member in re.split(r"[,;]|\n", re.sub(r"//[^\n]*", "", members)):
        if named := re.match(r"\s*(\w{1,62})(?:\s*(?:=|\()\s*[\"'`]([^\"'`]{1,60})[\"'`])?", member):
            yield named[2] or named[1]


def _once(columns: list[ColumnFact]) -> tuple[ColumnFact, ...]:
    """Join what tells of one column: the relation (``boat: Boat``) and, beside it, its key (``boatId: string``)."""
    kept: dict[str, ColumnFact] = {}
    for one in columns:
        other = kept.get(one.field.name)
        if other is not None:
            link, plain = (one, other) if one.references else (other, one)
            # "string" alone tells a key's notation in the code, not its type.
            kind = None if plain.field.type == "varchar" else plain.field.type
            told = replace(link.field, type=kind, nullable=link.field.nullable or plain.field.nullable)
            one = replace(link, field=told)
        kept[one.field.name] = one
    return tuple(kept.values())


def _classes(code: str) -> Iterator[tuple[str, str | None, int, str]]:
    """Give name, table, place and body of each entity."""
    for match in ENTITY.finditer(code):
        opened = _CLASS.match(code, match.start())
        body = bracketed(code, opened.end() - 1) if opened else None
        if opened is None or body is None:
            continue
        before = code.rfind("\n\n", 0, match.start())
        named = _TABLE.search(code, max(before, 0), opened.end())
        yield opened[1], named[1] if named else None, match.start(), body


def _members(document: Document, body: str, line: int) -> Iterator[_Member]:
    position = 0
    while (opening := body.find("@", position)) >= 0:
        said: dict[str, str] = {}
        start = opening
        while match := _NAME.match(body, opening):
            given = bracketed(body, match.end()) if body[match.end() : match.end() + 1] == "(" else None
            said[match[1]] = given or ""
            opening = match.end() + (len(given) + 2 if given is not None else 0)
            opening += len(body[opening:]) - len(body[opening:].lstrip())
            if remark := _REMARK.match(body, opening):
                opening = remark.end()
        declared = _KOTLIN.match(body, opening) or _TYPED.match(body, opening)
        java = None if declared else _JAVA.match(body, opening)
        position = max(opening, start + 1)
        if declared is None and java is None:
            continue
        end = (declared or java).end()  # type: ignore[union-attr]
        name, kind = (declared[1], declared[2]) if declared else (java[2], java[1])  # type: ignore[index]
        source = document.source(line + body.count("\n", 0, start), line + body.count("\n", 0, end))
        optional = kind.rstrip().endswith("?") or "null" in kind or body[:end].rstrip().endswith("?")
        yield _Member(name, kind.strip().rstrip("?"), said, source, optional)


def _unmarked(document: Document, body: str, line: int) -> Iterator[_Member]:
    for match in _UNMARKED.finditer(body):
        source = document.source(line + body.count("\n", 0, match.start("type")))
        yield _Member(match["name"], match["type"].strip(), {}, source, False)


def _column(
    member: _Member, tables: dict[str, str | None], enums: dict[str, tuple[str, ...]], *, java: bool
) -> ColumnFact | None:
    said = member.said
    if _SKIPPED & said.keys() or _is_inverse(said, java=java):
        return None
    linked = bool(_LINKS & said.keys())
    given = ("Column", "JoinColumn", "PrimaryColumn", *(sorted(_LINKS) if not java else ()))
    options = " ".join(said.get(name, "") for name in given)
    name = _option(options, "name") or (inflection.underscore(member.name) if java else member.name)
    if linked and not _option(options, "name"):
        name = f"{name}_id" if java else f"{name}Id"
    needed = bool((_KEYS | _NEEDED | _STAMPS) & said.keys()) or _option(options, "nullable") == "false"
    open_ = (
        _option(options, "nullable") == "true"
        or bool(_MARKS & said.keys())
        or (linked and member.optional)
        or (java and not needed and member.type not in _PRIMITIVE)
    )
    target = re.sub(r"\W", "", member.type.split("|")[0]) if linked else ""
    default = _option(options, "default")
    choices = enums.get(_option(options, "enum") or re.sub(r"\W", "", member.type), ())
    if default is not None and choices and (constant := re.search(r"\bdefault\s*:\s*\w{1,62}\.(\w{1,62})", options)):
        default = next((one for one in choices if one.lower() == constant[1].lower()), constant[1])
    stamped = bool(_STAMPED & said.keys())
    field = FieldFact(
        name,
        type=None if linked else _type(member, options),
        nullable=bool(open_) and not needed,
        choices=choices,
        has_default=default is not None or stamped,
        default=read_literal(default) if default is not None else "now()" if stamped else None,
        source=member.source,
    )
    return ColumnFact(
        field,
        member.source,
        primary_key=True if _KEYS & said.keys() else None,
        unique=True if _option(options, "unique") == "true" else None,
        auto_increment=True
        if "PrimaryGeneratedColumn" in said and "uuid" not in said["PrimaryGeneratedColumn"]
        else None,
        references=f"{tables.get(target) or target}.id" if linked else None,
        on_delete=(_option(" ".join(said.values()), "onDelete") or "").upper() or None,
    )


def _is_inverse(said: dict[str, str], *, java: bool) -> bool:
    """Tell the side of a one-to-one relation that keeps no key: ``mappedBy`` in Java, no ``@JoinColumn`` in TypeORM."""
    if "OneToOne" not in said:
        return False
    return "mappedBy" in said["OneToOne"] if java else "JoinColumn" not in said


def _option(options: str, name: str) -> str | None:
    match = re.search(rf"\b{name}\s*[=:]\s*[\"'`]?([\w ]{{1,60}})", options)
    return match[1].strip() if match else None


def _type(member: _Member, options: str) -> str | None:
    generated = member.said.get("PrimaryGeneratedColumn", "")
    stated = re.match(r"\s*[\"'`](\w[\w ]{0,30})[\"'`]", member.said.get("Column", ""))
    name = (stated[1] if stated else None) or _option(options, "type") or ("uuid" if "uuid" in generated else None)
    name = name or _TYPES.get(member.type.split("<")[0].split("|")[0].strip().lower())
    if "enum" in options or "Enumerated" in member.said or name is None:
        name = "varchar"
    length, precision = _option(options, "length"), _option(options, "precision")
    if length and name in ("varchar", "char"):
        return f"{name}({length})"
    if precision and name in ("numeric", "decimal"):
        return f"{name}({precision}, {_option(options, 'scale') or 0})"
    return "jsonb" if name == "simple" else name
