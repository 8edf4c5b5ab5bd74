"""Markdown as a tree of sections that hold blocks, every block with its lines.

The parsing is markdown-it's; this module only turns its flat tokens into the shape that readers
walk: headings nest, list items nest, tables are rows of cell texts, fences keep their language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from workbench.reading.engines import markdown_it
from workbench.reading.layout.html_tables import Cells, read_html_tables, title_of

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text, soft line breaks kept. Lines count from 1, both inside."""

    text: str
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item: its own text, and the blocks (items among them) below it. ``number`` belongs to
    ordered lists; ``checked`` to task lists (``- [x]``)."""

    text: str
    line: int
    end_line: int
    number: int | None = None
    checked: bool | None = None
    children: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: the cells' texts as written."""

    cells: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A pipe table."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Code:
    """A fenced or indented block. ``language`` is lower case, empty where none is given; the first
    line of ``text`` is line ``text_line`` of the document."""

    language: str
    text: str
    line: int
    end_line: int
    text_line: int


Block = Paragraph | ListItem | Table | Code


@dataclass(slots=True)
class Section:
    """A heading with what stands below it until the next heading of its level or above. The root has
    level 0 and no title. ``end_line`` is the last line of the whole section."""

    title: str
    level: int
    line: int
    end_line: int
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    def walk(self) -> Iterator[Section]:
        """Give this section and all below it, in document order."""
        yield self
        for section in self.sections:
            yield from section.walk()


_TAKEN = 200
"""So many tokens wait until they are taken; each has half a kilobyte, and a long document has a hundred thousand."""


def _hand_over(state: StateBlock, _line: int, _last: int, _silent: bool) -> bool:
    """Stand before all rules, also where they are asked for the end of a table's row, and match nothing: hand over
    the tokens so far."""
    if len(state.tokens) >= _TAKEN:
        state.env["tree"].take(state.tokens)
        state.tokens.clear()
    return False


@cache
def _parser() -> markdown_it.MarkdownIt:
    # Only the blocks are used; parsing what stands inside their lines would cost as much again.
    parser = markdown_it.MarkdownIt("commonmark", {"maxNesting": 40}).enable("table").disable(["inline", "text_join"])
    parser.block.ruler.before("table", "hand_over", _hand_over, {"alt": ["blockquote"]})
    return parser


@lru_cache(maxsize=256)
def parse_markdown(text: str) -> Section:
    """Parse a document with Unix line ends into its tree of sections: shared between callers, only to be read."""
    tree = _Tree(text.count("\n") + 1)
    tree.take(_parser().parse(text, {"tree": tree}))
    return tree.root


class _Tree:
    """The sections of a document, which grow token by token: a block is added where it ends."""

    def __init__(self, last_line: int) -> None:
        self.last_line = last_line
        self.root = Section("", 0, 1, last_line)
        self.path = [self.root]
        self.items: list[list[Block]] = []
        self.rows: list[Row] = []
        self.cells: list[str] = []
        self.open: list[Token] = []

    def take(self, tokens: list[Token]) -> None:
        """Add the blocks that end with the tokens, which go on where those before ended."""
        for token in tokens:
            if token.nesting > 0:
                self.open.append(token)
                self.begin(token)
            elif token.nesting < 0:
                self.end(self.open.pop())
            else:
                self.fill(token)

    def begin(self, opening: Token) -> None:
        """Make room for what the token holds."""
        if opening.type == "list_item_open":
            self.items.append([])
        elif opening.type == "table_open":
            self.rows = []
        elif opening.type == "tr_open":
            self.cells = []

    def fill(self, token: Token) -> None:
        """Add what is whole by itself, or the text of what is open."""
        if token.type != "inline":
            self.blocks.extend(_read_block(token))
            return
        opening = self.open[-1]
        if opening.type == "paragraph_open":
            self.blocks.append(Paragraph(token.content, _first_line(opening), _last_line(opening)))
        elif opening.type == "heading_open":
            if not self.items:
                self.begin_section(int(opening.tag[1]), _first_line(opening), token.content.strip())
        else:
            self.cells.append(token.content.strip())

    def end(self, opening: Token) -> None:
        """Add the block that began with ``opening``."""
        if opening.type == "list_item_open":
            item = _item(opening, self.items.pop())
            self.blocks.append(item)
        elif opening.type == "tr_open":
            self.rows.append(Row(tuple(self.cells), _first_line(opening)))
        elif opening.type == "table_open":
            header, *rows = self.rows
            self.blocks.append(Table(header.cells, tuple(rows), _first_line(opening), _last_line(opening)))

    @property
    def blocks(self) -> list[Block]:
        """The blocks of the innermost thing that is open."""
        return self.items[-1] if self.items else self.path[-1].blocks

    def begin_section(self, level: int, line: int, title: str) -> None:
        """Begin a section, which ends those of its level and below."""
        while self.path[-1].level >= level:
            self.path.pop().end_line = line - 1
        section = Section(title, level, line, self.last_line)
        self.path[-1].sections.append(section)
        self.path.append(section)


def walk_blocks(blocks: list[Block] | tuple[Block, ...]) -> Iterator[Block]:
    """Give the blocks and those nested in list items, in document order."""
    for block in blocks:
        yield block
        if isinstance(block, ListItem):
            yield from walk_blocks(block.children)


def _first_line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _last_line(token: Token) -> int:
    return token.map[1] if token.map else 1


def _read_block(token: Token) -> list[Block]:
    if token.type in ("fence", "code_block"):
        return [_code(token)]
    if token.type == "html_block":
        if tables := [block for rows in _html_rows(token) for block in _html_table(rows, _last_line(token))]:
            return tables
        return [Paragraph(token.content.strip(), _first_line(token), _last_line(token))]
    return []


def _html_rows(token: Token) -> list[list[Cells]]:
    return list(read_html_tables(token.content, _first_line(token)))


def _html_table(rows: list[Cells], last: int) -> list[Block]:
    """Give the table; a row that is its title stands before it in bold."""
    title = title_of(rows)
    head, *below = [Row(*row) for row in (rows[1:] if title else rows)]
    table = Table(head.cells, tuple(below), head.line, last)
    return [Paragraph(f"**{title.strip('*`')}**", rows[0][1], rows[0][1]), table] if title else [table]


def _code(token: Token) -> Code:
    start = _first_line(token)
    fenced = token.type == "fence"
    language = token.info.strip().split()[0].lower() if token.info.strip() else ""
    return Code(language, token.content, start, _last_line(token), start + 1 if fenced else start)


def _item(opening: Token, blocks: list[Block]) -> ListItem:
    text, checked = "", None
    if blocks and isinstance(blocks[0], Paragraph):
        text = blocks.pop(0).text  # type: ignore[union-attr]
    for mark, state in (("[ ]", False), ("[x]", True), ("[X]", True)):
        if text.startswith(mark):
            text, checked = text[3:].strip(), state
    number = int(opening.info) if opening.info.isdigit() else None
    return ListItem(text, _first_line(opening), _last_line(opening), number, checked, tuple(blocks))
