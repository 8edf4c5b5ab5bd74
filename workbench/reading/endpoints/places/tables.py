"""Tables whose rows are endpoints."""

import re
from collections.abc import Iterator, Sequence

from workbench.patterns import regex
from workbench.reading.endpoints.describing.access import read_remark
from workbench.reading.endpoints.describing.blocks import Description
from workbench.reading.endpoints.describing.labels import Part, classify
from workbench.reading.endpoints.places.hosts import Hosts
from workbench.reading.endpoints.places.marks import Mark, find_marks, find_reversed, methods_in, read_target
from workbench.reading.endpoints.places.titles import is_handle
from workbench.reading.layout.markdown import Block, Row, Table

_METHODS = regex(
    r"(?:GET|POST|PUT|PATCH|DELETE|ANY|ALL|HEAD|OPTIONS)(?:[\s/,|&]+(?:GET|POST|PUT|PATCH|DELETE))*", re.IGNORECASE
)
_OPEN = regex(r"(?:is )?(?:public|open|anonymous)\s?\??", re.IGNORECASE)
"""A header that asks whether everyone may call, so that a tick below it says that nobody must sign in."""
_ANSWER = regex(r"(?P<yes>✅|✓|✔|☑|yes|y|true)|(?:❌|✗|✘|×|no|n|false|-|–|—)", re.IGNORECASE)
_PATH = regex(r"(?:https?://\S|/)\S*")
_HEADS = {
    **dict.fromkeys(("in", "sent", "you send", "from client", "request dto", "dto"), Part.REQUEST),
    **dict.fromkeys(("out", "you get", "gets", "to client"), Part.RESPONSE),
    **dict.fromkeys(("body / query", "query / body", "body/query", "query/body", "query or body"), Part.PARAMETERS),
    **dict.fromkeys(("key", "token", "jwt", "login", "signed in", "needs login", "guard", "actor"), Part.AUTH),
}
"""What the short heads of such tables mean, which are no labels anywhere else."""


def endpoint_columns(table: Table) -> tuple[int | None, int | None] | None:
    """Find the columns of method and path by what stands in them; one column may hold both."""
    count = max(len(table.rows), 1)
    columns: dict[str, int] = {}
    for position in range(len(table.header)):
        cells = [_bare(row.cells[position]) for row in table.rows if position < len(row.cells)]
        both = sum(1 for cell in cells if find_marks(cell[:200]) or find_reversed(cell[:200]))
        methods = sum(1 for cell in cells if _METHODS.fullmatch(cell))
        paths = sum(1 for cell in cells if _PATH.match(cell))
        for role, hits in (("both", both), ("method", methods), ("path", paths)):
            if hits * 2 > count:
                columns.setdefault(role, position)
    if "method" in columns:
        return columns["method"], columns.get("path")
    return (None, columns["both"]) if "both" in columns else None


def mark_columns(table: Table) -> list[int]:
    """Find the columns of a table that crosses things with what is done to them: each cell holds endpoints or nothing.

    Example: ``| Boats | POST /boats | GET /boats, GET /boats/{id} | – |``.
    """
    found = []
    for position in range(1, len(table.header)):
        cells = [_bare(row.cells[position]) for row in table.rows if position < len(row.cells)]
        stated = [cell for cell in cells if cell.strip("-–—")]
        if stated and all(find_marks(cell) for cell in stated):
            found.append(position)
    return found if len(found) > 1 else []


def _bare(cell: str) -> str:
    return cell.replace("`", "").replace("**", "").strip()


def marks_of_row(row: Row, method_column: int | None, path_column: int | None, path: str, hosts: Hosts) -> list[Mark]:
    """Give the endpoints of a row; ``path`` is that of the heading above, where the table has no column for it."""
    cells = row.cells
    if path_column is not None:
        path = _bare(cells[path_column]) if path_column < len(cells) else ""
    if method_column is None:
        return [mark for mark in find_marks(path) + find_reversed(path) if hosts.is_ours(mark)]
    methods = methods_in(cells[method_column]) if method_column < len(cells) else []
    words = path.split()
    marks = [read_target(method, words[0]) for method in methods] if words and "/" in words[0] else []
    return [mark for mark in marks if mark is not None and hosts.is_ours(mark)]


def take_cells(draft: Description, table: Table, row: Row, taken: set[int | None]) -> None:
    """Read the cells of a row by the labels of their columns; ``taken`` are method and path."""
    for position, cell in enumerate(row.cells[: len(table.header)]):
        if position in taken:
            access = read_remark(cell)  # "`GET /boats` (no auth)"
            draft.auth, draft.roles = draft.auth or access.auth, draft.roles or access.roles
            continue
        if _OPEN.fullmatch(_bare(table.header[position])) and (answer := _ANSWER.fullmatch(_bare(cell))):
            draft.auth = "public" if answer["yes"] else "required"
            continue
        label = classify(table.header[position])
        part = label.part if label else _HEADS.get(_bare(table.header[position]).rstrip("? ").lower())
        if part is None or (part is Part.ENDPOINT and "/" not in cell):
            draft.summary = draft.summary or ("" if is_handle(cell) else cell)
            continue
        draft.part, draft.status = part, None
        draft.apply(part, cell, row.line)
    draft.part = None


def until_table(blocks: Sequence[Block]) -> Iterator[Block]:
    """Give the blocks up to the next table of endpoints."""
    for block in blocks:
        if isinstance(block, Table) and endpoint_columns(block) is not None:
            return
        yield block
