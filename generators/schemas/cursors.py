"""Cursors: the classes of the places of rows in the orders of lists."""

from generators.blueprint import Entity, Operation
from generators.cursors import cursor_member, cursor_schema
from generators.orders import full_order
from generators.schemas.annotations import input_type
from generators.schemas.classes import render_class


def render_cursor(operation: Operation, entity: Entity) -> str:
    """Give the class of the cursors of a list."""
    columns = [(choice, entity.column(choice.column or "")) for choice in full_order(operation, entity)]
    lines = [f"{cursor_member(choice)}: {input_type(column.type, column.limits)}" for choice, column in columns]
    return render_class(cursor_schema(operation), "Cursor", f"A place in what {operation.route} lists.", lines)
