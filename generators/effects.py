"""Effects of operations that store a body: what they write beside it, whatever it holds or because of what it holds."""

from collections.abc import Iterator

from generators.blueprint import STORING, BodyField, Column, Effect, EffectValue, Entity, Operation, Stamp

_TOLD = frozenset({EffectValue.LITERAL, EffectValue.NOW, EffectValue.NULL, EffectValue.CALLER})


def told_effects(operation: Operation) -> tuple[Effect, ...]:
    """Give the effects that hold whenever the operation stores its body; those of a state depend on it."""
    if operation.kind not in STORING:
        return ()
    return tuple(effect for effect in operation.effects if effect.when is None and effect.value in _TOLD)


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
