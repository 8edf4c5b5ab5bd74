"""Effects of operations that store a body: what they write beside it, whatever it holds."""

from generators.blueprint import STORING, Effect, EffectValue, Operation

_TOLD = frozenset({EffectValue.LITERAL, EffectValue.NOW, EffectValue.NULL, EffectValue.CALLER})


def told_effects(operation: Operation) -> tuple[Effect, ...]:
    """Give the effects that hold whenever the operation stores its body; those of a state depend on it."""
    if operation.kind not in STORING:
        return ()
    return tuple(effect for effect in operation.effects if effect.when is None and effect.value in _TOLD)
