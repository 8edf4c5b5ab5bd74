"""Statements: which lines of a piece of code belong together, told by brackets, quotes and indentation alone."""

from collections.abc import Sequence

_OPEN, _CLOSE = "([{", ")]}"


def statements_of(lines: Sequence[str]) -> list[int]:
    """Give for each line the index of the line with which its statement begins.

    >>> statements_of(["row = (", "    find()", ")", "return row"])
    [0, 0, 0, 3]
    """
    firsts: list[int] = []
    depth, first, quoted = 0, 0, False
    for index, line in enumerate(lines):
        if depth <= 0 and not quoted:
            depth, first = 0, index
        firsts.append(first)
        if line.count('"""') % 2:
            quoted = not quoted
        elif not quoted:
            depth += sum(map(line.count, _OPEN)) - sum(map(line.count, _CLOSE))
    return firsts


def block_of(lines: Sequence[str], index: int) -> int | None:
    """Give the line that a line stands below, moved in: the ``if`` of a branch, the ``def`` of a body."""
    indent = _indent(lines[index])
    above = (line for line in range(index - 1, -1, -1) if lines[line].strip() and _indent(lines[line]) < indent)
    return next(above, None)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
