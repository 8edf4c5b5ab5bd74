"""DDL of other engines than PostgreSQL: which one a statement is written for, and its types in PostgreSQL's words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.patterns import regex
from workbench.reading.engines import exp, sqlglot

_CUES = (
    (
        "mysql",
        "MySQL",
        regex(
            r"`\w+`|\bengine\s*=|\bauto_increment\b|\b(?:int|integer|tinyint|smallint|mediumint|bigint)(?:\(\d+\))?\s+unsigned\b"
            r"|\b(?:tinyint\(1\)|mediumint|mediumtext|longtext)|\bon update current_timestamp\b"
            r"|[,(]\s*(?:unique\s+|fulltext\s+)?(?:key|index)\s+\w+\s*\(",
            re.IGNORECASE,
        ),
    ),
    (
        "tsql",
        "SQL Server",
        regex(
            r"\[\w+\]\s*(?:\.|\(|\[|\w)|\bidentity\s*\(\s*\d|\b(?:uniqueidentifier|datetime2|datetimeoffset)\b",
            re.IGNORECASE,
        ),
    ),
    ("oracle", "Oracle", regex(r"\bvarchar2\s*\(|\bnumber\s*\(", re.IGNORECASE)),
    ("sqlite", "SQLite", regex(r"\bautoincrement\b", re.IGNORECASE)),
)
"""What only one engine writes: sqlglot's name of the dialect, ours, and the cue."""

_TYPES = {
    "UTINYINT": "SMALLINT", "USMALLINT": "INTEGER", "UMEDIUMINT": "INTEGER", "MEDIUMINT": "INTEGER",
    "UINT": "INTEGER", "UBIGINT": "BIGINT", "BIT": "BOOLEAN", "BIT(1)": "BOOLEAN", "YEAR": "SMALLINT",
    "VARCHAR(MAX)": "TEXT",
}  # fmt: skip
_SIZED = regex(r"(BYTEA|TINYINT|SMALLINT|INTEGER|INT|BIGINT|[SU]\w*INT)\s*\(\d+\)")
_TINY_FLAG = regex(r"SMALLINT\s*\(1\)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as sqlglot reads it; ``engine`` names the one that it is written for, where it is not PostgreSQL."""

    node: exp.Expr
    engine: str = ""


def parse_statement(text: str) -> Statement | None:
    """Read a statement in the dialect that its words give away, else in PostgreSQL's; nothing where neither can."""
    for dialect, engine, cue in _CUES:
        if cue.search(text) and (node := _parse(text, dialect)) is not None:
            return Statement(node, engine)
    node = _parse(text, "postgres")
    return None if node is None else Statement(node)


def _parse(text: str, dialect: str) -> exp.Expr | None:
    try:
        node = sqlglot.parse_one(text, read=dialect)
    except (sqlglot.errors.SqlglotError, RecursionError, ValueError):
        return None
    return None if isinstance(node, exp.Command) else node


def read_kind(kind: exp.Expr | None, engine: str) -> str | None:
    """Give a type in PostgreSQL's words: MySQL's ``INT UNSIGNED`` is ``INTEGER``, ``TINYINT(1)`` ``BOOLEAN``."""
    text = kind.sql("postgres") if kind is not None else None
    if text is None or not engine:
        return text
    if engine == "MySQL" and _TINY_FLAG.fullmatch(text):
        return "BOOLEAN"
    sized = _SIZED.fullmatch(text)
    return _TYPES.get(sized[1] if sized else text, sized[1] if sized else text)


def describe_mapping(table: str, engine: str, definitions: list[exp.ColumnDef]) -> str:
    """Say which types of another engine were taken as which of PostgreSQL; empty where they are the same.

    Example: "parcels is written for MySQL; its types were read as PostgreSQL's: TINYINT(1) as BOOLEAN."
    """
    dialect = next((name for name, title, _ in _CUES if title == engine), "")
    pairs = dict.fromkeys(
        f"{kind.sql(dialect)} as {mapped}"
        for definition in definitions
        if (kind := definition.args.get("kind")) is not None
        and (mapped := read_kind(kind, engine)) is not None
        and kind.sql(dialect).upper() != mapped.upper()
        and not kind.sql(dialect).upper().startswith("ENUM")
    )
    if not pairs:
        return ""
    return f"{table} is written for {engine}; its types were read as PostgreSQL's: {', '.join(pairs)}."
