"""Column definitions as sqlglot reads them, turned into facts."""

from __future__ import annotations

import re
from dataclasses import replace

from generators.blueprint import JsonScalar, Source
from workbench.patterns import regex
from workbench.reading.engines import exp
from workbench.reading.facts import ColumnFact, FieldFact
from workbench.reading.literals import read_literal
from workbench.reading.sql.dialects import read_kind
from workbench.reading.values.checks import apply_check, checked_columns

Enums = dict[str, tuple[str, ...]]
"""The values of each CREATE TYPE … AS ENUM, by lower-case name."""

_ON_DELETE = regex(r"\bON DELETE (CASCADE|SET NULL|SET DEFAULT|RESTRICT|NO ACTION)\b", re.IGNORECASE)
_MOMENT = regex(r"\W{0,3}(?:datetime|strftime|current_timestamp|now)\b", re.IGNORECASE)
"""The present as SQLite, which has no type for it, keeps it in a text: ``TEXT DEFAULT (datetime('now'))``."""
_CHOICE = regex(r"[a-z][a-z0-9_-]{0,40}\Z|[A-Z][A-Z0-9_]{0,40}\Z")


def read_definition(
    definition: exp.ColumnDef, source: Source, comment: str, enums: Enums, engine: str = ""
) -> ColumnFact:
    """Read one column. SQL without NOT NULL says that null is allowed; ``comment`` may enumerate; ``engine``
    is the one that the statement is written for, where it is not PostgreSQL."""
    kind = definition.args.get("kind")
    text = read_kind(kind, engine)
    choices = enums.get((text or "").lower(), ()) or _inline_enum(kind)
    column = ColumnFact(FieldFact(definition.name, type=text, choices=choices, source=source), source)
    serial = bool(text and "SERIAL" in text.upper())
    column = replace(column, auto_increment=True if serial else None)
    nullable = True
    for constraint in definition.args.get("constraints") or ():
        kind_of = constraint.args.get("kind") if isinstance(constraint, exp.ColumnConstraint) else constraint
        if isinstance(kind_of, exp.NotNullColumnConstraint):
            nullable = bool(kind_of.args.get("allow_null"))
        elif isinstance(kind_of, exp.CommentColumnConstraint):
            comment = comment or kind_of.this.name
        elif kind_of is not None:
            column = _constrain(column, kind_of)
    nullable = nullable and not column.primary_key
    described = replace(column.field, nullable=nullable, description=comment)
    if text == "TEXT" and isinstance(described.default, str) and _MOMENT.match(described.default):
        described = replace(described, type="TIMESTAMPTZ", default="now()")
    if text == "BOOLEAN" and isinstance(described.default, int):
        described = replace(described, default=bool(described.default))
    if not described.choices:
        described = replace(described, choices=read_comment_choices(comment))
    return replace(column, field=described)


def _inline_enum(kind: exp.Expr | None) -> tuple[str, ...]:
    if not isinstance(kind, exp.DataType):
        return ()
    values = [value for value in kind.expressions if isinstance(value, exp.Literal) and value.is_string]
    return tuple(str(value.this) for value in values)


def _constrain(column: ColumnFact, constraint: exp.Expr) -> ColumnFact:
    if isinstance(constraint, exp.PrimaryKeyColumnConstraint):
        return replace(column, primary_key=True)
    if isinstance(constraint, exp.UniqueColumnConstraint):
        return replace(column, unique=True)
    if isinstance(constraint, exp.GeneratedAsIdentityColumnConstraint | exp.AutoIncrementColumnConstraint):
        return replace(column, auto_increment=True)
    if isinstance(constraint, exp.DefaultColumnConstraint):
        return replace(column, field=replace(column.field, has_default=True, default=_default(constraint.this)))
    if isinstance(constraint, exp.Reference):
        target, on_delete = reference_of(constraint)
        return replace(column, references=target, on_delete=on_delete)
    if isinstance(constraint, exp.CheckColumnConstraint):
        names = checked_columns(constraint.this)
        field = apply_check(column.field, constraint.this) if names == (column.field.name,) else column.field
        return replace(column, field=field, check=constraint.this.sql("postgres"))
    return column


def _default(node: exp.Expr) -> JsonScalar:
    while isinstance(node, exp.Cast | exp.Paren):
        node = node.this
    if isinstance(node, exp.Literal):
        return str(node.this) if node.is_string else read_literal(str(node.this))
    if isinstance(node, exp.Boolean):
        return bool(node.this)
    return None if isinstance(node, exp.Null) else node.sql("postgres")


def reference_of(reference: exp.Reference) -> tuple[str | None, str | None]:
    """Give ``table.column`` and the ON DELETE words of a REFERENCES clause."""
    target = reference.this
    match = _ON_DELETE.search(" ".join(str(option) for option in reference.args.get("options") or ()))
    on_delete = match[1].upper() if match else None
    if isinstance(target, exp.Schema):
        names = key_columns(target.expressions)
        return (f"{target.this.name}.{names[0]}" if names else target.this.name), on_delete
    return (target.name if isinstance(target, exp.Expr) else None), on_delete


def key_columns(nodes: list[exp.Expr]) -> tuple[str, ...]:
    """Name the columns of a key; expressions keep their SQL text."""
    found = []
    for node in nodes:
        inner = node.this if isinstance(node, exp.Ordered) else node
        found.append(inner.name if isinstance(inner, exp.Identifier | exp.Column) else inner.sql("postgres"))
    return tuple(found)


def read_comment_choices(comment: str) -> tuple[str, ...]:
    """Read ``-- low, medium, high`` as an enumeration: nothing but words, and at least two."""
    words = [word.strip(" '\"`.") for word in re.split(r"[,|/]", comment[:400])]
    return tuple(words) if len(words) > 1 and all(_CHOICE.match(word) for word in words) else ()
