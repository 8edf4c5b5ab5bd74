"""Tables whose rows are endpoints."""

import re

from workbench.reading.markdown import Table
from workbench.reading.marks import find_marks, find_reversed


def endpoint_columns(table: Table) -> tuple[int | None, int | None] | None:
    """Find the columns of method and path by what stands in them; one column may hold both."""
    width = len(table.header)
    count = max(len(table.rows), 1)
    columns: dict[str, int] = {}
    for position in range(width):
        cells = [
            row.cells[position].replace("`", "").replace("**", "").strip()
            for row in table.rows
            if position < len(row.cells)
        ]
        both = sum(1 for cell in cells if find_marks(cell[:200]) or find_reversed(cell[:200]))
        methods = sum(
            1
            for cell in cells
            if re.fullmatch(
                r"(?:GET|POST|PUT|PATCH|DELETE|ANY|ALL|HEAD|OPTIONS)(?:[\s/,|&]+(?:GET|POST|PUT|PATCH|DELETE))*",
                cell,
                re.IGNORECASE,
            )
        )
        paths = sum(1 for cell in cells if re.match(r"(?:https?://\S|/)\S*", cell))
        for role, hits in (("both", both), ("method", methods), ("path", paths)):
            if hits * 2 > count:
                columns.setdefault(role, position)
    if "method" in columns:
        return columns["method"], columns.get("path")
    return (None, columns["both"]) if "both" in columns else None
