"""Tables that are written in HTML within Markdown: their rows and cells, with code and bold in Markdown's marks."""

import html
import itertools
import re
from collections.abc import Iterator

from workbench.patterns import regex

Cells = tuple[tuple[str, ...], int]
"""The cells of a row and its line."""
_TABLE = regex(r"<table\b", re.I)
_ROW = regex(r"<tr\b[^>]{0,200}>(.*?)(?=<tr\b|</t(?:able|body|head|foot|r)\b|\Z)", re.I | re.S)
_CELL = regex(r"<t[dh]\b[^>]{0,200}>(.*?)(?=<t[dhr]\b|</t[dhr]\b|\Z)", re.I | re.S)
_CODE = regex(r"</?(?:code|kbd|tt)\b[^>]{0,80}>", re.I)
_BOLD = regex(r"</?(?:b|strong)\b[^>]{0,80}>", re.I)
_BREAK = regex(r"<(?:br|/p|/li)\b[^>]{0,80}>", re.I)
_OTHER = regex(r"<[a-zA-Z/][^<>]{0,200}>")


def read_html_tables(text: str, line: int) -> Iterator[list[Cells]]:
    """Give the rows of each table in a piece of HTML whose first line is ``line``."""
    starts = [match.start() for match in _TABLE.finditer(text)]
    counted = 0
    for start, end in itertools.zip_longest(starts, starts[1:], fillvalue=len(text)):
        rows: list[Cells] = []
        for row in _ROW.finditer(text, start, end):
            line += text.count("\n", counted, row.start())
            counted = row.start()
            if cells := tuple(_plain(cell[1]) for cell in _CELL.finditer(row[1])):
                rows.append((cells, line))
        if rows:
            yield rows


def title_of(rows: list[Cells]) -> str:
    """Give the title that the first row of a table is: one cell over several columns."""
    alone = len(rows) > 1 and len(rows[0][0]) == 1 and len(rows[1][0]) > 1
    return rows[0][0][0] if alone else ""


def _plain(text: str) -> str:
    text = _BREAK.sub(", ", _BOLD.sub("**", _CODE.sub("`", text)))
    return " ".join(html.unescape(_OTHER.sub("", text)).split()).strip(" ,").replace(":, ", ": ")
