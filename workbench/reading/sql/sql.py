"""SQL DDL, in ``.sql`` files and in fences: CREATE TABLE, CREATE INDEX, CREATE TYPE, ALTER TABLE, COMMENT ON.

sqlglot reads the statements. Where it cannot (people write ``DATE NULLABLE`` and leave out commas), the
parts of a CREATE TABLE are read as constraint phrases, and a finding says so.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.engines import exp
from workbench.reading.facts import ColumnFact, DocumentFacts, Fact, FieldFact, Finding, IndexFact, TableFact
from workbench.reading.layout.outline import Place, is_future
from workbench.reading.sql.columns import Enums, key_columns, read_comment_choices, read_definition, reference_of
from workbench.reading.sql.dialects import describe_mapping, parse_statement
from workbench.reading.sql.text import Part, split_body, split_statements
from workbench.reading.tables.table_names import find_external
from workbench.reading.values.checks import apply_check, checked_columns
from workbench.reading.values.choices import find_choices
from workbench.reading.values.constraints import read_column

logging.getLogger("sqlglot").setLevel(
    logging.ERROR
)  # what it cannot read becomes a finding, not a line on the terminal

_DDL = regex(r"\b(?:create\s+(?:\w+\s+){0,3}(?:table|index|type)|alter\s+table|comment\s+on)\b", re.IGNORECASE)
_RELEVANT = regex(
    r"(?:create\s+(?:(?:global|local|temp\w*|unlogged|unique|or\s+replace)\s+){0,3}(?:table|index"
    r"|type)|alter\s+table|comment\s+on)\b",
    re.IGNORECASE,
)
_TABLE = regex(r"create\s+(?:\w+\s+){0,2}table\s+(?:if\s+not\s+exists\s+)?([\w.\"`\[\]]{1,130})", re.IGNORECASE)
_NAMED = regex(r"[\"`\[]?([A-Za-z_]\w{0,62})[\"`\]]?\s+(.*)\Z", re.DOTALL)
_TOGETHER = regex(r"\s*unique\s*\(([^()]+)\)", re.IGNORECASE)
_NOT_A_COLUMN = frozenset(
    {"primary", "foreign", "unique", "constraint", "check", "index", "key", "exclude", "like", "references", "on"}
)
_SQL_LANGUAGES = frozenset({"sql", "postgresql", "postgres", "psql", "pgsql", "ddl", "plpgsql", "mysql", "sqlite"})
_OUTLINE = regex(r"\A\s*([A-Za-z_]\w{0,62})\s*(?:\(|:|\{)?\s*\n((?:[ \t]+[^\n]*\n?|\s*\n)+)")
_BARE_TABLE = regex(r"^\s*[A-Za-z_]\w{0,62}\s*\([ \t]*\n(?:[ \t]+[^\n]*\n|\n){1,200}[ \t]*\)", re.MULTILINE)
_MOST_LINES = 2000


LONGEST_STATEMENT = 100_000
"""Characters; the DDL of a table with hundreds of columns is well below."""


@dataclass(slots=True)
class _Ddl:
    """What the statements of one text give, in order."""

    source: Callable[[int, int], Source]
    external: bool | None = None
    facts: list[Fact] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    enums: Enums = field(default_factory=dict)


def applies(document: Document) -> bool:
    """Tell whether the document is SQL, or Markdown that may hold some."""
    return document.suffix == ".sql" or document.is_markdown


def holds_ddl(document: Document) -> bool:
    """Tell whether reading the document is likely to load what reads SQL."""
    return bool(_DDL.search(document.text))


@lru_cache(maxsize=256)
def read(document: Document) -> DocumentFacts:
    """Read all DDL of the document."""
    if document.suffix == ".sql":
        ddl = read_ddl(document.text, document.source)
        return DocumentFacts(document.file, tuple(ddl.facts), (), tuple(ddl.findings))
    facts: list[Fact] = []
    findings: list[Finding] = []
    enums: Enums = {}
    for place in document.places:
        found = _read_place(document, place, enums)
        if found is not None:
            enums.update(found.enums)
            facts += found.facts
            findings += found.findings
    return DocumentFacts(document.file, tuple(facts), (), tuple(findings))


def _read_place(document: Document, place: Place, enums: Enums) -> _Ddl | None:
    code = place.code
    if (
        code is None
        or (code.language and code.language not in _SQL_LANGUAGES)
        or is_future((*place.titles, place.lead))
    ):
        return None
    external = find_external((place.title, *place.before))
    if _DDL.search(code.text):
        return read_ddl(code.text, document.source, code.text_line, external=external, enums=enums)
    if code.language in _SQL_LANGUAGES and (bare := _complete(code.text)):
        return read_ddl(bare, document.source, code.text_line, external=external, enums=enums)
    if code.language in _SQL_LANGUAGES and (outline := _OUTLINE.match(code.text)):
        ddl = _Ddl(document.source, external)
        _read_outline(ddl, outline, code.text_line)
        return ddl
    return None


def _complete(text: str) -> str:
    """Write the words before each table that a fence gives by name and body alone, on the same lines, and leave out
    what stands around them; nothing where one of them is no SQL: ``boats (`` over ``id UUID PRIMARY KEY`` and ``)``."""
    if text.count("\n") > _MOST_LINES:
        return ""
    found: list[str] = []
    seen = 0
    for match in _BARE_TABLE.finditer(text):
        statement = f"CREATE TABLE {match[0].lstrip()};"
        if parse_statement(statement) is None:
            return ""
        begin = match.end() - len(match[0].lstrip())
        found.append("\n" * text.count("\n", seen, begin) + statement)
        seen = match.end()
    return "".join(found)


def read_ddl(
    text: str,
    source: Callable[[int, int], Source],
    first_line: int = 1,
    *,
    external: bool | None = None,
    enums: Enums | None = None,
) -> _Ddl:
    """Read the statements of ``text``, whose first line is ``first_line`` of the document."""
    ddl = _Ddl(source, external, enums=dict(enums or {}))
    for statement in split_statements(text, first_line):
        if not _RELEVANT.match(statement.text):
            continue
        if len(statement.text) > LONGEST_STATEMENT:
            where = ddl.source(statement.line, statement.end_line)
            text = f"This SQL statement has {len(statement.text):,} characters and was not read; split it."
            ddl.findings.append(Finding(where, text))
            continue
        parsed = parse_statement(statement.text)
        node = parsed.node if parsed else None
        if parsed and isinstance(node, exp.Create):
            _read_create(ddl, statement, node, parsed.engine)
        elif isinstance(node, exp.Alter):
            _read_alter(ddl, statement, node)
        elif isinstance(node, exp.Comment):
            _read_comment(ddl, statement, node)
        elif _TABLE.match(statement.text):
            _read_broken_table(ddl, statement)
        else:
            where = ddl.source(statement.line, statement.end_line)
            ddl.findings.append(Finding(where, "This SQL statement could not be read; check its syntax."))
    return ddl


def _read_create(ddl: _Ddl, statement: Part, node: exp.Create, engine: str) -> None:
    kind = str(node.args.get("kind") or "").upper()
    where = ddl.source(statement.line, statement.end_line)
    if kind == "INDEX" and isinstance(node.this, exp.Index):
        ddl.facts += _index(node, node.this, where)
    elif kind == "TYPE" and isinstance(node.expression, exp.DataType):
        values = tuple(str(value.this) for value in node.expression.expressions if isinstance(value, exp.Literal))
        ddl.enums[node.this.name.lower()] = values
    elif kind == "TABLE" and isinstance(node.this, exp.Schema):
        _read_table(ddl, statement, node.this, engine)


def _index(node: exp.Create, index: exp.Index, where: Source) -> list[Fact]:
    table, params = index.args.get("table"), index.args.get("params")
    if table is None or params is None:
        return []
    columns = tuple(
        part.this.name if isinstance(part.this, exp.Column) else part.this.sql("postgres")
        for part in params.args.get("columns") or ()
        if isinstance(part, exp.Ordered)
    )
    condition = params.args.get("where")
    text = condition.this.sql("postgres") if condition is not None else None
    if not columns:
        return []
    return [IndexFact(table.name, columns, where, bool(node.args.get("unique")), text, index.name or None)]


def _read_table(ddl: _Ddl, statement: Part, schema: exp.Schema, engine: str) -> None:
    name = schema.this.name
    body = split_body(statement)
    parts = {_first_word(part.text): part for part in reversed(body[1] if body else [])}
    columns: dict[str, ColumnFact] = {}
    definitions = [part for part in schema.expressions if isinstance(part, exp.ColumnDef)]
    for definition in definitions:
        part = parts.get(definition.name.lower(), statement)
        where = ddl.source(part.line, part.end_line)
        columns[definition.name] = read_definition(definition, where, part.comment, ddl.enums, engine)
    table = TableFact(name, (), ddl.source(statement.line, statement.end_line), "sql", external=ddl.external)
    if engine and (mapping := describe_mapping(name, engine, definitions)):
        ddl.findings.append(Finding(table.source, mapping))
    _add_constraints(ddl, table, columns, [part for part in schema.expressions if not isinstance(part, exp.ColumnDef)])


def _add_constraints(ddl: _Ddl, table: TableFact, columns: dict[str, ColumnFact], constraints: list[exp.Expr]) -> None:
    """Add the constraints that stand for themselves: keys, uniques, foreign keys, checks."""
    key: tuple[str, ...] = ()
    checks: list[str] = []
    later: list[Fact] = []
    for constraint in _unwrapped(constraints):
        if isinstance(constraint, exp.PrimaryKey):
            key = key_columns(constraint.expressions)
        elif isinstance(constraint, exp.UniqueColumnConstraint):
            names = key_columns(constraint.this.expressions if isinstance(constraint.this, exp.Schema) else [])
            later += _unique(table, columns, names)
        elif isinstance(constraint, exp.IndexColumnConstraint):
            later.append(IndexFact(table.name, key_columns(constraint.expressions), table.source))
        elif isinstance(constraint, exp.ForeignKey):
            _foreign_key(columns, constraint, table.source)
        elif isinstance(constraint, exp.CheckColumnConstraint):
            checks += _check(columns, constraint, table.source)
    for name in key:
        if name in columns:
            columns[name] = replace(columns[name], primary_key=True, field=replace(columns[name].field, nullable=False))
    key = key if len(key) > 1 or not all(name in columns for name in key) else ()
    ddl.facts.append(replace(table, columns=tuple(columns.values()), key=key, checks=tuple(checks)))
    ddl.facts += later


def _unwrapped(constraints: list[exp.Expr]) -> list[exp.Expr]:
    found: list[exp.Expr] = []
    for constraint in constraints:
        found += constraint.expressions if isinstance(constraint, exp.Constraint) else [constraint]
    return found


def _unique(table: TableFact, columns: dict[str, ColumnFact], names: tuple[str, ...]) -> list[Fact]:
    if len(names) == 1 and names[0] in columns:
        columns[names[0]] = replace(columns[names[0]], unique=True)
        return []
    return [IndexFact(table.name, names, table.source, unique=True)] if names else []


def _foreign_key(columns: dict[str, ColumnFact], constraint: exp.ForeignKey, source: Source) -> None:
    reference = constraint.args.get("reference")
    names = key_columns(constraint.expressions)
    if len(names) != 1 or not isinstance(reference, exp.Reference):
        return
    target, on_delete = reference_of(reference)
    column = columns.get(names[0]) or ColumnFact(FieldFact(names[0], source=source), source)
    columns[names[0]] = replace(column, references=target, on_delete=on_delete or column.on_delete)


def _check(columns: dict[str, ColumnFact], constraint: exp.CheckColumnConstraint, source: Source) -> list[str]:
    """Read a check into its column where it speaks of one; give its text where of several."""
    names = checked_columns(constraint.this)
    text = constraint.this.sql("postgres")
    if len(names) != 1:
        return [text]
    column = columns.get(names[0]) or ColumnFact(FieldFact(names[0], source=source), source)
    check = f"({column.check}) AND ({text})" if column.check else text
    columns[names[0]] = replace(column, field=apply_check(column.field, constraint.this), check=check)
    return []


def _read_alter(ddl: _Ddl, statement: Part, node: exp.Alter) -> None:
    where = ddl.source(statement.line, statement.end_line)
    columns: dict[str, ColumnFact] = {}
    constraints: list[exp.Expr] = []
    for action in node.args.get("actions") or ():
        if isinstance(action, exp.ColumnDef):
            columns[action.name] = read_definition(action, where, "", ddl.enums)
        elif isinstance(action, exp.AddConstraint):
            constraints += action.expressions
        elif isinstance(action, exp.AlterColumn) and action.args.get("allow_null") is not None:
            stated = FieldFact(action.name, nullable=bool(action.args["allow_null"]), source=where)
            columns[action.name] = ColumnFact(stated, where)
    table = TableFact(node.this.name, (), where, "statement")
    before = len(ddl.facts)
    _add_constraints(ddl, table, columns, constraints)
    added = ddl.facts[before]
    if isinstance(added, TableFact) and not (added.columns or added.key or added.checks):
        del ddl.facts[before]


def _read_comment(ddl: _Ddl, statement: Part, node: exp.Comment) -> None:
    """``COMMENT ON COLUMN t.c IS 'low, medium, high'`` may enumerate and always describes."""
    column, text = node.this, node.expression
    if not isinstance(column, exp.Column) or text is None or not column.table:
        return
    where = ddl.source(statement.line, statement.end_line)
    stated = FieldFact(column.name, choices=find_choices(text.name), description=text.name, source=where)
    ddl.facts.append(TableFact(column.table, (ColumnFact(stated, where),), where, "statement"))


def _first_word(text: str) -> str:
    match = _NAMED.match(text)
    return match[1].lower() if match else text.lower()


def _read_broken_table(ddl: _Ddl, statement: Part) -> None:
    """Read a CREATE TABLE that is no valid SQL part by part, as constraint phrases."""
    named, body = _TABLE.match(statement.text), split_body(statement)
    where = ddl.source(statement.line, statement.end_line)
    if named is None or body is None:
        return
    name = re.sub(r"[\"`\[\]]", "", named[1]).rsplit(".", 1)[-1]
    columns: dict[str, ColumnFact] = {}
    constraints: list[exp.Expr] = []
    for part in body[1]:
        parsed = parse_statement(f"CREATE TABLE x ({part.text})")
        node = parsed.node if parsed else None
        inner = node.this.expressions if isinstance(node, exp.Create) and isinstance(node.this, exp.Schema) else []
        if len(inner) == 1 and isinstance(inner[0], exp.ColumnDef):
            column: ColumnFact | None = read_definition(
                inner[0],
                ddl.source(part.line, part.end_line),
                part.comment,
                ddl.enums,
                parsed.engine if parsed else "",
            )
        elif inner:
            constraints += inner
            continue
        else:
            column = _loose_column(ddl, part)
        if column is not None:
            columns[column.field.name] = column
    ddl.findings.append(Finding(where, f"The CREATE TABLE of {name} is no valid SQL; it was read line by line."))
    _add_constraints(ddl, TableFact(name, (), where, "sql", external=ddl.external), columns, constraints)


def _loose_column(ddl: _Ddl, part: Part) -> ColumnFact | None:
    match = _NAMED.match(part.text)
    if match is None or match[1].lower() in _NOT_A_COLUMN:
        return None
    where = ddl.source(part.line, part.end_line)
    column = read_column(match[1], match[2], where)
    field_fact = column.field
    if field_fact.nullable is None:
        field_fact = replace(field_fact, nullable=not column.primary_key)
    return replace(column, field=replace(field_fact, choices=field_fact.choices or read_comment_choices(part.comment)))


def _read_outline(ddl: _Ddl, outline: re.Match[str], first_line: int) -> None:
    """Read a table written as its bare name with one indented line for each column."""
    line = first_line + outline[0].count("\n", 0, outline.start(2))
    last = line
    columns: dict[str, ColumnFact] = {}
    uniques: list[tuple[str, ...]] = []
    for offset, text in enumerate(outline[2].split("\n")):
        code, _, comment = text.partition("--")
        if together := _TOGETHER.match(code):
            uniques.append(tuple(name.strip(' "`') for name in together[1].split(",")))
        match = _NAMED.match(code.strip().rstrip(","))
        if match is None or match[1].lower() in _NOT_A_COLUMN:
            continue
        last = line + offset
        column = read_column(match[1], match[2], ddl.source(last, last))
        choices = column.field.choices or read_comment_choices(comment)
        columns[match[1]] = replace(column, field=replace(column.field, choices=choices))
    if len(columns) > 1:
        table = TableFact(outline[1], (), ddl.source(first_line, last), "sql", external=ddl.external)
        later = [index for names in uniques for index in _unique(table, columns, names)]
        ddl.facts += [replace(table, columns=tuple(columns.values())), *later]
