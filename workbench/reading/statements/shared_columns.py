"""Columns that a sentence gives to all tables of a document: "Every table has `id` (uuid) and `seen_at` (date)"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.facts import ColumnFact, TableFact
from workbench.reading.statements.known_tables import Known
from workbench.reading.values.constraints import read_column

_EVERY = regex(
    r"(?:every|each|all) (?:of the )?(?:entit(?:y|ies)|tables?|models?|records?|rows?|collections?)\b"
    r"(?: (?:below|above|also|additionally|moreover|here|in this document))*"
    r" (?:ha(?:s|ve)|includes?|contains?|carr(?:y|ies)|gets?) (?:also |additionally |in addition )?"
    r"(.{4,600})",
    re.IGNORECASE,
)
_EXCEPT = regex(r"\b(?:except|unless|but not|other than|apart from)\b", re.IGNORECASE)
_COLUMN = regex(r"`([A-Za-z_]\w{0,62})`(?: ?\(([^()]{1,80}(?:\([^()]{0,20}\))?)\))?")
_BETWEEN = regex(r"(?:[\s,&]|and|an?|the|with|columns?|fields?|timestamps?|plus|own|its)*\Z", re.IGNORECASE)


def read_shared_columns(text: str, source: Source, known: tuple[Known, ...]) -> Iterator[TableFact]:
    """Give each known table the columns that the text says all have; nothing where some are said to be without."""
    match = _EVERY.search(text[:800]) if "`" in text else None
    columns = _columns(match[1], source) if match else ()
    if match is None or not columns or _EXCEPT.search(match[1]):
        return
    for table in known:
        added = tuple(column for column in columns if column.field.name not in table.columns)
        if added and not table.external:
            yield TableFact(table.name, added, source, "statement")


def _columns(text: str, source: Source) -> tuple[ColumnFact, ...]:
    """Read the names that stand in a row; what the parentheses say holds for those right before as well."""
    columns: list[ColumnFact] = []
    bare, end = 0, 0
    for found in _COLUMN.finditer(text):
        if not _BETWEEN.match(text[end : found.start()]):
            break
        end = found.end()
        columns.append(read_column(found[1], found[2] or "", source))
        if found[2] is None:
            bare += 1
            continue
        kind = columns[-1].field.type
        for place in range(len(columns) - 1 - bare, len(columns) - 1):
            columns[place] = replace(columns[place], field=replace(columns[place].field, type=kind))
        bare = 0
    return tuple(columns)
