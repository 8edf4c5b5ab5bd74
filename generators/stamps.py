"""Stamps: which operations write the time at which a column took a value, and from which field of their body."""

from collections.abc import Iterator

from generators.blueprint import STORING, BodyField, Column, Entity, Operation, Stamp


def stamps_of(operation: Operation, entity: Entity) -> Iterator[tuple[Column, Stamp, BodyField]]:
    """Give the columns that an operation stamps, each with its stamp and the field that decides.

    Only a body that writes the deciding column stamps; one that carries the time itself says it, and what an
    effect of the operation writes is settled there.
    """
    if operation.kind not in STORING:
        return
    carried = {field.column: field for field in operation.body if field.column}
    settled = {*carried, *(effect.column for effect in operation.effects)}
    for column in entity.columns:
        if column.stamp and column.stamp.by in carried and column.name not in settled:
            yield column, column.stamp, carried[column.stamp.by]
