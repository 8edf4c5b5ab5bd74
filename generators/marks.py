"""Marks: the column by which a deleted row is told from the others, written in routes and in tests."""

from generators.blueprint import Column, ColumnRole


def kept(column: Column, source: str) -> str:
    """Give the condition that a row is not marked as deleted; ``source`` is its column in a statement."""
    if column.role is ColumnRole.DELETED_AT:
        return f"{source}.is_(None)"
    gone = column.role is ColumnRole.DELETED
    return f"{source}.is_not({gone})" if column.nullable else f"{source}.is_({not gone})"


def marked(column: Column) -> str:
    """Give the value that a deletion writes."""
    return "func.now()" if column.role is ColumnRole.DELETED_AT else str(column.role is ColumnRole.DELETED)


def unmarked(column: Column) -> str:
    """Give the value of a row that is not deleted."""
    return "None" if column.role is ColumnRole.DELETED_AT else str(column.role is not ColumnRole.DELETED)


def marked_in_tests(column: Column) -> str:
    """Give the value of a row that a test stores as a deleted one."""
    return "datetime.now(UTC)" if column.role is ColumnRole.DELETED_AT else marked(column)


def is_marked(column: Column, source: str) -> str:
    """Give the condition, in a test, that a value that was read back marks its row as deleted."""
    return f"{source} is not None" if column.role is ColumnRole.DELETED_AT else f"{source} is {marked(column)}"


def is_kept(column: Column, source: str) -> str:
    """Give the condition, in a test, that a value that was read back does not mark its row as deleted."""
    return f"{source} is None" if column.role is ColumnRole.DELETED_AT else f"{source} is not {marked(column)}"
