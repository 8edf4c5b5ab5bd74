"""Tables drawn as boxes: a title, a rule, and one line for each column between vertical bars."""

import re

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, DocumentFacts, Fact, TableFact
from workbench.reading.layout.outline import is_future
from workbench.reading.tables.column_bullets import split_item
from workbench.reading.tables.table_names import find_external, find_table_name, is_payload
from workbench.reading.values.constraints import read_column
from workbench.reading.values.types import find_type

_CELL = regex(r"[│|║]([^│|║]{1,200}?)(?=[│|║┼├┤])")
_RULE = regex(r"[├╠+|][─═\-=+┬┴┼]{3,}[┤╣+|]")
_COLUMN = regex(r"\s*([a-z_]\w{0,62}|[a-z]\w{0,62})\s*(?:[:：]\s*|\s{1,})(.{2,160})\Z")
_LINES = regex(r"[─═┬┴►◄▼▲<>-]{2,}.*\Z")
_ELSEWHERE = regex(r"\b(?:redis|memcached|local ?storage|session ?storage|in[- ]memory|browser)\b", re.IGNORECASE)
"""What a box says of itself below its name whose rows are kept in no database."""
_LANGUAGES = frozenset({"", "text", "plaintext", "txt", "ascii", "diagram"})


def applies(document: Document) -> bool:
    """Tell whether the document is Markdown."""
    return document.is_markdown


def read(document: Document) -> DocumentFacts:
    """Read the boxes of all drawings that hold columns; boxes side by side are not told apart and left out."""
    facts: list[Fact] = []
    for place in document.places:
        code = place.code
        if code is None or code.language not in _LANGUAGES:
            continue
        if not is_future((*place.titles, place.lead)):
            facts += _boxes(document, code.text.split("\n"), code.text_line)
    return DocumentFacts(document.file, tuple(facts))


def _boxes(document: Document, lines: list[str], first_line: int) -> list[Fact]:
    found: list[Fact] = []
    heading: list[str] = []
    columns: dict[str, ColumnFact] = {}
    start, below = first_line, False

    def close(line: int) -> None:
        nonlocal below
        name = find_table_name(heading[0]) if heading else None
        elsewhere = any(_ELSEWHERE.search(said) for said in heading[1:])
        if name and len(columns) > 1 and not (elsewhere or is_payload(name)):
            external = find_external(tuple(heading))
            found.append(
                TableFact(name, tuple(columns.values()), document.source(start, line), "diagram", external=external)
            )
        heading.clear()
        columns.clear()
        below = False

    for number, line in enumerate(lines, first_line):
        bare = line.strip()[:400]
        if bare.startswith(("┌", "╔")) or (bare.startswith("+") and not heading):
            close(number - 1)
            start = number
        elif bare.startswith(("└", "╚")):
            close(number)
        elif _RULE.match(bare):
            below = True
        elif (cell := _CELL.match(bare)) and bare.count("│") <= 3:
            if below:
                _add_column(document, columns, cell[1], number)
            else:
                heading.append(cell[1].strip())
    close(first_line + len(lines) - 1)
    return found


def _add_column(document: Document, columns: dict[str, ColumnFact], text: str, number: int) -> None:
    text = _LINES.sub("", text.strip().lstrip("•-* ")).strip()
    match = _COLUMN.match(text)
    part = (match[1], match[2]) if match else split_item(text)
    if part and (find_type(part[1]) or match is not None):
        columns.setdefault(part[0], read_column(part[0], part[1], document.source(number)))
