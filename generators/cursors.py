"""Cursors: what the place of a row in the order of a list consists of, and what it is called."""

from generators.blueprint import Choice, Column, Operation, QueryParameter, QueryUse
from generators.naming import attribute, query_schema


def has_cursor(operation: Operation) -> bool:
    """Tell whether a list is read on after a cursor."""
    return any(query.use is QueryUse.CURSOR for query in operation.query)


def cursor_query(operation: Operation) -> QueryParameter:
    """Give the parameter that takes the cursor."""
    return next(query for query in operation.query if query.use is QueryUse.CURSOR)


def can_place(column: Column) -> bool:
    """Tell whether rows have a place by a column: every one has a value, which sorts as it is written."""
    return not column.nullable and not column.limits.choices


def cursor_member(choice: Choice) -> str:
    """Give what a cursor calls the value of a column."""
    return f"after_{attribute(choice.column or '').strip('_')}"


def cursor_schema(operation: Operation) -> str:
    """Give the name of the class that holds a row's place, ``ListTripsCursor``."""
    return f"{query_schema(operation).removesuffix('Query')}Cursor"
